/** Elements that repeat like the rows of a table: `<book>` after `<book>`, each with the same few fields. */

import { isElement, lineOf } from './xml-nodes.ts';
import { elements, type XmlElement } from './xml-tree.ts';

/** Rows that make a table; fewer read as well as an outline. */
const fewestRows = 2;
const mostColumns = 30;
/** Characters of a cell on the average; records of long texts are no table. */
const longestCell = 200;

export const xmlTableLimits = { rows: 1000 } as const;

/** A table made of an element's children. */
export interface RecordTable {
  /** The header first. */
  readonly rows: readonly (readonly string[])[];
  /** Rows that are not in it. */
  readonly left: number;
}

/** The children of `element` as a table; undefined when they are something else. */
export function recordTable(element: XmlElement): RecordTable | undefined {
  const records = elements(element);
  const [first] = records;
  if (
    first === undefined ||
    records.length < fewestRows ||
    Object.keys(element.attributes).some((key) => !isNamespace(key))
  )
    return undefined;
  if (hasText(element) || records.some((record) => !sameName(record, first))) return undefined;
  const columns = new Set<string>();
  const fields: Map<string, string>[] = [];
  for (const record of records) {
    const found = fieldsOf(record);
    if (found === undefined) return undefined;
    for (const key of found.keys()) columns.add(key);
    if (columns.size > mostColumns) return undefined;
    if (fields.length < xmlTableLimits.rows) fields.push(found);
  }
  const header = [...columns];
  const rows = fields.map((found) => header.map((column) => found.get(column) ?? ''));
  const isTable = header.length >= 2 && averageLength(rows) <= longestCell;
  return isTable ? { rows: [header, ...rows], left: records.length - fields.length } : undefined;
}

function sameName(one: XmlElement, other: XmlElement): boolean {
  return one.name === other.name && one.prefix === other.prefix;
}

/** Attributes and leaves by their names; what comes several times is joined. Undefined when something is nested deeper. */
function fieldsOf(record: XmlElement): Map<string, string> | undefined {
  const fields = new Map<string, string>();
  const add = (name: string, value: string): void => {
    const before = fields.get(name);
    fields.set(
      name,
      before === undefined || before === '' ? value : value === '' ? before : `${before}; ${value}`,
    );
  };
  for (const [name, value] of Object.entries(record.attributes))
    if (!isNamespace(name)) add(name, value.trim());
  const children = elements(record);
  if (children.length === 0) {
    const text = lineOf(record);
    if (text !== '') add('text', text);
    return fields;
  }
  if (hasText(record)) return undefined;
  for (const child of children) {
    if (elements(child).length > 0) return undefined;
    const attributes = Object.entries(child.attributes).filter(([name]) => !isNamespace(name));
    const text = lineOf(child);
    if (text !== '' || attributes.length === 0) add(child.name, text);
    for (const [name, value] of attributes) add(`${child.name} ${name}`, value.trim());
  }
  return fields;
}

/** Whether an element holds text of its own beside its elements. */
export function hasText(element: XmlElement): boolean {
  return element.children.some((child) => !isElement(child) && child.trim() !== '');
}

/** Declarations of namespaces and where schemas lie say nothing about the content. */
export function isNamespace(attribute: string): boolean {
  return /^xmlns(?::|$)|:(?:schemaLocation|noNamespaceSchemaLocation)$/.test(attribute);
}

function averageLength(rows: readonly (readonly string[])[]): number {
  const cells = rows.flat().filter((cell) => cell !== '');
  return cells.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, cells.length);
}
