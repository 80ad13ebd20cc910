/**
 * Tesseract splits a page into blocks, and a table's columns often become blocks of their own: the labels of a
 * receipt would stand far from their amounts. Here blocks that stand side by side are read row by row, unless
 * both are columns of running text.
 */
import { inReadingOrder } from './tesseract-order.ts';
import { around, type Box, linesOf, overlap, type Word } from './tesseract-words.ts';

/** Words that Tesseract saw as one line. */
export interface Line {
  readonly words: readonly Word[];
  readonly box: Box;
  readonly block: number;
  /** Unique among all paragraphs of the page. */
  readonly paragraph: string;
}

/** What a person sees as one line, from left to right. */
export interface Row {
  readonly lines: readonly Line[];
  readonly words: readonly Word[];
  readonly box: Box;
  /** Of its first line. */
  readonly paragraph: string;
}

/** A part of the page that is read from top to bottom. */
export interface Region {
  readonly rows: readonly Row[];
  /** True for a column of running text. */
  readonly prose: boolean;
}

/** The regions of a page in reading order; lines without any letter or digit are left out. */
export function readingRegions(words: readonly Word[]): Region[] {
  const lines = placedLines(words);
  const flat = lines.filter((line) => isFlat(line.words));
  const blocks = [...Map.groupBy(flat, (line) => line.block).values()].map(blockOf);
  const regions = joinSideBySide(blocks).map((joined) => ({
    rows: rowsOf(joined.flatMap((block) => block.lines)),
    prose: joined.length === 1 && joined.every((block) => block.prose),
  }));
  // What runs up a margin stands level with everything: it comes last, by itself.
  const upward = lines.filter((line) => !isFlat(line.words));
  return [...inReadingOrder(regions), ...upward.map((line) => ({ rows: [rowOf([line])], prose: false }))];
}

function isFlat(words: readonly Word[]): boolean {
  const tall = words.filter(
    ({ text, box }) => text.length >= 4 && box.bottom - box.top > 2 * (box.right - box.left),
  );
  return tall.length * 2 < words.length;
}

function placedLines(words: readonly Word[]): Line[] {
  const lines: Line[] = [];
  for (const group of linesOf(words)) {
    const [first] = group;
    if (first === undefined || !group.some((word) => /[\p{L}\p{N}]/u.test(word.text))) continue;
    const box = around(group.map((word) => word.box));
    lines.push({ words: group, box, block: first.block, paragraph: `${first.block} ${first.paragraph}` });
  }
  return lines;
}

interface Block {
  readonly lines: readonly Line[];
  readonly box: Box;
  readonly prose: boolean;
}

function blockOf(lines: readonly Line[]): Block {
  const words = lines.reduce((sum, line) => sum + line.words.length, 0);
  return {
    lines,
    box: around(lines.map((line) => line.box)),
    // Three lines of five words each: labels and amounts are shorter, and captions fewer.
    prose: lines.length >= 3 && words / lines.length >= 5,
  };
}

/** Groups of blocks to be read row by row together, in the order of their first blocks. */
function joinSideBySide(blocks: readonly Block[]): Block[][] {
  const groups: Block[][] = [];
  for (const block of blocks) {
    const beside = groups.filter((group) => group.some((other) => isOneTable(block, other)));
    const [first, ...others] = beside;
    if (first === undefined) {
      groups.push([block]);
      continue;
    }
    first.push(block, ...others.flat());
    for (const other of others) groups.splice(groups.indexOf(other), 1);
  }
  return groups;
}

/** Side by side, not both running text, and most lines of the smaller one level with lines of the other. */
function isOneTable(one: Block, other: Block): boolean {
  if ((one.prose && other.prose) || overlap(one.box, other.box, 'left', 'right') > 0) return false;
  const [fewer, more] = one.lines.length <= other.lines.length ? [one, other] : [other, one];
  const level = fewer.lines.filter((line) => more.lines.some((partner) => isLevel(line.box, partner.box)));
  return level.length * 2 > fewer.lines.length;
}

function rowsOf(lines: readonly Line[]): Row[] {
  const rows: Line[][] = [];
  for (const line of lines.toSorted((a, b) => middleOf(a.box) - middleOf(b.box))) {
    const row = rows.find(
      (members) =>
        members.some((member) => isLevel(member.box, line.box)) &&
        members.every((member) => overlap(member.box, line.box, 'left', 'right') <= 0),
    );
    if (row) row.push(line);
    else rows.push([line]);
  }
  return rows.map(rowOf);
}

function rowOf(members: readonly Line[]): Row {
  const lines = members.toSorted((a, b) => a.box.left - b.box.left);
  return {
    lines,
    words: lines.flatMap((line) => line.words),
    box: around(lines.map((line) => line.box)),
    paragraph: lines[0]?.paragraph ?? '',
  };
}

function middleOf(box: Box): number {
  return (box.top + box.bottom) / 2;
}

/** Do they share at least half of the lower one's height? */
function isLevel(one: Box, other: Box): boolean {
  const lower = Math.min(one.bottom - one.top, other.bottom - other.top);
  return overlap(one, other, 'top', 'bottom') * 2 >= lower;
}
