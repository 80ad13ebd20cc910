/** The digest of a week as Markdown, made from the digests of its days as they stand. */
import { DateTime } from 'luxon';
import { plainLine } from '../plain-text.ts';
import type { DigestThere } from './digest-file.ts';
import type { Overview, Passage } from './overview.ts';
import { counted, overviewKeys, overviewParagraphs, type Rendered, whoseItIs } from './render-day.ts';

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

/** The day as its digest tells it: the overview, or where there is none the files and the lines of logs. */
export function weekDayOf(day: string, { name, kept }: Pick<DigestThere, 'name' | 'kept'>): WeekDay {
  const { data, body } = kept;
  const [head = '', ...sections] = body.split(/^## /m);
  const said = linesIn(head);
  const listed = sections.flatMap((section) =>
    // Of logs the lines are said, and not how many there are.
    linesIn(section.startsWith('Logs') ? section.replace(/^- .*$/gm, '') : section),
  );
  const lines = said.length > 0 ? said : listed;
  return {
    day,
    name: name.replace(/\.md$/, ''),
    files: typeof data.files === 'number' ? data.files : 0,
    logs: Array.isArray(data.logs) ? data.logs.length : 0,
    private: data.private === true,
    lines: lines.slice(0, most.lines),
  };
}

/** Lines that say nothing of the day itself: headings, remarks, who made it, names, the link to the week. */
const aside =
  /^(?:#|>|\*(?:Key sentences|Summary by|What you write below stays)|(?:Files|Logs|Mentioned in these files:)$|- (?:People|Organisations|Places): |Week: \[\[)/;

function linesIn(section: string): readonly string[] {
  return section
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /[\p{L}\p{N}]/u.test(line) && !aside.test(line));
}

/** Where a line says it comes from: before it in a list of files or log lines, behind it in an overview. */
const sourceBefore = /^- (?:\d\d:\d\d )?\[(?:[^\]\\]|\\.){0,1000}\]\(<[^>]{0,4000}>\): /;
const sourceBehind = / \(\[(?:[^\]\\]|\\.){0,1000}\]\(<[^>]{0,4000}>\)\)$/;

/** What the days say, each with a link to its digest, which tells where it stands. */
export function weekPassages(days: readonly WeekDay[]): readonly Passage[] {
  return days.map(({ day, name, lines }) => {
    const said = lines.map((line) =>
      line.replace(sourceBefore, '').replace(/^- /, '').replace(sourceBehind, ''),
    );
    return { title: day, text: said.map(plainLine).join('\n'), link: `[[${name}]]` };
  });
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
    whoseItIs,
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
