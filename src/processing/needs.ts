/** Files that wait for a model go on as soon as one is there. */
import type { WorkTools } from './work-tools.ts';

/** Asks for every task that a held file needs whether somebody can do it now, and releases those that can go on. */
export async function releaseServed(
  tools: Pick<WorkTools, 'held' | 'router' | 'waiting'>,
): Promise<readonly string[]> {
  const released: string[] = [];
  for (const [path, hold] of [...tools.held.entries()]) {
    if (hold.needs === undefined) continue;
    const found = await tools.router.availableFor(hold.needs, { private: hold.private === true });
    if (!found.ok) continue;
    released.push(path);
    tools.waiting.release(path);
  }
  return released;
}
