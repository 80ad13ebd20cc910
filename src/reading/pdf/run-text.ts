/** The words of runs that stand on one line, in the order in which they are read, with their spaces. */
import { linkMarkdown, plainMarkdown } from './link-markdown.ts';
import type { TextRun } from './text-runs.ts';

/** Gaps above this many font sizes are spaces, where the file draws none. */
const wordGap = 0.18;

/** Letters smaller than this share of their neighbours', and raised or lowered, are super- or subscripts. */
const smallLetters = 0.82;

const superscripts: Readonly<Record<string, string>> = Object.fromEntries(
  [...'0123456789+-−='].map((sign, i) => [sign, '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼'[i] ?? sign]),
);
const subscripts: Readonly<Record<string, string>> = Object.fromEntries(
  [...'0123456789+-−='].map((sign, i) => [sign, '₀₁₂₃₄₅₆₇₈₉₊₋₋₌'[i] ?? sign]),
);

/** A part of a line that leads to one place, or to none. */
interface Span {
  text: string;
  readonly link?: string | undefined;
}

/** The text of runs (left to right) and, where a part of it is a link, the same as Markdown. */
export function joinRuns(runs: readonly TextRun[]): { readonly text: string; readonly linked?: string } {
  const size = Math.max(...runs.map((run) => run.size));
  const base = runs.find((run) => run.size === size)?.y ?? 0;
  const spans: Span[] = [];
  let previous: TextRun | undefined;
  for (const run of inReadingOrder(runs)) {
    const last = spans.at(-1);
    const text = scripted(run, last?.text ?? '', size, base);
    const isApart = previous !== undefined && isSpaced(previous, run) && !isOneNumber(last?.text ?? '', text);
    const space = isApart ? ' ' : '';
    if (last !== undefined && last.link === run.link) last.text += space + text;
    else {
      if (last !== undefined) last.text += run.link === undefined ? '' : space;
      spans.push({ text: run.link === undefined ? space + text : text, link: run.link });
    }
    previous = run;
  }
  for (const span of spans) span.text = composed(span.text);
  const text = spans.map((span) => span.text).join('');
  const linked = spans.map(spanMarkdown).join('');
  return linked === plainMarkdown(text) ? { text } : { text, linked };
}

/** Accents that a file draws as letters of their own before the letter that they belong to. */
const accents: Readonly<Record<string, string>> = {
  '¨': '\u0308',
  '´': '\u0301',
  ˆ: '\u0302',
  '˜': '\u0303',
  ˇ: '\u030c',
  '˚': '\u030a',
  '¯': '\u0304',
  '˘': '\u0306',
  '˝': '\u030b',
  '`': '\u0300',
};

/** `na¨ıve` → `naïve`: only within words, and where the two make one known letter. */
function composed(text: string): string {
  return text.replace(/(?<=\p{L})([¨´ˆ˜ˇ˚¯˘˝`])([a-zA-Zıȷ])/gu, (pair, accent: string, letter: string) => {
    const base = letter === 'ı' ? 'i' : letter === 'ȷ' ? 'j' : letter;
    const whole = (base + (accents[accent] ?? '')).normalize('NFC');
    return [...whole].length === 1 ? whole : pair;
  });
}

function spanMarkdown({ text, link }: Span): string {
  return link === undefined ? plainMarkdown(text) : linkMarkdown(text, link);
}

/** Superscripts that a file draws sign by sign. */
function isOneNumber(one: string, other: string): boolean {
  return /[⁰¹²³⁴-⁹]$/.test(one) && /^[⁰¹²³⁴-⁹]/.test(other);
}

function isSpaced(one: TextRun, other: TextRun): boolean {
  const gap = other.x0 >= one.x0 ? other.x0 - one.x1 : one.x0 - other.x1;
  const size = Math.min(one.size, other.size);
  return gap > wordGap * size || (other.spaceBefore && gap > 0.05 * size);
}

/** `10` and a small raised `3` become `10³`; a small lowered `2` after a letter becomes `₂`. */
function scripted(run: TextRun, before: string, size: number, base: number): string {
  if (run.size > smallLetters * size || !/^[\d+\-−=]{1,3}$/.test(run.text)) return run.text;
  const shift = (run.y - base) / size;
  if (Math.abs(shift) < 0.08) return run.text;
  const isRaised = shift < 0;
  if (isRaised ? /\s$/.test(before) : !/[\p{L})\]₀-₉]$/u.test(before)) return run.text;
  const signs = isRaised ? superscripts : subscripts;
  return [...run.text].map((sign) => signs[sign] ?? sign).join('');
}

/**
 * Right to left where most of the letters are; then words of the other direction keep their own order within
 * the line, and numbers stand alone (UAX #9, roughly: the file has the letters at their places, not in order).
 */
function inReadingOrder(runs: readonly TextRun[]): readonly TextRun[] {
  const backward = runs.filter((run) => run.rightToLeft);
  if (backward.length === 0) return runs;
  const letters = (some: readonly TextRun[]): number => some.reduce((sum, run) => sum + run.text.length, 0);
  const rightToLeft = letters(backward) * 2 >= letters(runs);
  const groups: TextRun[][] = [];
  for (const run of runs) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (last !== undefined && before !== undefined && belongTogether(before, run)) last.push(run);
    else groups.push([run]);
  }
  const ordered = groups.map((group) => (group[0]?.rightToLeft === true ? group.toReversed() : group));
  return (rightToLeft ? ordered.reverse() : ordered).flat();
}

function belongTogether(one: TextRun, other: TextRun): boolean {
  if (one.rightToLeft !== other.rightToLeft) return false;
  const words = /\p{L}/u.test(one.text) && /\p{L}/u.test(other.text);
  return words || one.rightToLeft || !isSpaced(one, other);
}
