/** What is made of many measurements. */
import type { Figures } from './bench-options.ts';

/** The middle one, or the mean of the two in the middle. Throws when there are none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('Nothing was measured.');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Three significant digits say all that a measurement on a busy machine can. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** The same with every figure rounded. */
export function allRounded(figures: Figures): Figures {
  const entries = Object.entries(figures).map(
    ([key, value]) => [key, typeof value === 'number' ? rounded(value) : allRounded(value)] as const,
  );
  return Object.fromEntries(entries);
}
