/** The process that watches a folder with nothing but `fs.watch`. */
import { type FSWatcher, watch } from 'node:fs';
import { answer, tellNews } from './child.ts';

let watcher: FSWatcher | undefined;

answer<{ readonly folder: string }>(
  async ({ folder }) => {
    watcher = watch(folder, (_event, path) => {
      tellNews({ type: 'event', path, at: String(process.hrtime.bigint()) });
    });
  },
  () => watcher?.close(),
);
