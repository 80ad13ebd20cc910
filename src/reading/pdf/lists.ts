/** Paragraphs that begin with bullets, or with numbers that count up, become lists. */
import type { Block, Position } from '../../types/document.ts';
import { plainMarkdown } from './link-markdown.ts';
import { bullet, numbered, type Paragraph } from './paragraphs.ts';

/** Points: items that stand further in than their list by this are a list within it. */
const indent = 6;

interface Item {
  readonly x: number;
  readonly text: string;
  readonly linked: string | undefined;
}

/** True for an item with a bullet. */
export function isBulleted({ text }: Paragraph): boolean {
  return bullet.test(text);
}

/** The number in front of an item; undefined when there is none. */
export function itemNumber({ text }: Paragraph): number | undefined {
  const match = /^\(?(\d{1,3})[.)]\s+\S/.exec(text);
  return match?.[1] === undefined ? undefined : Number(match[1]);
}

/** How many paragraphs from the first one on make one list; 0 when none begins there. */
export function listLength(paragraphs: readonly Paragraph[]): number {
  const [first] = paragraphs;
  if (first === undefined) return 0;
  let length = 0;
  if (isBulleted(first)) {
    while (length < paragraphs.length && isBulleted(paragraphs[length] ?? first)) length++;
    return length;
  }
  while (length < paragraphs.length && itemNumber(paragraphs[length] ?? first) === length + 1) length++;
  return length > 1 ? length : 0;
}

/** The paragraphs as one list. Lists within lists and links need Markdown. */
export function listBlock(paragraphs: readonly Paragraph[], position: Position): Block {
  const [first] = paragraphs;
  const ordered = first !== undefined && !isBulleted(first);
  const marker = ordered ? numbered : bullet;
  const items = paragraphs.map(
    ({ rows, text, linked }): Item => ({
      x: rows[0]?.x0 ?? 0,
      text: bare(text, marker),
      linked: linked === undefined ? undefined : bare(linked, marker),
    }),
  );
  const levels = levelsOf(items.map(({ x }) => x));
  if (items.every(({ linked }, i) => linked === undefined && levels[i] === 0)) {
    return { type: 'list', ordered, items: items.map(({ text }) => text), position };
  }
  const lines = items.map(({ text, linked }, i) => {
    const sign = ordered ? `${i + 1}.` : '-';
    return `${'    '.repeat(levels[i] ?? 0)}${sign} ${linked ?? plainMarkdown(text)}`;
  });
  return { type: 'markdown', text: lines.join('\n'), position };
}

function bare(text: string, marker: RegExp): string {
  return text
    .replace(/^\\(?=[*-])/, '')
    .replace(marker, '')
    .replaceAll('\n', ' ')
    .trim();
}

/** How far in each item stands: 0 for the outermost. */
function levelsOf(lefts: readonly number[]): number[] {
  const open: number[] = [];
  return lefts.map((left) => {
    while (open.length > 1 && left < (open.at(-1) ?? 0) - indent) open.pop();
    const last = open.at(-1);
    if (last === undefined || left > last + indent) open.push(left);
    return Math.min(open.length - 1, 5);
  });
}
