/** Lists of like objects → the rows of a table. */

/** Columns of a table; objects with more fields are better read one by one. */
const mostColumns = 40;
/** How deep the objects within a row are taken apart: `address.city`. */
const deepest = 3;
const fewestRows = 2;
/** Characters of a cell on the average. */
const longestCell = 200;

/** What parsers of JSON, YAML and property lists give. */
export type Data =
  | null
  | undefined
  | boolean
  | number
  | bigint
  | string
  | Date
  | readonly Data[]
  | DataObject;
export type DataObject = { readonly [key: string]: Data };

/** Whether a value is an object with keys, and no list. */
export function isObject(value: Data): value is DataObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** The header and a row for each object; undefined when the value is no list of like objects. */
export function recordRows(value: Data): string[][] | undefined {
  if (!Array.isArray(value) || value.length < fewestRows) return undefined;
  const columns = new Set<string>();
  const records: Map<string, string>[] = [];
  let filled = 0;
  for (const item of value as readonly Data[]) {
    if (!isObject(item)) return undefined;
    const record = new Map<string, string>();
    if (!addFields(record, item, '', 0)) return undefined;
    for (const key of record.keys()) columns.add(key);
    if (columns.size > mostColumns) return undefined;
    filled += record.size;
    records.push(record);
  }
  const header = [...columns];
  // Objects of many shapes make a table that is mostly empty.
  const alike = filled >= (records.length * header.length) / 3;
  const cells = records.reduce((sum, record) => sum + [...record.values()].join('').length, 0);
  if (header.length < 1 || !alike || cells / Math.max(1, filled) > longestCell) return undefined;
  return [header, ...records.map((record) => header.map((column) => record.get(column) ?? ''))];
}

/** Adds the fields of an object; false when it holds something that has no place in a row. */
function addFields(record: Map<string, string>, object: DataObject, prefix: string, depth: number): boolean {
  if (depth > deepest) return false;
  for (const [key, value] of Object.entries(object)) {
    const name = prefix + key;
    if (isObject(value)) {
      if (!addFields(record, value, `${name}.`, depth + 1)) return false;
      continue;
    }
    const cell = cellOf(value);
    if (cell === undefined || record.size >= mostColumns) return false;
    record.set(name, cell);
  }
  return true;
}

/** The fields of an object with those of the objects in it; undefined when it holds lists of more than plain values. */
export function plainFields(object: DataObject): ReadonlyMap<string, string> | undefined {
  const record = new Map<string, string>();
  return addFields(record, object, '', 0) ? record : undefined;
}

/** A value on one line; undefined when it is a list of more than plain values. */
export function cellOf(value: Data): string | undefined {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (!Array.isArray(value)) return typeof value === 'object' ? undefined : String(value);
  const cells = (value as readonly Data[]).map((item) => (Array.isArray(item) ? undefined : cellOf(item)));
  return cells.includes(undefined) ? undefined : cells.join(', ');
}
