/**
 * What every reader keeps: the bytes of one kind of file become a `Document`.
 *
 * A new reader is one new file that exports a `Reader`, and one line in `reader-table.ts`. Readers run in
 * processes of their own (small text on the calling thread), keep nothing between calls, use no network, and throw
 * a `NightshiftError` (see `failures.ts`) when a file cannot be read.
 */
import type { Document, Picture } from '../types/document.ts';
import type { Failure } from '../types/failure.ts';
import type { Extent } from './extent.ts';

/** One file, as the rest of the program knows it. */
export interface FileToRead {
  /** Absolute. */
  readonly path: string;
  /** As dropped; used in sentences and to tell the language of source code. */
  readonly name: string;
  /** IANA media type, as the bytes say. */
  readonly mime: string;
  /** Size when it was last looked at. */
  readonly bytes: number;
  /** The file itself, where it lies within another one (an attachment): nothing is read from `path` then. */
  readonly content?: Uint8Array<ArrayBuffer>;
  /** How many files this one lies within: 1 for an attachment, 2 for one of its attachments. */
  readonly depth?: number;
}

/** A picture ready for any model: upright, sRGB, no transparency. */
export interface LoadedPicture {
  readonly bytes: Uint8Array;
  readonly mime: 'image/png' | 'image/jpeg';
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Reads one kind of file. */
export interface Reader {
  /** @throws NightshiftError when the file cannot be read. */
  read(file: FileToRead): Promise<Document>;
  /**
   * How much there is of a file, by a few of its pages; only where its name tells nothing of that.
   * @throws NightshiftError when the file cannot be read.
   */
  glance?(file: FileToRead): Promise<Extent>;
  /** The pixels of a picture that `read` named; only of readers whose documents have pictures. */
  loadPicture?(file: FileToRead, picture: Picture): Promise<LoadedPicture>;
}

/** Finds the reader of a file; given to readers of files that hold others. Rejects when there is none. */
export type ReaderFor = (file: FileToRead) => Promise<Reader>;

/** The outcome of reading a file. */
export type ReadResult =
  | { readonly ok: true; readonly document: Document }
  | {
      readonly ok: false;
      readonly failure: Failure;
      /** May the same file be read later, unchanged? */
      readonly retryable: boolean;
    };

/** The outcome of a glance at a file. */
export type GlanceResult =
  | { readonly ok: true; readonly extent: Extent }
  | { readonly ok: false; readonly failure: Failure; readonly retryable: boolean };

/** The outcome of loading a picture. */
export type PictureResult =
  | ({ readonly ok: true } & LoadedPicture)
  | { readonly ok: false; readonly failure: Failure; readonly retryable: boolean };
