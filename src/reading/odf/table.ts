/** Tables of OpenDocument files as rows of equal length (OpenDocument 1.3, part 3, section 9). */
import type { Cell, TablePiece } from '../office/pieces.ts';
import { attribute, elements, type XmlElement } from '../xml/xml-tree.ts';
import type { ReadBlocks } from './frames.ts';
import type { OdfStory } from './story.ts';

/** Rows and columns of one table: a few letters of a file can ask for millions. */
const mostRows = 5000;
const mostColumns = 100;

/** A table with an empty cell for every place that another cell covers. */
export function tablePiece(table: XmlElement, story: OdfStory, readBlocks: ReadBlocks): TablePiece {
  return { kind: 'table', rows: rowsOfCells(table, (cell) => readBlocks(cell, story)) };
}

/** The rows of a `table:table`; `read` makes the content of a cell. */
export function rowsOfCells(table: XmlElement, read: (cell: XmlElement) => Cell): Cell[][] {
  const rows: Cell[][] = [];
  for (const row of rowsIn(table)) {
    const cells = cellsOf(row, read);
    const isEmpty = cells.every((cell) => cell.length === 0);
    const times = isEmpty ? 1 : repeated(row, 'number-rows-repeated', mostRows);
    for (let count = 0; count < times && rows.length < mostRows; count += 1) rows.push(cells);
  }
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return rows.map((row) => [...row, ...empty(width - row.length)]);
}

function rowsIn(parent: XmlElement): XmlElement[] {
  return elements(parent).flatMap((element) => {
    if (element.name === 'table-row') return [element];
    return /^table-(header-rows|rows|row-group)$/.test(element.name) ? rowsIn(element) : [];
  });
}

function cellsOf(row: XmlElement, read: (cell: XmlElement) => Cell): Cell[] {
  const cells: Cell[] = [];
  for (const element of elements(row)) {
    if (element.name !== 'table-cell' && element.name !== 'covered-table-cell') continue;
    const content = element.name === 'covered-table-cell' ? [] : read(element);
    const times = repeated(element, 'number-columns-repeated', mostColumns);
    for (let count = 0; count < times && cells.length < mostColumns; count += 1) cells.push(content);
  }
  return cells;
}

const empty = (count: number): Cell[] => Array.from({ length: Math.max(0, count) }, (): Cell => []);

function repeated(element: XmlElement, name: string, most: number): number {
  const times = Number(attribute(element, name) ?? 1);
  return Number.isInteger(times) && times > 0 ? Math.min(times, most) : 1;
}
