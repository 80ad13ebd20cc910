/**
 * The way to the paid models: what is wanted is quoted as a whole, admitted by the ledger, bought once, and saved before
 * anything else happens. The three breakers stand here one behind the other: the gate (may this leave?), the budget
 * (can it be paid at worst?), and the provider's own health.
 */
import type { Root } from '../folders/root.ts';
import type { PaidProvider, PaidResult } from '../models/paid-contract.ts';
import type { PaidRegistry } from '../models/paid-registry.ts';
import type { BuyableTask, Buyer, CloudDoor, Purchase, WantedPart } from '../models/purchase.ts';
import type { Settings } from '../settings.ts';
import type { Clock } from '../types/clock.ts';
import type { Tell } from '../types/event.ts';
import { actualCost } from './actual-cost.ts';
import { readBudget } from './budget.ts';
import { buyCall } from './buy-call.ts';
import type { CallEnd } from './call-end.ts';
import { CandidateList, type Candidates } from './candidates.ts';
import { Distrust } from './distrust.ts';
import { type FollowTools, follow, type Pauses } from './follow-call.ts';
import { closed } from './gate.ts';
import { type Item, itemsOf, joined, NotLetOut } from './items.ts';
import type { Ledger } from './ledger.ts';
import type { Call } from './ledger-records.ts';
import { dollarsOf, type Micros } from './money.ts';
import { nextPeriod } from './next-period.ts';
import { buyableTask } from './order-terms.ts';
import { type Price, priceOf } from './price-list.ts';
import { purchaseAfter, waits } from './purchase-after.ts';
import { quote } from './quote.ts';
import { sentRecordOf } from './sent-record.ts';
import { askPerson, obeyAnswer } from './unknown-calls.ts';

/** What a shop is made of. */
export interface ShopOptions {
  readonly root: Root;
  readonly ledger: Ledger;
  readonly registry: PaidRegistry;
  readonly settings: () => Settings;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly tell: Tell;
  readonly pauses: Pauses;
}

/** How soon it is looked again whether somebody can do a task, in milliseconds. */
const obstacleMs = 15 * 60_000;

interface Bought {
  readonly item: Item;
  readonly call: Call;
  readonly value: unknown;
}

/** The door, open. */
export class Shop implements CloudDoor {
  readonly #options: ShopOptions;
  readonly #candidates: CandidateList;
  readonly #tools: FollowTools;

  constructor(options: ShopOptions) {
    this.#options = options;
    const { registry, settings, ledger, pauses, tell } = options;
    const distrust = new Distrust(() => ledger.period().day, tell);
    this.#candidates = new CandidateList({
      settings,
      registry,
      hasPrice: (spec) => this.#priceOf(spec) !== undefined,
      distrusted: (spec) => distrust.of(spec),
      onBreaker: (spec, open) => this.#tellBreaker(spec, open),
    });
    this.#tools = {
      ledger,
      pauses,
      provider: (spec) => {
        const provider = registry.get(spec);
        return 'check' in provider ? provider : undefined;
      },
      costOf: (call, result) => costOf(call, result, this.#priceOf(call.spec)),
      onOverrun: (call) => distrust.overrun(call),
    };
  }

  async buyable(): Promise<ReadonlySet<BuyableTask>> {
    const tasks = new Set<BuyableTask>();
    const budget = readBudget(this.#options.root.budgetFile);
    if (!budget.ok || !budget.budget.cloud) return tasks;
    for (const task of ['recognise', 'describe', 'transcribe'] as const) {
      if ((await this.#candidates.for(task)).providers.length > 0) tasks.add(task);
    }
    return tasks;
  }

  hasSent(sha256: string): boolean {
    const calls = this.#options.ledger.callsOf(sha256);
    return calls.some(({ state }) => state !== 'reserved' && state !== 'released');
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
      if (error instanceof NotLetOut) return waits(error.failure.reason, error.failure.hint);
      throw error;
    }
  }

  async #buy(parts: readonly WantedPart[], buyer: Buyer, signal: AbortSignal): Promise<Purchase> {
    const { root, environment, clock, settings } = this.#options;
    const parsed = readBudget(root.budgetFile);
    if (!parsed.ok) return waits(parsed.problem, 'It is tried again as soon as the file is saved.');
    const facts = { private: buyer.private, consent: parsed.budget.cloud };
    const shut = closed(facts);
    if (shut) return waits(shut.reason, shut.hint);
    const candidates = await this.#candidatesFor(parts);
    if ('type' in candidates) return candidates;
    const time = await this.#serverTime(candidates, signal);
    if ('type' in time) return time;
    const items = await itemsOf(parts, buyer, facts, { environment, temporary: root.temporary, signal });
    const quotes = await this.#quoteAll(items, candidates);
    const bought: Bought[] = [];
    for (const item of items) {
      const providers = candidates.get(item.part.task)?.providers ?? [];
      const end = await this.#buyItem(item, providers, { buyer, quotes, ...time }, signal);
      quotes.delete(item);
      if (end.type === 'answered') {
        bought.push({ item, call: end.call, value: end.answer.value });
        await this.#saveIfWhole(item.part, items, bought, buyer, signal);
        continue;
      }
      if (end.type === 'unknown') await askPerson(buyer, this.#options);
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
      const candidates = await this.#candidates.for(task);
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

  /** Where the clock is doubted, a server is asked for the time, by a free request. */
  async #serverTime(
    candidates: ReadonlyMap<BuyableTask, Candidates>,
    signal: AbortSignal,
  ): Promise<{ readonly serverNow?: number } | Extract<Purchase, { type: 'waits' }>> {
    const { ledger, clock } = this.#options;
    if (!ledger.period().doubted) return {};
    for (const { providers } of candidates.values()) {
      for (const provider of providers) {
        const dated = await provider.date(signal);
        if (dated.state === 'known') return { serverNow: dated.at };
      }
    }
    const why =
      "This machine's clock is far ahead of where it was, and no server could be asked for the time.";
    return waits(why, 'It is asked again.', { until: clock.now() + obstacleMs });
  }

  /** What each thing that is still to be bought can cost at worst; those of which that is not known are left out. */
  async #quoteAll(
    items: readonly Item[],
    candidates: ReadonlyMap<BuyableTask, Candidates>,
  ): Promise<Map<Item, Micros>> {
    const quotes = new Map<Item, Micros>();
    for (const item of items) {
      const state = this.#options.ledger.newest(item.key)?.state;
      if (state !== undefined && state !== 'released' && state !== 'reopened') continue;
      const [first] = candidates.get(item.part.task)?.providers ?? [];
      const quote = first && (await this.#quote(item, first));
      if (quote !== undefined) quotes.set(item, quote);
    }
    return quotes;
  }

  #priceOf(spec: string): Price | undefined {
    return priceOf(spec, this.#options.settings().cloud.prices);
  }

  async #quote(item: Item, provider: PaidProvider): Promise<Micros | undefined> {
    const quoted = quote(this.#priceOf(provider.spec), provider.worst(await item.order('quote')));
    return quoted.ok ? quoted.micros : undefined;
  }

  /** Tries one model after the other, for as long as nothing was charged. */
  async #buyItem(
    item: Item,
    providers: readonly PaidProvider[],
    { buyer, quotes, serverNow }: { buyer: Buyer; quotes: ReadonlyMap<Item, Micros>; serverNow?: number },
    signal: AbortSignal,
  ): Promise<CallEnd> {
    let last: CallEnd = { type: 'open' };
    const others = [...quotes].reduce((sum, [other, quote]) => (other === item ? sum : sum + quote), 0);
    for (const provider of providers) {
      // What was sent before keeps the price that it was admitted with.
      const sent = quotes.has(item) ? undefined : this.#options.ledger.newest(item.key);
      const worst = sent?.reserved ?? (await this.#quote(item, provider)) ?? Number.NaN;
      const purchasing = {
        ...{ key: item.key, spec: provider.spec, source: buyer.path, provider, order: item.order },
        ...{ worst, remaining: worst + others },
        ...(serverNow === undefined ? {} : { serverNow }),
      };
      const end = await this.#candidates.guard(provider.spec, () => buyCall(purchasing, this.#tools, signal));
      last = end ?? last;
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
    const seconds = calls.reduce(
      (sum, { reservedAt }) => sum + (this.#options.clock.now() - reservedAt) / 1000,
      0,
    );
    buyer.save(part, {
      spec: [...new Set(calls.map(({ spec }) => spec))].join(', '),
      value: joined(own.map(({ item, value }) => ({ item, value, task: part.task }))),
      seconds: Math.max(0, seconds),
    });
    for (const call of calls) await this.#forget(call, signal);
  }

  async #forget(call: Call, signal: AbortSignal): Promise<void> {
    const { spec, providerId } = call;
    const handle = sentRecordOf(call)?.handle ?? {};
    const name = { handle, ...(providerId === undefined ? {} : { id: providerId }) };
    await this.#tools.provider(spec)?.forget(name, signal);
  }

  /** Brings every call to its end that a dead process left open, as far as can be; those that keep their data shortest first. */
  async recover(signal: AbortSignal): Promise<void> {
    const { ledger } = this.#options;
    const hasty = ({ spec }: Call): number => (spec.startsWith('replicate:') ? 0 : 1);
    for (const call of ledger.inFlight().toSorted((one, other) => hasty(one) - hasty(other))) {
      if (signal.aborted) return;
      if (buyableTask(call.task)) await follow(call, this.#tools, signal);
    }
  }

  readAnswer(path: string): Promise<void> {
    return obeyAnswer(path, this.#options);
  }

  #tellBreaker(spec: string, open: boolean): void {
    const message = open ? `${spec} fails and is left alone for a while.` : `${spec} answers again.`;
    this.#options.tell({ type: 'notice', level: open ? 'warn' : 'info', message });
  }
}

/** Of a call to a model without a price nothing is known: it is settled at its reservation. */
function costOf({ reserved }: Call, { usage }: PaidResult, price: Price | undefined): Micros {
  return price === undefined ? reserved : actualCost(price, usage, reserved).micros;
}
