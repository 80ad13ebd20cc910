/** A value of JSON, YAML or a property list as tables, where it holds lists of like objects. */
import type { Block } from '../../types/document.ts';
import { type TableContent, tableContent } from '../tables/table-content.ts';
import { type Data, isObject, plainFields, recordRows } from './records.ts';

/** Undefined when the value is better shown as it is written. */
export function tablesOf(value: Data): TableContent | undefined {
  const rows = recordRows(value);
  if (rows !== undefined) return tableContent(rows, { header: true });
  if (!isObject(value)) return undefined;
  const tables = Object.entries(value).flatMap(([key, member]) => {
    const found = recordRows(member);
    return found === undefined ? [] : [{ key, content: tableContent(found, { header: true }) }];
  });
  const inTables = new Set(tables.map(({ key }) => key));
  const rest = plainFields(Object.fromEntries(Object.entries(value).filter(([key]) => !inTables.has(key))));
  if (tables.length === 0 || rest === undefined) return undefined;
  const lines = [...rest].map(([key, text]) => `${key}: ${text}`).join('\n');
  const before: Block[] = lines === '' ? [] : [{ type: 'paragraph', text: lines }];
  return {
    blocks: [
      ...before,
      ...tables.flatMap(({ key, content }): Block[] => [
        { type: 'heading', level: 2, text: key },
        ...content.blocks,
      ]),
    ],
    facts: Object.fromEntries(tables.map(({ key, content }) => [`Rows in "${key}"`, content.facts.Rows])),
    omissions: tables.flatMap(({ key, content }) => content.omissions.map((left) => `In "${key}": ${left}`)),
  };
}
