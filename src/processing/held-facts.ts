/** What waits for something, as a status tells it. */
import type { HeldFact } from '../report/gather-status.ts';
import type { HeldFiles } from './held.ts';

/** All that is held in one folder. */
export function heldFacts(held: HeldFiles): readonly HeldFact[] {
  return [...held.entries()].map(([path, { needs, ...hold }]) => {
    return { folder: held.folder, path, ...hold, needy: needs !== undefined };
  });
}
