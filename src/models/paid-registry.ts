/**
 * From a spec such as `openai:gpt-6-luna` to its paid provider: apart from the free registry, so that this one can never
 * hand out the other's. A new provider is one line in `makers`, and its name in `paidProviders`.
 */
import { type PaidProviderName, paidProviders } from '../settings.ts';
import type { Failure } from '../types/failure.ts';
import { createOpenAi, openAiUrl } from './openai.ts';
import type { PaidProvider } from './paid-contract.ts';
import { createReplicate, replicateUrl } from './replicate.ts';

/** The environment variables. */
type Environment = Readonly<Record<string, string | undefined>>;

/** Gives paid providers for specs. */
export interface PaidRegistry {
  /** The provider, the same each time; or why there is none. Whether it has a key, its `check` says. */
  get(spec: string): PaidProvider | Failure;
}

type Make = (name: string, environment: Environment) => PaidProvider | Failure;

const makers: Readonly<Record<PaidProviderName, Make>> = {
  openai: (name, environment) => {
    const url = baseUrl('OPENAI_BASE_URL', environment, openAiUrl);
    return typeof url === 'string'
      ? createOpenAi(name, { url, key: keyIn(environment.OPENAI_API_KEY) })
      : url;
  },
  replicate: (name, environment) => {
    if (!/^[\w.-]+\/[\w.-]+$/.test(name)) return unknown(`replicate:${name}`, 'Write replicate:OWNER/NAME.');
    const url = baseUrl('REPLICATE_BASE_URL', environment, replicateUrl);
    const key = keyIn(environment.REPLICATE_API_TOKEN);
    return typeof url === 'string' ? createReplicate(name, { url, key }) : url;
  },
};

const isPaid = (prefix: string): prefix is PaidProviderName => Object.hasOwn(makers, prefix);

/** A key travels in a header: what cannot (a placeholder such as “…”, say) is none. */
function keyIn(value: string | undefined): string {
  const key = value?.trim() ?? '';
  return /^[!-~]*$/.test(key) ? key : '';
}

/** A key may travel encrypted, or stay on this machine. */
function baseUrl(variable: string, environment: Environment, usual: string): string | Failure {
  const written = environment[variable]?.trim() || usual;
  const { protocol, hostname } = URL.canParse(written) ? new URL(written) : { protocol: '', hostname: '' };
  const home = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
  if (protocol === 'https:' || (protocol === 'http:' && home)) return written.replace(/\/+$/, '');
  return {
    code: 'url-unusable',
    reason: `${variable} is no address to which a key may be sent.`,
    hint: `Unset ${variable}, or begin it with https://.`,
  };
}

function unknown(spec: string, hint: string): Failure {
  return { code: 'model-unknown', reason: `There is no paid model ${spec}.`, hint };
}

/** A registry without providers; each is made when first asked for, and sends nothing then. */
export function createPaidRegistry(environment: Environment): PaidRegistry {
  const made = new Map<string, PaidProvider | Failure>();
  return {
    get(spec) {
      const known = made.get(spec);
      if (known) return known;
      const [, prefix = '', name = ''] = /^([a-z]+):(\S+)$/.exec(spec) ?? [];
      const hint = `A paid model begins with one of ${paidProviders.join(', ')} and a colon.`;
      const provider = isPaid(prefix) ? makers[prefix](name, environment) : unknown(spec, hint);
      made.set(spec, provider);
      return provider;
    },
  };
}
