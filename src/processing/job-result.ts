/** What a job makes of a file, before it is written down. */
import type { Document, Picture } from '../types/document.ts';
import type { Description, Entities, Recognition, Summary, TaskName, Transcript } from '../types/task.ts';

/** A picture of the document, with what was found in it. */
export interface SeenPicture {
  readonly picture: Picture;
  readonly recognition?: Recognition;
  readonly description?: Description;
  /** Why nobody could look at it, one sentence: its own data is broken, or too much. */
  readonly unreadable?: string;
}

/** A task that nobody here could do, and what would help. */
export interface MissingTask {
  readonly task: TaskName;
  /** One sentence. */
  readonly hint: string;
}

/** Everything that was read and made. */
export interface JobResult {
  readonly document: Document;
  readonly pictures: readonly SeenPicture[];
  readonly transcript?: Transcript;
  readonly summary?: Summary;
  readonly entities?: Entities;
  /** Task → the spec that did it. */
  readonly models: Partial<Record<TaskName, string>>;
  readonly incomplete: readonly MissingTask[];
  /** Model seconds. */
  readonly seconds: number;
}
