/** From a spec such as `ollama:llama3.3` to its provider. A new provider is one line in `makers`, and its name in `freeProviders`. */
import { availableParallelism } from 'node:os';
import { type FreeProvider, freeProviders, paidProviders, type Settings } from '../settings.ts';
import type { Failure } from '../types/failure.ts';
import { createExtractive } from './builtin/extractive.ts';
import { createCompatible } from './compatible.ts';
import type { Provider } from './contract.ts';
import { type CallReport, guarded } from './guarded.ts';
import { createOllama } from './ollama.ts';
import { ollamaHost } from './ollama-host.ts';
import { createTesseract } from './tesseract.ts';
import { createWhisper } from './whisper.ts';

/** The environment variables. */
type Environment = Readonly<Record<string, string | undefined>>;

/** What a provider is made from. */
interface Ground {
  readonly settings: Settings;
  readonly environment: Environment;
}

interface Maker {
  /** The part of the settings on which the provider depends: when it changes, a new one is made. */
  readonly depends: (settings: Settings, name: string) => unknown;
  readonly make: (name: string, ground: Ground) => Provider | Failure;
}

const threads = availableParallelism();
const nothing = () => undefined;

/** The free providers, by the prefix of their specs. */
const makers: Readonly<Record<FreeProvider, Maker>> = {
  ollama: { depends: nothing, make: makeOllama },
  compatible: { depends: serverOf, make: makeCompatible },
  builtin: { depends: nothing, make: makeBuiltin },
  tesseract: { depends: ({ tesseract }) => tesseract.system, make: makeTesseract },
  whisper: { depends: ({ whisper }) => whisper.model, make: makeWhisper },
};

const isFree = (prefix: string): prefix is FreeProvider => Object.hasOwn(makers, prefix);
const isPaid = (prefix: string): boolean => paidProviders.some((provider) => provider === prefix);

function makeOllama(name: string, { environment }: Ground): Provider {
  const host = ollamaHost(environment.OLLAMA_HOST);
  const parallel = Number(environment.OLLAMA_NUM_PARALLEL);
  // Our environment says nothing of a server on another machine.
  const isSaid = host.place === 'loopback' && Number.isInteger(parallel) && parallel >= 1;
  return createOllama(name, { host, ...(isSaid ? { slots: parallel } : {}) });
}

function serverOf({ compatible }: Settings, name: string) {
  return Object.hasOwn(compatible, name) ? compatible[name] : undefined;
}

function makeCompatible(name: string, { settings }: Ground): Provider | Failure {
  const server = serverOf(settings, name);
  if (server) return createCompatible(name, server);
  return {
    code: 'model-unknown',
    reason: `The settings name no server for compatible:${name}.`,
    hint: `Add "compatible": { "${name}": { "url": "http://127.0.0.1:1234/v1", "model": "…" } } to settings.json.`,
  };
}

function makeBuiltin(name: string): Provider | Failure {
  if (name === 'extractive') return createExtractive({ threads });
  return unknown(`builtin:${name}`, 'The only built-in model is builtin:extractive.');
}

function makeTesseract(language: string, { settings }: Ground): Provider {
  return createTesseract({ language, threads, system: settings.tesseract.system });
}

function makeWhisper(name: string, { settings, environment }: Ground): Provider | Failure {
  if (name === 'cli') return createWhisper({ model: settings.whisper.model, environment });
  return unknown(`whisper:${name}`, 'Write whisper:cli, and name the model file under "whisper.model".');
}

function unknown(spec: string, hint: string): Failure {
  return { code: 'model-unknown', reason: `There is no model ${spec}.`, hint };
}

function paidInNight(spec: string): Failure {
  return {
    code: 'model-paid',
    reason: `${spec} costs money, and a night list holds only free models.`,
    hint: 'Move it to the "burst" list in settings.json.',
  };
}

/** Gives providers for specs. */
export interface Registry {
  /** The provider, the same each time while its settings stay the same; or why there is none. */
  get(spec: string): Provider | Failure;
  /** Closes every provider that was made. */
  close(): Promise<void>;
}

/** What the registry is made from. */
export interface RegistryOptions {
  /** The settings in force now. */
  readonly settings: () => Settings;
  readonly environment: Environment;
  /** Told of things that a person may want to know, one sentence each. */
  readonly onNotice: (level: 'info' | 'warn', message: string) => void;
  /** Told of every call to a model. */
  readonly onCall?: (report: CallReport) => void;
}

/** For how long a server that keeps failing is left alone, in milliseconds. */
const restMs = 30_000;
/** For how long this process works on one call at most, in milliseconds: a page takes seconds, a long text less. */
const longestMs = 10 * 60_000;

/** A registry without providers; each is made when first asked for, and its heavy parts when first used. */
export function createRegistry(options: RegistryOptions): Registry {
  const made = new Map<string, { readonly provider: Provider; readonly ground: string }>();
  // Replaced while calls may be under way: these end with the registry.
  const retired: Provider[] = [];
  const guard = {
    onCall: (report: CallReport) => options.onCall?.(report),
    onBreaker: (spec: string, open: boolean) =>
      open
        ? options.onNotice('warn', `${spec} does not answer and is left alone for ${restMs / 1000} seconds.`)
        : options.onNotice('info', `${spec} answers again.`),
    restMs,
    longestMs,
  };

  return {
    get(spec) {
      const [, prefix = '', name = ''] = /^([a-z]+):(.+)$/.exec(spec) ?? [];
      if (isPaid(prefix)) return paidInNight(spec);
      if (!isFree(prefix))
        return unknown(spec, `A spec begins with one of ${freeProviders.join(', ')} and a colon.`);
      const maker = makers[prefix];
      const settings = options.settings();
      const ground = JSON.stringify(maker.depends(settings, name) ?? null);
      const known = made.get(spec);
      if (known?.ground === ground) return known.provider;
      if (known) retired.push(known.provider);
      made.delete(spec);
      const provider = maker.make(name, { settings, environment: options.environment });
      if (!('check' in provider)) return provider;
      const safe = guarded(provider, guard);
      made.set(spec, { provider: safe, ground });
      return safe;
    },
    async close() {
      const all = [...retired.splice(0), ...Array.from(made.values(), ({ provider }) => provider)];
      made.clear();
      await Promise.allSettled(all.map((provider) => provider.close?.()));
    },
  };
}
