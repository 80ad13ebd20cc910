/** Keeps STATUS.md current: written soon after something changed, and not more often than people can read. */
import { replaceFile } from '../folders/durable.ts';
import type { Root } from '../folders/root.ts';
import type { Status } from './status.ts';
import { renderStatusMarkdown } from './status-markdown.ts';

/** The shortest time between two writings. */
const pauseMs = 2000;

/** Writes STATUS.md for the owner of a root. */
export class StatusKeeper {
  readonly #root: Root;
  readonly #gather: () => Promise<Status>;
  readonly #onError: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(root: Root, gather: () => Promise<Status>, onError: (error: unknown) => void) {
    this.#root = root;
    this.#gather = gather;
    this.#onError = onError;
  }

  /** Something changed: STATUS.md follows soon, or after `ms` milliseconds. */
  changed(ms = pauseMs): void {
    if (this.#isClosed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.write();
    }, ms);
  }

  /** Writes it now; a failure is told, not thrown, since nothing depends on this file. */
  write(): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      try {
        const text = renderStatusMarkdown(await this.#gather());
        await replaceFile(this.#root.temporary, this.#root.statusFile, text);
      } catch (error) {
        this.#onError(error);
      }
    });
    return this.#writing;
  }

  /** Writes a last time. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.write();
  }
}
