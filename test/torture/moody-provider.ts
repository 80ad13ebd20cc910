/** A paid service without a network that counts what it is sent, and answers in every way that one can. */
import assert from 'node:assert/strict';
import type { Random } from '../../bench/random.ts';
import type { Micros } from '../../src/cloud/money.ts';
import type {
  Created,
  Done,
  Found,
  PaidError,
  PaidHandle,
  PaidOrder,
  PaidProvider,
  PaidResult,
  Prepared,
  Retrieved,
} from '../../src/models/paid-contract.ts';

/** Nothing is sold for more. */
export const dearest: Micros = 900;

interface Sold {
  readonly key: string;
  readonly cost: Micros;
  readonly charged: boolean;
  polls: number;
}

/** What a call cost, in a unit that it tells as the seconds of some hardware. */
export const costTold = ({ usage }: PaidResult): Micros => usage.hardwareSeconds ?? 0;

const busy: PaidError = { code: 'outage', reason: 'Busy.', hint: '', retryable: true, charged: 'no' };
const lost: PaidError = { ...busy, reason: 'The connection broke.', charged: 'unknown' };

/** The service, as a provider of everything. */
export class MoodyProvider implements PaidProvider {
  readonly spec = 'openai:moody';
  readonly place = 'network';
  readonly tasks = ['describe'] as const;
  /** How often each call was sent, by its name (key and generation). */
  readonly creates = new Map<string, number>();
  /** By the name of the call. */
  readonly sold = new Map<string, Sold>();
  readonly #random: Random;
  readonly #onCreate: (bill: Micros) => void;

  /** `onCreate` is told what the bill may be at most after each create. */
  constructor(random: Random, onCreate: (bill: Micros) => void) {
    this.#random = random;
    this.#onCreate = onCreate;
  }

  /** What the bill says. */
  get bill(): Micros {
    return [...this.sold.values()].reduce((sum, { cost, charged }) => sum + (charged ? cost : 0), 0);
  }

  worst = () => ({});
  check = async () => ({ available: true }) as const;
  date = async () => ({ state: 'known', at: 0 }) as const;
  forget = async (): Promise<Done> => ({ state: 'done' });
  cancel = async (): Promise<Done> => ({ state: 'done' });

  async prepare({ reference }: PaidOrder): Promise<Prepared> {
    if (this.#random() < 0.03) return { state: 'refused', error: busy };
    return { state: 'ready', handle: { reference } };
  }

  async create({ reference }: PaidOrder, handle: PaidHandle): Promise<Created> {
    const times = (this.creates.get(reference) ?? 0) + 1;
    this.creates.set(reference, times);
    assert.equal(times, 1, `${reference} was sent twice`);
    assert.equal(handle.reference, reference);
    const mood = this.#random();
    // Turned away, or never arrived.
    if (mood < 0.1) return { state: 'refused', error: busy };
    if (mood < 0.15) return { state: 'unclear', error: lost };
    this.#onCreate(this.bill + dearest);
    const cost = 1 + Math.floor(this.#random() * dearest);
    const charged = this.#random() < 0.9;
    const sold = { key: reference.split('.')[0] ?? '', cost, charged, polls: Math.floor(this.#random() * 3) };
    this.sold.set(reference, sold);
    if (mood < 0.3) return { state: 'unclear', error: lost };
    if (mood < 0.6) return { state: 'ended', result: resultOf(sold) };
    return { state: 'sent', id: reference };
  }

  async retrieve(id: string): Promise<Retrieved> {
    const sold = this.sold.get(id);
    if (!sold) return { state: 'gone' };
    if (this.#random() < 0.05) return { state: 'unreachable', error: lost };
    if (sold.polls-- > 0) return { state: 'running' };
    return { state: 'ended', result: resultOf(sold) };
  }

  async find({ reference = '' }: PaidHandle): Promise<Found> {
    const sold = this.sold.get(reference);
    if (!sold || this.#random() < 0.1) return { state: 'unknowable', lookAgain: this.#random() < 0.5 };
    if (this.#random() < 0.1) return { state: 'unreachable', error: lost };
    if (this.#random() < 0.3) return { state: 'ended', result: resultOf(sold) };
    return { state: 'found', id: reference };
  }
}

function resultOf({ cost, charged }: Sold): PaidResult {
  if (!charged) return { state: 'aborted', usage: {}, charged: 'no', error: busy };
  const value = { text: 'A harbour.' };
  return {
    state: 'completed',
    answer: { task: 'describe', value },
    usage: { hardwareSeconds: cost },
    charged: 'yes',
  };
}
