/** The cells of a table in a page → a Markdown table, or the blocks that it only arranged on the page. */

/** One cell as the page has it. */
export interface HtmlCell {
  /** Markdown. */
  readonly content: string;
  readonly head: boolean;
  readonly columns: number;
  readonly rows: number;
}

/** One row and whether it lies in the table's head. */
export interface HtmlRow {
  readonly cells: readonly HtmlCell[];
  readonly head: boolean;
}

const mostColumns = 100;
const mostHeadRows = 4;
/** Characters; a label this short may be said again where its cell reaches over several places. */
const shortLabel = 60;

/** What a place of the grid shows. */
interface Place {
  readonly content: string;
  readonly head: boolean;
}

/**
 * A table as Markdown. Cells that reach over several columns or rows stand in their first place; labels are said
 * again in each. Several head rows become one. `layout` says that the table holds no data. Blocks are parted
 * by empty lines.
 */
export function tableMarkdown(rows: readonly HtmlRow[], layout: boolean): string {
  const filled = rows.filter(({ cells }) => cells.some(({ content }) => content.trim() !== ''));
  const grid = trimmed(gridOf(filled));
  const columns = grid.reduce((most, row) => Math.max(most, row.length), 0);
  if (layout || columns < 2 || isArrangement(filled)) return blocksOf(filled);
  const { head, body } = headOf(grid, filled);
  if (body.length === 0 && head.some((cell) => cell !== '')) return lines([[], head], columns);
  return lines([head, ...body], columns);
}

/** One row of paragraphs side by side, or headings and long texts in cells: columns of a page, not of a table. */
function isArrangement(rows: readonly HtmlRow[]): boolean {
  const cells = rows.flatMap((row) => row.cells);
  if (cells.some(({ content }) => /^#{1,6} |^```|^\|/m.test(content))) return true;
  const long = cells.filter(({ content }) => content.length > 400 && /\n\n/.test(content)).length;
  if (long * 3 > cells.length) return true;
  return rows.length === 1 && !cells.some(({ head }) => head);
}

/** Each cell as a block of its own; short ones of a row stay on one line. */
function blocksOf(rows: readonly HtmlRow[]): string {
  return rows
    .map(({ cells }) => {
      const contents = cells.map(({ content }) => content.trim()).filter((content) => content !== '');
      const short = contents.every((content) => content.length < 200 && !content.includes('\n'));
      return contents.join(short ? ' ' : '\n\n');
    })
    .join('\n\n');
}

function gridOf(rows: readonly HtmlRow[]): Place[][] {
  const grid: Place[][] = rows.map(() => []);
  rows.forEach(({ cells }, y) => {
    const row = grid[y] ?? [];
    let x = 0;
    for (const cell of cells) {
      while (row[x] !== undefined) x++;
      if (x >= mostColumns) break;
      place(grid, x, y, cell);
    }
  });
  return grid;
}

function place(grid: Place[][], x: number, y: number, cell: HtmlCell): void {
  const content = oneLine(cell.content);
  const again = cell.head && content.length <= shortLabel ? content : '';
  for (let down = 0; down < Math.max(1, cell.rows) && y + down < grid.length; down++) {
    const row = grid[y + down] as Place[];
    for (let right = 0; right < Math.max(1, cell.columns) && x + right < mostColumns; right++) {
      row[x + right] ??= { content: down + right === 0 ? content : again, head: cell.head };
    }
  }
}

/** Without the columns in which nothing stands. */
function trimmed(grid: readonly Place[][]): string[][] {
  const used = new Set(grid.flatMap((row) => [...row.keys()].filter((x) => row[x]?.content)));
  return grid.map((row) => {
    const cells = Array.from(row, (one) => one?.content ?? '');
    return cells.filter((_content, x) => used.has(x));
  });
}

/** The rows that say what the columns are, as one, and the others. */
function headOf(
  grid: readonly string[][],
  rows: readonly HtmlRow[],
): { readonly head: string[]; readonly body: readonly string[][] } {
  const isHead = ({ cells, head }: HtmlRow) => cells.length > 0 && (head || cells.every((cell) => cell.head));
  let count = rows.findIndex((row) => !isHead(row));
  if (count === -1) count = rows.length;
  if (count > mostHeadRows || (count === rows.length && !rows[0]?.head)) count = Math.min(1, count);
  if (count === 0) return boldHead(grid) ?? { head: [], body: grid };
  const head = grid.slice(0, count).reduce<string[]>((labels, row) => {
    row.forEach((label, x) => {
      const said = labels[x] ?? '';
      labels[x] = said === label || label === '' ? said : `${said} ${label}`.trim();
    });
    return labels;
  }, []);
  return { head: Array.from(head, (label) => label ?? ''), body: grid.slice(count) };
}

/** Programs that know no head cells write their head in bold. */
function boldHead(
  grid: readonly string[][],
): { readonly head: string[]; readonly body: readonly string[][] } | undefined {
  const bold = /^\*\*([^*]+)\*\*$/;
  const [first = [], ...body] = grid;
  const all = first.length > 1 && first.every((cell) => bold.test(cell));
  const only = !body.some((row) => row.length > 1 && row.every((cell) => bold.test(cell)));
  return all && only && body.length > 0
    ? { head: first.map((cell) => cell.replace(bold, '$1')), body }
    : undefined;
}

/** Lists and paragraphs in a cell, on the one line that a Markdown table has for it. */
function oneLine(content: string): string {
  const parts = content
    .trim()
    .replace(/\n(?=\s*(?:[-*]|\d+\.)\s)/g, '\n\n')
    .split(/\n\s*\n/)
    .map((part) => {
      const words = part.replace(/^\s*(?:[-*]|\d+\.)\s+/, '');
      return words.replace(/\s+/g, ' ').trim();
    })
    .filter((part) => part !== '');
  return parts
    .map((part, i) => (i === parts.length - 1 ? part : /[.:;,!?]$/.test(part) ? `${part} ` : `${part}; `))
    .join('')
    .replace(/(\\?)\|/g, (_bar, before: string) => (before ? `${before}&#124;` : '\\|'));
}

function lines(rows: readonly (readonly string[])[], columns: number): string {
  const line = (cells: readonly string[]) =>
    `| ${Array.from({ length: columns }, (_, i) => cells[i] ?? '').join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), `|${' --- |'.repeat(columns)}`, ...body.map(line)].join('\n');
}
