/** Runs of text → pieces without a wide gap → rows of pieces that stand beside one another. */
import type { TextRun } from './text-runs.ts';

/** Words that stand together without a wide gap: part of a line of prose, or a table's cell. */
export interface Piece {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  /** The baseline. */
  readonly y: number;
  readonly size: number;
}

/** Pieces on one baseline, left to right. */
export interface Row {
  readonly pieces: readonly Piece[];
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  /** The largest font size. */
  readonly size: number;
}

/** Gaps above this many font sizes part cells and columns; justified prose stays below it, mostly. */
const wideGap = 1;

/** Gaps above this many font sizes are spaces, where the file draws none. */
const wordGap = 0.18;

/** A bullet or a number, which belongs to what it stands before however wide the gap. */
const marker = /^(?:[•◦▪▫‣⁃●○■□–*·\uf0b7\uf0a7-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)])$/;

/** The pieces of a page or of a part of it. */
export function piecesOf(runs: readonly TextRun[]): Piece[] {
  return clusterByBaseline(runs).flatMap(splitAtGaps);
}

/** Pieces as rows, top to bottom. */
export function rowsOf(pieces: readonly Piece[]): Row[] {
  return clusterByBaseline(pieces).map((cluster) => {
    const sorted = cluster.toSorted((one, other) => one.x0 - other.x0);
    const largest = sorted.reduce((best, piece) => (piece.size > best.size ? piece : best));
    return {
      pieces: sorted,
      x0: Math.min(...sorted.map((piece) => piece.x0)),
      x1: Math.max(...sorted.map((piece) => piece.x1)),
      y: largest.y,
      size: largest.size,
    };
  });
}

/**
 * What stands on one line: letters whose heights overlap by half of the smaller one, so that superscripts
 * stay with their words. Top to bottom.
 */
function clusterByBaseline<T extends { readonly y: number; readonly size: number }>(
  items: readonly T[],
): T[][] {
  const clusters: { top: number; bottom: number; size: number; items: T[] }[] = [];
  for (const item of items.toSorted((one, other) => one.y - other.y)) {
    const top = item.y - item.size * 0.75;
    const bottom = item.y + item.size * 0.2;
    const cluster = clusters
      .slice(-4)
      .find(
        (c) =>
          Math.min(bottom, c.bottom) - Math.max(top, c.top) > 0.5 * Math.min(bottom - top, c.bottom - c.top),
      );
    if (cluster === undefined) clusters.push({ top, bottom, size: item.size, items: [item] });
    else {
      cluster.items.push(item);
      // The largest letters say where the line is.
      if (item.size > cluster.size) Object.assign(cluster, { top, bottom, size: item.size });
    }
  }
  return clusters.sort((one, other) => one.bottom - other.bottom).map((cluster) => cluster.items);
}

function splitAtGaps(runs: readonly TextRun[]): Piece[] {
  const pieces: Piece[] = [];
  let open: TextRun[] = [];
  for (const run of runs.toSorted((one, other) => one.x0 - other.x0)) {
    const last = open.at(-1);
    // Only the first thing on a line is a bullet; in the middle of a row `-` is a cell.
    const afterMarker = pieces.length === 0 && open.length === 1 && marker.test(last?.text ?? '');
    if (last !== undefined && isWide(last, run) && !afterMarker) {
      pieces.push(join(open));
      open = [];
    }
    open.push(run);
  }
  if (open.length > 0) pieces.push(join(open));
  return pieces;
}

function isWide(left: TextRun, right: TextRun): boolean {
  return right.x0 - left.x1 > wideGap * Math.max(left.size, right.size);
}

function join(runs: readonly TextRun[]): Piece {
  const rightToLeft = runs.filter((run) => run.rightToLeft).length * 2 > runs.length;
  const inOrder = rightToLeft ? runs.toReversed() : runs;
  let text = '';
  let previous: TextRun | undefined;
  for (const run of inOrder) {
    if (previous !== undefined) {
      const gap = rightToLeft ? previous.x0 - run.x1 : run.x0 - previous.x1;
      const size = Math.min(previous.size, run.size);
      if (gap > wordGap * size || (run.spaceBefore && gap > 0.05 * size)) text += ' ';
    }
    text += run.text;
    previous = run;
  }
  const largest = runs.reduce((best, run) => (run.size > best.size ? run : best));
  return {
    text,
    x0: Math.min(...runs.map((run) => run.x0)),
    x1: Math.max(...runs.map((run) => run.x1)),
    y: largest.y,
    size: largest.size,
  };
}
