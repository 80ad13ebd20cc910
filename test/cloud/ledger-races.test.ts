/** Real processes at one ledger. */
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, utimesSync, watch } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { keyOf, type MoneyRoot, moneyRoot, request } from '../support/ledgers.ts';

const module = fileURLToPath(new URL('../support/ledger-child.ts', import.meta.url));

/** A buying process and what it says, in order. */
class Buyer {
  readonly process: ChildProcess;
  readonly #said: unknown[] = [];
  readonly #waiting: PromiseWithResolvers<unknown>[] = [];
  #over = false;

  constructor(t: TestContext, root: MoneyRoot, name: string, micros: number, pause = '') {
    this.process = fork(module, [root.folder, name, String(micros), pause]);
    this.process.on('message', (message) => {
      const next = this.#waiting.shift();
      if (next) next.resolve(message);
      else this.#said.push(message);
    });
    this.process.once('close', () => {
      this.#over = true;
      for (const { reject } of this.#waiting) reject(new Error('It ended without a word.'));
    });
    t.after(() => this.process.kill('SIGKILL'));
  }

  /** The next thing that it says. */
  async says(): Promise<unknown> {
    if (this.#said.length > 0) return this.#said.shift();
    if (this.#over) throw new Error('It has ended.');
    const next = Promise.withResolvers<unknown>();
    this.#waiting.push(next);
    return next.promise;
  }

  go(): void {
    this.process.send('go');
  }

  async answer(): Promise<string> {
    const { answer } = (await this.says()) as { readonly answer: string };
    return answer;
  }
}

const heldOf = (root: MoneyRoot): number => {
  const ledger = root.open();
  const { held } = ledger.totals().day;
  ledger.close();
  return held;
};

/** As if the lock had not been touched for a minute. */
function makeStale(root: MoneyRoot): void {
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(`${root.budgetFile}.lock`, longAgo, longAgo);
}

it('of 50 processes that race for room for 3, exactly 3 are admitted', async (t) => {
  const root = await moneyRoot(t);
  root.budget({ perDay: 0.3 });
  root.open().close();
  const buyers = Array.from({ length: 50 }, (_, index) => new Buyer(t, root, `file-${index}`, 100_000));
  for (const buyer of buyers) assert.equal(await buyer.says(), 'ready');
  for (const buyer of buyers) buyer.go();
  const answers = await Promise.all(buyers.map((buyer) => buyer.answer()));
  assert.deepEqual(answers.toSorted(), [...Array(3).fill('admitted'), ...Array(47).fill('cap')]);
  assert.equal(heldOf(root), 300_000);
});

it('of 10 processes that race for one key, exactly one is admitted', async (t) => {
  const root = await moneyRoot(t);
  root.open().close();
  const buyers = Array.from({ length: 10 }, () => new Buyer(t, root, 'same', 1000));
  for (const buyer of buyers) await buyer.says();
  for (const buyer of buyers) buyer.go();
  const answers = await Promise.all(buyers.map((buyer) => buyer.answer()));
  assert.deepEqual(answers.toSorted(), ['admitted', ...Array(9).fill('open')]);
  const ledger = root.open();
  assert.deepEqual([ledger.newest(keyOf('same'))?.generation, ledger.callsOf('same').length], [1, 1]);
});

it('of 10 processes that have no lock at all, exactly as many are admitted as there is room for', async (t) => {
  const root = await moneyRoot(t);
  root.budget({ perDay: 0.3 });
  root.open().close();
  const buyers = Array.from(
    { length: 10 },
    (_, index) => new Buyer(t, root, `f${index}`, 100_000, 'unlocked'),
  );
  for (const buyer of buyers) await buyer.says();
  for (const buyer of buyers) buyer.go();
  const answers = await Promise.all(buyers.map((buyer) => buyer.answer()));
  assert.deepEqual(answers.toSorted(), [...Array(3).fill('admitted'), ...Array(7).fill('cap')]);
  assert.equal(heldOf(root), 300_000);
});

describe('a process that is suspended', () => {
  it('while it holds the lock, past the time for which a lock lasts, is refused by the transaction', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    const suspended = new Buyer(t, root, 'late', 500_000, 'locked');
    await suspended.says();
    suspended.go();
    assert.equal(await suspended.says(), 'locked');
    suspended.process.kill('SIGSTOP');
    makeStale(root);
    assert.equal((await ledger.reserve(request('early', 500_000))).ok, true);
    suspended.process.kill('SIGCONT');
    suspended.go();
    assert.equal(await suspended.answer(), 'cap');
    assert.equal(heldOf(root), 500_000);
  });

  it('in the middle of its transaction keeps all others out, lock or no lock', async (t) => {
    const root = await moneyRoot(t);
    root.open().close();
    const inside = new Promise<void>((resolve) => {
      const watcher = watch(root.folder, () => {
        if (existsSync(join(root.folder, 'inside'))) resolve();
      });
      t.after(() => watcher.close());
    });
    const suspended = new Buyer(t, root, 'early', 500_000, 'inside');
    const second = new Buyer(t, root, 'late', 500_000, 'locked');
    await suspended.says();
    await second.says();
    suspended.go();
    await inside;
    makeStale(root);
    second.go();
    assert.equal(await second.says(), 'locked', 'the lock alone would let it pass');
    second.go();
    suspended.process.kill('SIGCONT');
    const answers = [await suspended.answer(), await second.answer()];
    assert.deepEqual(answers.toSorted(), ['admitted', 'cap']);
    assert.equal(heldOf(root), 500_000);
  });
});
