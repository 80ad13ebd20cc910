/** What the columns of a table hold, found out row by row. */
import { counted } from '../text-document.ts';
import { type CellType, typeOf } from './cell-types.ts';

/** Different values of a column that are told apart before they are many. */
const mostDifferent = 1000;
/** Characters of a value that a fact repeats. */
const longestValue = 40;

interface Extreme {
  readonly order: number | string;
  readonly cell: string;
}

interface Column {
  filled: number;
  readonly types: Map<CellType, number>;
  readonly different: Set<string>;
  least?: Extreme;
  greatest?: Extreme;
}

/** Looks at rows one after the other and keeps none of them. */
export class ColumnSurvey {
  readonly #columns: Column[];
  #rows = 0;

  constructor(columns: number) {
    this.#columns = Array.from({ length: columns }, () => ({
      filled: 0,
      types: new Map(),
      different: new Set(),
    }));
  }

  get rows(): number {
    return this.#rows;
  }

  add(row: readonly string[]): void {
    this.#rows++;
    // Indexed: a table may have millions of cells.
    for (let index = 0; index < row.length; index++) {
      const [column, cell] = [this.#columns[index], row[index]];
      if (column !== undefined && cell) addCell(column, cell);
    }
  }

  /** Each column in a few words: `numbers from 1.5 to 44.95; 3 empty`. */
  facts(): string[] {
    return this.#columns.map((column) => {
      const empty = this.#rows - column.filled;
      const missing = empty > 0 && column.filled > 0 ? `; ${counted(empty)} empty` : '';
      return `${heldIn(column)}${missing}`;
    });
  }
}

function addCell(column: Column, cell: string): void {
  column.filled++;
  const { type, order } = typeOf(cell);
  if (type === 'text' && column.different.size < mostDifferent) {
    column.different.add(cell.slice(0, longestValue));
  }
  column.types.set(type, (column.types.get(type) ?? 0) + 1);
  if (order === undefined) return;
  // A column of both has no order; numbers are compared with numbers.
  if (column.least !== undefined && typeof column.least.order !== typeof order) return;
  if (column.least === undefined || order < column.least.order) column.least = { order, cell };
  if (column.greatest === undefined || order > column.greatest.order) column.greatest = { order, cell };
}

function heldIn({ filled, types, different, least, greatest }: Column): string {
  if (filled === 0) return 'empty';
  const type = typeOfAll(types);
  if (type === 'text') {
    // Of a mixed column only some are counted.
    if (types.size > 1 || different.size >= mostDifferent) return 'text';
    return different.size === 1
      ? `always "${[...different][0]}"`
      : `text, ${counted(different.size)} different`;
  }
  const range = least && greatest ? ` from ${least.cell} to ${greatest.cell}` : '';
  return type === 'yes or no' ? type : `${type}s${range}`;
}

/** The one type of all cells; whole numbers among others are numbers. */
function typeOfAll(types: ReadonlyMap<CellType, number>): CellType {
  const [only, ...others] = types.keys();
  if (only !== undefined && others.length === 0) return only;
  const numeric = [...types.keys()].every((type) => type === 'number' || type === 'whole number');
  return numeric ? 'number' : 'text';
}
