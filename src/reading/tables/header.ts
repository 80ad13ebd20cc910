/** Does a table begin with the names of its columns? */
import { typeOf } from './cell-types.ts';

/** Rows that the first one is compared with. */
const compared = 200;

/** Whether `first` names the columns of the rows that follow it. */
export function isHeader(first: readonly string[], rows: readonly (readonly string[])[]): boolean {
  const filled = first.filter((cell) => cell !== '');
  // The corner above a column of names may be empty.
  if (filled.length < first.length - 1 || filled.length === 0) return false;
  const values = filled.filter((cell) => typeOf(cell).type !== 'text');
  // A column may be called after a year; the first one never is.
  if (!values.every((cell) => /^(?:19|20)\d\d$/.test(cell)) || typeOf(first[0] || 'x').type !== 'text')
    return false;
  if (new Set(filled).size < filled.length) return false;
  const below = rows.slice(0, compared);
  // Names are written once; a value often comes again.
  return !first.some((cell, column) => cell !== '' && below.some((row) => row[column] === cell));
}
