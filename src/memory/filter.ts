/** Which notes are looked at: by kind, folder, tag and date. */
import type { SQLInputValue } from 'node:sqlite';
import type { MemoryIndex } from './index.ts';

/** What a person asks for; each narrows what the others leave. */
export interface Filters {
  /** `text`, `image` or `audio`. */
  readonly kind?: string | undefined;
  /** A folder below done/, with what lies in its own folders; with or without `done/` before it. */
  readonly folder?: string | undefined;
  /** With or without `#`. */
  readonly tag?: string | undefined;
  /** The first and the last day, month or year: `2026-11-03`, `2026-11`, `2026`. Both are meant too. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The chunks that are left, as JSON for a query and as a set. */
export interface Filter {
  readonly chunks: string;
  readonly set: ReadonlySet<number>;
}

/** The chunks of the notes that pass; undefined when nothing is asked for, so that all do. */
export function filterOf(index: MemoryIndex, filters: Filters): Filter | undefined {
  const conditions: string[] = [];
  const values: SQLInputValue[] = [];
  const add = (condition: string, ...more: readonly SQLInputValue[]): void => {
    conditions.push(condition);
    values.push(...more);
  };
  const { kind, tag, from, to } = filters;
  const folder = filters.folder?.normalize('NFC').replace(/^(?:\.\/)?(?:done(?:\/|$))?\/*|\/+$/g, '');
  if (kind !== undefined) add('file.kind = ?', kind.toLowerCase());
  // '0' is the sign behind '/'.
  if (folder) add("(folder = ? OR (folder >= ? || '/' AND folder < ? || '0'))", folder, folder, folder);
  if (tag !== undefined) {
    add(
      'file.id IN (SELECT file FROM tag WHERE tag = ?)',
      tag.normalize('NFC').replace(/^#/, '').toLowerCase(),
    );
  }
  if (from !== undefined) add('substr(date, 1, ?) >= ?', from.length, from);
  if (to !== undefined) add('substr(date, 1, ?) <= ?', to.length, to);
  if (conditions.length === 0) return undefined;
  const sql = `SELECT chunk.id FROM file JOIN chunk ON chunk.file = file.id WHERE ${conditions.join(' AND ')}`;
  const ids = index.rows(sql, ...values).map(({ id }) => Number(id));
  return { chunks: JSON.stringify(ids), set: new Set(ids) };
}
