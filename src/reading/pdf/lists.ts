/** Paragraphs that begin with bullets, or with numbers that count up, become lists. */
import type { Block, Position } from '../../types/document.ts';
import { plainMarkdown } from './link-markdown.ts';
import { bullet, numbered, type Paragraph } from './paragraphs.ts';

/** Points: items that stand further in than their list by this are a list within it. */
const indent = 6;

/** Levels that are told apart. */
const deepest = 5;

/** An item of a list. */
export interface ListItem {
  readonly paragraph: Paragraph;
  /** 0 for the outermost. */
  readonly level: number;
  /** Its bullet or number, where that is no part of the paragraph. */
  readonly sign: string;
}

/** True for an item with a bullet. */
function isBulleted({ text }: Paragraph): boolean {
  return bullet.test(text);
}

/** The number in front of an item; undefined when there is none. */
function itemNumber({ text }: Paragraph): number | undefined {
  const match = /^\(?(\d{1,3})[.)]\s+\S/.exec(text);
  return match?.[1] === undefined ? undefined : Number(match[1]);
}

/** How many paragraphs from the first one on make one list; 0 when none begins there. */
export function listLength(paragraphs: readonly Paragraph[]): number {
  const [first] = paragraphs;
  if (first === undefined) return 0;
  let length = 1;
  if (isBulleted(first)) {
    while (length < paragraphs.length && isBulleted(paragraphs[length] ?? first)) length++;
    return length;
  }
  const start = itemNumber(first);
  if (start === undefined) return 0;
  while (length < paragraphs.length && itemNumber(paragraphs[length] ?? first) === start + length) length++;
  return length > 1 ? length : 0;
}

/** The paragraphs as items, those further in on deeper levels. */
export function itemsOf(paragraphs: readonly Paragraph[]): ListItem[] {
  const open: number[] = [];
  return paragraphs.map((paragraph) => {
    const left = paragraph.rows[0]?.x0 ?? 0;
    while (open.length > 1 && left < (open.at(-1) ?? 0) - indent) open.pop();
    const last = open.at(-1);
    if (last === undefined || left > last + indent) open.push(left);
    return { paragraph, level: open.length - 1, sign: '' };
  });
}

/** The items as one list. Lists within it, links, and numbers that do not count from one need Markdown. */
export function listBlock(items: readonly ListItem[], position: Position): Block {
  const shown = items.map(shownItem);
  const counts = shown.every(({ number }, i) => number === i + 1);
  const isPlain = shown.every(
    ({ level, linked, number }) => level === 0 && linked === undefined && (counts || number === undefined),
  );
  if (isPlain) return { type: 'list', ordered: counts, items: shown.map(({ text }) => text), position };
  const lines = shown.map(({ level, number, text, linked }) => {
    const sign = number === undefined ? '-' : `${number}.`;
    return `${'    '.repeat(Math.min(level, deepest))}${sign} ${linked ?? plainMarkdown(text)}`;
  });
  return { type: 'markdown', text: lines.join('\n'), position };
}

interface Shown {
  readonly level: number;
  readonly number: number | undefined;
  readonly text: string;
  readonly linked: string | undefined;
}

/** `2.` becomes a number, a bullet goes, any other sign (`a)`, `IV.`) stays in the text. */
function shownItem({ paragraph, level, sign }: ListItem): Shown {
  const { text, linked } = paragraph;
  const own = sign === '' ? (/^\(?\d{1,3}[.)](?=\s)/.exec(text)?.[0] ?? '') : sign;
  const number = /^\(?(\d{1,3})[.)]?$/.exec(own)?.[1];
  const isWord = sign !== '' && number === undefined && /[\p{L}\p{N}]/u.test(sign);
  const bare = (words: string): string => {
    const rest = words
      .replace(/^\\(?=[*-])/, '')
      .replace(bullet, '')
      .replaceAll('\n', ' ')
      .trim();
    if (isWord) return `${sign} ${rest}`;
    return number !== undefined && sign === '' ? rest.replace(numbered, '') : rest;
  };
  return {
    level,
    number: number === undefined ? undefined : Number(number),
    text: bare(text),
    linked: linked === undefined ? undefined : bare(withBulletOutside(linked)),
  };
}

/** A link over the whole item holds its bullet too. */
function withBulletOutside(linked: string): string {
  const inner = /^\[(.*)$/s.exec(linked)?.[1];
  return inner !== undefined && bullet.test(inner) ? `[${inner.replace(bullet, '')}` : linked;
}
