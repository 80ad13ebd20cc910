/**
 * A process that buys: it opens the ledger, says `ready`, waits for `go`, reserves once and tells what came of it.
 *
 *     ledger-child.ts FOLDER NAME MICROS [locked|inside|unlocked]
 *
 * `locked`: once it holds the lock it says `locked` and waits for one more `go` before it decides.
 * `unlocked`: it takes no lock.
 * `inside`: in the middle of its transaction it leaves a file `inside` in FOLDER and suspends itself.
 */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LockBudget, lockBudget } from '../../src/cloud/budget-lock.ts';
import { Ledger } from '../../src/cloud/ledger.ts';
import { moneyRootAt, request } from './ledgers.ts';

const [folder = '', name = '', micros = '', pause] = process.argv.slice(2);
const root = moneyRootAt(folder);

const lockAndWait: LockBudget = async (file) => {
  const lock = await lockBudget(file);
  process.send?.('locked');
  await once(process, 'message');
  return lock;
};

const noLock: LockBudget = async () => ({ isHeld: () => true, release: async () => undefined });

let stops = 0;
const stopInside = {
  now: () => {
    if (stops-- === 1) {
      writeFileSync(join(folder, 'inside'), '');
      process.kill(process.pid, 'SIGSTOP');
    }
    return root.clock.now();
  },
};

const ledger = new Ledger({
  ...root,
  ...(pause === 'locked' ? { lock: lockAndWait } : {}),
  ...(pause === 'unlocked' ? { lock: noLock } : {}),
  ...(pause === 'inside' ? { clock: stopInside } : {}),
});
process.send?.('ready');
await once(process, 'message');
stops = 1;
const reservation = await ledger.reserve(request(name, Number(micros)));
ledger.close();
process.send?.({ answer: reservation.ok ? 'admitted' : reservation.why });
process.disconnect();
