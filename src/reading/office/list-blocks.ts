/** Items in a row become one list: numbers as they were counted, levels by indentation. */
import type { Block } from '../../types/document.ts';
import { escapeMarkdown } from '../markdown/escape-markdown.ts';
import type { ItemPiece } from './pieces.ts';
import { isPlain, markdownOf, plainOf } from './rich-text.ts';

/** A list block when that says everything, else Markdown. */
export function listBlock(items: readonly ItemPiece[]): Block {
  const flat = items.every(({ level, spans }) => level === items[0]?.level && isOneLine(spans));
  const bullets = items.every(({ marker }) => marker === '-');
  const counted = items.every(({ marker }, index) => marker === `${index + 1}.`);
  if (flat && (bullets || counted)) {
    return { type: 'list', ordered: counted, items: items.map(({ spans }) => plainOf(spans).trim()) };
  }
  return { type: 'markdown', text: markdownList(items) };
}

function isOneLine(spans: ItemPiece['spans']): boolean {
  return isPlain(spans) && !plainOf(spans).trim().includes('\n');
}

/** What is open at one level while a list is written. */
interface OpenLevel {
  readonly level: number;
  /** Columns before the marker. */
  readonly indent: number;
  /** The column in which the words of its items begin: where a deeper list has to stand. */
  readonly content: number;
  readonly number: number | undefined;
  readonly delimiter: '.' | ')';
}

function markdownList(items: readonly ItemPiece[]): string {
  const open: OpenLevel[] = [];
  const lines: string[] = [];
  for (const item of items) {
    while ((open.at(-1)?.level ?? -1) > item.level) open.pop();
    const last = open.at(-1);
    const before = last?.level === item.level ? open.pop() : undefined;
    const indent = before?.indent ?? open.at(-1)?.content ?? 0;
    const { marker, label, number, delimiter } = written(item.marker, before);
    const content = indent + marker.length + 1;
    open.push({ level: item.level, indent, content, number, delimiter });
    const text = `${label}${markdownOf(item.spans)}`.replaceAll('\n', `\n${' '.repeat(content)}`);
    lines.push(`${' '.repeat(indent)}${marker} ${text}`);
  }
  return lines.join('\n');
}

/** Markdown counts for itself from the first item on; another delimiter begins another list. */
function written(
  marker: string,
  before: OpenLevel | undefined,
): { marker: string; label: string; number: number | undefined; delimiter: '.' | ')' } {
  const digits = /^(\d{1,9})\.$/.exec(marker)?.[1];
  if (digits === undefined) {
    const label = marker === '-' ? '' : `${escapeMarkdown(marker)} `;
    return { marker: '-', label, number: undefined, delimiter: '.' };
  }
  const number = Number(digits);
  const follows = before?.number === undefined || before.number + 1 === number;
  const delimiter = follows === (before?.delimiter !== ')') ? '.' : ')';
  return { marker: `${number}${delimiter}`, label: '', number, delimiter };
}
