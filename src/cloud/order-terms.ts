/** The terms on which each task is bought: they bound what a call can cost. */
import { joinTokens } from '../models/join-prompt.ts';
import type { BuyableTask } from '../models/purchase.ts';

/** As in an order. */
export interface OrderTerms {
  /** Hidden reasoning included. */
  readonly maxOutputTokens: number;
  readonly deadlineSeconds: number;
}

/** All that can be bought: a task of a file, or the joining of a question's quotes. */
export type SoldTask = BuyableTask | 'join';

/** A description fits into a page, the words of a dense page into four thousand tokens. */
const terms: Readonly<Record<SoldTask, OrderTerms>> = {
  describe: { maxOutputTokens: 1500, deadlineSeconds: 120 },
  recognise: { maxOutputTokens: 4000, deadlineSeconds: 180 },
  transcribe: { maxOutputTokens: 16_000, deadlineSeconds: 300 },
  join: { maxOutputTokens: joinTokens, deadlineSeconds: 300 },
};

/** The terms of a task. */
export function termsOf(task: SoldTask): OrderTerms {
  return terms[task];
}

/** The task of a record, where it is one that can be bought. */
export function soldTask(task: string): SoldTask | undefined {
  return Object.hasOwn(terms, task) ? (task as SoldTask) : undefined;
}
