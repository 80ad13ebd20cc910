/** The index as a job: a listing of done/ finds what is new, edited and gone, whoever did it. */
import type { MemoryJob, MemoryTools } from './job.ts';
import { updateIndex } from './update.ts';

/** Brings the index up to date; each note that cannot be read is told once. */
export function indexJob({ root, index, clock, tell }: MemoryTools): MemoryJob {
  const told = new Set<string>();
  return {
    name: 'the search index',
    async run(signal) {
      const { unreadable } = await updateIndex({ root, index, now: () => clock.now(), signal });
      for (const path of unreadable) {
        if (told.has(path)) continue;
        told.add(path);
        const message = `"${path}" cannot be read, so it is not searched; check its permissions.`;
        tell({ type: 'notice', level: 'warn', message });
      }
    },
  };
}
