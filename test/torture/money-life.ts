/** One root whose program dies at every step of buying and is started again, with a bill that is kept elsewhere. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Random } from '../../bench/random.ts';
import { buyCall } from '../../src/cloud/buy-call.ts';
import type { CallEnd } from '../../src/cloud/call-end.ts';
import { type FollowTools, follow } from '../../src/cloud/follow-call.ts';
import { Ledger } from '../../src/cloud/ledger.ts';
import { type CallKey, callId } from '../../src/cloud/ledger-records.ts';
import type { Micros } from '../../src/cloud/money.ts';
import { departing } from '../support/departing.ts';
import { moneyRootAt, noResults } from '../support/ledgers.ts';
import { Crash, frail } from './frail.ts';
import { costTold, dearest, MoodyProvider } from './moody-provider.ts';

const pauses = { first: 0, longest: 0, grace: 50, patience: 0, farewell: 0 };
/** A crash comes in one of so many steps. */
const stepsPerCrash = 12;
const never = new AbortController().signal;
const payload = departing({
  kind: 'image',
  bytes: Buffer.from('x'),
  mime: 'image/jpeg',
  width: 1,
  height: 1,
});

/** What came of it. */
export interface LifeReport {
  readonly crashes: number;
  readonly creates: number;
  readonly sold: number;
  /** Calls of which a person had to say what becomes of them. */
  readonly asked: number;
  readonly billMicros: Micros;
  /** What the bill was above the cap, at its worst. */
  readonly overspendMicros: Micros;
}

/** The life itself; `live` lasts until so many crashes have come. */
export class MoneyLife {
  readonly #folder = mkdtempSync(join(tmpdir(), 'nightshift-torture-'));
  readonly #root = moneyRootAt(this.#folder);
  readonly #random: Random;
  readonly #provider: MoodyProvider;
  /** What a person allowed to be sent again, by key. */
  readonly #sentAgain = new Map<string, number>();
  #cap: Micros = dearest;
  #overspend: Micros = 0;
  #crashes = 0;
  #asked = 0;
  #files = 0;
  #ledger: Ledger;

  constructor(random: Random) {
    this.#random = random;
    this.#provider = new MoodyProvider(random, (bill) => {
      this.#overspend = Math.max(this.#overspend, bill - this.#cap);
    });
    this.#edit();
    this.#ledger = this.#open();
  }

  async live(crashes: number): Promise<LifeReport> {
    try {
      while (this.#crashes < crashes) {
        await this.#step(true);
        if (this.#random() < 0.2) this.#edit();
      }
      this.#rest();
      await this.#recover(false);
      for (let file = 0; file < this.#files; file += 1) await this.#end(file);
      this.#check();
    } finally {
      this.#ledger.close();
      rmSync(this.#folder, { recursive: true, force: true });
    }
    const { creates, sold, bill } = this.#provider;
    return {
      crashes: this.#crashes,
      creates: creates.size,
      sold: sold.size,
      asked: this.#asked,
      billMicros: bill,
      overspendMicros: this.#overspend,
    };
  }

  #open(): Ledger {
    const ledger = new Ledger({
      ...this.#root,
      lock: async () => ({ isHeld: () => true, release: async () => undefined }),
    });
    ledger.rebuild(noResults);
    return ledger;
  }

  /** The person raises the caps a little, so that some calls fit and some do not. */
  #edit(): void {
    this.#cap += Math.floor(this.#random() * 4 * dearest);
    const dollars = Math.min(50, this.#cap / 1e6);
    this.#root.budget({ perDay: dollars, perMonth: dollars, perFile: 1 });
  }

  #rest(): void {
    this.#ledger.close();
    this.#ledger = this.#open();
  }

  #tools(mayCrash: boolean): FollowTools {
    const risk = (): void => {
      if (mayCrash && this.#random() < 1 / stepsPerCrash) throw new Crash();
    };
    const provider = frail(this.#provider, risk);
    return {
      ledger: frail(this.#ledger, risk),
      provider: () => provider,
      pauses,
      clock: this.#root.clock,
      costOf: (_, result) => costTold(result),
      onOverrun: ({ id }) => assert.fail(`${id} cost more than was reserved for it`),
    };
  }

  /** Buys for one file; a crash is followed by the next start, which may crash as well. */
  async #step(mayCrash: boolean): Promise<void> {
    // Mostly new files, and those that were not done yet.
    const file = Math.floor(Math.max(0, this.#files - 5 + this.#random() * 6));
    this.#files = Math.max(this.#files, file + 1);
    try {
      await this.#buy(file, mayCrash);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      await this.#crashed();
    }
  }

  async #crashed(): Promise<void> {
    for (;;) {
      this.#crashes += 1;
      this.#rest();
      try {
        return await this.#recover(true);
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
      }
    }
  }

  async #recover(mayCrash: boolean): Promise<void> {
    const tools = this.#tools(mayCrash);
    for (const call of this.#ledger.inFlight()) await follow(call, tools, never);
  }

  #keyOf(file: number): CallKey {
    return { sha256: `file-${file}`, task: 'describe', parameters: 'p' };
  }

  async #buy(file: number, mayCrash: boolean): Promise<CallEnd> {
    const key = this.#keyOf(file);
    const tools = this.#tools(mayCrash);
    const provider = tools.provider('');
    assert.ok(provider);
    const purchasing = {
      ...{ key, provider, spec: provider.spec, source: `${file}.jpg`, worst: dearest, remaining: dearest },
      order: async (reference: string) =>
        ({ task: 'describe', payload, reference, maxOutputTokens: 1, deadlineSeconds: 30 }) as const,
    };
    const end = await buyCall(purchasing, tools, never);
    if (end.type === 'unknown') this.#decide(tools, end.call.id, key);
    return end;
  }

  /** The person ticks one of the boxes, or leaves it for later. */
  #decide({ ledger }: FollowTools, id: string, key: CallKey): void {
    const choice = this.#random();
    if (choice < 0.3) return;
    this.#asked += 1;
    if (choice < 0.7) {
      const name = callId(key, 1).split('.')[0] ?? '';
      this.#sentAgain.set(name, (this.#sentAgain.get(name) ?? 0) + 1);
      ledger.reopen(id);
    } else ledger.giveUp(id);
  }

  /** Without crashes every file comes to an end that a person can understand. */
  async #end(file: number): Promise<void> {
    for (let tries = 0; tries < 200; tries += 1) {
      const end = await this.#buy(file, false);
      if (end.type === 'answered' || end.type === 'refused' || end.type === 'unknown') return;
      assert.ok(end.type === 'released' || end.type === 'open', end.type);
    }
    assert.fail(`${file} comes to no end`);
  }

  /** One bill for each key, and one more for each time that a person wanted it sent again; and all of it counts. */
  #check(): void {
    const bills = new Map<string, number>();
    for (const { key, charged } of this.#provider.sold.values()) {
      if (charged) bills.set(key, (bills.get(key) ?? 0) + 1);
    }
    for (const [key, times] of bills) {
      assert.ok(times <= 1 + (this.#sentAgain.get(key) ?? 0), `${key} was paid for ${times} times`);
    }
    const { day } = this.#ledger.totals();
    assert.ok(
      day.spent + day.held >= this.#provider.bill,
      `${day.spent + day.held} < ${this.#provider.bill}`,
    );
  }
}
