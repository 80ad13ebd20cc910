/** Finds what a paper says of itself as `label: value`, in the ways in which papers do. */
import type { OwnWords } from '../language/own-words.ts';

/** A label and what stands beside or below it. */
export interface Labelled {
  /** Lower case, without marks. */
  readonly label: string;
  readonly value: string;
  /** The number of its line. */
  readonly line: number;
}

const longestLine = 300;
const mostLines = 600;

const colon = /^(\p{L}[^:：|]{0,40}?)[ \u00a0]?[:：][ \t]*(\S.*)?$/u;
const wide = /^(\p{L}[^:：|]{1,40}?)(?:[ \t]{2,}|\t| \| )(\S.*)$/u;

/** Every label with its value, in order; a row of several cells is label, value, label, value. */
export function labelledIn(lines: readonly string[]): Labelled[] {
  const found: Labelled[] = [];
  for (const [place, line] of lines.slice(0, mostLines).entries()) {
    if (line.length > longestLine || line.length < 3) continue;
    const [, label, beside] = colon.exec(line) ?? wide.exec(line) ?? [];
    if (label === undefined) continue;
    const cells = (beside ?? '').split(' | ').map((cell) => cell.replace(/^[|: ]+/, '').trim());
    const [value = below(lines, place), nextLabel, nextValue] = cells.filter((cell) => cell !== '');
    if (value !== undefined) found.push({ label: label.toLowerCase().trim(), value, line: place });
    if (nextLabel !== undefined && nextValue !== undefined) {
      found.push({ label: nextLabel.toLowerCase(), value: nextValue, line: place });
    }
  }
  return found;
}

/** What stands on the next line, when nothing stands beside the label. */
function below(lines: readonly string[], place: number): string | undefined {
  const next = lines[place + 1] ?? '';
  return next === '' || next.length > 80 || colon.test(next) ? undefined : next;
}

/** Up to where a name goes: to a comma, a gap, a bar or a dot between words. */
export function nameFrom(value: string): string {
  return (value.split(/,\s|\s{2,}|\s[|·•]\s|\s[–—-]\s|<|\(/)[0] ?? '').trim();
}

/** The labels of an invoice's own fields, in the language of the paper. */
export function labelled(
  words: OwnWords,
  fields: Readonly<Partial<Record<keyof OwnWords, string>>>,
): string[] {
  return Object.entries(fields).map(
    ([field, value]) => `${String(words[field as keyof OwnWords])}: ${value}`,
  );
}
