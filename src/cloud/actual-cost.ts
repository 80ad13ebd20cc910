/**
 * What a call cost, from what the provider says that it used. Keeps the promise that a missing or empty usage never
 * makes a call cheap: then it is settled at its reservation.
 */
import { isMicros, type Micros } from './money.ts';
import type { Price, TokenPrice } from './price-list.ts';
import { isAmount, type Line, priced, tierFor } from './quote.ts';

/** What a provider said that a call used; a unit that it did not tell is missing. */
export interface Used {
  readonly inputTokens?: number;
  /** The part of `inputTokens` that was read from the provider's cache. */
  readonly cachedTokens?: number;
  /** The part of `inputTokens` that was written to it. */
  readonly cacheWriteTokens?: number;
  readonly outputTokens?: number;
  readonly audioSeconds?: number;
  /** Seconds for which hardware ran. */
  readonly hardwareSeconds?: number;
  readonly outputs?: number;
  /** The tier that served it, e.g. `default`. */
  readonly serviceTier?: string;
}

/** What to settle at. */
export interface ActualCost {
  readonly micros: Micros;
  /** Where the amount is from. */
  readonly from: 'usage' | 'reservation';
}

/** Rounded up. May be above `reserved`: then the provider charged more than the worst case. */
export function actualCost(price: Price, used: Used, reserved: Micros): ActualCost {
  const lines = linesOf(price, used);
  const sum = lines && priced(lines);
  if (!sum?.ok) return { micros: reserved, from: 'reservation' };
  const micros = price.unit === 'token' ? served(price, used, sum.micros, reserved) : sum.micros;
  return { micros, from: 'usage' };
}

/** Undefined when what was used in the unit in which the model is sold is not told, or is nothing. */
function linesOf(price: Price, used: Used): readonly Line[] | undefined {
  switch (price.unit) {
    case 'token':
      return tokenLines(price, used);
    case 'minute':
      // Charged to the second: a started minute is not a whole one.
      return line((used.audioSeconds ?? 0) / 60, price.perMinute);
    case 'second':
      return line(used.hardwareSeconds, price.perSecond);
    case 'output':
      return line(used.outputs, price.perOutput);
  }
}

function line(amount: number | undefined, dollars: number): readonly Line[] | undefined {
  return isAmount(amount) ? [{ amount, dollars, per: 1 }] : undefined;
}

function tokenLines({ tiers }: TokenPrice, used: Used): readonly Line[] | undefined {
  const { inputTokens, outputTokens, cachedTokens = 0, cacheWriteTokens = 0 } = used;
  if (!isMicros(inputTokens) || !isMicros(outputTokens) || inputTokens === 0) return undefined;
  const plain = inputTokens - cachedTokens - cacheWriteTokens;
  const tier = tierFor(tiers, inputTokens);
  if (!tier || ![plain, cachedTokens, cacheWriteTokens].every(isMicros)) return undefined;
  const per = 1_000_000;
  return [
    { amount: plain, dollars: tier.input, per },
    { amount: cachedTokens, dollars: tier.cachedInput, per },
    { amount: cacheWriteTokens, dollars: tier.cacheWrite, per },
    { amount: outputTokens, dollars: tier.output, per },
  ];
}

/** Of a tier that is not told, or not known, the price is not known either: then it is no less than was reserved. */
function served(
  { serviceTiers }: TokenPrice,
  { serviceTier }: Used,
  micros: Micros,
  reserved: Micros,
): Micros {
  const factor = serviceTiers[serviceTier ?? 'default'];
  return factor === undefined ? Math.max(micros, reserved) : Math.ceil(micros * factor);
}

/** What to count; of a call to a model without a price nothing is known, and it is settled at its reservation. */
export function costOf(price: Price | undefined, used: Used, reserved: Micros): Micros {
  return price === undefined ? reserved : actualCost(price, used, reserved).micros;
}
