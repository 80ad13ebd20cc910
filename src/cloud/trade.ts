/** What all purchases share, whatever is bought: who could sell it, what it can cost, and how a call is followed. */
import type { PaidOrder, PaidProvider } from '../models/paid-contract.ts';
import type { PaidRegistry } from '../models/paid-registry.ts';
import type { Settings } from '../settings.ts';
import type { Clock } from '../types/clock.ts';
import type { Tell } from '../types/event.ts';
import { costOf } from './actual-cost.ts';
import { CandidateList } from './candidates.ts';
import { Distrust } from './distrust.ts';
import type { FollowTools, Pauses } from './follow-call.ts';
import { forgetCall } from './forget-call.ts';
import type { Ledger } from './ledger.ts';
import type { CallKey } from './ledger-records.ts';
import type { Micros } from './money.ts';
import { type Price, priceOf } from './price-list.ts';
import { quote } from './quote.ts';

/** What it is made of. */
export interface TradeOptions {
  readonly ledger: Ledger;
  readonly registry: PaidRegistry;
  readonly settings: () => Settings;
  readonly tell: Tell;
  readonly pauses: Pauses;
  readonly clock: Clock;
}

/** One for each open ledger, so that what one purchase learns of a model, all others know. */
export class Trade {
  readonly candidates: CandidateList;
  readonly follow: FollowTools;
  readonly #options: TradeOptions;

  constructor(options: TradeOptions) {
    this.#options = options;
    const { registry, settings, ledger, pauses, tell, clock } = options;
    const distrust = new Distrust(ledger, tell);
    this.candidates = new CandidateList({
      settings,
      registry,
      hasPrice: (spec) => this.#priceOf(spec) !== undefined,
      distrusted: (spec) => distrust.of(spec),
      onBreaker: (spec, open) => this.#tellBreaker(spec, open),
    });
    this.follow = {
      ledger,
      pauses,
      clock,
      provider: (spec) => {
        const provider = registry.get(spec);
        return 'check' in provider ? provider : undefined;
      },
      costOf: ({ spec, reserved }, { usage }) => costOf(this.#priceOf(spec), usage, reserved),
      onOverrun: (call) => distrust.overrun(call),
    };
  }

  /** The most that an order can cost; undefined where that is not known. */
  quote(order: PaidOrder, provider: PaidProvider): Micros | undefined {
    const quoted = quote(this.#priceOf(provider.spec), provider.worst(order));
    return quoted.ok ? quoted.micros : undefined;
  }

  /** Deletes at the provider what was put there for the newest call of a key. */
  async forgetNewest(key: CallKey, signal: AbortSignal): Promise<void> {
    const call = this.#options.ledger.newest(key);
    if (call) await forgetCall(call, this.follow, signal);
  }

  #priceOf(spec: string): Price | undefined {
    return priceOf(spec, this.#options.settings().cloud.prices);
  }

  #tellBreaker(spec: string, open: boolean): void {
    const message = open ? `${spec} fails and is left alone for a while.` : `${spec} is used again.`;
    this.#options.tell({ type: 'notice', level: open ? 'warn' : 'info', message });
  }
}
