/** Anything may happen in any order: what is admitted fitted the caps, and nothing is sent twice. */
import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import fc from 'fast-check';
import { Ledger, type Step } from '../../src/cloud/ledger.ts';
import type { Call } from '../../src/cloud/ledger-records.ts';
import { at, closeQuietly, moneyRootAt, noResults, request } from '../support/ledgers.ts';

const flying = ['reserved', 'sending', 'sent', 'result'];
const files = ['a', 'b', 'c', 'd'];
const hour = 3_600_000;

/** What the test believes, kept apart from the ledger. */
class Model {
  readonly calls = new Map<string, { state: string; day: string; counted: number; file: string }>();
  readonly creates = new Map<string, number>();

  counted(where: (call: { state: string; day: string; file: string }) => boolean): number {
    return [...this.calls.values()].filter(where).reduce((sum, { counted }) => sum + counted, 0);
  }

  /** All that counts in a day (`2026-11-27`) or a month (`2026-11`). */
  period(name: string): number {
    return this.counted(({ state, day }) => flying.includes(state) || day >= name);
  }
}

/** One life of a root, from which the steps below are taken. */
class Life {
  readonly folder = mkdtempSync(join(tmpdir(), 'nightshift-test-'));
  readonly root = moneyRootAt(this.folder);
  readonly model = new Model();
  caps = { perDay: 500, perMonth: 2000, perFile: 400 };
  ledger: Ledger;

  constructor() {
    this.edit(this.caps);
    this.ledger = this.open();
  }

  open(): Ledger {
    const ledger = new Ledger(this.root);
    ledger.rebuild(noResults);
    return ledger;
  }

  crash(): void {
    this.ledger.close();
    this.ledger = this.open();
  }

  edit(caps: Life['caps'], changes: Readonly<Record<string, unknown>> = {}): void {
    this.caps = caps;
    const dollars = Object.entries(caps).map(([cap, micros]) => [cap, micros / 1e6]);
    this.root.budget({ ...Object.fromEntries(dollars), ...changes });
  }

  /** The oldest call of this file that stands in one of these states. */
  find(file: string, states: readonly string[]): string | undefined {
    return [...this.model.calls].find(([, call]) => call.file === file && states.includes(call.state))?.[0];
  }

  take(id: string | undefined, state: string, step: (id: string) => Step): void {
    if (!id) return;
    const answer = step(id);
    assert.ok(answer.ok && answer.changed, `${state}: ${JSON.stringify(answer)}`);
    const { counted, day } = answer.call;
    Object.assign(this.model.calls.get(id) ?? {}, { state, counted, day });
  }

  async reserve(file: string, micros: number, remaining: number): Promise<void> {
    const { period } = this.ledger.totals();
    const before = {
      day: this.model.period(period.day),
      month: this.model.period(period.month),
      file: this.model.counted((call) => call.file === file),
    };
    const blocked = this.find(file, [...flying, 'settled', 'unknown', 'given-up']) !== undefined;
    const fits =
      before.day + micros <= this.caps.perDay &&
      before.month + micros <= this.caps.perMonth &&
      before.file + Math.max(micros, remaining) <= this.caps.perFile;
    const answer = await this.ledger.reserve(request(file, micros, { remaining }));
    assert.equal(answer.ok, fits && !blocked, JSON.stringify({ answer, before, blocked, caps: this.caps }));
    if (answer.ok) this.remember(answer.call, file);
  }

  remember({ id, state, day, counted }: Call, file: string): void {
    this.model.calls.set(id, { state, day, counted, file });
  }

  send(file: string): void {
    const id = this.find(file, ['reserved']);
    this.take(id, 'sending', (each) => this.ledger.sending(each, '{}'));
    if (id) this.model.creates.set(id, (this.model.creates.get(id) ?? 0) + 1);
  }

  /** `.nightshift/` is deleted: what was never sent is forgotten, what was on its way is unknown. */
  deleteState(): void {
    this.ledger.close();
    rmSync(this.root.machine, { recursive: true });
    mkdirSync(this.root.machine);
    for (const [id, call] of this.model.calls) {
      if (!flying.includes(call.state)) continue;
      if (!this.model.creates.has(id)) this.model.calls.delete(id);
      else call.state = 'unknown';
    }
    this.ledger = this.open();
  }

  end(): void {
    closeQuietly(this.ledger);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const file = fc.constantFrom(...files);
const amount = fc.integer({ min: 1, max: 300 });
const cap = fc.integer({ min: 0, max: 900 });

type Act = (life: Life) => void | Promise<void>;

/** Each thing that can happen, by name, so that a failure can be read. */
const acts: fc.Arbitrary<readonly [name: string, act: Act]> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(file, amount, amount)
      .map(
        ([name, micros, rest]) =>
          [`reserve ${name} ${micros} of ${rest}`, (life: Life) => life.reserve(name, micros, rest)] as const,
      ),
  },
  { weight: 5, arbitrary: file.map((name) => [`send ${name}`, (life: Life) => life.send(name)] as const) },
  {
    weight: 2,
    arbitrary: file.map(
      (name) =>
        [
          `sent ${name}`,
          (life: Life) =>
            life.take(life.find(name, ['sending', 'unknown']), 'sent', (id) =>
              life.ledger.sent(id, `at ${id}`),
            ),
        ] as const,
    ),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(file, fc.option(amount, { nil: undefined }))
      .map(
        ([name, cost]) =>
          [
            `result ${name} ${cost}`,
            (life: Life) =>
              life.take(life.find(name, ['sending', 'sent', 'unknown']), 'result', (id) =>
                life.ledger.result(id, '{}', cost),
              ),
          ] as const,
      ),
  },
  {
    weight: 4,
    arbitrary: file.map(
      (name) =>
        [
          `settle ${name}`,
          (life: Life) => life.take(life.find(name, ['result']), 'settled', (id) => life.ledger.settle(id)),
        ] as const,
    ),
  },
  {
    weight: 3,
    arbitrary: file.map(
      (name) =>
        [
          `release ${name}`,
          (life: Life) =>
            life.take(life.find(name, ['reserved', 'sending', 'sent', 'unknown']), 'released', (id) =>
              life.ledger.release(id),
            ),
        ] as const,
    ),
  },
  {
    weight: 2,
    arbitrary: file.map(
      (name) =>
        [
          `unknown ${name}`,
          (life: Life) =>
            life.take(life.find(name, ['sending', 'sent']), 'unknown', (id) => life.ledger.unknown(id)),
        ] as const,
    ),
  },
  {
    weight: 1,
    arbitrary: file.map(
      (name) =>
        [
          `give up ${name}`,
          (life: Life) => life.take(life.find(name, ['unknown']), 'given-up', (id) => life.ledger.giveUp(id)),
        ] as const,
    ),
  },
  {
    weight: 1,
    arbitrary: file.map(
      (name) =>
        [
          `reopen ${name}`,
          (life: Life) =>
            life.take(life.find(name, ['unknown', 'given-up']), 'reopened', (id) => life.ledger.reopen(id)),
        ] as const,
    ),
  },
  { weight: 2, arbitrary: fc.constant(['crash', (life: Life) => life.crash()] as const) },
  { weight: 1, arbitrary: fc.constant(['delete .nightshift', (life: Life) => life.deleteState()] as const) },
  {
    weight: 1,
    arbitrary: fc.constant([
      'tear a line and crash',
      (life: Life) => {
        appendFileSync(life.root.spendingFile, '{"at":"20');
        life.crash();
      },
    ] as const),
  },
  {
    weight: 1,
    arbitrary: fc.nat(400).map(
      (bytes) =>
        [
          `lose ${bytes} bytes of the log and crash`,
          (life: Life) => {
            truncateSync(life.root.spendingFile, Math.max(0, statSync(life.root.spendingFile).size - bytes));
            life.crash();
          },
        ] as const,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant([
      'delete the log and crash',
      (life: Life) => {
        rmSync(life.root.spendingFile);
        life.crash();
        assert.ok(existsSync(life.root.spendingFile));
      },
    ] as const),
  },
  {
    weight: 3,
    arbitrary: fc.integer({ min: -1000, max: 1000 }).map(
      (hours) =>
        [
          `clock ${hours} h`,
          (life: Life) => {
            life.root.clock.time += hours * hour;
          },
        ] as const,
    ),
  },
  {
    weight: 3,
    arbitrary: fc.integer({ min: 1, max: 30 }).map(
      (hours) =>
        [
          `clock on ${hours} h`,
          (life: Life) => {
            life.root.clock.time += hours * hour;
          },
        ] as const,
    ),
  },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 0, max: 90 }).map(
      (days) =>
        [
          `a server says day ${days}`,
          (life: Life) => {
            life.root.clock.time = at('2026-11-27T12:00') + days * 24 * hour;
            life.ledger.period(life.root.clock.time);
          },
        ] as const,
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ perDay: cap, perMonth: cap, perFile: cap })
      .map((caps) => [`edit ${JSON.stringify(caps)}`, (life: Life) => life.edit(caps)] as const),
  },
);

it('every admitted call fitted the caps, every refused one did not, and no generation was sent twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(acts, { minLength: 10, maxLength: 60, size: 'max' }), async (steps) => {
      const life = new Life();
      try {
        for (const [, act] of steps) await act(life);
        const { period, day, month } = life.ledger.totals();
        assert.equal(day.spent + day.held, life.model.period(period.day));
        assert.equal(month.spent + month.held, life.model.period(period.month));
        life.crash();
        const recounted = life.ledger.totals();
        assert.deepEqual([recounted.day, recounted.month], [day, month], 'adding up anew gives the same');
        for (const [id, creates] of life.model.creates) assert.equal(creates, 1, id);
      } finally {
        life.end();
      }
    }),
    { numRuns: 60 },
  );
});
