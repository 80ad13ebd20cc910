/** The digest of a week as Markdown, made from the digests of its days as they stand. */
import { DateTime } from 'luxon';
import { plainLine } from '../plain-text.ts';
import type { DigestThere } from './digest-file.ts';
import type { Overview, Passage } from './overview.ts';
import { counted, overviewKeys, overviewParagraphs, type Rendered } from './render-day.ts';

/** What a week takes from one day. */
export interface WeekDay {
  readonly day: string;
  /** The digest's name, for a link. */
  readonly name: string;
  readonly files: number;
  readonly logs: number;
  readonly private: boolean;
  /** What it says first, one line of Markdown each; its links lead on from the week's folder too. */
  readonly lines: readonly string[];
}

/** Lines of a day that a week is made from, and those that it shows. */
const most = { lines: 40, shown: 3 } as const;

/** The day as its digest tells it: the overview, or where there is none the files and logs themselves. */
export function weekDayOf(day: string, { name, kept }: Pick<DigestThere, 'name' | 'kept'>): WeekDay {
  const { data, body } = kept;
  const [head = '', ...sections] = body.split(/^## /m);
  const said = linesIn(head);
  const lines = said.length > 0 ? said : sections.flatMap(linesIn);
  return {
    day,
    name: name.replace(/\.md$/, ''),
    files: typeof data.files === 'number' ? data.files : 0,
    logs: Array.isArray(data.logs) ? data.logs.length : 0,
    private: data.private === true,
    lines: lines.slice(0, most.lines),
  };
}

/** Without headings, remarks, the line that says who made it, and the link to the week. */
function linesIn(section: string): readonly string[] {
  return section
    .split('\n')
    .map((line) => line.trim())
    .filter(
      (line) =>
        /[\p{L}\p{N}]/u.test(line) && !/^(?:#|>|\*(?:Key sentences|Summary by)|Week: \[\[)/.test(line),
    )
    .filter((line) => !/^(?:Files|Logs|Mentioned in these files:)$/.test(line));
}

/** What the days say, each with a link to its digest. */
export function weekPassages(days: readonly WeekDay[]): readonly Passage[] {
  return days.map(({ day, name, lines }) => ({
    title: day,
    // Where a sentence stands is told by the day's digest.
    text: lines
      .map((line) => plainLine(line.replace(/^- /, '').replace(/ \([^()]*\(<[^>]*>\)\)$/, '')))
      .join('\n'),
    link: `[[${name}]]`,
  }));
}

/** The digest of a week. `sources` is the hash of `days`. */
export function renderWeek(
  week: string,
  days: readonly WeekDay[],
  sources: string,
  overview: Overview | undefined,
): Rendered {
  const [first = week, last = week] = [days[0]?.day, days.at(-1)?.day];
  const [year, number] = week.split('-W');
  const body = [
    `# Week ${Number(number)} of ${year}`,
    ...overviewParagraphs(overview, `the digests of ${counted(days.length, 'day')}`),
    '## Days',
    days.map(dayLines).join('\n'),
  ];
  const data = {
    title: `Digest of ${week}`,
    date: first,
    until: last,
    kind: 'digest',
    period: 'week',
    files: days.reduce((sum, { files }) => sum + files, 0),
    tags: ['digest', 'weekly'],
    ...overviewKeys(overview),
    private: days.some((day) => day.private) ? true : undefined,
    sources,
  };
  return { data, body: `${body.join('\n\n')}\n` };
}

function dayLines({ day, name, files, logs, lines }: WeekDay): string {
  const weekday = DateTime.fromISO(day, { zone: 'utc' }).setLocale('en-GB').toFormat('cccc');
  const counts = [files > 0 ? counted(files, 'file') : '', logs > 0 ? counted(logs, 'log') : ''];
  const shown = lines.slice(0, most.shown).map((line) => `  - ${line.replace(/^- /, '')}`);
  return [`- [[${name}]] ${weekday}: ${counts.filter(Boolean).join(', ')}`, ...shown].join('\n');
}
