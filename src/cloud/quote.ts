/**
 * The most that a call can cost, before it is sent. Keeps the promise that the worst case is reserved: all input at
 * the price of its tier and as if it were written to a cache, all output that is allowed, whole minutes, hardware until
 * the deadline. What cannot be bounded, or has no price, is refused.
 */
import { isMicros, type Micros, wholeParts } from './money.ts';
import type { Price, TokenTier } from './price-list.ts';

/** The most that an order can use, as a provider says it; a unit that is missing has no bound. */
export interface WorstUse {
  /** Tokens of text; those of `image` come on top. */
  readonly inputTokens?: number;
  /** Reasoning included. */
  readonly outputTokens?: number;
  /** In pixels. */
  readonly image?: { readonly width: number; readonly height: number };
  readonly audioSeconds?: number;
  /** Until the deadline that the provider enforces. */
  readonly hardwareSeconds?: number;
  readonly outputs?: number;
}

/** The answer; `reason` is one sentence. */
export type Quote =
  | { readonly ok: true; readonly micros: Micros }
  | { readonly ok: false; readonly reason: string };

/** The multiplier of image tokens is disputed; this is the highest that was seen (OpenAI, gpt-6-luna). */
const tokensPerPatch = 2.46;
/** An image is priced in squares of so many pixels. */
const patchPixels = 32;

/** The worst case in micro-dollars, rounded up. `price` is missing where the price list has none. */
export function quote(price: Price | undefined, use: WorstUse): Quote {
  if (!price) return refused('No price is known for this model, so it may not be bought.');
  switch (price.unit) {
    case 'token':
      return tokenQuote(price.tiers, use);
    case 'minute':
      if (!isAmount(use.audioSeconds)) return refused('The length of this recording is not known.');
      return priced([{ amount: Math.ceil(use.audioSeconds / 60), dollars: price.perMinute, per: 1 }]);
    case 'second':
      if (!isAmount(use.hardwareSeconds)) return refused('Nothing bounds how long this may run.');
      return priced([{ amount: Math.ceil(use.hardwareSeconds), dollars: price.perSecond, per: 1 }]);
    case 'output':
      if (!isAmount(use.outputs)) return refused('Nothing bounds how many outputs this may make.');
      return priced([{ amount: Math.ceil(use.outputs), dollars: price.perOutput, per: 1 }]);
  }
}

/** The most tokens that a picture of this size, in pixels, can be counted as; undefined when it has no size. */
export function imageTokens({ width, height }: { width: number; height: number }): number | undefined {
  if (!isAmount(width) || !isAmount(height)) return undefined;
  return Math.ceil(Math.ceil(width / patchPixels) * Math.ceil(height / patchPixels) * tokensPerPatch);
}

/** The tier of a call with so many tokens of input. */
export function tierFor(tiers: readonly TokenTier[], inputTokens: number): TokenTier | undefined {
  return tiers.find(({ upToInput }) => upToInput === undefined || inputTokens <= upToInput);
}

/** So much of something, at so many dollars for `per` of it. */
export interface Line {
  readonly amount: number;
  readonly dollars: number;
  readonly per: 1 | 1_000_000;
}

/** The sum, rounded up once. Refused when a price is missing, zero or no number, or the sum cannot be counted exactly. */
export function priced(lines: readonly Line[]): Quote {
  // In units of 10^-12 dollars, so that the price of one token is a whole number.
  const picos = lines.map(({ amount, dollars, per }) =>
    Math.ceil(amount * (wholeParts(dollars, per === 1 ? 12 : 6, 'up') || Number.NaN)),
  );
  const micros = Math.ceil(picos.reduce((sum, each) => sum + each, 0) / 1_000_000);
  if (picos.every(Number.isSafeInteger) && isMicros(micros) && micros > 0) return { ok: true, micros };
  return refused('The price of this model is missing, zero or no number, so it may not be bought.');
}

function tokenQuote(tiers: readonly TokenTier[], use: WorstUse): Quote {
  const image = use.image ? imageTokens(use.image) : 0;
  if (image === undefined) return refused('The size of this picture is not known.');
  const { inputTokens = image > 0 ? 0 : Number.NaN, outputTokens } = use;
  const input = Math.ceil(inputTokens + image);
  if (!isAmount(input) || !isAmount(outputTokens))
    return refused('Nothing bounds how many tokens this may take.');
  const tier = tierFor(tiers, input);
  if (!tier) return refused('No price is known for so much input.');
  const per = 1_000_000;
  return priced([
    { amount: input, dollars: Math.max(tier.input, tier.cacheWrite), per },
    { amount: Math.ceil(outputTokens), dollars: tier.output, per },
  ]);
}

/** True for an amount that bounds something. */
export const isAmount = (value: number | undefined): value is number =>
  Number.isFinite(value) && (value ?? 0) > 0;

function refused(reason: string): Quote {
  return { ok: false, reason };
}
