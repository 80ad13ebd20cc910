/** Comma-, semicolon- or tab-separated values → rows, when they are a small regular table. */

const mostRows = 1000;
const mostColumns = 50;

/**
 * The rows of a table in which every row has the same number of cells, at least two; undefined for
 * anything else, which is better shown as it stands. Quoting as in RFC 4180.
 */
export function parseDelimited(text: string, delimiters: readonly string[]): string[][] | undefined {
  // Counting first keeps a file of millions of lines from being taken apart in vain.
  if ((text.match(/\n/g)?.length ?? 0) > mostRows * 4) return undefined;
  for (const delimiter of delimiters) {
    const rows = splitRows(text, delimiter);
    const columns = rows?.[0]?.length ?? 0;
    if (rows === undefined || columns < 2 || columns > mostColumns || rows.length > mostRows) continue;
    if (rows.every((row) => row.length === columns)) return rows;
  }
  return undefined;
}

/** Undefined when a quote is never closed. */
function splitRows(text: string, delimiter: string): string[][] | undefined {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, delimiter);
    if (cell === undefined) return undefined;
    row.push(cell.value.trim());
    at = cell.end;
    if (text[at] === delimiter) {
      at++;
      // A delimiter at the very end opens one more, empty, cell.
      if (at < text.length) continue;
      row.push('');
    } else if (at < text.length && text[at] !== '\n') return undefined;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
    at++;
  }
  return rows;
}

interface Cell {
  readonly value: string;
  /** The index of the delimiter or line end after it. */
  readonly end: number;
}

function plainCell(text: string, from: number, delimiter: string): Cell {
  let end = from;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n') end++;
  return { value: text.slice(from, end), end };
}

function quotedCell(text: string, from: number): Cell | undefined {
  let end = from + 1;
  while (true) {
    end = text.indexOf('"', end);
    if (end === -1) return undefined;
    if (text[end + 1] !== '"') break;
    end += 2;
  }
  return { value: text.slice(from + 1, end).replaceAll('""', '"'), end: end + 1 };
}
