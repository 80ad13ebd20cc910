/** A question → its answer: by a local model as far as its citations hold, else by the sentences that fit best. */
import type { MemoryTools } from '../job.ts';
import { reranker } from '../rerank.ts';
import { type Answered, joined } from './answered.ts';
import { evidenceFor, type Passage, sourcesOf } from './evidence.ts';
import { answerByModel, type ByModel } from './model-answer.ts';
import type { Question } from './question.ts';
import { quotedAnswer } from './quoted-answer.ts';

/** Files that are named when nothing answers. */
const mostClosest = 3;
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
  /** While the only models that could answer are down, rather answer later. */
  readonly patient: boolean;
  readonly signal: AbortSignal;
}

/** An answer, or why there will only be one later. */
export type Answering =
  | { readonly type: 'answered'; readonly answer: Answered }
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
  const passages = await evidenceFor(question, tools, judge?.rerank);
  if (terms.signal.aborted) return { type: 'stopped' };
  const quoted = (some: readonly Passage[]) => quotedAnswer(question.text, some, tools.index);
  if (passages.length === 0)
    return { type: 'answered', answer: absent(question, terms, passages, quoted([]).missing) };

  const shown = await shownTo(passages, tools, terms);
  const kept = passages.filter((passage) => !shown.includes(passage));
  const isSecret = terms.private || shown.some((passage) => passage.private);
  const byModel: ByModel =
    shown.length === 0
      ? {
          type: 'unavailable',
          outage: false,
          reason: 'Only private files fit, and no model of this machine is there.',
        }
      : await answerByModel(question.text, shown, { router, private: isSecret, signal: terms.signal });
  if (terms.signal.aborted) return { type: 'stopped' };
  if (byModel.type === 'unavailable' && byModel.outage && terms.patient && !hasEmbedded(tools)) {
    return { type: 'later', reason: byModel.reason };
  }
  const made = byModel.type === 'answered' && byModel.statements.length > 0 ? byModel : undefined;
  // What a model found nothing in is not quoted against it; what it never saw is.
  const rest = made || byModel.type === 'absent' ? kept : passages;
  const quotes = quoted(rest);
  const parts = made ? joined(made, quotes) : quotes;
  const rerank = judge?.spec();
  const models = {
    ...(rerank !== undefined && { rerank }),
    answer: specsOf(byModel, quotes.statements.length > 0 || (!made && byModel.type !== 'absent')),
  };
  const remarks = [...question.problems, ...remarksOn(byModel, kept, shown)];
  if (parts.statements.length === 0) {
    const missing = quoted(passages).missing;
    return {
      type: 'answered',
      answer: {
        ...absent(question, terms, passages, missing),
        remarks: [...remarks, ...missingRemark(missing)],
        models,
      },
    };
  }
  return {
    type: 'answered',
    answer: {
      ...{
        found: true,
        statements: parts.statements,
        citations: parts.citations,
        closest: [],
        remarks,
        models,
      },
      private: terms.private || parts.citations.some((citation) => citation.private),
      costUsd: 0,
    },
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

function absent(
  question: Question,
  terms: AnswerTerms,
  passages: readonly Passage[],
  missing: readonly string[],
): Answered {
  return {
    ...{ found: false, statements: [], citations: [], closest: sourcesOf(passages, mostClosest) },
    remarks: [...question.problems, ...missingRemark(missing)],
    models: { answer: embedded },
    private: terms.private || passages.some((passage) => passage.private),
    costUsd: 0,
  };
}

const embedded = 'builtin:extractive';

function specsOf(byModel: ByModel, isQuoted: boolean): string {
  const spec = byModel.type === 'answered' && byModel.statements.length > 0 ? [byModel.spec] : [];
  const asked = byModel.type === 'absent' ? [byModel.spec] : spec;
  return [...asked, ...(isQuoted ? [embedded] : [])].join(', ');
}

function missingRemark(missing: readonly string[]): readonly string[] {
  if (missing.length === 0) return [];
  const words = missing.slice(0, mostMissing).map((word) => `“${word.slice(0, longestMissing)}”`);
  return [
    `None of the passages that fit best has ${words.join(', ')}${missing.length > mostMissing ? ' …' : ''}.`,
  ];
}

function remarksOn(byModel: ByModel, kept: readonly Passage[], shown: readonly Passage[]): readonly string[] {
  const remarks: string[] = [];
  if (byModel.type === 'answered' && byModel.dropped > 0) {
    const count = byModel.dropped === 1 ? 'One sentence' : `${byModel.dropped} sentences`;
    remarks.push(`${count} of ${byModel.spec} had no citation that stands in your files, and was left out.`);
  }
  if (byModel.type === 'failed') remarks.push(`${byModel.spec} gave no answer: ${byModel.reason}`);
  if (byModel.type === 'unavailable' && shown.length > 0) remarks.push(byModel.reason);
  if (kept.length > 0) {
    remarks.push('Private files were not shown to a model on another machine; what fits in them is quoted.');
  }
  return remarks;
}
