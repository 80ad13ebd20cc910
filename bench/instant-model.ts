/** A model that answers at once, so that what is left to measure is ours. */
import { once } from 'node:events';
import type { Answer, Provider } from '../src/models/contract.ts';
import type { Entities, Summary } from '../src/types/task.ts';

/** Its name in settings; of a provider that they know, since they refuse every other. */
export const instantSpec = 'ollama:instant';

const stopped: Answer<Summary> = {
  ok: false,
  error: {
    code: 'aborted',
    reason: 'The measurement has ended.',
    hint: 'Nothing is to be done.',
    retryable: true,
    charged: 'no',
  },
};

const usage = { seconds: 0 };

const summary: Answer<Summary> = {
  ok: true,
  usage,
  value: {
    title: 'A report on several matters',
    summary: 'Several things were repaired, paid or postponed, and letters were written about them.',
    keyPoints: ['The bridge was repaired.', 'The invoice must be paid.', 'The concert was postponed.'],
    tags: ['report', 'bridge', 'invoice'],
    language: 'en',
  },
};

const entities: Answer<Entities> = {
  ok: true,
  usage,
  value: {
    people: ['Alice Brown', 'David Miller'],
    organisations: ['Summit Bank'],
    places: ['London', 'Berlin'],
    dates: ['4 March 2026'],
    amounts: ['$12,345.50'],
  },
};

/** Lets calls through while it is open. */
export class Gate {
  #open = Promise.withResolvers<void>();
  #isOpen = false;

  open(): void {
    this.#isOpen = true;
    this.#open.resolve();
  }

  close(): void {
    if (this.#isOpen) this.#open = Promise.withResolvers<void>();
    this.#isOpen = false;
  }

  /** Resolves once it is open, or when `signal` says that nobody waits any more. */
  async pass(signal: AbortSignal): Promise<void> {
    if (this.#isOpen || signal.aborted) return;
    const gaveUp = new AbortController();
    const aborted = once(signal, 'abort', { signal: gaveUp.signal }).catch(() => undefined);
    await Promise.race([this.#open.promise, aborted]);
    gaveUp.abort();
  }
}

/** Stands in for the registry: one model, as that gives one, made once. While `gate` is closed, no file gets past its first task. */
export function instantModel(gate: Gate): (spec: string) => Provider {
  const model: Provider = {
    spec: instantSpec,
    place: 'process',
    slots: 16,
    check: async () => ({ available: true }),
    summarise: async (_request, signal) => {
      await gate.pass(signal);
      return signal.aborted ? stopped : summary;
    },
    extract: async () => entities,
  };
  return () => model;
}

/** Settings in which nothing but this model works. Files are waited for as long as by default. */
export const instantSettings = {
  models: { text: { night: [instantSpec] }, embed: { night: [] } },
} as const;
