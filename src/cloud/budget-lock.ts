/**
 * The lock on `budget.json` that other tools know (proper-lockfile: a folder `budget.json.lock` beside it). It keeps
 * others from writing the file while it is read. It does not decide about money: a holder that was suspended can lose
 * it without knowing, so the database transaction is the fence (docs/decisions/0010).
 */
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

/** Loaded with the first purchase: most programs never buy. */
let library: typeof import('proper-lockfile') | undefined;

/** `LockBudget` with real files. Throws when the folder cannot be written to. */
export const lockBudget: LockBudget = async (file) => {
  let held = true;
  try {
    library ??= await import('proper-lockfile');
    const release = await library.lock(file, {
      stale: staleMs,
      update: 1000,
      // The file may be missing, and is then refused under the lock.
      realpath: false,
      retries,
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
};
