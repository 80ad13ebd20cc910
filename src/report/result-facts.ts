/** All that is known about a finished file, as plain data: what its note is made of. */
import type { Document, Picture } from '../types/document.ts';
import type { Kind } from '../types/kind.ts';
import type { Description, Entities, Recognition, Summary, TaskName, Transcript } from '../types/task.ts';
import { ownTitle } from './own-title.ts';

/** A picture of the file with what the models made of it. */
export interface PictureResult {
  readonly picture: Picture;
  readonly recognition?: Recognition;
  readonly description?: Description;
  /** Why nobody could look at it, one sentence. */
  readonly unreadable?: string;
}

export interface ResultFacts {
  /** Wins over the summary's and the document's own title. */
  readonly title?: string;
  readonly summary?: Summary;
  readonly entities?: Entities;
  /** The path below `ingest/`, as dropped, with `/` between its parts. */
  readonly source: string;
  /** The original's name in `done/`, without folders: it lies beside the note. */
  readonly originalName: string;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  readonly kind: Kind;
  readonly mime: string;
  /** ISO 8601; the document's own date is used when this is missing. */
  readonly created?: string;
  /** ISO 8601 with offset. */
  readonly processed: string;
  readonly document: Document;
  readonly pictures: readonly PictureResult[];
  readonly transcript?: Transcript;
  readonly route: 'local' | 'cloud';
  /** Why it stalled locally, one sentence. */
  readonly stalled?: string;
  /** Which model did which task, e.g. `summarise` → `builtin:extractive`. */
  readonly models: Readonly<Partial<Record<TaskName, string>>>;
  /** Tasks that no available model could do, with what would, one sentence that may hold `code`. */
  readonly incomplete: readonly { readonly task: TaskName; readonly hint: string }[];
  readonly costUsd: number;
  /** Model seconds. */
  readonly tookSeconds: number;
  /** The original was taken away before the result was settled. */
  readonly originalMissing?: boolean;
}

/** What the file is called at the head of its note: the best title there is, else its name. */
export function titleOf(facts: ResultFacts): string {
  const { title, frontMatter } = facts.document.facts;
  // What its author wrote above it is better than any guess.
  const own = frontMatter?.title === undefined ? undefined : title;
  const titles = [facts.title, own, ownTitle(facts), facts.summary?.title, title];
  return titles.find((title) => title?.trim()) ?? facts.originalName;
}
