/** Reading order: finds columns of prose and reads each to its end before the next. */
import { type Piece, type Row, rowsOf } from './lines.ts';

/** Where a column may begin: tried from the most common left edges on. */
const mostCandidates = 24;

/** Columns of columns: three or four side by side need two splits. */
const deepest = 3;

/** A column of prose has at least this many lines, or is the rest of one. */
const fewestLines = 3;

/** The pieces of a page as regions in reading order; each region is read row by row. */
export function regionsOf(pieces: readonly Piece[], depth = 0): Piece[][] {
  const bands = bestBands(pieces, depth);
  if (bands === undefined) return [[...pieces]];
  return bands.flatMap((band) =>
    band.type === 'whole'
      ? regionsOf(band.pieces, depth + 1)
      : [...regionsOf(band.left, depth + 1), ...regionsOf(band.right, depth + 1)],
  );
}

/** The split that puts the most pieces into columns, undefined when none finds columns. */
function bestBands(pieces: readonly Piece[], depth: number): Band[] | undefined {
  if (depth === deepest || pieces.length < 2 * fewestLines) return undefined;
  let best: Band[] | undefined;
  let bestCount = 0;
  for (const x of candidates(pieces)) {
    const bands = bandsAt(pieces, x, depth);
    const count = bands.reduce(
      (sum, band) => sum + (band.type === 'columns' ? band.left.length + band.right.length : 0),
      0,
    );
    if (count > bestCount) [best, bestCount] = [bands, count];
  }
  return best;
}

type Band =
  | { readonly type: 'whole'; readonly pieces: Piece[] }
  | { readonly type: 'columns'; readonly left: Piece[]; readonly right: Piece[] };

/** Left edges that several pieces share, other than the leftmost. */
function candidates(pieces: readonly Piece[]): number[] {
  const counts = new Map<number, number>();
  for (const piece of pieces) {
    const edge = Math.round(piece.x0 / 2) * 2;
    counts.set(edge, (counts.get(edge) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= fewestLines)
    .sort((one, other) => other[1] - one[1])
    .slice(0, mostCandidates)
    .map(([edge]) => edge - 3);
}

/** The page from top to bottom, parted where a piece crosses `x`. */
function bandsAt(pieces: readonly Piece[], x: number, depth: number): Band[] {
  const bands: Band[] = [];
  let left: Piece[] = [];
  let right: Piece[] = [];
  const close = (): void => {
    if (left.length + right.length === 0) return;
    if (areColumns(left, right, depth)) bands.push({ type: 'columns', left, right });
    else append(bands, [...left, ...right]);
    left = [];
    right = [];
  };
  for (const piece of pieces.toSorted((one, other) => one.y - other.y)) {
    if (piece.x1 <= x + 1) left.push(piece);
    else if (piece.x0 >= x - 1) right.push(piece);
    else {
      close();
      append(bands, [piece]);
    }
  }
  close();
  return bands;
}

function append(bands: Band[], pieces: readonly Piece[]): void {
  const last = bands.at(-1);
  if (last?.type === 'whole') last.pieces.push(...pieces);
  else bands.push({ type: 'whole', pieces: [...pieces] });
}

/** One side is a column of prose, the other one too or several of them. */
function areColumns(left: readonly Piece[], right: readonly Piece[], depth: number): boolean {
  const splits = (side: readonly Piece[]): boolean => bestBands(side, depth + 1) !== undefined;
  return isProse(left) ? isProse(right) || splits(right) : isProse(right) && splits(left);
}

/** Lines that fill their column, close to one another; cells of a table do neither. */
function isProse(pieces: readonly Piece[]): boolean {
  const rows = rowsOf(pieces);
  if (rows.length < fewestLines) return false;
  const width = Math.max(...rows.map((row) => row.x1)) - Math.min(...rows.map((row) => row.x0));
  const single = rows.filter((row) => row.pieces.length === 1).length;
  const pitch = median(rows.slice(1).map((row, i) => (row.y - (rows[i]?.y ?? 0)) / row.size));
  return (
    single >= rows.length / 2 &&
    median(rows.map((row) => covered(row) / width)) >= 0.55 &&
    median(rows.map((row) => letters(row))) >= 16 &&
    pitch <= 1.8
  );
}

function covered(row: Row): number {
  return row.pieces.reduce((sum, piece) => sum + piece.x1 - piece.x0, 0);
}

function letters(row: Row): number {
  return row.pieces.reduce((sum, piece) => sum + piece.text.length, 0);
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
}
