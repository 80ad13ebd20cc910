/** How much work a file is for a task: what the time that it takes is measured by. Pure. */
import type { TaskName } from '../types/task.ts';

/** What a file is to a task. Lengths that are not known are left out. */
export interface Size {
  readonly bytes: number;
  /** Of the text, where it has been read. */
  readonly characters?: number;
  readonly pictures?: number;
  readonly minutes?: number;
}

/**
 * How much work a file is for a task, in the unit of the task: pictures, minutes of sound, thousands of characters. The
 * unit more of a text and the tenth of a minute stand for what every call takes, however short.
 */
export function unitsOf(task: TaskName, { bytes, characters = bytes, pictures, minutes }: Size): number {
  switch (task) {
    case 'recognise':
    case 'describe':
      return Math.max(1, pictures ?? 1);
    case 'transcribe':
      // A megabyte is about a minute of common compressed speech and music at 128 kbit/s.
      return 0.1 + Math.max(0, minutes ?? bytes / 1e6);
    default:
      return 1 + Math.min(Math.max(0, characters), mostCharacters) / 1000;
  }
}

/** More of a text is not given to a model in one piece; a larger file is mostly not text. */
const mostCharacters = 2_000_000;
