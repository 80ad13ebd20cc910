/**
 * Deep questions, after the MinionS protocol (https://arxiv.org/abs/2502.15964): the question is split, a local model reads
 * every relevant passage and quotes or abstains, and only the quotes are put together: by a bought model when the
 * question's owner allows it and pays for it, else here.
 */
import { groundedStatements, joinAnswer, type Statement } from '../../models/join-prompt.ts';
import type { Excerpt, JoinDoor, JoinPurchase } from '../../models/purchase.ts';
import {
  type DeepQuote,
  type Findings,
  type FindRequest,
  type FindTools,
  find,
  type Lack,
} from './findings.ts';
import { type JoinedHere, joinHere } from './join-here.ts';
import { hiddenContents } from './passages.ts';
import { questionKey } from './progress.ts';

/** What is asked. Paths are below the root. */
export interface DeepRequest extends FindRequest {
  /** Where the question lies, and where its answer will. */
  readonly path: string;
  readonly answer: string;
  /** Its front matter says `cloud: allow`, and how many dollars it may cost in all. */
  readonly cloud?: { readonly budgetUsd: number };
  /** Whether it is still asked, as it was read. */
  readonly stands: () => boolean;
}

/** What answering needs. */
export interface DeepTools extends Omit<FindTools, 'signal'> {
  /** Undefined where nothing can be bought. */
  readonly door?: JoinDoor;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** An answer with all that it rests on. */
export interface DeepAnswered extends Findings {
  readonly type: 'answered';
  /** Who put the quotes together: a bought model, the local one, or nobody. */
  readonly by: 'cloud' | 'local' | 'nobody';
  /** None where nobody joined the quotes, or they do not answer the question. */
  readonly statements: readonly Statement[];
  /** Why nobody joined them, when nobody did although there are some. */
  readonly unjoined?: Lack;
  /** What came of the wish to buy, where there was one. */
  readonly purchase?: Exclude<JoinPurchase, { type: 'aborted' }>;
  /** Numbers of the quotes that whoever joined was not shown, since they must not leave this machine. */
  readonly keptHome: readonly number[];
  /** Who did what. */
  readonly models: { readonly split?: string; readonly quote?: string; readonly join?: string };
}

/** The answer, or why there is none yet. */
export type DeepAnswer =
  | DeepAnswered
  /** The model went away in the middle; what it said is kept. */
  | { readonly type: 'later'; readonly why: string; readonly hint: string }
  | { readonly type: 'aborted' };

/** Answers from the index as it is. Goes on where it ended when it was broken off. */
export async function deepAnswer(
  request: DeepRequest,
  tools: DeepTools,
  signal: AbortSignal,
): Promise<DeepAnswer> {
  const { progress, now, door } = tools;
  const key = questionKey(request.question);
  progress.begin(key, now());
  const mayBuy = request.cloud !== undefined && door !== undefined;
  // What was begun to be bought is bought with the same quotes: others would make it another purchase.
  const begun = mayBuy ? progress.findings(key, request.filters, now()) : undefined;
  const found = begun
    ? ({ type: 'found', findings: begun } as const)
    : await find(request, { ...tools, signal });
  if (found.type !== 'found') return found;
  const { findings } = found;
  const quotes = begun ? asPrivateAsNow(findings.quotes, tools) : findings.quotes;
  if (quotes.length === 0)
    return { type: 'answered', ...findings, by: 'nobody', statements: [], keptHome: [] };
  if (mayBuy && begun === undefined) progress.saveFindings(key, request.filters, findings, now());
  const bought = mayBuy ? await buy(request, quotes, door, signal) : {};
  if (bought === undefined) return { type: 'aborted' };
  const joined = bought.joined ?? (await joinedHere(request, quotes, tools, signal));
  if (signal.aborted) return { type: 'aborted' };
  const { purchase } = bought;
  const models = { ...findings.models, ...joined.models };
  const answered = { ...findings, quotes, keptHome: [], ...joined, models };
  return { type: 'answered', ...answered, ...(purchase && { purchase }) };
}

/**
 * To be called when the answer is at rest: the next time, the question is asked of what there is then. Where something was
 * sent of which no answer came, it is kept for a while, so that whoever asks again asks after that.
 */
export function settleDeep(
  { question }: Pick<DeepRequest, 'question'>,
  { purchase }: Pick<DeepAnswered, 'purchase'>,
  progress: DeepTools['progress'],
): void {
  if (purchase?.type === 'not-bought' && purchase.costUsd > 0) return;
  progress.forgetFindings(questionKey(question));
}

/** What was found before may have become private since. */
function asPrivateAsNow(quotes: readonly DeepQuote[], tools: DeepTools): readonly DeepQuote[] {
  const isHidden = hiddenContents(tools);
  return quotes.map(({ passage, ...quote }) => ({
    ...quote,
    passage: { ...passage, private: passage.private || passage.contents.some(isHidden) },
  }));
}

type Joined = Pick<DeepAnswered, 'by' | 'statements' | 'unjoined' | 'models'> &
  Partial<Pick<DeepAnswered, 'keptHome'>>;

function excerptOf({ number, document, text, passage }: DeepQuote): Excerpt {
  const { note, path, contents } = passage;
  return { number, document, text, note, path, contents, private: passage.private };
}

/** Undefined when it was broken off; without `joined` when nothing came of it that can be used. */
async function buy(
  { question, path, answer, cloud, stands }: DeepRequest,
  quotes: readonly DeepQuote[],
  door: JoinDoor,
  signal: AbortSignal,
): Promise<{ readonly joined?: Joined; readonly purchase?: DeepAnswered['purchase'] } | undefined> {
  const excerpts = door.sendable(quotes.map(excerptOf));
  const order = {
    question,
    path,
    answer,
    allowed: cloud !== undefined,
    budgetUsd: cloud?.budgetUsd ?? 0,
    ...{ excerpts, stands },
  };
  const purchase = await door.join(order, signal);
  if (purchase.type === 'aborted') return undefined;
  if (purchase.type === 'not-bought') return { purchase };
  const read = joinAnswer.safeParse(jsonOf(purchase.text));
  if (!read.success) return { purchase };
  const sent = new Set(excerpts.map(({ number }) => number));
  const statements = groundedStatements(read.data, sent);
  const keptHome = quotes.map(({ number }) => number).filter((number) => !sent.has(number));
  return { purchase, joined: { by: 'cloud', statements, keptHome, models: { join: purchase.spec } } };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where no model of this machine may see what is private, the rest is joined without it. */
async function joinedHere(
  request: DeepRequest,
  quotes: readonly DeepQuote[],
  { model }: DeepTools,
  signal: AbortSignal,
): Promise<Joined> {
  const secret = quotes.filter(({ passage }) => passage.private);
  const isHidden = secret.length > 0 && !request.private && !(await model.able(true)).ok;
  const shown = isHidden ? quotes.filter((quote) => !secret.includes(quote)) : quotes;
  const terms = { private: request.private || (secret.length > 0 && !isHidden), signal };
  const here = shown.length === 0 ? nobody : await joinHere(request.question, shown, model, terms);
  if (!here.ok) {
    const { reason, hint } = here.failure;
    return { by: 'nobody', statements: [], unjoined: { reason, hint }, models: {} };
  }
  const keptHome = isHidden ? secret.map(({ number }) => number) : [];
  return { by: 'local', statements: here.statements, keptHome, models: { join: here.spec } };
}

const nobody: JoinedHere = {
  ok: false,
  failure: {
    code: 'model-missing',
    reason: 'All quotes are private, and no model of this machine is there.',
    hint: 'Name one under "models.text.night" in settings.json.',
  },
};
