/**
 * Money is counted in whole micro-dollars, so that no sum ever drifts. Amounts that people or price lists write are
 * decimals: what is owed is rounded up and what may be spent is rounded down, both from the decimal as it is
 * written (0.07 dollars are 70,000 micro-dollars, although the nearest binary fraction is a little more).
 */

/** A whole number of millionths of a US dollar, not negative, exact as a JavaScript number. */
export type Micros = number;

/** Whole micro-dollars in one dollar. */
const microsPerDollar = 1_000_000;

/** True for what may be added up as money. */
export function isMicros(value: unknown): value is Micros {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** What is owed: `dollars` rounded up. Undefined when it is negative, not finite, or too large to be counted exactly. */
export function costOf(dollars: number): Micros | undefined {
  return wholeParts(dollars, 6, 'up');
}

/** What may be spent: `dollars` rounded down. Undefined when it is negative, not finite, or too large to be counted exactly. */
export function capOf(dollars: number): Micros | undefined {
  return wholeParts(dollars, 6, 'down');
}

/**
 * `dollars` in steps of 10^-`digits` dollars, from the shortest decimal that means this number, which is the one
 * that a person typed. Undefined when it is negative, not finite, or too large to be counted exactly.
 */
export function wholeParts(dollars: number, digits: number, rounding: 'up' | 'down'): number | undefined {
  const match = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(dollars));
  if (!match || dollars > Number.MAX_SAFE_INTEGER) return undefined;
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const scale = digits + Number(exponent) - fraction.length;
  const written = BigInt(whole + fraction);
  const parts =
    scale >= 0 ? written * 10n ** BigInt(scale) : divided(written, 10n ** BigInt(-scale), rounding);
  return parts <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(parts) : undefined;
}

function divided(written: bigint, by: bigint, rounding: 'up' | 'down'): bigint {
  const down = written / by;
  return rounding === 'up' && written % by > 0n ? down + 1n : down;
}

/** As a number of dollars, for JSON: exact to the micro-dollar when read back with `costOf`. */
export function dollarsOf(micros: Micros): number {
  return micros / microsPerDollar;
}
