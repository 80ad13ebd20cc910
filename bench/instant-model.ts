/** A model that answers at once, so that what is left to measure is ours. */
import type { Answer, Provider } from '../src/models/contract.ts';
import type { Entities, Summary } from '../src/types/task.ts';

/** Its name in settings. */
export const instantSpec = 'bench:instant';

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

/** Stands in for the registry. */
export function instantModel(spec: string): Provider {
  return {
    spec,
    place: 'process',
    slots: 16,
    check: async () => ({ available: true }),
    summarise: async () => summary,
    extract: async () => entities,
  };
}

/** Settings in which nothing but this model does the work, and no file is waited for. */
export const instantSettings = {
  stabilityMs: 0,
  models: { text: { night: [instantSpec] }, embed: { night: [] } },
} as const;
