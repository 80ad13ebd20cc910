/** One thread of the built-in Tesseract. */
import { fileURLToPath } from 'node:url';
import type { Worker as Thread } from 'node:worker_threads';
import type { Worker, WorkerParams } from 'tesseract.js';
import { type Layout, layoutNumbers } from './tesseract-words.ts';

/** tesseract.js's worker together with its thread, which its own types leave out (`createWorker.js`). */
export type TesseractWorker = Worker & { readonly worker: Thread };

const threadPath = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? './tesseract-thread.ts' : './tesseract-thread.js',
    import.meta.url,
  ),
);

/** Starting takes a second or two; a thread that broke before it could answer tells nobody. */
const longestStartMs = 60_000;

/** Which script a thread runs, and for how long it may be starting, in milliseconds. */
export interface ThreadStart {
  readonly script: string;
  readonly longestMs: number;
}

/**
 * Starts a thread and loads the language into it.
 * @param folder Holds `LANG.traineddata.gz`.
 * @throws when the data cannot be loaded, or in time; the thread has then ended.
 */
export async function startTesseract(
  language: string,
  folder: string,
  { script, longestMs }: ThreadStart = { script: threadPath, longestMs: longestStartMs },
): Promise<TesseractWorker> {
  const { createWorker, OEM } = await import('tesseract.js');
  let timer: NodeJS.Timeout | undefined;
  const worker = await new Promise<TesseractWorker>((resolve, reject) => {
    timer = setTimeout(() => reject(new Error('its thread did not start')), longestMs);
    const starting = createWorker(language, OEM.LSTM_ONLY, {
      langPath: folder,
      cacheMethod: 'none',
      workerPath: script,
      // Called for each rejected job. Without one, the rejection throws out of the event loop; and a language
      // that does not load is reported nowhere else. For later jobs it does nothing.
      errorHandler: (reason) => reject(new Error(String(reason))),
    });
    starting.then((started) => resolve(started as TesseractWorker), reject);
  }).finally(() => clearTimeout(timer));
  worker.worker.on('error', () => undefined);
  // Its remarks ("Detected 32 diacritics") would go to our stderr.
  await worker.setParameters({ debug_file: '/dev/null' });
  return worker;
}

/**
 * Reads one picture and gives Tesseract's TSV.
 * @throws when Tesseract fails, when the thread ends, and at once when `signal` aborts; the worker must then
 * be ended by the caller.
 */
export function readWith(
  worker: TesseractWorker,
  png: Uint8Array,
  layout: Layout,
  signal: AbortSignal,
): Promise<string> {
  const { pages, threshold } = layoutNumbers[layout];
  // Its types know the numbers as members of an enumeration only.
  const parameters = { tessedit_pageseg_mode: pages, thresholding_method: threshold };
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error('its thread ended'));
    const onAbort = () => reject(signal.reason);
    worker.worker.once('exit', onExit);
    signal.addEventListener('abort', onAbort, { once: true });
    worker
      .setParameters(parameters as Partial<WorkerParams>)
      .then(() => worker.recognize(Buffer.from(png), { rotateAuto: true }, { text: false, tsv: true }))
      .then((result) => resolve(result.data.tsv ?? ''))
      .catch((reason: unknown) => reject(reason instanceof Error ? reason : new Error(String(reason))))
      .finally(() => {
        worker.worker.off('exit', onExit);
        signal.removeEventListener('abort', onAbort);
      });
  });
}

/** Ends the thread, whatever it is doing. */
export function endTesseract(worker: TesseractWorker): void {
  worker.terminate().catch(() => undefined);
}
