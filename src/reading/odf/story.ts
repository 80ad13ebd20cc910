/** What is known while an OpenDocument file is read. */
import type { Piece } from '../office/pieces.ts';
import type { OdfLists } from './lists.ts';
import type { OdfStyles } from './styles.ts';

/** One file. */
export interface OdfStory {
  readonly styles: OdfStyles;
  readonly lists: OdfLists;
  /** Folder of an embedded object → what it shows: a formula, a chart. */
  readonly objects: ReadonlyMap<string, EmbeddedObject>;
  /** Notes in the order of the text, as Markdown: `[^1]: …`. */
  readonly notes: string[];
}

/** Something of another program in the text. */
export type EmbeddedObject =
  | { readonly type: 'formula'; readonly latex: string }
  | { readonly type: 'pieces'; readonly pieces: readonly Piece[] };

/** The folder that `./Object 1` names. */
export function objectName(href: string): string {
  return href.replace(/^\.\//, '').replace(/\/$/, '');
}
