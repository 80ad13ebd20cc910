/** Files that wait for a model go on as soon as one is there; those that people took away are forgotten. */
import { join } from 'node:path';
import { exists } from './own-notes.ts';
import type { WorkTools } from './work-tools.ts';

type NeedsTools = Pick<WorkTools, 'held' | 'router' | 'waiting' | 'root'>;

/**
 * Asks for every task that a held file needs whether somebody can do it now, and releases those that can go
 * on. A file that waits until a time is left alone: its server is only busy, and says yes to such questions.
 */
export async function releaseServed(tools: NeedsTools): Promise<readonly string[]> {
  const released: string[] = [];
  for (const [path, hold] of [...tools.held.entries()]) {
    if (hold.needs === undefined || hold.until !== undefined) continue;
    const found = await tools.router.availableFor(hold.needs, { private: hold.private === true });
    if (!found.ok) continue;
    released.push(path);
    // Perhaps it has to wait for the night now; what it lacked is there, and nobody need be told to get it.
    tools.held.release(path);
    tools.waiting.release(path);
  }
  return released;
}

/** Other settings may name other models: every file that waits for one is looked at anew. */
export function releaseNeedy({ held, waiting }: Pick<NeedsTools, 'held' | 'waiting'>): void {
  for (const [path, { needs }] of [...held.entries()]) if (needs !== undefined) waiting.release(path);
}

/** Forgets what is held and no longer there. */
export async function forgetTaken(tools: NeedsTools): Promise<void> {
  for (const path of [...tools.held.written()]) {
    if (!(await exists(join(tools.root[tools.held.folder], path)))) tools.held.forget(path);
  }
}
