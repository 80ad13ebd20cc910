/** What is known while one part of a Word document (its body, a note, a header) is read. */
import type { Relations } from '../office/package.ts';
import type { Piece } from '../office/pieces.ts';
import type { Span } from '../office/rich-text.ts';
import type { Numbering } from './numbering.ts';
import type { Styles } from './styles.ts';

/** A whole document. */
export interface Book {
  readonly styles: Styles;
  readonly numbering: Numbering;
  /** Comment id → what it says. */
  readonly comments: ReadonlyMap<string, Piece>;
  /** Part of a chart or diagram → what it shows. */
  readonly drawings: ReadonlyMap<string, readonly Piece[]>;
  /** Ids of the footnotes and endnotes in the order in which the text refers to them. */
  readonly footnotes: Set<string>;
  readonly endnotes: Set<string>;
  readonly changes: { inserted: number; deleted: number };
}

/** One part. */
export interface Story {
  readonly book: Book;
  readonly relations: Relations;
  /** Fields that are open: a table of contents goes over many paragraphs. */
  readonly fields: Field[];
  /** Words that begin the next paragraph: a drop cap, or a paragraph whose end was deleted. */
  carried: Span[];
}

/** A field: first its code, then what it shows. */
export interface Field {
  code: string;
  shown: boolean;
}

/** A part of its own. */
export function storyOf(book: Book, relations: Relations): Story {
  return { book, relations, fields: [], carried: [] };
}

/** The address that the open fields lead to. */
export function linkOfFields(fields: readonly Field[]): string | undefined {
  for (const { code, shown } of fields) {
    const address = shown ? /^\s*HYPERLINK\s+"?([^"\s\\]+)/i.exec(code)?.[1] : undefined;
    if (address !== undefined) return address;
  }
  return undefined;
}

/** Whether what stands here is the code of a field and not text. */
export function inFieldCode(fields: readonly Field[]): boolean {
  return fields.some(({ shown }) => !shown);
}
