/** Back to ingest/: under the name it was dropped with, or the next free one when that is taken by now. */
import { basename, dirname, join } from 'node:path';
import type { Mover } from '../folders/move.ts';
import { fittedName } from '../folders/names.ts';

/**
 * Moves `path` to `source` below `ingest`, or to `source (2)` and so on. Gives where it is now, below
 * ingest/, or undefined when there was nothing to move.
 */
export async function putBack(
  mover: Mover,
  path: string,
  ingest: string,
  source: string,
): Promise<string | undefined> {
  for (let n = 1; ; n += 1) {
    const free = n === 1 ? source : join(dirname(source), fittedName(basename(source), n));
    const moved = await mover.move(path, join(ingest, free));
    if (moved === 'moved') return free;
    if (moved === 'gone') return undefined;
  }
}
