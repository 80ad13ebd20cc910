/** Runs of text → pieces without a wide gap → rows of pieces that stand beside one another. */
import type { Box } from './geometry.ts';
import { guttersOf } from './gutters.ts';
import type { Rule } from './rules.ts';
import { joinRuns } from './run-text.ts';
import type { TextRun } from './text-runs.ts';

/** Words that stand together without a wide gap: part of a line of prose, or a table's cell. */
export interface Piece {
  readonly text: string;
  /** The same with its links, where it has any: Markdown. */
  readonly linked?: string;
  readonly x0: number;
  readonly x1: number;
  /** The baseline. */
  readonly y: number;
  readonly size: number;
  readonly bold: boolean;
  readonly fixedWidth: boolean;
  /** Where it may be parted, should it reach over several columns of a table: its runs, when there are several. */
  readonly runs?: readonly TextRun[];
}

/** Pieces on one baseline, left to right. */
export interface Row<P = Piece> {
  readonly pieces: readonly P[];
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  /** The largest font size. */
  readonly size: number;
}

/** Where letters stand. */
interface Extent {
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly size: number;
}

/** Gaps above this many font sizes part cells and columns; justified prose stays below it, mostly. */
const wideGap = 1;

/** Gaps above this many font sizes may part the cells of a tight table. */
const narrowGap = 0.4;

/** A bullet or a number, which belongs to what it stands before however wide the gap. */
const marker = /^(?:[•◦▪▫‣⁃●○■□☐☑☒✓✗➢➤→–*·-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)])$/;

/** The pieces of a page or of a part of it. Upright lines part pieces too, and so do gutters. */
export function piecesOf(runs: readonly TextRun[], down: readonly Rule[] = []): Piece[] {
  const lines = clusterByBaseline(runs).map((line) => line.toSorted((one, other) => one.x0 - other.x0));
  const gutters = guttersOf(lines);
  return lines.flatMap((line) => splitAtGaps(line, down, gutters));
}

/** Pieces as rows, top to bottom. */
export function rowsOf<P extends Extent>(pieces: readonly P[]): Row<P>[] {
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

function splitAtGaps(runs: readonly TextRun[], down: readonly Rule[], gutters: readonly Rule[]): Piece[] {
  const pieces: Piece[] = [];
  let open: TextRun[] = [];
  const [some] = runs;
  const middle = some === undefined ? 0 : some.y - 0.3 * some.size;
  const isHere = (rule: Rule): boolean => rule.from < middle && rule.to > middle;
  const [rules, strips] = [down.filter(isHere), gutters.filter(isHere)];
  for (const run of withBullet(withoutOverprints(runs))) {
    const last = open.at(-1);
    // Only the first thing on a line is a bullet; in the middle of a row `-` is a cell.
    const afterMarker = pieces.length === 0 && open.length === 1 && marker.test(last?.text ?? '');
    const isParted = last !== undefined && (isWide(last, run) || isRuled(last, run, strips));
    if (last !== undefined && ((isParted && !afterMarker) || isRuled(last, run, rules))) {
      pieces.push(pieceOf(open));
      open = [];
    }
    open.push(run);
  }
  if (open.length > 0) pieces.push(pieceOf(open));
  return pieces;
}

/** Runs that may lie over one another. */
const reach = 6;

/** Words that are drawn once more over themselves, often in other parts, to make them bold or to mend them. */
function withoutOverprints(runs: readonly TextRun[]): TextRun[] {
  const kept: TextRun[] = [];
  for (const run of runs) {
    const under = kept.slice(-reach).find((other) => liesOver(run, other));
    if (under === undefined) kept.push(run);
    else if (!isWithin(run.text, under.text)) {
      if (isWithin(under.text, run.text)) kept[kept.lastIndexOf(under)] = run;
      else kept.push(run);
    }
  }
  return kept;
}

function liesOver(one: TextRun, other: TextRun): boolean {
  const shared = Math.min(one.x1, other.x1) - Math.max(one.x0, other.x0);
  const narrower = Math.min(one.x1 - one.x0, other.x1 - other.x0);
  return (
    shared > 0.6 * narrower &&
    Math.abs(one.y - other.y) < 0.15 * one.size &&
    Math.abs(one.size - other.size) < 0.1 * one.size
  );
}

/** True when the signs of `part` stand in `whole` in the same order. */
function isWithin(part: string, whole: string): boolean {
  let at = 0;
  for (const sign of part) {
    if (sign === ' ') continue;
    at = whole.indexOf(sign, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** Word's second bullet is the letter o, alone before a gap. */
function withBullet(runs: readonly TextRun[]): readonly TextRun[] {
  const [first, second, ...rest] = runs;
  if (first?.text !== 'o' || second === undefined || second.x0 - first.x1 < 0.7 * first.size) return runs;
  return [{ ...first, text: '◦' }, second, ...rest];
}

function isWide(left: TextRun, right: TextRun): boolean {
  return right.x0 - left.x1 > wideGap * Math.max(left.size, right.size);
}

function isRuled(left: TextRun, right: TextRun, rules: readonly Rule[]): boolean {
  const room = 0.1 * left.size;
  return rules.some(({ at }) => at > left.x1 - room && at < right.x0 + room && right.x0 > left.x0);
}

function pieceOf(runs: readonly TextRun[]): Piece {
  const largest = runs.reduce((best, run) => (run.size > best.size ? run : best));
  const share = (is: (run: TextRun) => boolean): number =>
    runs.reduce((sum, run) => sum + (is(run) ? run.text.length : 0), 0) /
    runs.reduce((sum, run) => sum + run.text.length, 0);
  return {
    ...joinRuns(runs),
    x0: Math.min(...runs.map((run) => run.x0)),
    x1: Math.max(...runs.map((run) => run.x1)),
    y: largest.y,
    size: largest.size,
    bold: share((run) => run.letters.bold) > 0.9,
    fixedWidth: share((run) => run.letters.fixedWidth) > 0.9,
    ...(hasGaps(runs) ? { runs } : {}),
  };
}

/** A gap that is wider than those between words, mostly. */
function isGap(left: TextRun, right: TextRun): boolean {
  return right.x0 - left.x1 > narrowGap * Math.min(left.size, right.size);
}

function hasGaps(runs: readonly TextRun[]): boolean {
  return runs.some((run, i) => runs[i + 1] !== undefined && isGap(run, runs[i + 1] ?? run));
}

/** A piece parted at its gaps, for tables whose columns stand close; the piece alone where it has none. */
export function partsOfPiece(piece: Piece): Piece[] {
  const groups: TextRun[][] = [];
  for (const run of piece.runs ?? []) {
    const last = groups.at(-1)?.at(-1);
    if (last === undefined || isGap(last, run)) groups.push([run]);
    else groups.at(-1)?.push(run);
  }
  return groups.length < 2 ? [piece] : groups.map(pieceOf);
}

/** The box of its letters, with what hangs below the baseline. */
export function boxOfPiece({ x0, x1, y, size }: Extent): Box {
  return { x0, x1, y0: y - 0.75 * size, y1: y + 0.2 * size };
}
