/** What a text is summarised from, and what a kind of paper makes of it. */
import type { Outline } from '../outline.ts';

/** A text, looked at once for all who need it. */
export interface Material {
  readonly text: string;
  /** The same with its middle, where `text` was too long to be read whole: what is counted is counted here. */
  readonly whole: string;
  readonly outline: Outline;
  /** Lines as they stand, trimmed, without Markdown's emphasis, empty ones included; cells are parted by ` | `. */
  readonly lines: readonly string[];
  /** The file's name. */
  readonly name: string;
  /** BCP 47, `und` when it cannot be told. */
  readonly language: string;
  /** The title that the file has of its own; undefined when it has none, or a program wrote it. */
  readonly given?: string | undefined;
  /** What the text calls itself. */
  readonly title: string;
}

/** A summary in the making. */
export interface Draft {
  /** Where the form knows a better one. */
  readonly title?: string;
  readonly summary: string;
  /** Whether the summary is put together from fields and counts; sentences as they stand are not. */
  readonly composed?: boolean;
  readonly keyPoints: readonly string[];
  /** The word for the kind of paper; the first tag. */
  readonly tag?: string;
  /** What the tags are made of, where that is not the whole text. */
  readonly about?: Outline;
}

/** A form knows its own papers, and gives nothing for others. */
export type Form = (material: Material) => Draft | undefined;
