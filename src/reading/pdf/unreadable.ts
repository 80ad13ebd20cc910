/** Tells a text layer whose characters mean nothing: the page shows words, but the file does not say which. */
import type { TextRun } from './text-runs.ts';

/** Fewer characters than this say nothing about their font. */
const fewest = 20;

/** The share of characters without meaning from which on a page is better looked at than read. */
const tooMany = 0.25;

/** Private use, unassigned, and what stands for "unknown". */
const meaningless = /[\p{Co}\p{Cn}\ufffd]/gu;

/** True when too many of the characters have no meaning outside the file's own fonts. */
export function isUnreadable(runs: readonly TextRun[]): boolean {
  const text = runs.map((run) => run.text).join('');
  const bare = text.replace(/\s/g, '');
  if (bare.length < fewest) return false;
  return (bare.match(meaningless)?.length ?? 0) / bare.length > tooMany;
}
