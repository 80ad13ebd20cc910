/** What the formats of maps have in common. */

/** A map in words. */
export interface MapContent {
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly author?: string | undefined;
  /** ISO 8601. */
  readonly created?: string | undefined;
  readonly facts: Readonly<Record<string, string | number | undefined>>;
  readonly tables: readonly MapTable[];
  readonly omissions: readonly string[];
}

/** A table with its heading; the first row names the columns. */
export interface MapTable {
  readonly heading: string;
  readonly rows: readonly (readonly string[])[];
}

/** A table without the columns in which nothing stands. */
export function mapTable(heading: string, rows: readonly (readonly string[])[]): MapTable {
  const used = (rows[0] ?? []).map((_name, column) => rows.slice(1).some((row) => row[column] !== ''));
  return { heading, rows: rows.map((row) => row.filter((_cell, column) => used[column])) };
}
