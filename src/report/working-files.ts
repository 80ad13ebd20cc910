/** What is in work this minute, kept from the events. */
import type { NightshiftEvent } from '../types/event.ts';
import type { TaskName } from '../types/task.ts';

/** A file in work. */
export interface WorkingFile {
  /** Below ingest/, as dropped. */
  readonly path: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** What is being done with it, once a model has it. */
  readonly task?: TaskName;
  readonly spec?: string;
  readonly part?: number;
  readonly parts?: number;
}

/** Follows the events of one owner. */
export class WorkingFiles {
  readonly #now: () => number;
  readonly #files = new Map<string, WorkingFile>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes in an event. */
  tell(event: NightshiftEvent): void {
    if (event.type === 'claimed') this.#files.set(event.path, { path: event.path, since: this.#now() });
    else if (event.type === 'task') {
      const { path, task, spec, part, parts } = event;
      const since = this.#files.get(path)?.since ?? this.#now();
      this.#files.set(path, { path, since, task, spec, part, parts });
    } else if ('path' in event) this.#files.delete(event.path);
  }

  /** All of them, the longest at it first. */
  list(): readonly WorkingFile[] {
    return [...this.#files.values()];
  }

  /** Nothing is in work any more. */
  clear(): void {
    this.#files.clear();
  }
}
