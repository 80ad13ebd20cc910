/** The built-in Tesseract: tesseract.js in threads that start when needed and end when idle. */
import pLimit from 'p-limit';
import { checkLanguageData, findLanguageData } from './tesseract-data.ts';
import type { Layout, WordReader } from './tesseract-words.ts';
import { endTesseract, readWith, startTesseract, type TesseractWorker } from './tesseract-worker.ts';

/** What a pool is made of. */
export interface TesseractPoolOptions {
  /** E.g. `eng`. */
  readonly language: string;
  /** The most threads at once. */
  readonly size: number;
  /** Milliseconds after which threads without work end. */
  readonly idleMs: number;
}

/** Makes a pool without any thread yet. */
export function createTesseractPool(options: TesseractPoolOptions): WordReader {
  const pool = new TesseractPool(options);
  return {
    check: () => checkLanguageData(options.language),
    read: (png, signal, layout) => pool.read(png, signal, layout),
    close: async () => pool.close(),
  };
}

class TesseractPool {
  readonly #options: TesseractPoolOptions;
  readonly #limit: ReturnType<typeof pLimit>;
  readonly #busy = new Set<TesseractWorker>();
  readonly #idle = new Set<TesseractWorker>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: TesseractPoolOptions) {
    this.#options = options;
    this.#limit = pLimit({ concurrency: options.size, rejectOnClear: true });
  }

  /** As {@link WordReader.read}; waits its turn while all threads are busy. */
  read(png: Uint8Array, signal: AbortSignal, layout: Layout = 'page'): Promise<string> {
    return new Promise((resolve, reject) => {
      const onAbort = () => reject(signal.reason);
      signal.addEventListener('abort', onAbort, { once: true });
      this.#limit(() => this.#readNow(png, signal, layout))
        .then(resolve, reject)
        .finally(() => signal.removeEventListener('abort', onAbort));
    });
  }

  close(): void {
    this.#closed = true;
    this.#limit.clearQueue();
    for (const worker of this.#busy) endTesseract(worker);
    this.#busy.clear();
    this.#endIdle();
  }

  async #readNow(png: Uint8Array, signal: AbortSignal, layout: Layout): Promise<string> {
    signal.throwIfAborted();
    const worker = await this.#take();
    if (signal.aborted) this.#giveBack(worker);
    signal.throwIfAborted();
    try {
      const tsv = await readWith(worker, png, layout, signal);
      this.#giveBack(worker);
      return tsv;
    } catch (error) {
      // Stopped in the middle, or in an unknown state after a failure: the next one is a new one.
      this.#busy.delete(worker);
      endTesseract(worker);
      throw error;
    }
  }

  async #take(): Promise<TesseractWorker> {
    const [idle] = this.#idle;
    if (idle) this.#idle.delete(idle);
    const worker = idle ?? (await this.#start());
    worker.worker.ref();
    this.#busy.add(worker);
    return worker;
  }

  async #start(): Promise<TesseractWorker> {
    const { language } = this.#options;
    const folder = await findLanguageData(language);
    if (folder === undefined) throw new Error(`the language data for ${language} is not installed`);
    const worker = await startTesseract(language, folder);
    if (!this.#closed) return worker;
    endTesseract(worker);
    throw new Error('it was closed');
  }

  #giveBack(worker: TesseractWorker): void {
    if (!this.#busy.delete(worker)) return;
    // An idle thread must not keep the program from ending.
    worker.worker.unref();
    this.#idle.add(worker);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#endIdle(), this.#options.idleMs).unref();
  }

  #endIdle(): void {
    clearTimeout(this.#timer);
    for (const worker of this.#idle) endTesseract(worker);
    this.#idle.clear();
  }
}
