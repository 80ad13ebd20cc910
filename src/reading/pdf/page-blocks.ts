/** A page as blocks: tables, figures and columns of text, each in its place. */
import type { Position } from '../../types/document.ts';
import { withCaptions } from './captions.ts';
import { regionsOf } from './columns.ts';
import { type Figure, figuresOf } from './figures.ts';
import type { Furniture } from './furniture.ts';
import { around, type Box } from './geometry.ts';
import type { HeadingPlace } from './headings.ts';
import { joinFlow, type Laid } from './laid.ts';
import { type Piece, type Row, rowsOf } from './lines.ts';
import type { PageContent, Side } from './page-content.ts';
import { codeText, listings } from './programs.ts';
import { rowText } from './row-text.ts';
import { type RuledTable, ruledTables } from './ruled-tables.ts';
import type { Rule } from './rules.ts';
import { partsOf } from './tables.ts';
import { taggedBlocks } from './tagged-blocks.ts';
import { textBlocks } from './text-blocks.ts';

/** What stands between the words of a page. */
interface Thing extends Box {
  readonly laid: readonly Laid[];
}

/** The blocks of a page in reading order, its headers first and its footers last. */
export function pageBlocks(page: PageContent, furniture: Furniture, place: HeadingPlace): Laid[] {
  const { words } = place.typography;
  const hidden = new Set([...furniture.hidden, ...furniture.first]);
  const laid =
    page.tagged === undefined
      ? page.sides.reduce<Laid[]>(
          (before, side) => joinFlow(before, sideBlocks(page, side, hidden, place), words),
          [],
        )
      : taggedBlocks(page, page.tagged, hidden, place);
  const rows = rowsOf([...furniture.first]);
  const middle = page.sheet.y1 / 2;
  const edge = (isHere: (row: Row) => boolean): Laid[] => edgeBlocks(rows.filter(isHere), page.number, place);
  return [...edge(({ y }) => y < middle), ...withCaptions(laid), ...edge(({ y }) => y >= middle)];
}

/** Headers and footers: sentences do not go on in them. */
function edgeBlocks(rows: readonly Row[], number: number, place: HeadingPlace): Laid[] {
  if (rows.length === 0) return [];
  const right = Math.max(...rows.map((row) => row.x1));
  return textBlocks(rows, right, { page: number }, place).map((one) => ({ ...one, role: 'note' }));
}

function sideBlocks(page: PageContent, side: Side, hidden: ReadonlySet<Piece>, place: HeadingPlace): Laid[] {
  const { words } = place.typography;
  const position = { page: page.number };
  const shown = side.pieces.filter((piece) => !hidden.has(piece));
  const { tables, rest } = ruledTables(shown, side.rules, page.drawings, words);
  const { figures, outside } =
    side.angle === 0 && page.picture === undefined
      ? figuresOf(page, tables, rest, place.typography.bodySize)
      : { figures: [], outside: rest };
  const things = [
    ...tables.map((table) => tableThing(table, position, place)),
    ...figures.map((figure) => figureThing(figure, position)),
  ];
  const items = [...outside, ...things.map((thing) => ({ ...thing, text: '', y: thing.y0, size: 1 }))];
  return regionsOf<(typeof items)[number]>(items, directionOf(outside)).reduce<Laid[]>((laid, region) => {
    const pieces = region.filter((item): item is Piece => !('laid' in item));
    const within = region.filter((item) => 'laid' in item);
    return joinFlow(laid, regionBlocks(rowsOf(pieces), within, side, { position, place }), words);
  }, []);
}

function directionOf(pieces: readonly Piece[]): 'leftwards' | 'rightwards' {
  const letters = pieces.map(({ text }) => text).join('');
  return (letters.match(/[\u0590-\u08ff]/g)?.length ?? 0) * 2 > letters.length ? 'leftwards' : 'rightwards';
}

function tableThing(table: RuledTable, position: Position, place: HeadingPlace): Thing {
  const { box, header, rows, columns } = table;
  const around = (some: readonly Row[]): Laid[] =>
    some.length === 0 ? [] : textBlocks(some, Math.max(...some.map((row) => row.x1)), position, place);
  const block = { type: 'table', header, rows, position } as const;
  return {
    ...box,
    laid: [...around(table.above), { block, box, role: 'float', columns }, ...around(table.below)],
  };
}

function figureThing({ box, labels, isVector }: Figure, position: Position): Thing {
  const words = rowsOf(labels).map(rowText).join(' · ');
  const named = words === '' ? {} : { words };
  return {
    ...box,
    laid: [{ block: { type: 'figure', position }, box, role: 'float', isDrawn: true, isVector, ...named }],
  };
}

/** The rows of a column, with what stands between them. */
function regionBlocks(
  all: readonly Row[],
  things: readonly Thing[],
  { rules }: Side,
  { position, place }: { readonly position: Position; readonly place: HeadingPlace },
): Laid[] {
  const rows = all.filter((row) => !isRule(row));
  const right = Math.max(...rows.map((row) => row.x1));
  const sorted = things.toSorted((one, other) => one.y0 - other.y0);
  const between = sorted.filter((thing) => partsText(thing, rows));
  const beside = sorted.filter((thing) => !between.includes(thing));
  const laid: Laid[] = [];
  let open: Row[] = [];
  const close = (): void => {
    laid.push(...rowBlocks(open, { right, across: rules.across, position, place }));
    open = [];
  };
  for (const row of rows) {
    while (between[0] !== undefined && between[0].y0 < row.y - 0.4 * row.size) {
      close();
      laid.push(...(between.shift()?.laid ?? []));
    }
    open.push(row);
  }
  close();
  laid.push(...between.flatMap((thing) => thing.laid));
  return beside.reduce((before, thing) => insert(before, thing), laid);
}

/** A line of `-----` or `=====` is a drawing; the gap that it leaves parts what stands around it. */
function isRule(row: Row): boolean {
  return row.pieces.every((piece) => /^([-=_*~.·•])\1{4,}$/.test(piece.text));
}

/** True when lines stand right above or below the thing, and not only next to it. */
function partsText(thing: Thing, rows: readonly Row[]): boolean {
  const above = rows.findLast((row) => row.y < thing.y0 + 0.4 * row.size);
  const below = rows.find((row) => row.y - 0.4 * row.size > thing.y1);
  const isBeside = (row: Row): boolean => row.x0 >= thing.x1 || row.x1 <= thing.x0;
  const next = rows.filter((row) => row.y > thing.y0 && row.y < thing.y1);
  return next.length === 0 || ![above, below].every((row) => row === undefined || isBeside(row));
}

/** Next to running text: before the first block that begins below its upper edge. */
function insert(laid: readonly Laid[], thing: Thing): Laid[] {
  const at = laid.findIndex(({ box }) => box.y0 > thing.y0);
  return at < 0 ? [...laid, ...thing.laid] : [...laid.slice(0, at), ...thing.laid, ...laid.slice(at)];
}

interface Column {
  readonly right: number;
  readonly across: readonly Rule[];
  readonly position: Position;
  readonly place: HeadingPlace;
}

function rowBlocks(rows: readonly Row[], column: Column): Laid[] {
  return listings(rows, column.place.typography).flatMap((group) => {
    if (!group.isListing || group.rows.length < 2) return partBlocks(group.rows, column);
    const text = codeText(group.rows);
    return [
      { block: { type: 'code', text, position: column.position }, box: boxOfRows(group.rows), role: 'float' },
    ];
  });
}

function partBlocks(rows: readonly Row[], { right, across, position, place }: Column): Laid[] {
  return partsOf(rows, across, place.typography.words).flatMap((part): Laid[] => {
    if (part.type === 'text') return textBlocks(part.rows, right, position, place);
    const { header, columns, rows: cells } = part;
    const box = boxOfRows(part.source);
    return [{ block: { type: 'table', header, rows: cells, position }, box, role: 'float', columns }];
  });
}

function boxOfRows(rows: readonly Row[]): Box {
  return around(rows.map(({ x0, x1, y, size }) => ({ x0, x1, y0: y - size, y1: y })));
}
