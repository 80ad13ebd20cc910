/** `start` with a clock that is ahead of the machine's by SHIFT_MS, until it is told to stop. */
import { once } from 'node:events';
import { rootAt } from '../../src/folders/root.ts';
import { openNightshift } from '../../src/nightshift.ts';
import { openLog } from '../../src/report/log.ts';

const { ROOT = '', SHIFT_MS = '0' } = process.env;
const root = rootAt(ROOT);
const log = await openLog(root.logFile, { timeZone: () => 'UTC' });
const nightshift = await openNightshift({
  root,
  environment: process.env,
  clock: { now: () => Date.now() + Number(SHIFT_MS) },
  tell: (event) => log.event(event),
});
if (!nightshift) throw new Error(`${ROOT} has an owner already.`);
await nightshift.start();
await once(process, 'SIGTERM');
await nightshift.stop();
await log.close();
process.exit(0);
