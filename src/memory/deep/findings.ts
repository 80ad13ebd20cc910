/** What the documents say about a deep question, before anybody puts it together: plain JSON, so that it can be kept. */
import type { Filters } from '../filter.ts';
import { needsAll } from './needs-all.ts';
import { type Passage, type PassageTools, type Relevant, relevantPassages } from './passages.ts';
import { questionKey } from './progress.ts';
import { quotesByWords } from './quotes-by-words.ts';
import { type Kept, type ReadAll, type ReadTools, readAll } from './read-all.ts';
import { type Split, splitQuestion } from './split.ts';

/** A quote with the number by which statements name it. Numbers are from 1. */
export interface DeepQuote {
  readonly number: number;
  /** Quotes of one document have the same. */
  readonly document: number;
  readonly text: string;
  readonly passage: Passage;
}

/** How much was read: passages, unless something else is said. */
export interface Extent {
  readonly passages: number;
  readonly documents: number;
  readonly read: number;
  /** The model failed at them. */
  readonly failed: number;
  /** Nobody could read them. */
  readonly unread: number;
  /** Beyond the bound. */
  readonly left: number;
  /** Quotes that there was no room for. */
  readonly quotesLeft: number;
}

/** Why something could not be done, and what would help. One sentence each. */
export interface Lack {
  readonly reason: string;
  readonly hint: string;
}

/** All that was found. */
export interface Findings {
  readonly pieces: readonly string[];
  readonly quotes: readonly DeepQuote[];
  readonly extent: Extent;
  /** Some or all quotes were chosen by words alone, for want of a model. */
  readonly missing?: Lack;
  readonly models: { readonly split?: string; readonly quote?: string };
}

/** What finding needs. */
export interface FindTools extends PassageTools, ReadTools {}

/** What is asked. */
export interface FindRequest {
  readonly question: string;
  readonly filters: Filters;
  /** The question must not leave this machine. */
  readonly private: boolean;
}

/** What came of it. */
export type Found =
  | { readonly type: 'found'; readonly findings: Findings }
  /** The model went away in the middle; what it said is kept. */
  | { readonly type: 'later'; readonly why: string; readonly hint: string }
  | { readonly type: 'aborted' };

/** Characters of all quotes together: what models take at their lower price, whatever the language. */
const mostCharacters = 200_000;

/** Splits the question, reads every relevant passage and numbers the quotes. Goes on where it ended before. */
export async function find(request: FindRequest, tools: FindTools): Promise<Found> {
  const { question, filters } = request;
  const { signal } = tools;
  const key = questionKey(question);
  const { pieces, spec } = await splitOnce(key, request, tools);
  if (signal.aborted) return { type: 'aborted' };
  const questions = [...new Set([question, ...pieces])];
  const relevant = await relevantPassages({ questions, filters, all: needsAll(question, filters) }, tools);
  const read = await readAll(key, pieces, relevant.passages, tools);
  if (signal.aborted) return { type: 'aborted' };
  const { missing } = read;
  if (missing?.outage === true && read.asked > 0) {
    return { type: 'later', why: missing.reason, hint: missing.hint };
  }
  const { quotes, left } = numbered([...read.kept, ...quotesByWords(question, read.unread)]);
  const findings: Findings = {
    ...{ pieces, quotes, extent: extentOf(relevant, read, left) },
    ...(missing && { missing: { reason: missing.reason, hint: missing.hint } }),
    models: {
      ...(spec !== undefined && { split: spec }),
      ...(read.specs.length > 0 && { quote: read.specs.join(', ') }),
    },
  };
  return { type: 'found', findings };
}

async function splitOnce(key: string, request: FindRequest, tools: FindTools): Promise<Split> {
  const { progress, model, signal } = tools;
  const known = progress.split(key);
  if (known) return known;
  const split = await splitQuestion(request.question, model, { private: request.private, signal });
  // A question that nobody could split is split when somebody can.
  if (split.spec !== undefined) progress.saveSplit(key, split);
  return split;
}

function extentOf({ passages, left }: Relevant, read: ReadAll, quotesLeft: number): Extent {
  return {
    passages: passages.length,
    documents: new Set(passages.map(({ note }) => note)).size,
    ...{ read: read.read, failed: read.failed, unread: read.unread.length, left, quotesLeft },
  };
}

/** Numbers quotes and documents in their order; the same words of one document once. */
function numbered(kept: readonly Kept[]): { readonly quotes: readonly DeepQuote[]; readonly left: number } {
  const documents = new Map<string, number>();
  const seen = new Set<string>();
  const quotes: DeepQuote[] = [];
  let characters = 0;
  let left = 0;
  for (const { passage, text } of kept) {
    const same = JSON.stringify([passage.note, text]);
    if (seen.has(same)) continue;
    seen.add(same);
    characters += text.length;
    if (characters > mostCharacters) {
      left += 1;
      continue;
    }
    const document = documents.get(passage.note) ?? documents.size + 1;
    documents.set(passage.note, document);
    quotes.push({ passage, text, document, number: quotes.length + 1 });
  }
  return { quotes, left };
}
