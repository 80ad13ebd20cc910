/** What a cell of a table holds: a number, a date, yes or no, or words. */

export type CellType = 'whole number' | 'number' | 'date' | 'yes or no' | 'text';

/** A cell's type, and a value by which cells of that type are put in order. */
export interface TypedCell {
  readonly type: CellType;
  readonly order?: number | string;
}

const longestTyped = 40;
const text: TypedCell = { type: 'text' };

/** The type of a cell that is not empty. Numbers of both sides of the Atlantic, dates by ISO 8601 or with dots. */
export function typeOf(cell: string): TypedCell {
  if (cell.length > longestTyped) return text;
  // Most cells are one or the other, and tables may have millions of them.
  if (/^-?(?:0|[1-9]\d{0,14})$/.test(cell)) return { type: 'whole number', order: Number(cell) };
  if (!/^[\d+\-.,€$£¥]|^[a-zí]{2,5}$/i.test(cell)) return text;
  if (/^(?:true|false|yes|no|ja|nein|oui|non|sí|si)$/i.test(cell)) return { type: 'yes or no' };
  const date = dateOf(cell);
  if (date !== undefined) return { type: 'date', order: date };
  const number = numberOf(cell);
  if (number === undefined) return text;
  return {
    type: Number.isInteger(number) && !/[.,]\d*$/.test(cell) ? 'whole number' : 'number',
    order: number,
  };
}

const isoDate = /^(\d{4})[-/.](\d\d?)[-/.](\d\d?)(?:[T ](\d\d?:\d\d.*))?$/;
const dottedDate = /^(\d\d?)\.(\d\d?)\.(\d{4}|\d\d)(?:,? (\d\d?:\d\d.*))?$/;

/** `2024-05-01`, `2024/05/01 12:30`, `01.05.2024`, in a form that sorts; also with a time behind. */
function dateOf(cell: string): string | undefined {
  const iso = isoDate.exec(cell);
  const dotted = iso === null ? dottedDate.exec(cell) : null;
  if (iso === null && dotted === null) return undefined;
  const [year = '', month = '', day = ''] = iso ? iso.slice(1) : (dotted?.slice(1, 4).reverse() ?? []);
  const time = (iso ?? dotted)?.[4] ?? '';
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return undefined;
  const century = year.length === 2 ? `20${year}` : year;
  return `${century}-${month.padStart(2, '0')}-${day.padStart(2, '0')} ${time}`.trim();
}

/** `1,234.50`, `1.234,50`, `1 234,5`, `12 %`, `€ 3.20`; no numbers with a leading zero, which are names. */
export function numberOf(cell: string): number | undefined {
  const bare = cell.replace(/^[€$£¥]\s?|\s?[€$£¥%]$/g, '').replace(/(?<=\d)[\s'\u00a0\u202f](?=\d{3})/g, '');
  if (!/^[-+]?(?:\d[\d.,]*|[.,]\d+)(?:e[-+]?\d{1,3})?$/i.test(bare) || /^[-+]?0\d/.test(bare))
    return undefined;
  const [point, comma] = [bare.lastIndexOf('.'), bare.lastIndexOf(',')];
  const thousands = /^[-+]?\d{1,3}([.,])\d{3}(?:\1\d{3})*$/.exec(bare)?.[1];
  let plain = bare;
  if (point !== -1 && comma !== -1) plain = point > comma ? bare.replaceAll(',', '') : withPoint(bare);
  else if (comma !== -1) plain = thousands === ',' ? bare.replaceAll(',', '') : bare.replace(',', '.');
  else if (thousands === '.' && bare.indexOf('.') !== point) plain = bare.replaceAll('.', '');
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

function withPoint(text: string): string {
  return text.replaceAll('.', '').replace(',', '.');
}
