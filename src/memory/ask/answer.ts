/** A question → its answer: by a local model as far as its citations hold, else by the sentences that fit best. */
import type { MemoryTools } from '../job.ts';
import { reranker } from '../rerank.ts';
import { type Answered, joined } from './answered.ts';
import { evidenceFor, type Passage, sourcesOf } from './evidence.ts';
import { answerByModel, type ByModel } from './model-answer.ts';
import type { Question } from './question.ts';

/** Files that are named when nothing answers. */
const mostClosest = 3;
/** Who quotes; it is this program itself. */
const embedded = 'builtin:extractive';
/** Words of a question that are named as missing, and the letters of one. */
const mostMissing = 6;
const longestMissing = 40;

/** What answering needs. */
export type AnswerTools = Pick<MemoryTools, 'root' | 'router' | 'index' | 'settings' | 'isPrivate'>;

/** How it is answered. */
export interface AnswerTerms {
  /** The question itself must not leave this machine. */
  readonly private: boolean;
  /** Let a local model put the passages into a better order first. */
  readonly rerank: boolean;
  /** Whoever asks must see nothing private: it is as if it were not there. */
  readonly publicOnly?: boolean;
  /** While the only models that could answer are down, rather answer later. */
  readonly patient: boolean;
  readonly signal: AbortSignal;
}

/** An answer, or why there will only be one later. */
export type Answering =
  | {
      readonly type: 'answered';
      readonly answer: Answered;
      /** To be called when the answer is where its owner finds it: until then all is kept that would make the same one. */
      readonly settled?: () => void;
    }
  | { readonly type: 'later'; readonly reason: string }
  | { readonly type: 'stopped' };

/** Answers from the index as it is; whoever wants the newest brings it up to date first. */
export async function answerQuestion(
  question: Question,
  tools: AnswerTools,
  terms: AnswerTerms,
): Promise<Answering> {
  const { router, isPrivate } = tools;
  const judge = terms.rerank ? reranker(router, { ...terms, isPrivate }) : undefined;
  const found = await evidenceFor(question, tools, judge?.rerank);
  const passages = terms.publicOnly ? found.filter((passage) => !passage.private) : found;
  if (terms.signal.aborted) return { type: 'stopped' };
  const shown = await shownTo(passages, tools, terms);
  const isSecret = terms.private || shown.some((passage) => passage.private);
  const byModel: ByModel =
    shown.length === 0
      ? { type: 'unasked' }
      : await answerByModel(question.text, shown, { router, private: isSecret, signal: terms.signal });
  if (terms.signal.aborted) return { type: 'stopped' };
  if (byModel.type === 'unavailable' && byModel.outage && terms.patient && !hasEmbedded(tools)) {
    return { type: 'later', reason: byModel.reason };
  }
  const asked = { question, passages, shown, byModel, judge: judge?.spec(), isSecret };
  return { type: 'answered', answer: await answerOf(asked, tools, terms) };
}

interface Asked {
  readonly question: Question;
  readonly passages: readonly Passage[];
  /** Those that a model was shown. */
  readonly shown: readonly Passage[];
  readonly byModel: ByModel;
  /** Who put the passages in order; undefined when nobody did. */
  readonly judge: string | undefined;
  /** Something that a model was shown is private. */
  readonly isSecret: boolean;
}

/** Joins what a model said with what is quoted. */
async function answerOf(asked: Asked, tools: AnswerTools, terms: AnswerTerms): Promise<Answered> {
  // Loaded with the first question: it knows sixty languages, which takes more memory than all that waits.
  const { quotedAnswer } = await import('./quoted-answer.ts');
  const { question, passages, shown, byModel, isSecret } = asked;
  const kept = passages.filter((passage) => !shown.includes(passage));
  const made = byModel.type === 'answered' && byModel.statements.length > 0 ? byModel : undefined;
  // What a model found nothing in is not quoted against it; what it never saw is.
  const rest = made || byModel.type === 'absent' ? kept : passages;
  const quotes = quotedAnswer(question.text, rest, tools.index);
  const { statements, citations } = made ? joined(made, quotes) : quotes;
  const found = statements.length > 0;
  const isQuoted = quotes.statements.length > 0 || (!made && byModel.type !== 'absent');
  const said = made ?? (byModel.type === 'absent' ? byModel : undefined);
  const missing = found ? [] : quotedAnswer(question.text, passages, tools.index).missing;
  const remarks = [
    ...question.problems,
    ...remarksOn(byModel, kept, !namesOnlyEmbedded(tools)),
    ...missingRemark(missing),
  ];
  return {
    ...{ found, statements, citations, remarks },
    closest: found ? [] : sourcesOf(passages, mostClosest),
    models: {
      ...(asked.judge !== undefined && { rerank: asked.judge }),
      answer: [...(said ? [said.spec] : []), ...(isQuoted ? [embedded] : [])].join(', '),
    },
    private:
      terms.private ||
      (made !== undefined && isSecret) ||
      [...citations, ...(found ? [] : passages)].some((source) => source.private),
    costUsd: 0,
  };
}

/** What is private is shown to a model of this machine, where one is there; else it is left out of what is sent. */
async function shownTo(
  passages: readonly Passage[],
  { router }: AnswerTools,
  { private: isPrivate }: AnswerTerms,
): Promise<readonly Passage[]> {
  if (isPrivate || !passages.some((passage) => passage.private)) return passages;
  if ((await router.availableFor('answer', { private: true })).ok) return passages;
  return passages.filter((passage) => !passage.private);
}

/** The person's list ends with the embedded default: it may answer when no other does. */
function hasEmbedded({ settings }: AnswerTools): boolean {
  return settings().models.text.night.some((spec) => spec.startsWith('builtin:'));
}

/** Then no model is missing that was wished for. */
function namesOnlyEmbedded({ settings }: AnswerTools): boolean {
  return settings().models.text.night.every((spec) => spec.startsWith('builtin:'));
}

function missingRemark(missing: readonly string[]): readonly string[] {
  if (missing.length === 0) return [];
  const words = missing.slice(0, mostMissing).map((word) => `“${word.slice(0, longestMissing)}”`);
  return [
    `None of the passages that fit best has ${words.join(', ')}${missing.length > mostMissing ? ' …' : ''}.`,
  ];
}

function remarksOn(byModel: ByModel, kept: readonly Passage[], wished: boolean): readonly string[] {
  const remarks: string[] = [];
  if (byModel.type === 'answered' && byModel.dropped > 0) {
    const [count, were] =
      byModel.dropped === 1 ? ['One sentence', 'was'] : [`${byModel.dropped} sentences`, 'were'];
    remarks.push(
      `${count} of ${byModel.spec} had no citation that stands in your files, and ${were} left out.`,
    );
  }
  if (byModel.type === 'failed') remarks.push(`${byModel.spec} gave no answer: ${byModel.reason}`);
  if (byModel.type === 'unavailable' && wished) remarks.push(byModel.reason);
  if (byModel.type === 'unasked' && kept.length > 0 && wished) {
    remarks.push('Only private files fit, and no model of this machine can be asked about them now.');
  }
  const wasShown = byModel.type === 'answered' || byModel.type === 'absent' || byModel.type === 'failed';
  if (kept.length > 0 && wasShown) {
    remarks.push('Private files were not shown to a model on another machine; what fits in them is quoted.');
  }
  return remarks;
}
