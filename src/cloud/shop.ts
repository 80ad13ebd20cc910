/**
 * The way to the paid models: what is wanted is quoted as a whole, admitted by the ledger, bought once, and saved before
 * anything else happens. The three breakers stand here one behind the other: the gate (may this leave?), the budget
 * (can it be paid at worst?), and the provider's own health.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PaidProvider } from '../models/paid-contract.ts';
import type { BuyableTask, Buyer, CloudDoor, Purchase, WantedPart } from '../models/purchase.ts';
import { readBudget } from './budget.ts';
import { buyCall } from './buy-call.ts';
import type { CallEnd } from './call-end.ts';
import { type CallState, mayReserveAgain } from './call-life.ts';
import { type Candidates, resting } from './candidates.ts';
import { Crowd } from './crowd.ts';
import { forgetCall, forgetLeft } from './forget-call.ts';
import { closed, type GateFacts } from './gate.ts';
import { type Item, itemsOf, joined, NotLetOut } from './items.ts';
import type { Call } from './ledger-records.ts';
import { dollarsOf, type Micros } from './money.ts';
import { nextPeriod } from './next-period.ts';
import { Offers } from './offers.ts';
import { obstacleMs, purchaseAfter, waits } from './purchase-after.ts';
import { followUnaskable, recoverCalls } from './recover-calls.ts';
import { serverTime } from './server-time.ts';
import type { ShopOptions } from './shop-options.ts';
import { takeHome } from './take-home.ts';
import type { Trade } from './trade.ts';
import { askPerson, obeyAnswer } from './unknown-calls.ts';

interface Bought {
  readonly item: Item;
  readonly call: Call;
  readonly value: unknown;
  /** For how long it was waited for: nothing where it had been bought before. */
  readonly seconds: number;
}

const openStates: ReadonlySet<CallState> = new Set(['reserved', 'sending', 'sent', 'result', 'unknown']);

/** The door, open. */
export class Shop implements CloudDoor {
  readonly #options: ShopOptions;
  readonly #trade: Trade;
  readonly #crowd: Crowd;
  /** What files would cost. */
  readonly offers: Offers;

  constructor(options: ShopOptions) {
    this.#options = options;
    const { ledger, trade } = options;
    this.#trade = trade;
    this.#crowd = new Crowd(() => ledger.inFlight().reduce((sum, { counted }) => sum + counted, 0));
    this.offers = new Offers({
      candidates: (task) => trade.candidates.for(task),
      quote: (order, provider) => trade.quote(order, provider),
    });
  }

  async buyable(): Promise<ReadonlySet<BuyableTask>> {
    const tasks = new Set<BuyableTask>();
    const budget = readBudget(this.#options.root.budgetFile);
    if (!budget.ok || !budget.budget.cloud) return tasks;
    for (const task of ['recognise', 'describe', 'transcribe'] as const) {
      // A provider that rests for a while takes it later: what stalls waits for it in cloud/.
      if ((await this.#trade.candidates.for(task, true)).providers.length > 0) tasks.add(task);
    }
    return tasks;
  }

  hasSent(sha256: string): boolean {
    const calls = this.#options.ledger.callsOf(sha256);
    return calls.some(({ state }) => state !== 'reserved' && state !== 'released');
  }

  hasOpen(sha256: string): boolean {
    return this.#options.ledger.callsOf(sha256).some(({ state }) => openStates.has(state));
  }

  costUsd(sha256: string): number {
    const { spent, held } = this.#options.ledger.file(sha256);
    return dollarsOf(spent + held);
  }

  async buy(parts: readonly WantedPart[], buyer: Buyer, signal: AbortSignal): Promise<Purchase> {
    try {
      return await this.#buy(parts, buyer, signal);
    } catch (error) {
      if (signal.aborted) return { type: 'aborted' };
      if (!(error instanceof NotLetOut)) throw error;
      const { failure } = error;
      if (buyer.changed) return { type: 'aborted' };
      if (failure.code === 'bad-input') return { type: 'failed', failure };
      return waits(failure.reason, failure.hint, { until: this.#options.clock.now() + obstacleMs });
    }
  }

  async #buy(wanted: readonly WantedPart[], buyer: Buyer, signal: AbortSignal): Promise<Purchase> {
    const { root, environment } = this.#options;
    const parts = await takeHome(wanted, buyer, this.#trade.follow, signal);
    if (parts.length === 0) return { type: 'bought' };
    // Whether anything may be bought now or not.
    await followUnaskable(buyer.sha256, this.#trade.follow, signal);
    await askPerson(buyer, this.#options);
    const parsed = readBudget(root.budgetFile);
    if (!parsed.ok) return waits(parsed.problem, 'It is tried again as soon as the file is saved.');
    const facts: GateFacts = {
      get private() {
        return buyer.private;
      },
      consent: parsed.budget.cloud,
    };
    const shut = closed(facts);
    if (shut) return waits(shut.reason, shut.hint);
    const candidates = await this.#candidatesFor(parts);
    if ('type' in candidates) return candidates;
    const time = await serverTime(candidates, this.#options, signal);
    if ('type' in time) return time;
    const temporary = await mkdtemp(join(root.temporary, 'purchase-'));
    try {
      const items = await itemsOf(parts, buyer, facts, { environment, temporary, signal });
      return await this.#buyAll(items, buyer, { candidates, ...time }, signal);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  }

  async #buyAll(
    items: readonly Item[],
    buyer: Buyer,
    terms: { readonly candidates: ReadonlyMap<BuyableTask, Candidates>; readonly serverNow?: number },
    signal: AbortSignal,
  ): Promise<Purchase> {
    const { clock, settings } = this.#options;
    const { candidates, ...time } = terms;
    const quotes = await this.#quoteAll(items, candidates);
    const bought: Bought[] = [];
    for (const item of items) {
      // It is looked at anew, and taken home where it is private.
      if (buyer.private || buyer.changed) return { type: 'aborted' };
      const providers = candidates.get(item.part.task)?.providers ?? [];
      const began = performance.now();
      const end = await this.#buyItem(item, providers, { buyer, quotes, ...time }, signal);
      quotes.delete(item);
      if (end.type === 'answered') {
        const seconds = (performance.now() - began) / 1000;
        bought.push({ item, call: end.call, value: end.answer.value, seconds });
        await this.#saveIfWhole(item.part, items, bought, buyer, signal);
        continue;
      }
      if (end.type === 'unknown') await askPerson(buyer, this.#options);
      if (end.type === 'unanswered') await forgetCall(end.call, this.#trade.follow, signal);
      if (end.type === 'refused' && end.refusal.why === 'cap') this.#crowd.turnedAway();
      if (end.type === 'released' && buyer.changed) return { type: 'aborted' };
      const zone = settings().window.timeZone;
      const now = clock.now();
      return purchaseAfter(end, { now, nextPeriod: (cap) => nextPeriod(cap, now, zone) });
    }
    return { type: 'bought' };
  }

  /** Who could do each of the tasks; the reason to wait when nobody can do one of them. */
  async #candidatesFor(
    parts: readonly WantedPart[],
  ): Promise<ReadonlyMap<BuyableTask, Candidates> | Extract<Purchase, { type: 'waits' }>> {
    const found = new Map<BuyableTask, Candidates>();
    for (const task of new Set(parts.map((part) => part.task))) {
      const candidates = await this.#trade.candidates.for(task);
      const [obstacle] = candidates.obstacles;
      if (candidates.providers.length === 0) {
        return waits(obstacle?.why ?? 'No paid model can do this now.', obstacle?.hint ?? '', {
          until: this.#options.clock.now() + obstacleMs,
        });
      }
      found.set(task, candidates);
    }
    return found;
  }

  /** What each thing that is still to be bought can cost at worst; those of which that is not known are left out. */
  async #quoteAll(
    items: readonly Item[],
    candidates: ReadonlyMap<BuyableTask, Candidates>,
  ): Promise<Map<Item, Micros>> {
    const quotes = new Map<Item, Micros>();
    for (const item of items) {
      const state = this.#options.ledger.newest(item.key)?.state;
      if (state !== undefined && !mayReserveAgain(state)) continue;
      const [first] = candidates.get(item.part.task)?.providers ?? [];
      const quote = first && (await this.#quote(item, first));
      if (quote !== undefined) quotes.set(item, quote);
    }
    return quotes;
  }

  async #quote(item: Item, provider: PaidProvider): Promise<Micros | undefined> {
    return this.#trade.quote(await item.order('quote'), provider);
  }

  /** Tries one model after the other, for as long as nothing was charged. */
  async #buyItem(
    item: Item,
    providers: readonly PaidProvider[],
    { buyer, quotes, serverNow }: { buyer: Buyer; quotes: ReadonlyMap<Item, Micros>; serverNow?: number },
    signal: AbortSignal,
  ): Promise<CallEnd> {
    let last: CallEnd = { type: 'released', error: resting };
    const others = [...quotes].reduce((sum, [other, quote]) => (other === item ? sum : sum + quote), 0);
    for (const provider of providers) {
      // What was sent before keeps the price that it was admitted with.
      const newest = quotes.has(item) ? undefined : this.#options.ledger.newest(item.key);
      const sent = newest && !mayReserveAgain(newest.state) ? newest : undefined;
      const worst = sent?.reserved ?? (await this.#quote(item, provider)) ?? Number.NaN;
      const purchasing = {
        ...{ key: item.key, spec: provider.spec, source: buyer.path, provider, order: item.order },
        ...{ worst, remaining: worst + others },
        ...(serverNow === undefined ? {} : { serverNow }),
      };
      const end = await this.#trade.candidates.guard(provider.spec, () =>
        buyCall(purchasing, this.#trade.follow, signal),
      );
      last = end ?? last;
      // What was put there for it serves nothing now.
      if (end?.type === 'released') await this.#trade.forgetNewest(item.key, signal);
      if (end && end.type !== 'released') return end;
    }
    return last;
  }

  /** Once all pieces of a part are there: saved, then deleted at the provider. */
  async #saveIfWhole(
    part: WantedPart,
    items: readonly Item[],
    bought: readonly Bought[],
    buyer: Buyer,
    signal: AbortSignal,
  ): Promise<void> {
    const own = bought.filter(({ item }) => item.part === part);
    if (own.length < items.filter((item) => item.part === part).length) return;
    const calls = own.map(({ call }) => call);
    await buyer.save(part, {
      spec: [...new Set(calls.map(({ spec }) => spec))].join(', '),
      value: joined(own.map(({ item, value }) => ({ item, value, task: part.task }))),
      seconds: own.reduce((sum, { seconds }) => sum + seconds, 0),
    });
    for (const call of calls) await forgetCall(call, this.#trade.follow, signal);
  }

  /** Puts right what a dead process left open at the providers, then deletes there what nobody needs any more. */
  async recover(signal: AbortSignal): Promise<void> {
    await recoverCalls(this.#trade.follow, signal);
    await forgetLeft(this.#trade.follow, signal);
  }

  /** True once when money that was held has come free since somebody found no room. */
  hasRoomAgain(): boolean {
    return this.#crowd.hasEased();
  }

  readAnswer(path: string): Promise<boolean> {
    return obeyAnswer(path, this.#options);
  }
}
