/** JSON Lines (NDJSON): one value a line, as logs and exports have them. */
import type { Document } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { type TableContent, tableContent, tableLimits } from '../tables/table-content.ts';
import { readText } from '../text/read-text.ts';
import { shownCode } from '../text/shown-code.ts';
import { counted, textDocument } from '../text-document.ts';
import { parseJson } from './parse-json.ts';
import { type Data, recordRows } from './records.ts';

/** Reads the lines as the rows of a table when they are like objects, else as they stand. */
export const jsonLinesReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { text, encoding, omissions } = await readText(file);
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const table = tableOf(lines);
    const { blocks, omissions: left } = table ?? shownCode(text, 'json');
    const facts = { encoding, other: { Lines: lines.length, Columns: table?.facts.Columns } };
    return textDocument(file, facts, blocks, [...omissions, ...left]);
  },
};

/** A table of the first lines. Undefined when one of them is no object, or unlike the others. */
function tableOf(lines: readonly string[]): TableContent | undefined {
  const values: Data[] = [];
  for (const line of lines.slice(0, tableLimits.rows)) {
    const parsed = parseJson(line);
    // A file that breaks off ends with half a line.
    if (!parsed.ok && values.length === lines.length - 1) break;
    if (!parsed.ok) return undefined;
    values.push(parsed.value);
  }
  const rows = recordRows(values);
  if (rows === undefined) return undefined;
  const table = tableContent(rows, { header: true });
  const left = lines.length - values.length;
  if (left === 0) return table;
  const more = `Of its ${counted(lines.length, 'line')} only the first ${counted(values.length)} are shown.`;
  return { ...table, omissions: [...table.omissions, more] };
}
