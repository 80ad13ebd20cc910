/** What Nightshift knows of each format: the rows of `docs/formats.md`. Numbers come from the readers themselves. */
import { audioRows, imageRows } from './format-rows-media.ts';
import { officeRows } from './format-rows-office.ts';
import { dataRows, textRows } from './format-rows-text.ts';
import { bookRows, mailRows, pageRows } from './format-rows-web.ts';

/** One row: a format or a family of formats that one reader reads alike. */
export interface FormatRow {
  readonly format: string;
  /** Media types as `src/kinds` has them. */
  readonly types: readonly string[];
  /** Endings of names for those who look for one, without dots; the bytes decide, not the name. */
  readonly extensions: readonly string[];
  readonly kept: string;
  readonly lost: string;
  /** Packages as `package.json` has them; empty where the reader is our own. */
  readonly libraries: readonly string[];
  readonly limits: string;
}

/** All rows by family, in the order of the page. */
export const families: readonly { readonly name: string; readonly rows: readonly FormatRow[] }[] = [
  { name: 'Text and source code', rows: textRows },
  { name: 'Data', rows: dataRows },
  { name: 'Documents, slides and sheets', rows: officeRows },
  { name: 'Web pages, feeds and books', rows: [...pageRows, ...bookRows] },
  { name: 'Mail', rows: mailRows },
  { name: 'Images and drawings', rows: imageRows },
  { name: 'Recordings', rows: audioRows },
];
