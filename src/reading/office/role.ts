/** What the style of a paragraph says that it is. */

/** What a paragraph style means for its text. */
export type Role =
  | { readonly type: 'body' | 'quote' | 'code' }
  | { readonly type: 'heading'; readonly level: number }
  /** A line of the table of contents. */
  | { readonly type: 'contents'; readonly level: number };
