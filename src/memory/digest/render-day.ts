/** The digest of a day as Markdown: every line says where it comes from. */
import { DateTime } from 'luxon';
import { placeOf } from '../../ingest/place.ts';
import { quotedInline } from '../../report/quoted.ts';
import { entityLink, escapeInline, shortened } from '../../report/safe-markdown.ts';
import { sanitiseSentence } from '../../report/sanitise-markdown.ts';
import type { DayFile } from './day-notes.ts';
import { type LogItem, linkFromDigest, logItems, logLink } from './log-items.ts';
import type { LogOfDay } from './log-store.ts';
import type { Overview } from './overview.ts';
import { weekOf } from './week.ts';

/** All that a digest of a day is made of. */
export interface DayFacts {
  /** `2026-11-03`. */
  readonly day: string;
  readonly files: readonly DayFile[];
  readonly logs: readonly LogOfDay[];
  /** Hash of all this. */
  readonly sources: string;
}

/** The front matter, in order, and the body. */
export interface Rendered {
  readonly data: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Items and characters that one reads of a day; the notes and logs have the rest. */
const limits = { files: 500, lines: 12, line: 300, summary: 400, names: 30 } as const;

/** The last line of a digest, before what a person writes. */
export const whoseItIs =
  '*What you write below stays. What you change above stays too: then the next digest is put beside this one.*';

/** Whether anything in it must stay on this machine. */
export function isPrivateDay({ files, logs }: Pick<DayFacts, 'files' | 'logs'>): boolean {
  return files.some((file) => file.private) || logs.some(({ path }) => placeOf(path).private);
}

/** The digest of a day. `overview` is undefined where the lists say all there is. */
export function renderDay(facts: DayFacts, overview: Overview | undefined): Rendered {
  const { day, files, logs, sources } = facts;
  const date = DateTime.fromISO(day, { zone: 'utc' });
  const body = [
    `# ${date.setLocale('en-GB').toFormat('cccc, d LLLL yyyy')}`,
    ...overviewParagraphs(overview, countsOf(facts)),
    ...filesSection(files),
    ...logsSection(logs),
    `Week: [[${weekOf(day)}]]`,
    whoseItIs,
  ];
  const data = {
    title: `Digest of ${day}`,
    date: day,
    kind: 'digest',
    period: 'day',
    files: files.length,
    logs: logs.length > 0 ? logs.map(({ path }) => shortened(path, limits.line)) : undefined,
    tags: ['digest', 'daily'],
    ...overviewKeys(overview),
    private: isPrivateDay(facts) ? true : undefined,
    sources,
  };
  return { data, body: `${body.join('\n\n')}\n` };
}

/** The keys of the front matter that say who summarised, or that nobody could. */
export function overviewKeys(overview: Overview | undefined): Readonly<Record<string, unknown>> {
  return {
    models: overview?.ok ? { summarise: overview.spec } : undefined,
    incomplete: overview?.ok === false ? ['summarise'] : undefined,
  };
}

/** The overview with who made it, and of what. */
export function overviewParagraphs(overview: Overview | undefined, counts: string): readonly string[] {
  if (overview === undefined) return [];
  if (!overview.ok) return [`> Not summarised: ${sanitiseSentence(overview.reason)}`];
  if (overview.paragraphs.length === 0) return [];
  const { spec, paragraphs, isCut } = overview;
  const how = spec.startsWith('builtin:') ? 'Key sentences, chosen by' : 'Summary by';
  const from = spec.startsWith('builtin:') ? 'from' : 'of';
  const cut = isCut ? ', of which only a part was read' : '';
  return [`*${how} ${escapeInline(spec)} ${from} ${counts} below${cut}:*`, ...paragraphs];
}

function countsOf({ files, logs }: DayFacts): string {
  const parts = [
    files.length > 0 ? `the ${counted(files.length, 'file')}` : '',
    logs.length > 0 ? `the ${counted(logs.length, 'log')}` : '',
  ];
  return parts.filter(Boolean).join(' and ');
}

export const counted = (count: number, one: string): string =>
  `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;

function filesSection(files: readonly DayFile[]): readonly string[] {
  if (files.length === 0) return [];
  const lines = files.slice(0, limits.files).map(fileLine);
  const more = files.length - lines.length;
  if (more > 0) lines.push(`- … and ${more.toLocaleString('en')} more in \`done/\``);
  return ['## Files', lines.join('\n'), ...namesParagraph(files)];
}

function fileLine({ note, title, summary, isQuoted, time }: DayFile): string {
  const said = shortened(summary, limits.summary);
  const words =
    said === '' || said === title ? '' : `: ${isQuoted ? quotedInline(said) : sanitiseSentence(said)}`;
  return `- ${time} ${linkFromDigest(title, note)}${words}`;
}

/** The names that most files mention, each a link to its note. */
function namesParagraph(files: readonly DayFile[]): readonly string[] {
  const line = (label: string, key: 'people' | 'organisations' | 'places'): string => {
    const counts = new Map<string, number>();
    for (const file of files)
      for (const name of new Set(file[key])) counts.set(name, (counts.get(name) ?? 0) + 1);
    const names = [...counts].toSorted(([, one], [, other]) => other - one).slice(0, limits.names);
    return names.length > 0 ? `- ${label}: ${names.map(([name]) => entityLink(name)).join(', ')}` : '';
  };
  const lines = [line('People', 'people'), line('Organisations', 'organisations'), line('Places', 'places')];
  const said = lines.filter(Boolean);
  return said.length > 0 ? ['Mentioned in these files:', said.join('\n')] : [];
}

function logsSection(logs: readonly LogOfDay[]): readonly string[] {
  return logs.length === 0 ? [] : ['## Logs', logs.map(logLines).join('\n')];
}

function logLines(log: LogOfDay): string {
  const { path, gone, lines, first, last, errors, warnings } = log;
  const facts = [
    counted(lines, 'line'),
    first === last ? `line ${first}` : `lines ${first} to ${last} of the file`,
    errors > 0 ? counted(errors, 'error') : '',
    warnings > 0 ? counted(warnings, 'warning') : '',
    gone ? 'the file is not there any more' : '',
  ];
  const name = path.split('/').at(-1) ?? path;
  const shown = tellingItems(log);
  const more = lines - shown.reduce((sum, item) => sum + item.lines, 0);
  return [
    `- ${logLink(log, path)}: ${facts.filter(Boolean).join(', ')}`,
    ...shown.map(({ at, text, count }) => {
      const times = count > 1 ? ` (${counted(count, 'such line')})` : '';
      const where = logLink(log, `${name}, line ${at}`);
      return `  - ${where}: ${quotedInline(shortened(text, limits.line))}${times}`;
    }),
    ...(more > 0 ? [`  - … and ${counted(more, 'more line')}`] : []),
  ].join('\n');
}

/** Errors first, then warnings, then what people wrote, then what is rarest; shown in the order of the file. */
function tellingItems(log: LogOfDay): readonly LogItem[] {
  const rank = ({ level, isRecord }: LogItem): number =>
    level === 'error' ? 0 : level === 'warning' ? 1 : isRecord ? 3 : 2;
  return logItems(log)
    .toSorted((one, other) => rank(one) - rank(other) || one.count - other.count || one.at - other.at)
    .slice(0, limits.lines)
    .toSorted((one, other) => one.at - other.at);
}
