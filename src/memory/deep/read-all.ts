/** Every piece of a question put to every relevant passage, one after the other, with each answer saved before the next. */
import pLimit from 'p-limit';
import { Breath } from '../../ingest/breath.ts';
import type { Routed, Unavailable } from '../../models/router.ts';
import type { LocalModel } from './local-model.ts';
import type { Passage } from './passages.ts';
import type { DeepProgress } from './progress.ts';
import { quoteFrom } from './quote.ts';

/** Words that stand in a passage, for a piece. */
export interface Kept {
  readonly passage: Passage;
  readonly text: string;
}

/** What was read. */
export interface ReadAll {
  readonly kept: readonly Kept[];
  /** Passages to which every piece was put. */
  readonly read: number;
  /** Answers that the model gave this time. */
  readonly asked: number;
  /** Those that the model failed at. */
  readonly failed: number;
  /** Those that nobody has read, since nobody can now. */
  readonly unread: readonly Passage[];
  /** Why nobody can, if so. */
  readonly missing: Unavailable | undefined;
  /** Who read. */
  readonly specs: readonly string[];
}

/** What reading needs. */
export interface ReadTools {
  readonly progress: DeepProgress;
  readonly model: LocalModel;
  readonly signal: AbortSignal;
}

/** Passages that are asked about at once; whoever serves fewer lets the others wait. */
const atOnce = 4;
/** So many failures running are no matter of single passages. */
const mostFailures = 10;

type Outcome =
  | { readonly type: 'read'; readonly quotes: readonly string[] }
  | { readonly type: 'failed' | 'unread' };

/** One reading of passages: what is known of the model while it lasts. */
class Reading {
  /** Why nobody can read private passages (true), or the others, if so. */
  readonly missing = new Map<boolean, Unavailable>();
  failuresRunning = 0;
  asked = 0;
  readonly #breath = new Breath();
  readonly specs = new Set<string>();
  readonly #question: string;
  readonly #pieces: readonly string[];
  readonly #tools: ReadTools;

  constructor(question: string, pieces: readonly string[], tools: ReadTools) {
    this.#question = question;
    this.#pieces = pieces;
    this.#tools = tools;
  }

  /** All pieces one after the other: a server keeps the passage while the question behind it changes. */
  async read(passage: Passage, spec: string): Promise<Outcome> {
    const { progress, model, signal } = this.#tools;
    const quotes: string[] = [];
    // What is known already is no reason to keep everything else waiting.
    if (this.#breath.isDue) await this.#breath.take();
    for (const piece of this.#pieces) {
      const key = { question: this.#question, piece, passage: passage.key };
      const known = progress.quotes({ ...key, model: spec });
      if (known !== undefined) {
        this.specs.add(spec);
        quotes.push(...known);
        continue;
      }
      if (this.missing.has(passage.private) || signal.aborted) return { type: 'unread' };
      const routed = await quoteFrom(passage, piece, model, { private: passage.private, signal });
      if (signal.aborted) return { type: 'unread' };
      if (!routed.ok) return this.#lost(routed, passage.private);
      this.failuresRunning = 0;
      this.asked += 1;
      this.specs.add(routed.spec);
      progress.saveQuotes({ ...key, model: routed.spec }, routed.value);
      quotes.push(...routed.value);
    }
    return { type: 'read', quotes: [...new Set(quotes)] };
  }

  #lost(routed: Exclude<Routed<readonly string[]>, { ok: true }>, isPrivate: boolean): Outcome {
    if (routed.cause === 'unavailable') {
      this.missing.set(isPrivate, routed);
      return { type: 'unread' };
    }
    this.failuresRunning += 1;
    const { reason, hint } = routed.error;
    if (this.failuresRunning >= mostFailures) {
      this.missing.set(isPrivate, { outage: false, reason, hint, missing: [] });
    }
    return { type: 'failed' };
  }
}

/** Reads until all is read, nobody can any more, or `signal` says stop. Private passages may have another model. */
export async function readAll(
  question: string,
  pieces: readonly string[],
  passages: readonly Passage[],
  tools: ReadTools,
): Promise<ReadAll> {
  const reading = new Reading(question, pieces, tools);
  const specOf = await specsFor(passages, tools.model, reading);
  const limit = pLimit(atOnce);
  const outcomes = await Promise.all(
    passages.map((passage) => limit(() => reading.read(passage, specOf(passage.private)))),
  );
  const those = (type: Outcome['type']) => passages.filter((_, at) => outcomes[at]?.type === type);
  return {
    kept: passages.flatMap((passage, at) => {
      const outcome = outcomes[at];
      return outcome?.type === 'read' ? outcome.quotes.map((text) => ({ passage, text })) : [];
    }),
    read: those('read').length,
    asked: reading.asked,
    failed: those('failed').length,
    unread: those('unread'),
    missing: [...reading.missing.values()][0],
    specs: [...reading.specs],
  };
}

/** Who would read private passages, and who the others: what they said before need not be asked again. */
async function specsFor(
  passages: readonly Passage[],
  model: LocalModel,
  reading: Reading,
): Promise<(isPrivate: boolean) => string> {
  const specs = new Map<boolean, string>();
  for (const isPrivate of new Set(passages.map((passage) => passage.private))) {
    const able = await model.able(isPrivate);
    if (able.ok) specs.set(isPrivate, able.spec);
    else reading.missing.set(isPrivate, able);
  }
  return (isPrivate) => specs.get(isPrivate) ?? '';
}
