/** What office formats have in common: the pieces that a text is made of, before they become blocks. */
import type { Span } from './rich-text.ts';

/** One piece of a text, in reading order. */
export type Piece =
  | { readonly kind: 'heading'; readonly level: number; readonly spans: readonly Span[] }
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | ItemPiece
  | { readonly kind: 'quote'; readonly spans: readonly Span[] }
  /** One line, or several, of a program or a terminal. */
  | { readonly kind: 'code'; readonly text: string }
  | TablePiece
  | { readonly kind: 'figure'; readonly caption: string; readonly picture?: string }
  /** What somebody wrote beside the text: a comment, a note to the speaker. `label` says who and what. */
  | { readonly kind: 'remark'; readonly label: string; readonly spans: readonly Span[] };

/** One item of a list. */
export interface ItemPiece {
  readonly kind: 'item';
  /** 0 for the outermost list. */
  readonly level: number;
  /** `-`, a number with a full stop, or what stands before the item when Markdown has no such list: `(a)`. */
  readonly marker: string;
  readonly spans: readonly Span[];
}

/** A table; every row has a cell, filled or not, for each of its columns. */
export interface TablePiece {
  readonly kind: 'table';
  readonly rows: readonly (readonly Cell[])[];
}

/** What stands in a cell. Cells that another one covers are empty. */
export type Cell = readonly Piece[];
