/** The words of a tagged page by its own structure, where that can be relied on. */
import { type Piece, piecesOf, type Row, rowsOf } from './lines.ts';
import { rowText } from './row-text.ts';
import type { Element } from './structure.ts';
import { artifact, type RunGroup, type TextRun } from './text-runs.ts';

/** An element with the rows of its words. */
export type TaggedPart =
  | { readonly type: 'heading'; readonly level: number | undefined; readonly rows: readonly Row[] }
  | { readonly type: 'paragraph' | 'note' | 'caption' | 'code'; readonly rows: readonly Row[] }
  | { readonly type: 'item'; readonly depth: number; readonly label: string; readonly rows: readonly Row[] }
  | {
      readonly type: 'table';
      readonly header: boolean;
      readonly cells: readonly (readonly (readonly Row[])[])[];
    }
  | { readonly type: 'figure'; readonly alternative: string; readonly rows: readonly Row[] };

/** What of a page its structure tells, and the pieces that it leaves out. */
export interface TaggedPage {
  readonly parts: readonly TaggedPart[];
  /** Headers, footers, and the little that nobody tagged. */
  readonly rest: readonly Piece[];
}

/** The share of the letters that have to be tagged. */
const fewestTagged = 0.9;

/** The share of the letters that may be ornaments: real text is sometimes called so. */
const mostArtifacts = 0.2;

/** The share of paragraphs that may break off in the middle of a sentence; more, and each line was tagged. */
const mostBroken = 0.35;

/** Cells of a table; spans beyond are not followed. */
const mostCells = 100_000;

/** The share of paragraphs that may go on with a sentence that nobody began. */
const mostLost = 0.04;

/** Letters of a paragraph on average; more, and whole pages were tagged as one. */
const longestOnAverage = 1500;

/** The structure of a page with its words; undefined where it is missing, partial or senseless. */
export function taggedPage(
  groups: readonly RunGroup[],
  elements: readonly Element[],
): TaggedPage | undefined {
  if (elements.length === 0) return undefined;
  const byMark = new Map<string, TextRun[]>();
  const rest: TextRun[] = [];
  const used = new Set(elements.flatMap(marksOf));
  for (const run of groups.flatMap(({ runs }) => runs)) {
    if (run.mark !== undefined && used.has(run.mark))
      byMark.set(run.mark, [...(byMark.get(run.mark) ?? []), run]);
    else rest.push(run);
  }
  const letters = (runs: readonly TextRun[]): number => runs.reduce((sum, { text }) => sum + text.length, 0);
  const tagged = letters([...byMark.values()].flat());
  const ornaments = letters(rest.filter(({ mark }) => mark === artifact));
  const all = tagged + letters(rest);
  if (tagged < fewestTagged * (all - ornaments) || ornaments > mostArtifacts * all) return undefined;
  const rowsIn = (marks: readonly string[]): Row[] =>
    rowsOf(piecesOf(marks.flatMap((mark) => byMark.get(mark) ?? [])));
  const parts = elements.flatMap((element) => partOf(element, rowsIn));
  return isSensible(parts) ? { parts, rest: piecesOf(rest) } : undefined;
}

function marksOf(element: Element): readonly string[] {
  if (element.type === 'table') return element.rows.flat().flatMap(({ marks }) => marks);
  return element.type === 'item' ? [...element.label, ...element.marks] : element.marks;
}

function partOf(element: Element, rowsIn: (marks: readonly string[]) => Row[]): TaggedPart[] {
  if (element.type === 'table') {
    const cells = gridOf(element.rows, rowsIn);
    const header = element.rows[0]?.every(({ isHeader }) => isHeader) === true;
    return cells.length === 0 ? [] : [{ type: 'table', header, cells }];
  }
  const rows = rowsIn(element.marks);
  if (element.type === 'item') {
    const label = rowsIn(element.label).map(rowText).join(' ');
    return [{ type: 'item', depth: element.depth, label, rows }];
  }
  if (element.type === 'figure') return [{ type: 'figure', alternative: element.alternative, rows }];
  return rows.length === 0 ? [] : [{ ...element, rows }];
}

/** Cells at their places; those that reach over several stand in the first. */
function gridOf(
  source: Extract<Element, { type: 'table' }>['rows'],
  rowsIn: (marks: readonly string[]) => Row[],
): Row[][][] {
  const taken = new Map<string, true>();
  return source.map((line, row) => {
    const cells: Row[][] = [];
    let column = 0;
    for (const cell of line) {
      while (taken.has(`${row} ${column}`)) cells[column++] ??= [];
      for (let down = 0; down < cell.rows && taken.size < mostCells; down++) {
        for (let right = 0; right < cell.columns; right++) taken.set(`${row + down} ${column + right}`, true);
      }
      for (let right = 0; right < cell.columns; right++)
        cells[column++] = right === 0 ? rowsIn(cell.marks) : [];
    }
    return cells;
  });
}

/** A sentence that goes on where none was left open: the tags are in another order than people read. */
function losesThread(parts: readonly TaggedPart[]): boolean {
  const texts = parts.flatMap((part) => {
    if (part.type !== 'paragraph' && part.type !== 'heading') return [];
    const text = part.rows.map(rowText).join(' ');
    return [{ text, isClosed: part.type === 'heading' || /[.!?:]$/.test(text) }];
  });
  const lost = texts
    .slice(1)
    .filter(({ text }, i) => text.length > 80 && /^\p{Ll}{2}/u.test(text) && texts[i]?.isClosed === true);
  return lost.length > mostLost * texts.length;
}

/** Some programs tag every line, or every page, as one paragraph, and tables as lines. */
function isSensible(parts: readonly TaggedPart[]): boolean {
  const texts = parts.flatMap((part) =>
    part.type === 'paragraph' || part.type === 'item' ? [part.rows.map(rowText).join(' ')] : [],
  );
  const letters = texts.reduce((sum, text) => sum + text.length, 0);
  if (texts.length > 0 && letters > longestOnAverage * texts.length) return false;
  const broken = texts
    .slice(1)
    .filter((text, i) => /^\p{Ll}/u.test(text) && /[\p{L},-]$/u.test(texts[i] ?? ''));
  if (broken.length > mostBroken * texts.length || losesThread(parts)) return false;
  const wide = parts.filter(
    (part) =>
      part.type === 'paragraph' &&
      part.rows.filter((row) => row.pieces.length > 1).length > 0.5 * part.rows.length,
  );
  return wide.length <= mostBroken * parts.length;
}
