/**
 * What paid models cost, in dollars, with the page that says so. A model that is not in the list has no price, and what
 * has no price is not bought. `test/cloud/price-list.test.ts` compares it with a maintained data set.
 */

import type { Settings } from '../settings.ts';

interface Sourced {
  /** E.g. `openai:gpt-6-luna`. */
  readonly spec: string;
  /** The page that the price was read on. */
  readonly source: string;
}

/** Prices of a million tokens, for calls with up to so many tokens of input. */
export interface TokenTier {
  /** Missing in the last tier, which has no end. */
  readonly upToInput?: number;
  readonly input: number;
  readonly cachedInput: number;
  /** A provider may write input to a cache without being asked, and charge this for it. */
  readonly cacheWrite: number;
  readonly output: number;
}

/** A model sold by the token. */
export interface TokenPrice extends Sourced {
  readonly unit: 'token';
  /** From little input to much. */
  readonly tiers: readonly TokenTier[];
  /** What each service tier, as the answer names it, multiplies the price by. */
  readonly serviceTiers: Readonly<Record<string, number>>;
}

/** A model sold by the minute of a recording. */
export interface MinutePrice extends Sourced {
  readonly unit: 'minute';
  readonly perMinute: number;
}

/** A model sold by the second for which hardware runs. */
export interface SecondPrice extends Sourced {
  readonly unit: 'second';
  readonly perSecond: number;
}

/** A model sold by the piece. */
export interface OutputPrice extends Sourced {
  readonly unit: 'output';
  readonly perOutput: number;
}

/** What a model costs. */
export type Price = TokenPrice | MinutePrice | SecondPrice | OutputPrice;

/** The day on which the pages were read. */
export const pricesAsOf = '2026-11-27';

/** Seconds of hardware, https://replicate.com/pricing */
const hardware = { t4: 0.000225 } as const;

/** All prices, one for each spec. */
export const priceList: readonly Price[] = [
  {
    spec: 'openai:gpt-6-luna',
    source: 'https://developers.openai.com/api/docs/models/gpt-6-luna',
    unit: 'token',
    tiers: [
      { upToInput: 272_000, input: 0.1, cachedInput: 0.01, cacheWrite: 0.125, output: 0.5 },
      { input: 0.2, cachedInput: 0.02, cacheWrite: 0.25, output: 0.75 },
    ],
    serviceTiers: { default: 1, flex: 0.5, priority: 2 },
  },
  {
    spec: 'openai:gpt-transcribe',
    source: 'https://developers.openai.com/api/docs/models/gpt-transcribe',
    unit: 'minute',
    perMinute: 0.0045,
  },
  {
    spec: 'openai:whisper-1',
    source: 'https://developers.openai.com/api/docs/pricing',
    unit: 'minute',
    perMinute: 0.006,
  },
  {
    spec: 'replicate:openai/whisper',
    // It runs on a T4 there.
    source: 'https://replicate.com/openai/whisper',
    unit: 'second',
    perSecond: hardware.t4,
  },
];

/** The price of a model; undefined when none is known. What the person says counts where the list says nothing. */
export function priceOf(spec: string, said: Settings['cloud']['prices']): Price | undefined {
  return priceList.find((price) => price.spec === spec) ?? saidPrice(spec, said);
}

function saidPrice(spec: string, said: Settings['cloud']['prices']): Price | undefined {
  const { perSecond, perMinute, perOutput } = Object.hasOwn(said, spec) ? (said[spec] ?? {}) : {};
  const sourced = { spec, source: 'settings.json' };
  if (perSecond !== undefined) return { ...sourced, unit: 'second', perSecond };
  if (perMinute !== undefined) return { ...sourced, unit: 'minute', perMinute };
  return perOutput === undefined ? undefined : { ...sourced, unit: 'output', perOutput };
}
