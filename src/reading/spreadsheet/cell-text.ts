/** What a cell of a spreadsheet shows. */
import type { CellObject } from '@e965/xlsx';
import type { Span } from '../office/rich-text.ts';
import { isDateFormat, isoOfSerial } from '../office/serial-date.ts';

/** A cell with something in it. */
export interface ShownCell {
  readonly spans: readonly Span[];
  /** A number, a date or a truth value: what stands under the head of a table. */
  readonly isValue: boolean;
}

/** The cell as a person sees it, dates as ISO 8601; undefined when nothing is seen. */
export function shownCell(cell: CellObject | undefined, since1904: boolean): ShownCell | undefined {
  if (cell === undefined) return undefined;
  const text = textOfCell(cell, since1904);
  if (text === '') return undefined;
  const target = cell.l?.Target;
  const isAddress = target !== undefined && /^(https?:|mailto:)/i.test(target);
  return { spans: [isAddress ? { text, link: target } : { text }], isValue: /^[nbd]$/.test(cell.t) };
}

function textOfCell(cell: CellObject, since1904: boolean): string {
  const { t: type, v: value, w: shown, f: formula } = cell;
  const format = String(cell.z ?? 'General');
  // The program that wrote it left the counting to the one that opens it.
  if (value === undefined || value === null || type === 'z')
    return formula === undefined ? '' : `=${formula}`;
  if (value instanceof Date) return isoOfDate(value);
  if (type === 'n' && typeof value === 'number') {
    const date = isDateFormat(format) ? isoOfSerial(value, format, since1904) : undefined;
    if (date !== undefined) return date;
    // A screen has no room for a long number, but an article or an account is known by all its digits.
    if (format === 'General' && Number.isSafeInteger(value)) return String(value);
  }
  const text = (shown ?? String(value)).trim();
  // Dates before the first one have no looks, but they have a number.
  return text === '' && isDateFormat(format) ? String(value) : text;
}

function isoOfDate(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const text = date.toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
}
