import type { Kind } from './kind.ts';

/** Where in its file a piece stands; pages and slides count from 1, times are seconds from the start. */
export interface Position {
  readonly page?: number;
  readonly slide?: number;
  /** The name of a spreadsheet's sheet. */
  readonly sheet?: string;
  readonly fromSeconds?: number;
  readonly toSeconds?: number;
}

/** One piece of a document in reading order. Its text is plain, except in `markdown` blocks. */
export type Block = { readonly position?: Position } & (
  | { readonly type: 'heading'; readonly level: number; readonly text: string }
  | { readonly type: 'paragraph'; readonly text: string }
  | { readonly type: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  /** The first row is the header when `header` is true. Rows may differ in length. */
  | { readonly type: 'table'; readonly header: boolean; readonly rows: readonly (readonly string[])[] }
  | { readonly type: 'code'; readonly text: string; readonly language?: string }
  /** The file's own Markdown, exactly as it was written. */
  | { readonly type: 'markdown'; readonly text: string }
  /** The place of a figure in the text. Without `picture` it is only named, by its caption. */
  | { readonly type: 'figure'; readonly picture?: string; readonly caption?: string }
);

/**
 * Something in the file that has to be looked at: the file itself (an image), a page that has no
 * text layer, or a figure. Its pixels are fetched when needed (`loadPicture` in `reading/`).
 */
export interface Picture {
  /** Unique within its document, e.g. `file`, `page-3`, `figure-2`. Part of the key of saved results. */
  readonly id: string;
  readonly role: 'file' | 'page' | 'figure';
  readonly position?: Position;
  /** Pixels, as it will be rendered. */
  readonly width: number;
  readonly height: number;
  /** All words in it, where the file itself tells them (the labels of a drawn chart): nobody has to recognise them. */
  readonly words?: string;
}

/** What a file says about itself. */
export interface DocumentFacts {
  readonly title?: string;
  readonly author?: string;
  /** ISO 8601, with an offset where the file knows it. */
  readonly created?: string;
  readonly pages?: number;
  readonly slides?: number;
  readonly sheets?: number;
  readonly durationSeconds?: number;
  readonly width?: number;
  readonly height?: number;
  /** The text encoding that was found, for text files, e.g. `utf-8`, `windows-1252`. */
  readonly encoding?: string;
  /** A Markdown file's own front matter, as data. */
  readonly frontMatter?: Readonly<Record<string, unknown>>;
  /** Anything else worth keeping, label → value, e.g. `Camera` → `Pixel 8`, `Artist` → `…`. */
  readonly other?: Readonly<Record<string, string>>;
}

/** What a reader makes of a file. Plain data: it crosses from a worker thread. */
export interface Document {
  readonly kind: Kind;
  readonly mime: string;
  readonly facts: DocumentFacts;
  readonly blocks: readonly Block[];
  readonly pictures: readonly Picture[];
  /** True when the file holds speech or may hold it: `transcribe` is wanted. */
  readonly speech: boolean;
  /** What was left out and why, one sentence each, e.g. `Pages 501 to 900 were not read …`. */
  readonly omissions: readonly string[];
}
