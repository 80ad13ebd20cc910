/** What a day's files and logs say, as passages of plain text with links to where they stand. */
import { placeOf } from '../../ingest/place.ts';
import { linkTo } from '../../report/safe-markdown.ts';
import { plainLine } from '../plain-text.ts';
import type { DayFile } from './day-notes.ts';
import type { KeptLine } from './log-day.ts';
import type { LogOfDay } from './log-store.ts';
import type { Passage } from './overview.ts';

/** A link from a digest, which lies two folders below the root. `path` is below the root. */
export const linkFromDigest = (label: string, path: string): string => linkTo(label, `../../${path}`);

/** The log's name, and a link to it while it lies there. */
export function logLink({ path, gone }: LogOfDay, label: string): string {
  return gone ? label : linkFromDigest(label, `logs/${path}`);
}

/** Whether a log lies in a folder called private. */
export const isPrivateLog = ({ path }: LogOfDay): boolean => placeOf(path).private;

/** The words of a line: people write Markdown into their journals. */
export function wordsOf({ path }: LogOfDay, { text, isRecord }: KeptLine): string {
  return isRecord || !/\.(?:md|markdown)$/i.test(path) ? text : plainLine(text);
}

/** The files first, then the logs. */
export function passagesOf(files: readonly DayFile[], logs: readonly LogOfDay[]): readonly Passage[] {
  return [
    ...files.map(({ note, title, summary, points }): Passage => {
      const text = [summary, ...points.filter((point) => !summary.includes(point))].join('\n');
      return { title, text, link: linkFromDigest(title, note) };
    }),
    ...logs.flatMap(logPassages),
  ].filter(({ text }) => text.trim() !== '');
}

/**
 * Each paragraph that a person wrote is a passage, so that its sentences are whole and their line is known; what
 * programs wrote is one passage for each log.
 */
function logPassages(log: LogOfDay): readonly Passage[] {
  const passages: Passage[] = [];
  const records = log.kept.filter(({ isRecord }) => isRecord);
  let paragraph: KeptLine[] = [];
  const end = (): void => {
    const [first] = paragraph;
    if (!first) return;
    const link = logLink(log, `${log.path}, line ${first.at}`);
    passages.push({ title: log.path, text: paragraph.map((line) => wordsOf(log, line)).join(' '), link });
    paragraph = [];
  };
  for (const line of log.kept) {
    if (line.isRecord) continue;
    const before = paragraph.at(-1);
    const goesOn = before?.at === line.at - 1 && !/^\s*(?:#{1,6}\s|[-*+]\s|\d{1,3}[.)]\s)/.test(line.text);
    if (!goesOn) end();
    paragraph.push(line);
  }
  end();
  if (records.length === 0) return passages;
  const text = records.map(({ text: said, count }) => (count > 1 ? `${said} (${count} times)` : said));
  return [...passages, { title: log.path, text: text.join('\n'), link: logLink(log, log.path) }];
}
