/** Rows of any number → a table of bounded size, with facts about all of them. */
import type { Block } from '../../types/document.ts';
import { counted } from '../text-document.ts';
import { ColumnSurvey } from './columns.ts';
import { isHeader } from './header.ts';

export const tableLimits = {
  /** Rows, columns and characters of a table that are shown. */
  rows: 1000,
  columns: 100,
  characters: 1_000_000,
  /** Columns that are described in the facts. */
  described: 20,
} as const;

/** From so many rows on it is worth saying what the columns hold. */
const fewestDescribedRows = 20;

/** A table and what is known about it. */
export interface TableContent {
  readonly blocks: readonly Block[];
  readonly facts: Readonly<Record<string, string | number | undefined>>;
  readonly omissions: readonly string[];
}

/**
 * Goes over all rows once and keeps the first ones. `header` says whether the first row names the columns;
 * where it is not given the rows decide. `isCut` says that there are more rows than these.
 */
export function tableContent(
  rows: Iterable<readonly string[]>,
  { header, isCut = false }: { readonly header?: boolean; readonly isCut?: boolean } = {},
): TableContent {
  const shown: (readonly string[])[] = [];
  const survey = new ColumnSurvey(tableLimits.columns);
  let [count, characters, columns, uneven] = [0, 0, 0, 0];
  let isFull = false;
  for (const row of rows) {
    count++;
    if (count === 1) columns = row.length;
    else {
      survey.add(row);
      if (row.length !== columns) uneven++;
    }
    for (const cell of row) characters += cell.length;
    // One more than the limit, for the header.
    isFull ||= shown.length > tableLimits.rows || (characters > tableLimits.characters && shown.length > 0);
    if (!isFull) shown.push(row);
  }
  const [first, ...rest] = shown;
  if (first === undefined) return { blocks: [], facts: {}, omissions: [] };
  const named = header ?? isHeader(first, rest);
  if (!named) survey.add(first);
  if (!named) shown.length = Math.min(shown.length, tableLimits.rows);
  return {
    blocks: [{ type: 'table', header: named, rows: shown.map((row) => row.slice(0, tableLimits.columns)) }],
    facts: {
      [isCut ? 'Rows that were read' : 'Rows']: named ? count - 1 : count,
      Columns: columns,
      'Rows of another length': uneven || undefined,
      ...columnFacts(survey, named ? first : [], columns),
    },
    omissions: omissionsOf(shown.length - Number(named), count - Number(named), columns, isCut),
  };
}

function columnFacts(
  survey: ColumnSurvey,
  names: readonly string[],
  columns: number,
): Record<string, string | undefined> {
  if (survey.rows < fewestDescribedRows) return {};
  const described = survey.facts().slice(0, Math.min(columns, tableLimits.described));
  return Object.fromEntries(
    described.map((held, index) => [`Column ${names[index] ? `"${names[index]}"` : index + 1}`, held]),
  );
}

function omissionsOf(shown: number, rows: number, columns: number, isCut: boolean): string[] {
  const omissions: string[] = [];
  const all = isCut ? `more than ${counted(rows, 'row')}` : counted(rows, 'row');
  if (rows > shown) omissions.push(`Of its ${all} only the first ${counted(shown)} are shown.`);
  if (columns > tableLimits.columns) {
    omissions.push(`Of its ${counted(columns, 'column')} only the first ${tableLimits.columns} are shown.`);
  }
  return omissions;
}
