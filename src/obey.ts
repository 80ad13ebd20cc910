/** What an owner does for another process of the same root. */
import type { Root } from './folders/root.ts';
import type { Status } from './report/status.ts';
import type { Tell } from './types/event.ts';
import type { RunReport } from './types/run-report.ts';

/** Who can do it. */
export interface Owner {
  status(): Promise<Status>;
  retry(paths: readonly string[], workingFolder: string): Promise<readonly string[]>;
  run(): Promise<RunReport>;
}

/** Does what `request` asks for (`status`, `retry`, else `run`); `tell` hears meanwhile what happens. */
export async function obey(
  { command, paths, workingFolder }: Readonly<Record<string, unknown>>,
  owner: Owner,
  { watchers, tell, root }: { readonly watchers: Set<Tell>; readonly tell: Tell; readonly root: Root },
): Promise<unknown> {
  if (command === 'status') return owner.status();
  if (command === 'retry') {
    return owner.retry(Array.isArray(paths) ? paths.map(String) : [], String(workingFolder ?? root.path));
  }
  const watcher: Tell = (event) => tell(event);
  watchers.add(watcher);
  return owner.run().finally(() => watchers.delete(watcher));
}
