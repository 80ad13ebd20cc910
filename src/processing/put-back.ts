/** Back to ingest/ or cloud/: under the name it was dropped with, or the next free one when that is taken by now. */
import { basename, dirname, join } from 'node:path';
import { freeFolder } from '../folders/free-folder.ts';
import type { Mover } from '../folders/move.ts';
import { fittedName } from '../folders/names.ts';

/**
 * Moves `path` to `source` below `base`, or to `source (2)` and so on. Gives where it is now, below
 * `base`, or undefined when there was nothing to move.
 */
export async function putBack(
  mover: Mover,
  path: string,
  base: string,
  source: string,
): Promise<string | undefined> {
  const folder = await freeFolder(base, dirname(source));
  for (let n = 1; ; n += 1) {
    const name = basename(source);
    const free = join(folder, n === 1 ? name : fittedName(name, n));
    const moved = await mover.move(path, join(base, free));
    if (moved === 'moved') return free;
    if (moved === 'gone') return undefined;
  }
}
