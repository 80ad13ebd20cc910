/**
 * The lock on `budget.json` that other tools know (proper-lockfile: a folder `budget.json.lock` beside it). It keeps
 * others from writing the file while it is read. It does not decide about money: a holder that was suspended can lose
 * it without knowing, so the database transaction is the fence (docs/decisions/0010).
 */
import { mkdirSync, realpathSync, rmdirSync, statSync, utimesSync } from 'node:fs';
import { systemCode } from '../types/failure.ts';

/** A lock, held. */
export interface BudgetLock {
  /** False once somebody else may have it. */
  isHeld(): boolean;
  /** Gives it back; never fails. */
  release(): Promise<void>;
}

/** Takes the lock on `file`; undefined when somebody else kept it all the while. */
export type LockBudget = (file: string) => Promise<BudgetLock | undefined>;

/** A lock that has not been touched for so many milliseconds belongs to nobody; its holder touches it each second. */
const staleMs = 5000;

/** Tried for about 15 seconds, which is longer than a lock of a dead process lasts. */
const retries = { retries: 400, factor: 1.3, minTimeout: 2, maxTimeout: 40, randomize: true };

type Callback = (error: unknown, value?: unknown) => void;

/** A call with its answer at once, in the form that the library asks for. */
function onTheSpot<Arguments extends readonly unknown[]>(call: (...values: Arguments) => unknown) {
  return (...values: [...Arguments, Callback]): void => {
    const callback = values.at(-1) as Callback;
    let value: unknown;
    try {
      value = call(...(values.slice(0, -1) as unknown as Arguments));
    } catch (error) {
      callback(error);
      return;
    }
    callback(null, value);
  };
}

/** The few small steps of a lock, done on the spot: handed to a thread, each takes several times as long (decision 0008). */
const fileSystem = {
  mkdir: onTheSpot((path: string) => mkdirSync(path)),
  rmdir: onTheSpot((path: string) => rmdirSync(path)),
  stat: onTheSpot((path: string) => statSync(path)),
  utimes: onTheSpot((path: string, read: Date, written: Date) => utimesSync(path, read, written)),
  realpath: onTheSpot((path: string) => realpathSync(path)),
};

/** Loaded with the first purchase: most programs never buy. */
let library: typeof import('proper-lockfile') | undefined;

/** `LockBudget` with real files. Throws when the folder cannot be written to. */
export const lockBudget: LockBudget = async (file) => {
  // The times of all tries are worked out beforehand, which takes longer than a lock that nobody has.
  return (await take(file, 0)) ?? (await take(file, retries));
};

async function take(file: string, tries: 0 | typeof retries): Promise<BudgetLock | undefined> {
  let held = true;
  try {
    library ??= await import('proper-lockfile');
    const release = await library.lock(file, {
      fs: fileSystem,
      stale: staleMs,
      update: 1000,
      // The file may be missing, and is then refused under the lock.
      realpath: false,
      retries: tries,
      onCompromised: () => {
        held = false;
      },
    });
    return {
      isHeld: () => held,
      // It fails when the lock was lost, and then there is nothing to give back.
      release: () => release().catch(() => undefined),
    };
  } catch (error) {
    if (systemCode(error) === 'ELOCKED') return undefined;
    throw error;
  }
}
