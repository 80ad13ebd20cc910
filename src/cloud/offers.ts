/** What buying a file would cost at worst, told before its bytes are read, so that a night can be planned. */
import type { PaidOrder, PaidProvider } from '../models/paid-contract.ts';
import type { BuyableTask } from '../models/purchase.ts';
import { pieceSeconds } from './bare-recording.ts';
import type { Candidates } from './candidates.ts';
import { blankPicture, blankRecording } from './gate-blank.ts';
import type { Micros } from './money.ts';
import { termsOf } from './order-terms.ts';

/** A task of a file, and how much of it there is: so many pictures, or so many seconds of sound. */
export type OfferedTask =
  | { readonly task: 'recognise' | 'describe'; readonly pictures: number }
  | { readonly task: 'transcribe'; readonly seconds: number };

/** The worst case of all calls together, and how long they take one after the other. */
export interface Offer {
  readonly micros: Micros;
  /** Milliseconds; a guess. */
  readonly ms: number;
}

/** Where offers come from. */
export interface OfferOptions {
  readonly candidates: (task: BuyableTask) => Promise<Candidates>;
  /** The most that an order can cost; undefined where that is not known. */
  readonly quote: (order: PaidOrder, provider: PaidProvider) => Micros | undefined;
}

/** A call that is not given up is answered in this part of its time, by and large: a guess on the slow side. */
const usualPart = 1 / 4;

/** Quotes as the shop does, with the first model of the list that could take each task now. */
export class Offers {
  readonly #options: OfferOptions;

  constructor(options: OfferOptions) {
    this.#options = options;
  }

  /** Undefined when nobody could take one of the tasks, or its price is not known. Costs no request. */
  async of(tasks: readonly OfferedTask[]): Promise<Offer | undefined> {
    let micros = 0;
    let ms = 0;
    for (const wanted of tasks) {
      const [provider] = (await this.#options.candidates(wanted.task)).providers;
      if (!provider) return undefined;
      for (const { count, order } of callsFor(wanted)) {
        const each = this.#options.quote(order, provider);
        if (each === undefined) return undefined;
        micros += count * each;
        ms += count * order.deadlineSeconds * 1000 * usualPart;
      }
    }
    return { micros, ms: Math.round(ms) };
  }
}

/** The calls that a task makes, those that are alike together. */
function callsFor(wanted: OfferedTask): readonly { readonly count: number; readonly order: PaidOrder }[] {
  const { task } = wanted;
  const terms = { reference: 'offer', ...termsOf(task) };
  if (task !== 'transcribe') {
    return [{ count: Math.max(1, wanted.pictures), order: { task, payload: blankPicture(task), ...terms } }];
  }
  const order = (seconds: number): PaidOrder => ({ task, payload: blankRecording(seconds), ...terms });
  const whole = Math.floor(wanted.seconds / pieceSeconds);
  const rest = wanted.seconds - whole * pieceSeconds;
  return [
    ...(whole > 0 ? [{ count: whole, order: order(pieceSeconds) }] : []),
    ...(rest > 0 || whole === 0 ? [{ count: 1, order: order(Math.max(1, rest)) }] : []),
  ];
}
