/** Tables of Word documents as rows of equal length (ECMA-376 part 1, section 17.4). */
import type { Cell, Piece, TablePiece } from '../office/pieces.ts';
import { attribute, child, elements, type XmlElement } from '../xml/xml-tree.ts';
import type { ReadBody } from './drawings.ts';
import type { Story } from './story.ts';

/** Columns that one cell may take; Word itself has 63. */
const mostColumns = 100;

/** A table with an empty cell for every place that another cell covers. */
export function tablePiece(table: XmlElement, story: Story, readBody: ReadBody): TablePiece {
  const rows = inside(table, 'tr').filter((row) => child(row, 'trPr', 'del') === undefined);
  return { kind: 'table', rows: evened(rows.map((row) => rowCells(row, story, readBody))) };
}

/** Rows and cells may lie in content controls. */
function inside(parent: XmlElement, name: 'tr' | 'tc'): XmlElement[] {
  return elements(parent).flatMap((element) => {
    if (element.name === name) return [element];
    return /^(sdt|sdtContent|customXml|ins|smartTag)$/.test(element.name) ? inside(element, name) : [];
  });
}

function rowCells(row: XmlElement, story: Story, readBody: ReadBody): Cell[] {
  const cells: Cell[] = empty(number(child(row, 'trPr', 'gridBefore')));
  for (const element of inside(row, 'tc')) {
    const properties = child(element, 'tcPr');
    const merged = [child(properties, 'vMerge'), child(properties, 'hMerge')];
    // Its text belongs to the cell above or before, which covers it.
    const covered = merged.some((merge) => merge !== undefined && attribute(merge, 'val') !== 'restart');
    const content: Piece[] = readBody(element, story);
    cells.push(covered ? [] : content, ...empty(number(child(properties, 'gridSpan')) - 1));
  }
  return cells;
}

const empty = (count: number): Cell[] => Array.from({ length: Math.max(0, count) }, (): Cell => []);

function number(element: XmlElement | undefined): number {
  const value = Number(attribute(element, 'val') ?? 0);
  return Number.isInteger(value) ? Math.min(mostColumns, Math.max(0, value)) : 0;
}

function evened(rows: readonly Cell[][]): Cell[][] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return rows.map((row) => [...row, ...empty(width - row.length)]);
}
