/** A thread for the tests of `builtin:extractive` that goes on after its answer, and throws. */
import type { Summary } from '../../../src/types/task.ts';

/** Answers; then something that it began fails, out of the event loop. */
export default function work(): Summary {
  setImmediate(() => {
    throw new Error('thrown after the answer');
  });
  return { title: 'T', summary: 'S.', keyPoints: [], tags: [], language: 'en' };
}
