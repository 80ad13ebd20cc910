/** The system's events about folders before chokidar has its turn: what it does about each takes longer than a look. */
import { type FSWatcher, watch } from 'node:fs';

/**
 * Listens to folders on its own, beside chokidar. A folder that is added before chokidar watches it is told of first,
 * and everything that waits for nothing but this process is done before chokidar hears of the same event: Node runs
 * what was promised after each listener.
 *
 * On Linux only. There both share one watch of the system; elsewhere chokidar watches the whole tree by one handle.
 */
export class EarlyHints {
  readonly #told: (path: string) => void;
  readonly #isLinux: boolean;
  readonly #handles = new Map<string, FSWatcher>();

  /** `told` is given the absolute path of what changed. */
  constructor(told: (path: string) => void, platform: string = process.platform) {
    this.#told = told;
    this.#isLinux = platform === 'linux';
  }

  /** Are the events of the folder at this absolute path told from here? */
  covers(folder: string): boolean {
    return this.#handles.has(folder);
  }

  /** Listens to a folder; where that is refused, chokidar is left to tell of it. */
  add(folder: string): void {
    if (!this.#isLinux || this.covers(folder)) return;
    try {
      const handle = watch(folder, (_event, name) => this.#heard(folder, name));
      handle.on('error', () => this.delete(folder));
      this.#handles.set(folder, handle);
    } catch {
      // Gone already, or more than the system grants: chokidar meets the same and says so.
    }
  }

  /** Listens no longer. */
  delete(folder: string): void {
    this.#handles.get(folder)?.close();
    this.#handles.delete(folder);
  }

  close(): void {
    for (const folder of [...this.#handles.keys()]) this.delete(folder);
  }

  #heard(folder: string, name: string | null): void {
    if (name === null || name === '') return;
    if (folder.endsWith(`/${name}`)) {
      // The folder itself went, perhaps, and another has its name: the handle would be deaf.
      this.delete(folder);
      this.add(folder);
    }
    this.#told(`${folder}/${name}`);
  }
}
