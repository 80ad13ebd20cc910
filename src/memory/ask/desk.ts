/** The desk: takes the questions that lie in ask/ and answers them, those below now/ at once, the others when it is told. */
import { hash } from 'node:crypto';
import { join } from 'node:path';
import { lookNow } from '../../folders/entries.ts';
import type { Mover } from '../../folders/move-contract.ts';
import { sameFile } from '../../ingest/claim.ts';
import { WaitingFiles } from '../../ingest/waiting.ts';
import type { WaitingFile } from '../../ingest/waiting-file.ts';
import type { Timers } from '../../ingest/waiting-options.ts';
import { isoWithOffset } from '../../report/times.ts';
import type { MemoryJob, MemoryTools } from '../job.ts';
import { updateIndex } from '../update.ts';
import { type Answering, type AnswerTerms, answerQuestion } from './answer.ts';
import { renderAnswerNote, renderUnansweredNote } from './answer-note.ts';
import type { Question } from './question.ts';
import { type ReadQuestion, readQuestion } from './read-question.ts';
import { type AskedFile, finishSettling, settleQuestion, writeAnswer } from './settle-question.ts';

/** The longest time between two listings of ask/, whatever events say. In milliseconds. */
const rescanMs = 60_000;
/** For how long a question waits for a model that is down, or after something went wrong. In milliseconds. */
const laterMs = 10 * 60_000;
/** How much longer than it takes to come to rest is waited for what was just dropped. In milliseconds. */
const restMs = 1000;
/** Somebody who has just made an empty file is about to write into it. In milliseconds. */
const emptyMs = 10 * 60_000;

/**
 * Answers a question that says `deep: true`; undefined where it cannot, and the question is answered like any other.
 * `path` is the question's, below the root; progress may be kept by it.
 */
export type AnswerDeeply = (
  question: Question,
  terms: AnswerTerms & DeepTerms,
) => Promise<Answering | undefined>;

/** What deep questions are answered with besides. */
export interface DeepTerms {
  readonly path: string;
  readonly sha256: string;
  /** Whether the question lies there still, as it was read. */
  readonly stands: () => boolean;
}

/** What the desk needs. */
export interface DeskTools extends MemoryTools {
  readonly mover: Mover;
  readonly timers: Timers;
  readonly deep?: AnswerDeeply;
  /** Other questions lie in ask/ than before. Must not throw. */
  readonly onChange?: () => void;
}

/** What is looked at: everything, or only what lies below ask/now/. */
export type Which = 'all' | 'now';

/** One for each open root. */
export class QuestionDesk {
  readonly #tools: DeskTools;
  readonly #waiting: WaitingFiles;
  readonly #stopping = new AbortController();
  #working: Promise<void> = Promise.resolve();
  #begun: Promise<void> | undefined;

  constructor(tools: DeskTools) {
    this.#tools = tools;
    const { root, clock, timers, settings, tell, onChange } = tools;
    this.#waiting = new WaitingFiles({
      ...{ folder: root.ask, clock, timers, rescanMs, watch: true },
      quietMs: () => settings().stabilityMs,
      onChange: () => {
        onChange?.();
        if (this.#waiting.counts().urgent > 0) void this.look('now');
      },
      onPrivate: () => undefined,
      onError: (error) => {
        const message = `ask/ could not be watched or listed just now: ${String(error)}`;
        tell({ type: 'notice', level: 'warn', message });
      },
    });
  }

  /** Watches ask/, and answers what lies below ask/now/ from now on, whatever the hour. Resolves when it is listed. */
  begin(): Promise<void> {
    this.#begun ??= this.#waiting.start();
    return this.#begun;
  }

  /** Answers what is ready, one question after the other; resolves when none is left, or `signal` says stop. Never rejects. */
  look(which: Which, signal: AbortSignal = this.#stopping.signal): Promise<void> {
    const both = AbortSignal.any([signal, this.#stopping.signal]);
    this.#working = this.#working.then(() => this.#answerAll(which, both));
    return this.#working;
  }

  /** The work of the night, and of a run: all questions that lie there. */
  get job(): MemoryJob {
    return {
      name: 'questions',
      run: async (signal) => {
        await this.begin();
        await this.#waiting.rescan();
        await this.#rest(signal);
        await this.look('all', signal);
      },
    };
  }

  /** Waits for what was just dropped, not for a file that somebody goes on writing. */
  #rest(signal: AbortSignal): Promise<void> {
    const { timers, settings } = this.#tools;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = timers.setTimeout(resolve, 2 * settings().stabilityMs + restMs);
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (signal.aborted) resolve();
    void this.#waiting.settled().then(resolve);
    return promise.finally(() => timers.clearTimeout(timer));
  }

  /** Breaks off what is being answered; the question stays where it is. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#waiting.close();
    await this.#working;
  }

  async #answerAll(which: Which, signal: AbortSignal): Promise<void> {
    let isFresh = false;
    for (;;) {
      const file = signal.aborted ? undefined : this.#next(which);
      if (!file) return;
      const taken = this.#waiting.take(file.path);
      if (!taken) continue;
      try {
        if (!isFresh) await this.#update(signal);
        isFresh = true;
        await this.#answer(taken, which, signal);
      } catch (error) {
        const message = `The question "ask/${file.path}" could not be answered just now: ${String(error)}`;
        this.#tools.tell({ type: 'notice', level: 'warn', message });
        this.#waiting.postpone(file.path, this.#tools.clock.now() + laterMs);
      }
      this.#tools.onChange?.();
    }
  }

  #next(which: Which): WaitingFile | undefined {
    for (const file of this.#waiting.ready()) {
      if (which === 'all' || file.place.urgent) return file;
    }
    return undefined;
  }

  async #update(signal: AbortSignal): Promise<void> {
    const { root, index, clock } = this.#tools;
    await updateIndex({ root, index, now: () => clock.now(), signal });
  }

  /** Exactly one of `claimed`, `putBack` and `postpone` follows. */
  async #answer(waiting: WaitingFile, which: Which, signal: AbortSignal): Promise<void> {
    const { root, clock, tell } = this.#tools;
    const path = join(root.ask, waiting.path);
    const facts = lookNow(path);
    if (!facts?.isFile()) {
      if (!facts) return this.#waiting.claimed(waiting.path);
      const message = `"ask/${waiting.path}" is no text file, so no question can be read in it.`;
      tell({ type: 'notice', level: 'warn', message });
      return this.#waiting.postpone(waiting.path, Number.MAX_SAFE_INTEGER);
    }
    const until = Number(facts.mtimeMs) + emptyMs;
    if (facts.size === 0n && clock.now() < until) return this.#waiting.postpone(waiting.path, until);
    const read = await readQuestion(path);
    const { dev, ino, size, mtimeNs } = facts;
    const file = {
      path,
      place: waiting.place.path,
      identity: { dev, ino, size, mtimeNs },
      sha256: read.sha256,
    };
    const isResumed = await finishSettling(file, this.#tools);
    if (isResumed) return this.#waiting.claimed(waiting.path);
    const stands = (): boolean => sameFile(file.path, file.identity) === 'same';
    const answering = await this.#answeringOf(waiting, read, stands, which, signal);
    if (answering?.type === 'stopped') return this.#waiting.putBack(waiting.path);
    if (answering?.type === 'later') {
      const message = `The question "ask/${waiting.path}" waits for a model: ${answering.reason}`;
      tell({ type: 'notice', level: 'info', message });
      return this.#waiting.postpone(waiting.path, clock.now() + laterMs);
    }
    await this.#settle(waiting, file, read, answering);
  }

  /** Undefined when there is no question. */
  async #answeringOf(
    { path, place }: WaitingFile,
    { parsed, sha256, written }: ReadQuestion,
    stands: () => boolean,
    which: Which,
    signal: AbortSignal,
  ): Promise<Answering | undefined> {
    if (!parsed.ok) return undefined;
    const known = sha256 ?? hash('sha256', written);
    const { question } = parsed;
    // By day one question is answered at once; at night there is time to do it better.
    const terms = {
      private: place.private || this.#tools.isPrivate(known),
      rerank: which === 'all' && !place.urgent,
      patient: !place.urgent,
      signal,
    };
    if (!question.deep) return answerQuestion(question, this.#tools, terms);
    const deeply = await this.#tools.deep?.(question, {
      ...terms,
      path: `ask/${path}`,
      sha256: known,
      stands,
    });
    if (deeply) return deeply;
    const problem = 'It was answered from the best places only, not from every file.';
    const plain = { ...question, problems: [...question.problems, problem] };
    return answerQuestion(plain, this.#tools, terms);
  }

  async #settle(
    waiting: WaitingFile,
    file: AskedFile,
    read: ReadQuestion,
    answering: Extract<Answering, { type: 'answered' }> | undefined,
  ): Promise<void> {
    const { root, clock, settings, tell } = this.#tools;
    const answered = isoWithOffset(clock.now(), settings().window.timeZone);
    const render = (note: string, original?: string): string => {
      const { parsed, sha256 } = read;
      const question = parsed.ok ? parsed.question.text : read.written;
      const facts = { note, original, question, answered, sha256 };
      if (answering) return renderAnswerNote(answering.answer, facts);
      if (parsed.ok) throw new Error('A question that could be read was not answered.');
      return renderUnansweredNote(parsed.failure, facts);
    };
    const settled = await settleQuestion(file, ({ note, original }) => render(note, original), this.#tools);
    let note = settled.type === 'settled' ? settled.note : undefined;
    // What was paid for is kept, though the question was taken away or written anew meanwhile.
    if (note === undefined && (answering?.answer.costUsd ?? 0) > 0) {
      note = await writeAnswer(file.place, (alone) => render(alone), root);
    }
    if (settled.type === 'changed') this.#waiting.putBack(waiting.path);
    else this.#waiting.claimed(waiting.path);
    if (note === undefined) return;
    tell({
      type: 'notice',
      level: 'info',
      message: `The question "ask/${waiting.path}" is answered in "${note}".`,
    });
    // What it keeps if this fails is forgotten after a day.
    answering?.settled?.();
  }
}
