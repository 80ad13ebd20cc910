/**
 * A model that is made of dice: it answers from nothing but the text that it is given, overlooks some of what answers, takes
 * some of what nearly does, and miscopies some numbers, the more often the longer the text. The dice are hashes of a seed
 * and of what is read, so that the same reading gives the same errors in whatever order it is done.
 */
import { hash } from 'node:crypto';
import { estimateTokens } from '../../src/models/chunks.ts';
import type { NumberedQuote } from '../../src/models/join-prompt.ts';
import { type Bearing, type Planted, type PlantedQuestion, sentencesIn } from './planted.ts';

/** How often it errs, each from 0 to 1. They are assumed, not measured. */
export interface ErrorRates {
  /** Overlooked of what answers, in a text of 500 tokens; and so much more each time that the text is twice as long. */
  readonly overlooked: number;
  readonly perDoubling: number;
  /** Taken of what nearly answers. */
  readonly taken: number;
  /** Numbers and quotes that are miscopied. */
  readonly miscopied: number;
}

/** Those of a model that fits on a laptop, and of one that is sold. */
export const localRates: ErrorRates = { overlooked: 0.06, perDoubling: 0.06, taken: 0.1, miscopied: 0.03 };
export const cloudRates: ErrorRates = { overlooked: 0.01, perDoubling: 0.012, taken: 0.02, miscopied: 0.003 };

const shortText = 500;
const mostOverlooked = 0.9;

/** A sentence that the model took for an answer, and where it stands. */
interface Taken {
  readonly document: number;
  readonly number: number;
  /** The sentence, or what the model made of it. */
  readonly said: string;
  readonly bearing: Bearing;
  /** Part of a count that an earlier reading made. */
  readonly counted: number;
}

/** What it answers: sentences with the numbers of the texts that they are from. */
export interface Said {
  readonly statements: readonly { readonly text: string; readonly quotes: number[] }[];
}

/** The model, over what is planted. */
export class ScriptedReader {
  readonly #planted: Planted;
  readonly #questions: ReadonlyMap<string, PlantedQuestion>;
  readonly #rates: ErrorRates;
  readonly #seed: string;

  constructor(planted: Planted, rates: ErrorRates, seed: string) {
    this.#planted = planted;
    this.#questions = new Map(planted.questions.map((question) => [question.text, question]));
    this.#rates = rates;
    this.#seed = seed;
  }

  /** Copies from a passage what seems to answer; a copy may be wrong by a word. */
  quotes(question: string, passage: string, tokens: number): readonly string[] {
    return sentencesIn(passage)
      .filter((sentence) => this.#takes(question, sentence, tokens) !== undefined)
      .map((sentence) =>
        this.#errs(this.#rates.miscopied, 'copy', question, sentence) ? `${sentence} indeed` : sentence,
      );
  }

  /** Answers from numbered texts. */
  answer(question: string, texts: readonly NumberedQuote[], tokens: number): Said {
    const asked = this.#questions.get(question);
    const taken = texts.flatMap(({ number, document, text }) =>
      sentencesIn(text).flatMap((sentence) => {
        const counted = Number(/^There are (\d+)\.$/.exec(sentence)?.[1] ?? 0);
        if (counted > 0) return { number, document, said: sentence, bearing: 'answers' as const, counted };
        const found = this.#takes(question, sentence, tokens);
        return found === undefined ? [] : { number, document, ...found, counted };
      }),
    );
    if (!asked || taken.length === 0) return { statements: [] };
    return { statements: asked.needs === 'all' ? countedIn(taken) : statedIn(taken, asked.needs) };
  }

  /** Undefined when it passes over the sentence. */
  #takes(question: string, sentence: string, tokens: number): Pick<Taken, 'said' | 'bearing'> | undefined {
    const asked = this.#questions.get(question);
    const fact = this.#planted.facts.get(sentence);
    if (!asked || !fact) return undefined;
    const bearing = asked.bearing(fact);
    const doublings = Math.max(0, Math.log2(tokens / shortText));
    const overlooked = Math.min(mostOverlooked, this.#rates.overlooked + doublings * this.#rates.perDoubling);
    if (bearing === 'other') return undefined;
    if (bearing === 'answers' && this.#errs(overlooked, 'see', question, sentence, String(tokens)))
      return undefined;
    if (bearing === 'near' && !this.#errs(this.#rates.taken, 'take', question, sentence, String(tokens)))
      return undefined;
    const isWrong = this.#errs(this.#rates.miscopied, 'number', question, sentence, String(tokens));
    return {
      bearing,
      said: isWrong && fact.kind === 'invoice' ? `It is ${fact.euros + 1} euros.` : sentence,
    };
  }

  #errs(rate: number, ...what: readonly string[]): boolean {
    const digest = hash('sha256', JSON.stringify([this.#seed, ...what]));
    return Number.parseInt(digest.slice(0, 12), 16) / 16 ** 12 < rate;
  }
}

/** Of documents, each once, and of counts that earlier readings made. */
function countedIn(taken: readonly Taken[]): Said['statements'] {
  const read = taken.filter(({ counted }) => counted === 0);
  const documents = new Set(read.map(({ document }) => document)).size;
  const counted = taken.reduce((sum, one) => sum + one.counted, documents);
  return [{ text: `There are ${counted}.`, quotes: taken.map(({ number }) => number) }];
}

/** One sum when one is asked for: that of a sentence that answers before one that nearly does. */
function statedIn(taken: readonly Taken[], needs: 'one' | 'several'): Said['statements'] {
  const best = taken.find(({ bearing }) => bearing === 'answers') ?? taken[0];
  const stated = needs === 'one' && best ? [best] : taken;
  return stated.map(({ said, number }) => ({ text: said, quotes: [number] }));
}

/** The numbers that an answer states. */
export function numbersSaid({
  statements,
}: {
  readonly statements: readonly { readonly text: string }[];
}): readonly number[] {
  return statements.flatMap(({ text }) =>
    [...text.matchAll(/\d+(?= euros)|(?<=^There are )\d+/g)].map(([number]) => Number(number)),
  );
}

/** How long a prompt is, as the product reckons: on the high side. */
export const tokensOf = (...texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + estimateTokens(text), 0);
