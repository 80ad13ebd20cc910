/** Tells whether the first row of a table names its columns. */

/** What a cell shows. */
export interface Cell {
  readonly text: string;
  readonly bold: boolean;
}

/** Numbers, dates, amounts, and the signs that stand for "nothing". */
const figures = /^[^\p{L}]*\d[^\p{L}]*(?:\p{L}{1,3}[^\p{L}]*)?$/u;
const nothing = /^[-–—\s]*$/;

/** True for a number, a date, an amount, or a sign for "nothing". */
export function isFigure(text: string): boolean {
  return figures.test(text) || nothing.test(text);
}

/**
 * Words without numbers over at least half of the columns, one of which holds numbers below; or, letters that
 * are bold in this row only; or, in a drawn table, a title over each column.
 */
export function hasHeader(rows: readonly (readonly Cell[])[], ruled = false): boolean {
  const [first, ...rest] = rows;
  if (first === undefined || rest.length === 0) return false;
  const titled = first.filter(({ text }) => text !== '');
  if (titled.length < 2 || titled.length * 2 < first.length) return false;
  const bold = titled.every((cell) => cell.bold);
  const boldBelow = rest.flat().filter((cell) => cell.bold).length;
  const filledBelow = rest.flat().filter((cell) => cell.text !== '').length;
  if (bold && boldBelow <= 0.5 * filledBelow && !titled.every(({ text }) => figures.test(text))) return true;
  if (first.some(({ text }) => /\d/.test(text))) return false;
  const overNumbers = first.some(({ text }, column) => {
    const filled = rest.map((row) => row[column]?.text ?? '').filter((cell) => !nothing.test(cell));
    return text !== '' && filled.length > 0 && filled.every((cell) => /\d/.test(cell));
  });
  return overNumbers || (ruled && first.length > 2 && rest.length > 1 && titled.length === first.length);
}
