/** What a day's files and logs say, as passages of plain text with links to where they stand. */
import type { DayFile } from './day-notes.ts';
import { linkFromDigest, logItems, logLink } from './log-items.ts';
import type { LogOfDay } from './log-store.ts';
import type { Passage } from './overview.ts';

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

/** What people wrote by paragraphs, so that the line of a sentence is known; what programs wrote together. */
function logPassages(log: LogOfDay): readonly Passage[] {
  const link = (label: string): string => logLink(log, label);
  const items = logItems(log);
  const records = items.filter(({ isRecord }) => isRecord);
  const paragraphs = items
    .filter(({ isRecord }) => !isRecord)
    .map(({ at, text }) => ({ title: log.path, text, link: link(`${log.path}, line ${at}`) }));
  if (records.length === 0) return paragraphs;
  const text = records.map((record) =>
    record.count > 1 ? `${record.text} (${record.count} such lines)` : record.text,
  );
  return [...paragraphs, { title: log.path, text: text.join('\n'), link: link(log.path) }];
}
