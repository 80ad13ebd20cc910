/** A tagged page as blocks: in the order and with the structure that its author's program gave it. */
import type { Position } from '../../types/document.ts';
import { figuresOf } from './figures.ts';
import { around, type Box, median } from './geometry.ts';
import { type HeadingPlace, headingLevel } from './headings.ts';
import type { Laid } from './laid.ts';
import type { Piece, Row } from './lines.ts';
import { boxOfPiece, rowsOf } from './lines.ts';
import { type ListItem, listBlock } from './lists.ts';
import type { PageContent } from './page-content.ts';
import { paragraphOf } from './paragraphs.ts';
import { cellText, rowText } from './row-text.ts';
import { hasHeader } from './table-header.ts';
import type { TaggedPage, TaggedPart } from './tagged.ts';
import { laidOf, paragraphBlock, textBlocks } from './text-blocks.ts';

/** Characters: what is longer was called a heading for its looks. */
const longestHeading = 300;

/** Characters of a cell; what is longer stands in a table only to have a place on the page. */
const longestCell = 1500;

interface Context {
  readonly position: Position;
  readonly place: HeadingPlace;
  /** All rows of the page, for telling where lines had to end. */
  readonly rows: readonly Row[];
}

/** The blocks of a page by its tags, then what was not tagged. `hidden`: what repeats on every page. */
export function taggedBlocks(
  page: PageContent,
  tagged: TaggedPage,
  hidden: ReadonlySet<Piece>,
  place: HeadingPlace,
): Laid[] {
  const repeats = [...hidden];
  const isShown = (piece: Piece): boolean => !repeats.some((other) => covers(other, piece));
  const parts = repeats.length === 0 ? tagged.parts : tagged.parts.map((part) => shownPart(part, isShown));
  const context = { position: { page: page.number }, place, rows: parts.flatMap(rowsOfPart) };
  const laid: Laid[] = [];
  for (let at = 0; at < parts.length; ) {
    const items = itemsAt(parts, at);
    const part = parts[at];
    if (items.length > 0) laid.push(...listOf(items, context));
    else if (part !== undefined) laid.push(...blocksOf(part, context));
    at += Math.max(1, items.length);
  }
  const rest = rowsOf(tagged.rest.filter(isShown));
  const right = Math.max(...rest.map((row) => row.x1));
  const untagged = textBlocks(rest, right, context.position, place).map(
    (one): Laid => ({ ...one, role: 'note' }),
  );
  return [...withFigures(page, laid, context.position), ...untagged];
}

function covers(hidden: Piece, { x0, x1, y }: Piece): boolean {
  return Math.abs(hidden.y - y) < 1 && x0 >= hidden.x0 - 1 && x1 <= hidden.x1 + 1;
}

function shownPart(part: TaggedPart, isShown: (piece: Piece) => boolean): TaggedPart {
  if (part.type === 'table') return part;
  const rows = part.rows.flatMap((row) => {
    const pieces = row.pieces.filter(isShown);
    return pieces.length === 0 ? [] : [{ ...row, pieces }];
  });
  return { ...part, rows };
}

function rowsOfPart(part: TaggedPart): readonly Row[] {
  return part.type === 'table' ? part.cells.flat(2) : part.rows;
}

/** The right edge of the column in which the rows stand. */
function rightOf(rows: readonly Row[], all: readonly Row[]): number {
  const [x0, x1] = [Math.min(...rows.map((row) => row.x0)), Math.max(...rows.map((row) => row.x1))];
  return Math.max(x1, ...all.filter((row) => row.x0 < x1 && row.x1 > x0).map((row) => row.x1));
}

function blocksOf(part: TaggedPart, context: Context): Laid[] {
  if (part.type === 'table') return tableOf(part, context);
  if (part.type === 'figure') return figureOf(part, context);
  const { position, place } = context;
  if (part.rows.length === 0) return [];
  const paragraph = paragraphOf(part.rows, rightOf(part.rows, context.rows), place.typography.words);
  const text = paragraph.text.replaceAll('\n', ' ');
  if (part.type === 'heading' && text.length <= longestHeading) {
    const level = part.level ?? headingLevel(part.rows, text, place) ?? 2;
    return [laidOf([paragraph], { type: 'heading', level, text, position }, 'text')];
  }
  return atEmptyLines(part.rows).map((rows) => {
    const laid = paragraphBlock(
      paragraphOf(rows, rightOf(rows, context.rows), place.typography.words),
      position,
      place,
    );
    return part.type === 'note' ? { ...laid, role: 'note' } : laid;
  });
}

/** Browsers tag paragraphs that follow one another as one. */
function atEmptyLines(rows: readonly Row[]): Row[][] {
  const gaps = rows.slice(1).map((row, i) => row.y - (rows[i]?.y ?? 0));
  const usual = median(gaps);
  const groups: Row[][] = [];
  rows.forEach((row, i) => {
    const last = groups.at(-1);
    if (last === undefined || (gaps[i - 1] ?? 0) > 1.5 * usual) groups.push([row]);
    else last.push(row);
  });
  return groups;
}

type Table = Extract<TaggedPart, { type: 'table' }>;

function tableOf({ cells, header }: Table, context: Context): Laid[] {
  const { position, place } = context;
  const { words } = place.typography;
  const aligned = alignedCells(cells);
  const rows = aligned.map((line) => line.map((cell) => cellText(cell, words)));
  const width = Math.max(0, ...rows.map((row) => row.length));
  const isLayout = width < 2 || rows.some((row) => row.some((cell) => cell.length > longestCell));
  if (isLayout) {
    return cells
      .flat()
      .flatMap((cell) => (cell.length === 0 ? [] : blocksOf({ type: 'paragraph', rows: cell }, context)));
  }
  const isHead =
    header ||
    hasHeader(
      aligned.map((line) => line.map((cell) => ({ text: cell.map(rowText).join(' '), bold: isBold(cell) }))),
      true,
    );
  const box = boxOfRows(cells.flat(2));
  const lefts = Array.from({ length: width }, (_, i) =>
    Math.min(...cells.flatMap((line) => (line[i] ?? []).map((row) => row.x0))),
  );
  return [{ block: { type: 'table', header: isHead, rows, position }, box, role: 'float', columns: lefts }];
}

/** Rows that lack empty cells: what they have goes to the columns in which it stands. */
function alignedCells(cells: Table['cells']): (readonly (readonly Row[])[])[] {
  const width = Math.max(0, ...cells.map((line) => line.length));
  const full = cells.filter((line) => line.length === width);
  const middleOf = (rows: readonly Row[]): number => median(rows.map((row) => (row.x0 + row.x1) / 2));
  const middles = Array.from({ length: width }, (_, i) => middleOf(full.flatMap((line) => line[i] ?? [])));
  return cells.map((line) => {
    if (line.length === width || full.length < 2) return line;
    const placed: (readonly Row[])[] = Array.from({ length: width }, () => []);
    let next = 0;
    line.forEach((cell, i) => {
      const last = width - (line.length - i);
      const options = middles.slice(next, last + 1).map((middle) => Math.abs(middle - middleOf(cell)));
      const column = cell.length === 0 ? next : next + options.indexOf(Math.min(...options));
      placed[column] = cell;
      next = column + 1;
    });
    return placed;
  });
}

function isBold(rows: readonly Row[]): boolean {
  return rows.length > 0 && rows.every((row) => row.pieces.every((piece) => piece.bold));
}

function boxOfRows(rows: readonly Row[]): Box {
  return around(rows.flatMap((row) => row.pieces.map(boxOfPiece)));
}

function figureOf(
  { alternative, rows }: Extract<TaggedPart, { type: 'figure' }>,
  { position }: Context,
): Laid[] {
  const words = rows.map(rowText).join(' · ');
  const caption = alternative === '' || words.startsWith(alternative) ? {} : { caption: alternative };
  if (words === '' && alternative === '') return [];
  return [
    {
      block: { type: 'figure', ...caption, position },
      box: boxOfRows(rows),
      role: 'float',
      ...(words && { words }),
    },
  ];
}

type Item = Extract<TaggedPart, { type: 'item' }>;

function itemsAt(parts: readonly TaggedPart[], at: number): Item[] {
  const items: Item[] = [];
  for (const part of parts.slice(at)) {
    if (part.type !== 'item') break;
    items.push(part);
  }
  return items;
}

/** Items as one list; what nests, links, or does not count from one needs Markdown. */
function listOf(items: readonly Item[], context: Context): Laid[] {
  const { position, place } = context;
  const paragraphs = items.flatMap(({ depth, label, rows }): ListItem[] => {
    if (rows.length === 0) return [];
    const paragraph = paragraphOf(rows, rightOf(rows, context.rows), place.typography.words);
    return [{ paragraph, level: depth, sign: label }];
  });
  if (paragraphs.length === 0) return [];
  return [
    laidOf(
      paragraphs.map(({ paragraph }) => paragraph),
      listBlock(paragraphs, position),
      'text',
    ),
  ];
}

/** Puts the page's images to the figures that the tags name, in order; or between the blocks, by their height. */
function withFigures(page: PageContent, laid: readonly Laid[], position: Position): Laid[] {
  if (page.picture !== undefined) return [...laid];
  const { figures } = figuresOf({ ...page, drawings: [] }, [], [], 0);
  const named = laid.filter(({ block }) => block.type === 'figure');
  if (figures.length === named.length) {
    return laid.map((one) => {
      const figure = figures[named.indexOf(one)];
      return figure === undefined ? one : { ...one, box: figure.box, isDrawn: true };
    });
  }
  const whole = [...laid];
  for (const { box } of figures) {
    const at = whole.findIndex((one) => one.box.y0 > box.y0);
    whole.splice(at < 0 ? whole.length : at, 0, {
      block: { type: 'figure', position },
      box,
      role: 'float',
      isDrawn: true,
    });
  }
  return whole;
}
