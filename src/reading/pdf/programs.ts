/** Listings: lines in letters of one width, in a document whose text is set otherwise. */
import type { Row } from './lines.ts';
import type { Typography } from './typography.ts';

/** Font sizes: an empty line within a listing is no wider than this. */
const widestGap = 3;

/** Columns to which a line may be indented. */
const mostIndent = 200;

/** Rows as listings and what stands between them, in order. */
export function listings(
  rows: readonly Row[],
  typography: Typography,
): { readonly isListing: boolean; readonly rows: Row[] }[] {
  const groups: { isListing: boolean; rows: Row[] }[] = [];
  for (const row of rows) {
    const isListing = isProgram([row], typography);
    const last = groups.at(-1);
    const above = last?.rows.at(-1);
    const isNear = above !== undefined && row.y - above.y <= widestGap * row.size;
    if (last?.isListing === isListing && (isNear || !isListing)) last.rows.push(row);
    else groups.push({ isListing, rows: [row] });
  }
  return groups;
}

/** True when all letters have one width, and most of the document's have not. */
export function isProgram(rows: readonly Row[], { fixedBody }: Typography): boolean {
  return !fixedBody && rows.every((row) => row.pieces.every((piece) => piece.fixedWidth));
}

/** Lines of a program, with the indentation that they have on the page. */
export function codeText(rows: readonly Row[]): string {
  const left = Math.min(...rows.map((row) => row.x0));
  return rows
    .map(({ pieces }) => {
      let line = '';
      for (const { text, x0, x1 } of pieces) {
        const width = (x1 - x0) / Math.max(1, text.length) || 1;
        const column = Math.min(mostIndent, Math.round((x0 - left) / width));
        line += ' '.repeat(Math.max(line === '' ? 0 : 1, column - line.length)) + text;
      }
      return line;
    })
    .join('\n');
}
