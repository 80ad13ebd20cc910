/** What a log says of a day, as one reads it: paragraphs of people, and lines of programs with how often they came. */
import { escapeWithin, linkTo } from '../../report/safe-markdown.ts';
import { plainLine } from '../plain-text.ts';
import { type KeptLine, shapeOf } from './log-day.ts';
import type { LogOfDay } from './log-store.ts';

/** A paragraph, or lines that differ in numbers only, of which the first stands for all. `at` is its first line. */
export interface LogItem extends KeptLine {
  /** Lines of the file. */
  readonly lines: number;
}

/** A link from a digest, which lies two folders below the root. `path` is below the root. */
export const linkFromDigest = (label: string, path: string): string => linkTo(label, `../../${path}`);

/** A label, not yet escaped, which is a link while the log lies there. */
export function logLink({ path, gone }: LogOfDay, label: string): string {
  return gone ? escapeWithin(label) : linkFromDigest(label, `logs/${path}`);
}

const listMark = /^\s*(?:[-*+]|\d{1,3}[.)])\s/;
const isMarkdown = (path: string): boolean => /\.(?:md|markdown)$/i.test(path);

/** In the order of the file. */
export function logItems(log: LogOfDay): readonly LogItem[] {
  const items: LogItem[] = [];
  const shapes = new Map<string, number>();
  let last: KeptLine | undefined;
  for (const line of log.kept) {
    const shape = line.isRecord ? shapeOf(line) : undefined;
    const at = shape === undefined ? items.length - 1 : shapes.get(shape);
    const before = at === undefined ? undefined : items[at];
    const goesOn = shape !== undefined || (last !== undefined && isContinued(last, line));
    if (before && at !== undefined && goesOn) items[at] = joined(before, line, log);
    else {
      if (shape !== undefined) shapes.set(shape, items.length);
      items.push({ ...line, text: wordsOf(line, log), lines: line.count });
    }
    last = line;
  }
  return items;
}

/** A paragraph goes on in the next line, unless that begins one of its own. */
function isContinued(before: KeptLine, { at, text, isRecord }: KeptLine): boolean {
  const begins = listMark.test(text) || /^\s*#{1,6}\s/.test(text);
  return (
    !isRecord && !before.isRecord && before.at === at - 1 && !begins && !/^\s*#{1,6}\s/.test(before.text)
  );
}

function joined(item: LogItem, line: KeptLine, log: LogOfDay): LogItem {
  const lines = item.lines + line.count;
  if (line.isRecord) return { ...item, lines, count: item.count + line.count };
  return { ...item, lines, text: `${item.text} ${wordsOf(line, log)}` };
}

/** The words of a line: people write Markdown into their journals. */
function wordsOf({ text, isRecord }: KeptLine, { path }: LogOfDay): string {
  return isRecord || !isMarkdown(path) ? text : plainLine(text.replace(listMark, ''));
}
