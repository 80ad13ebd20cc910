/**
 * Where the joining of a question's quotes is bought: through the same gate, ledger and steps as anything else. Keeps the
 * promises that nothing private and nothing uninvited leaves, that a question costs no more than its owner wrote into it,
 * and that the same question with the same quotes is bought once.
 */
import { hash } from 'node:crypto';
import { join } from 'node:path';
import { lookNow } from '../folders/entries.ts';
import type { Root } from '../folders/root.ts';
import type { PaidOrder } from '../models/paid-contract.ts';
import type { Excerpt, JoinDoor, JoinOrder, JoinPurchase } from '../models/purchase.ts';
import type { Clock } from '../types/clock.ts';
import type { Tell } from '../types/event.ts';
import { readBudget } from './budget.ts';
import { buyCall } from './buy-call.ts';
import type { CallEnd } from './call-end.ts';
import { resting } from './candidates.ts';
import { follow } from './follow-call.ts';
import { forgetCall } from './forget-call.ts';
import { letQuestion, mustStay } from './gate.ts';
import { NotLetOut } from './items.ts';
import type { Ledger } from './ledger.ts';
import { type CallKey, parametersHash } from './ledger-records.ts';
import { capOf, dollarsOf, type Micros } from './money.ts';
import { termsOf } from './order-terms.ts';
import type { Refusal } from './refusal.ts';
import { serverTime } from './server-time.ts';
import type { Trade } from './trade.ts';
import { askAboutQuestion, obeyAnswer } from './unknown-calls.ts';
import { unknownNoteOf } from './unknown-note.ts';

/** What it is made of. */
export interface JoinDeskOptions {
  readonly root: Root;
  readonly ledger: Ledger;
  readonly trade: Trade;
  readonly clock: Clock;
  readonly tell: Tell;
  /** Whether the content with this SHA-256 was below `private/` once. */
  readonly isPrivate: (sha256: string) => boolean;
  /** Learns what is private, where that may have been forgotten. Rejects when it cannot be known. */
  readonly recallPrivate: () => Promise<void>;
}

type NotBought = Extract<JoinPurchase, { type: 'not-bought' }>;

function notBought(why: string, hint: string, worst?: Micros, counted: Micros = 0): NotBought {
  const quoteUsd = worst === undefined ? {} : { quoteUsd: dollarsOf(worst) };
  return { type: 'not-bought', why, hint, costUsd: dollarsOf(counted), ...quoteUsd };
}

/**
 * Not the provider, not the model, not the wording of what is asked: the question, and the words that are sent with it.
 * The question alone is what budgets go by.
 */
function keyOf({ question, excerpts }: JoinOrder): CallKey {
  const words = question.normalize('NFC').trim();
  const sent = excerpts.map(({ number, document, text }) => [number, document, text]);
  return {
    sha256: hash('sha256', JSON.stringify(['question', words])),
    task: 'join',
    parameters: parametersHash({ excerpts: hash('sha256', JSON.stringify(sent)) }),
  };
}

/** The desk. One join at a time. */
export class JoinDesk implements JoinDoor {
  readonly #options: JoinDeskOptions;

  constructor(options: JoinDeskOptions) {
    this.#options = options;
  }

  sendable(excerpts: readonly Excerpt[]): readonly Excerpt[] {
    return excerpts.filter((excerpt) => !mustStay(excerpt, this.#options.isPrivate));
  }

  async join(order: JoinOrder, signal: AbortSignal): Promise<JoinPurchase> {
    try {
      return await this.#join(order, signal);
    } catch (error) {
      if (signal.aborted) return { type: 'aborted' };
      if (error instanceof NotLetOut) return notBought(error.failure.reason, error.failure.hint);
      throw error;
    }
  }

  async #join(order: JoinOrder, signal: AbortSignal): Promise<JoinPurchase> {
    const key = keyOf(order);
    await obeyAnswer(unknownNoteOf(order.answer), this.#options);
    const earlier = await this.#earlier(key, order, signal);
    if (earlier) return earlier;
    const { root, trade, recallPrivate } = this.#options;
    const known = await recallPrivate().catch(() => 'unknown' as const);
    if (known === 'unknown') return notBought('What is private could not be told, so nothing is sent.', '');
    const budget = readBudget(root.budgetFile);
    if (!budget.ok) return notBought(budget.problem, 'Correct it, and ask again.');
    const ownBudget = capOf(order.budgetUsd);
    if (ownBudget === undefined || order.excerpts.length === 0) {
      const [why, hint] = ownBudget === undefined ? noBudget : nothingToSend;
      return notBought(why, hint);
    }
    // A question that may not leave asks no provider anything.
    this.#order(order, 'gate');
    const candidates = await trade.candidates.for('join');
    const [obstacle] = candidates.obstacles;
    if (candidates.providers.length === 0)
      return notBought(obstacle?.why ?? resting.reason, obstacle?.hint ?? '');
    const time = await serverTime(new Map([['join', candidates]]), this.#options, signal);
    if ('type' in time) return notBought(time.why, time.hint);
    let last: JoinPurchase = notBought(resting.reason, resting.hint);
    for (const provider of candidates.providers) {
      const worst = trade.quote(this.#order(order, 'quote'), provider) ?? Number.NaN;
      const purchasing = {
        ...{ key, provider, spec: provider.spec, source: order.answer, worst, remaining: worst, ownBudget },
        ...{ order: async (reference: string) => this.#order(order, reference), ...time },
      };
      const buying = () => buyCall(purchasing, trade.follow, signal);
      const end = await trade.candidates.guard(provider.spec, buying);
      if (end === undefined) continue;
      last = await this.#after(end, key, order, worst, signal);
      if (end.type !== 'released') return last;
    }
    return last;
  }

  /** What became of a purchase that an earlier try began, perhaps of a process that died; undefined where nothing stands in the way of buying. */
  async #earlier(key: CallKey, order: JoinOrder, signal: AbortSignal): Promise<JoinPurchase | undefined> {
    const { ledger, trade } = this.#options;
    const call = ledger.newest(key);
    if (!call || ['released', 'reopened', 'given-up'].includes(call.state)) return undefined;
    const end = await follow(call, trade.follow, signal);
    return end.type === 'released' ? undefined : this.#after(end, key, order, call.reserved, signal);
  }

  /** What is sent is made, and judged, each time anew. Throws `NotLetOut`. */
  #order(order: JoinOrder, reference: string): PaidOrder {
    const { root, isPrivate } = this.#options;
    const budget = readBudget(root.budgetFile);
    const gated = letQuestion(order, { consent: budget.ok && budget.budget.cloud, isPrivate });
    if (!gated.ok) throw new NotLetOut(gated.failure);
    // What was moved may be in private/ by now, and what was deleted is nobody's to send.
    const isThere = ({ note }: Excerpt): boolean => lookNow(join(root.path, note))?.isFile() === true;
    if (!order.excerpts.every(isThere)) throw new NotLetOut(moved);
    if (!order.stands()) throw new NotLetOut(withdrawn);
    return { task: 'generate', payload: gated.value, reference, ...termsOf('join') };
  }

  async #after(
    end: CallEnd,
    key: CallKey,
    { answer }: JoinOrder,
    worst: Micros,
    signal: AbortSignal,
  ): Promise<JoinPurchase> {
    const { trade } = this.#options;
    switch (end.type) {
      case 'aborted':
        return { type: 'aborted' };
      case 'answered': {
        const { call, answer: given } = end;
        // The ledger has it: nobody needs it at the provider.
        await forgetCall(call, trade.follow, signal);
        const costUsd = dollarsOf(call.cost ?? call.reserved);
        const text = given.task === 'generate' ? given.value : '';
        return { type: 'bought', text, spec: call.spec, costUsd, quoteUsd: dollarsOf(call.reserved) };
      }
      case 'unanswered':
        await forgetCall(end.call, trade.follow, signal);
        return notBought(end.failure.reason, end.failure.hint, end.call.reserved, end.call.counted);
      case 'released':
        await trade.forgetNewest(key, signal);
        return signal.aborted ? { type: 'aborted' } : notBought(end.error.reason, end.error.hint, worst);
      case 'refused':
        return notBought(
          end.refusal.reason,
          hintFor(end.refusal),
          Number.isFinite(worst) ? worst : undefined,
        );
      case 'open':
        return notBought(
          end.error?.reason ?? 'It was sent, and its answer is not there yet.',
          later,
          worst,
          worst,
        );
      case 'unknown': {
        await askAboutQuestion(key.sha256, answer, this.#options);
        const why = `It was sent to ${end.call.spec}, and nobody can say whether it was charged.`;
        return notBought(
          why,
          `Open "${unknownNoteOf(answer)}", tick a box and save; then ask again.`,
          worst,
          end.call.counted,
        );
      }
    }
  }
}

function hintFor(refusal: Refusal): string {
  if (refusal.why === 'cap') return `Raise "${refusal.cap}" in budget.json, or wait, and ask again.`;
  if (refusal.why === 'own-budget')
    return 'Raise "budget" in the front matter of the question, and ask again.';
  return '';
}

const later = 'Ask again later: it is asked for, and not sent again.';
const noBudget = [
  'The budget of the question is no amount of dollars.',
  'Write one, such as "budget: 0.10", into its front matter.',
] as const;
const nothingToSend = ['All that was found must not leave this machine.', ''] as const;
const withdrawn = {
  code: 'changed',
  reason: 'The question was changed or taken away meanwhile, so nothing is sent.',
  hint: '',
};
const moved = {
  code: 'changed',
  reason: 'A document that was quoted is not where it was any more, so nothing is sent.',
  hint: 'Ask again.',
};
