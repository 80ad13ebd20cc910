/** The text layer of a page: regions in reading order, then blocks. */
import type { Block, Position } from '../../types/document.ts';
import { regionsOf } from './columns.ts';
import { piecesOf, type Row, rowsOf } from './lines.ts';
import { blocksOf, type Typography } from './paragraphs.ts';
import { partsOf } from './tables.ts';
import type { TextRun } from './text-runs.ts';

/** Characters: what is shorter is a label and not the beginning of a sentence. */
const shortestProse = 80;

/** The rows of a page, region by region in reading order. */
export type PageText = readonly (readonly Row[])[];

/** Finds the regions of a page from its runs (one group for each writing direction). */
export function pageText(groups: readonly (readonly TextRun[])[]): PageText {
  return groups.flatMap((runs) =>
    regionsOf(piecesOf(runs)).map((pieces) => rowsOf(pieces).filter((row) => !isRule(row))),
  );
}

/** A line of `-----` or `=====` is a drawing; the gap that it leaves parts what stands around it. */
function isRule(row: Row): boolean {
  return row.pieces.every((piece) => /^([-=_*~.·•])\1{4,}$/.test(piece.text));
}

/** Letters and digits of a page. */
export function letterCount(text: PageText): number {
  return text.flat().reduce((sum, row) => {
    return sum + row.pieces.reduce((all, piece) => all + piece.text.replaceAll(' ', '').length, 0);
  }, 0);
}

/** The blocks of a page, once the sizes of the whole document are known. */
export function pageBlocks(text: PageText, typography: Typography, position: Position): Block[] {
  return text.reduce<Block[]>((blocks, rows) => {
    const right = Math.max(...rows.map((row) => row.x1));
    const region = partsOf(rows).flatMap((part): Block[] =>
      part.type === 'table' ? [{ ...part, position }] : blocksOf(part.rows, right, typography, position),
    );
    return joinRegions(blocks, region);
  }, []);
}

/** A sentence that goes on at the top of the next column is one paragraph. */
function joinRegions(before: readonly Block[], after: readonly Block[]): Block[] {
  const last = before.at(-1);
  const [first, ...rest] = after;
  if (last?.type !== 'paragraph' || first?.type !== 'paragraph') return [...before, ...after];
  if (last.text.length < shortestProse || !/^\p{Ll}/u.test(first.text)) return [...before, ...after];
  if (/\p{L}[-\u2010]$/u.test(last.text)) {
    return [...before.slice(0, -1), { ...last, text: last.text.slice(0, -1) + first.text }, ...rest];
  }
  if (!/[\p{L},;]$/u.test(last.text)) return [...before, ...after];
  return [...before.slice(0, -1), { ...last, text: `${last.text} ${first.text}` }, ...rest];
}
