/** One content is worked on once at a time, wherever its copies lie; the others wait until it is done. */
import type { Rest } from './finish.ts';
import type { FoundFile } from './known-file.ts';

/** The contents and the places in processing/ that are in work, each with who waits for it. */
export type ActiveContents = Map<string, (() => void)[]>;

const placeKey = (place: string): string => `place:${place}`;

/** Who waits for the work at `place`, or at one that cannot be beside it: a folder that it needs, or a file in one of its name. */
function inTheWay(place: string, active: ActiveContents): (() => void)[] | undefined {
  for (const [key, waiters] of active) {
    const inside = key.startsWith(placeKey(`${place}/`)) || placeKey(place).startsWith(`${key}/`);
    if (inside || key === placeKey(place)) return waiters;
  }
  return undefined;
}

/**
 * Does `work` unless the same content, or something in this file's way, is in work already: then the file waits,
 * and `release` is called when that has ended.
 */
export async function alone(
  found: Pick<FoundFile, 'sha256' | 'place' | 'source'>,
  active: ActiveContents,
  release: () => void,
  work: () => Promise<Rest>,
): Promise<Rest> {
  const place = placeKey(found.place);
  const before = active.get(found.sha256) ?? inTheWay(found.place, active);
  if (before) {
    before.push(release);
    return { type: 'back', source: found.source, until: Number.POSITIVE_INFINITY };
  }
  const copies: (() => void)[] = [];
  const neighbours: (() => void)[] = [];
  active.set(found.sha256, copies).set(place, neighbours);
  try {
    return await work();
  } finally {
    active.delete(found.sha256);
    active.delete(place);
    // Who is told may be here again before this ends.
    for (const tell of [...copies, ...neighbours]) tell();
  }
}
