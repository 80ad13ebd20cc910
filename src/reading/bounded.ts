/** What a reader gives, cut to what a note can hold and the program can carry. */
import type { Block, Document, DocumentFacts, Picture } from '../types/document.ts';
import type { FileToRead } from './contract.ts';
import { limitsOf, type OutputLimits } from './limits.ts';
import { readerFor } from './reader-table.ts';
import { counted } from './text-document.ts';

/** Facts that a file tells of itself, and characters of each; more is content in disguise. */
const mostFacts = 500;
const mostFactCharacters = 10_000;
/** Characters of a Markdown file's own front matter, as JSON. */
const mostFrontMatter = 200_000;
/** Sentences about what was left out. */
const mostOmissions = 100;

/** A block larger than this part of all that is kept is cut inside, not left out. */
const largePart = 0.1;

/**
 * Reads a file with the reader of its kind, and no more of it than its limits allow.
 * @throws NightshiftError as the reader does.
 */
export async function readBounded(file: FileToRead): Promise<Document> {
  const reader = await readerFor(file);
  return bounded(await reader.read(file), limitsOf(file));
}

/** The document within `limits`; what was left out is said among its omissions. The same one when nothing was. */
export function bounded(document: Document, limits: OutputLimits): Document {
  const text = boundedBlocks(document.blocks, limits);
  const omissions = text === undefined ? [] : [text.omission];
  const blocks = text?.blocks ?? document.blocks;
  const pictures = boundedPictures(
    document.pictures,
    document.blocks.slice(blocks.length),
    limits,
    omissions,
  );
  const facts = boundedFacts(document.facts, omissions);
  const all = [...document.omissions, ...omissions];
  if (omissions.length === 0 && all.length <= mostOmissions) return document;
  return { ...document, facts, blocks, pictures, omissions: boundedOmissions(all, omissions.length) };
}

function boundedBlocks(
  blocks: readonly Block[],
  { characters, blocks: most }: OutputLimits,
): { readonly blocks: readonly Block[]; readonly omission: string } | undefined {
  const kept: Block[] = [];
  let room = characters;
  for (const block of blocks) {
    if (kept.length === most) return { blocks: kept, omission: leftOut(`${counted(most)} pieces`) };
    const length = lengthOf(block);
    if (length > room) {
      if (length > characters * largePart) kept.push(cut(block, room));
      return { blocks: kept, omission: leftOut(counted(characterCount(kept), 'character')) };
    }
    room -= length;
    kept.push(block);
  }
  return undefined;
}

const characterCount = (blocks: readonly Block[]): number =>
  blocks.reduce((all, block) => all + lengthOf(block), 0);

const leftOut = (what: string): string =>
  `The first ${what} of its text are here; the rest was left out, because a longer note could hardly be opened.`;

/** Characters; structure counts a little, so that a million empty cells are not nothing. */
function lengthOf(block: Block): number {
  switch (block.type) {
    case 'list':
      return block.items.reduce((all, item) => all + item.length + 1, 0);
    case 'table':
      return block.rows.reduce((all, row) => all + rowLength(row), 0);
    case 'figure':
      return (block.caption ?? '').length + 1;
    default:
      return block.text.length + 1;
  }
}

const rowLength = (row: readonly string[]): number => row.reduce((all, cell) => all + cell.length + 1, 1);

/** As much of a large block as there is room for, to the end of a line, an item or a row. */
function cut(block: Block, room: number): Block {
  switch (block.type) {
    case 'list':
      return { ...block, items: fitting(block.items, (item) => item.length + 1, room) };
    case 'table':
      return { ...block, rows: fitting(block.rows, rowLength, room) };
    case 'figure':
      return { ...block, caption: (block.caption ?? '').slice(0, room).toWellFormed() };
    default: {
      const start = block.text.slice(0, room).toWellFormed();
      const line = start.lastIndexOf('\n');
      return { ...block, text: line > room / 2 ? start.slice(0, line) : start };
    }
  }
}

function fitting<Item>(items: readonly Item[], length: (item: Item) => number, room: number): Item[] {
  const kept: Item[] = [];
  let left = room;
  for (const item of items) {
    left -= length(item);
    if (left < 0) break;
    kept.push(item);
  }
  return kept;
}

/** Without those that stand in the text that was left out, and not too many. */
function boundedPictures(
  pictures: readonly Picture[],
  without: readonly Block[],
  { pictures: most }: OutputLimits,
  omissions: string[],
): readonly Picture[] {
  const gone = new Set(without.map((block) => (block.type === 'figure' ? block.picture : undefined)));
  const there = gone.size === 0 ? pictures : pictures.filter(({ id }) => !gone.has(id));
  if (there.length <= most) return there;
  omissions.push(
    `Of its ${counted(there.length, 'picture')} only the first ${counted(most)} are looked at: more would take all night.`,
  );
  return there.slice(0, most);
}

function boundedFacts(facts: DocumentFacts, omissions: string[]): DocumentFacts {
  const other = Object.entries(facts.other ?? {});
  const isLong = (text: unknown): boolean => typeof text === 'string' && text.length > mostFactCharacters;
  const { frontMatter, ...rest } = facts;
  const isLarge = frontMatter !== undefined && JSON.stringify(frontMatter).length > mostFrontMatter;
  const tooMuch =
    other.length > mostFacts || other.some((fact) => fact.some(isLong)) || Object.values(rest).some(isLong);
  if (!tooMuch && !isLarge) return facts;
  if (tooMuch) omissions.push('What the file tells of itself is cut: it is longer than facts are.');
  if (isLarge) omissions.push('Its front matter is left out: it is longer than facts are.');
  const short = <Value>(value: Value): Value =>
    isLong(value) ? ((value as string).slice(0, mostFactCharacters).toWellFormed() as Value) : value;
  const cutFacts = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, short(value)]));
  const cutOther = other.slice(0, mostFacts).map((fact) => fact.map(short));
  return {
    ...cutFacts,
    ...(facts.other && { other: Object.fromEntries(cutOther) }),
    ...(frontMatter !== undefined && !isLarge && { frontMatter }),
  };
}

/** The last ones, `own`, are always kept. */
function boundedOmissions(all: readonly string[], own: number): readonly string[] {
  if (all.length <= mostOmissions) return all;
  const first = all.slice(0, mostOmissions - own);
  const rest = all.length - mostOmissions;
  return [...first, ...all.slice(all.length - own), `${counted(rest, 'more thing')} were left out.`];
}
