/**
 * The thread in which tesseract.js works: its own worker script behind a guard. Without the guard, a crash here
 * would be an `error` event that nobody may listen to yet, a language that does not load would leave
 * `createWorker` waiting for ever, and the answer that follows such a rejection would throw in the main thread:
 * each ends the program or hangs it (`createWorker.js`, `worker-script/index.js` of tesseract.js 7.0.0).
 */
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';

/** What both directions of tesseract.js's messages carry. */
interface Message {
  readonly workerId: string;
  readonly jobId: string;
  readonly action: string;
  readonly status?: string;
}

function guard(port: NonNullable<typeof parentPort>): void {
  const post = port.postMessage.bind(port);
  let job: Message | undefined;
  let rejectedJob: string | undefined;
  port.on('message', (message: Message) => {
    job = message;
  });
  port.postMessage = (message: Message) => {
    if (message.jobId === rejectedJob) return;
    post(message);
    if (message.status !== 'reject') return;
    rejectedJob = message.jobId;
    // Nobody holds a worker that did not start, so it must end by itself.
    if (message.action !== 'recognize') port.close();
  };
  process.on('uncaughtException', (error) => {
    if (job === undefined) throw error;
    const { workerId, jobId, action } = job;
    port.postMessage({ workerId, jobId, action, status: 'reject', data: String(error) });
  });
}

// What Tesseract's own libraries remark on odd pictures would be the program's own output.
const silent = (): void => undefined;
Object.assign(console, { log: silent, info: silent, warn: silent, error: silent, debug: silent });

if (parentPort) guard(parentPort);
createRequire(import.meta.url)('tesseract.js/src/worker-script/node/index.js');
