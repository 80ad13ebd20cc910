/** The options that narrow what is searched or asked. */
import type { Filters } from '../memory/filter.ts';
import { NightshiftError } from '../types/failure.ts';

/** What may stand behind the words, by its long name. */
export type SearchOptions = Readonly<Record<string, string | boolean>>;

/** What was called wrongly, and how it is called. */
export function usage(reason: string, hint: string): NightshiftError {
  return new NightshiftError({ code: 'usage', reason, hint });
}

/** An option's value; undefined where there is none. */
export const textOf = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** `--kind`, `--folder`, `--tag`, `--from` and `--to`. @throws `usage`. */
export function filtersOf(options: SearchOptions): Filters {
  const kind = textOf(options.kind);
  if (kind !== undefined && !/^(?:text|image|audio)$/i.test(kind)) {
    throw usage(`--kind is "${kind}".`, 'Give text, image or audio.');
  }
  for (const name of ['from', 'to']) {
    const date = textOf(options[name]);
    if (date === undefined || /^\d{4}(?:-\d\d(?:-\d\d)?)?$/.test(date)) continue;
    throw usage(`--${name} is "${date}".`, 'Give a day, a month or a year: 2026-11-03, 2026-11 or 2026.');
  }
  const [folder, tag] = [textOf(options.folder), textOf(options.tag)];
  return { kind, folder, tag, from: textOf(options.from), to: textOf(options.to) };
}
