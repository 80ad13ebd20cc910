/** Ways to answer a question from many documents; that of the product runs its own code. */

import type { z } from 'zod';
import type { Root } from '../../src/folders/root.ts';
import { deepAnswer } from '../../src/memory/deep/deep.ts';
import type { AskTerms, LocalModel } from '../../src/memory/deep/local-model.ts';
import { DeepProgress } from '../../src/memory/deep/progress.ts';
import type { MemoryIndex } from '../../src/memory/index.ts';
import { textMatches } from '../../src/memory/text-matches.ts';
import { joinPrompt, joinSystem, type NumberedQuote } from '../../src/models/join-prompt.ts';
import type { JoinDoor } from '../../src/models/purchase.ts';
import type { Routed } from '../../src/models/router.ts';
import type { PromptRequest } from '../../src/models/understand-answer.ts';
import { passageIn, questionIn, quotesIn } from '../../test/support/scripted-model.ts';
import { Bill, paidSpec } from './money.ts';
import { numbersSaid, type Said, type ScriptedReader, tokensOf } from './scripted.ts';

/** What the arms work with. */
export interface Ground {
  readonly root: Root;
  readonly index: MemoryIndex;
  readonly local: ScriptedReader;
  readonly cloud: ScriptedReader;
}

/** One way; `answer` gives the numbers that the answer states. */
export interface Arm {
  readonly name: string;
  readonly bill: Bill;
  localCalls: number;
  answer(question: string): Promise<readonly number[]>;
}

/** Passages that one call is shown: what fits a small local model, and what a person would pay for without thinking. */
const localPassages = 8;
const cloudPassages = 40;
/** Tokens of one call when everything is sent: a longer prompt is read worse. */
const cloudTokens = 30_000;

/** As numbered texts, each passage one; documents by their notes. */
function numbered(index: MemoryIndex, chunks: readonly number[]): readonly NumberedQuote[] {
  return chunks.map((chunk, at) => {
    const [row] = index.rows('SELECT file, text FROM chunk WHERE id = ?', chunk);
    return { number: at + 1, document: Number(row?.file), text: String(row?.text) };
  });
}

function best(index: MemoryIndex, question: string, limit: number): readonly NumberedQuote[] {
  return numbered(
    index,
    textMatches(index, question, { limit }).map(({ chunk }) => chunk),
  );
}

/** One call, of which the paid ones are booked. */
function ask(reader: ScriptedReader, question: string, texts: readonly NumberedQuote[], bill?: Bill): Said {
  const prompt = joinPrompt(question, texts);
  const said = reader.answer(question, texts, tokensOf(joinSystem, prompt));
  bill?.book(prompt, JSON.stringify(said));
  return said;
}

/** One local call over the best passages. */
function localOnly({ index, local }: Ground): Arm {
  const arm: Arm = {
    ...{ name: 'local-only', bill: new Bill(), localCalls: 0 },
    async answer(question) {
      arm.localCalls += 1;
      return numbersSaid(ask(local, question, best(index, question, localPassages)));
    },
  };
  return arm;
}

/** One paid call over the best passages. */
function topK({ index, cloud }: Ground): Arm {
  const bill = new Bill();
  return {
    ...{ name: 'top-k + one cloud call', bill, localCalls: 0 },
    answer: async (question) => numbersSaid(ask(cloud, question, best(index, question, cloudPassages), bill)),
  };
}

/** Everything sent, in as many calls as that takes, and one more that puts their answers together. */
function allInCloud({ index, cloud }: Ground): Arm {
  const bill = new Bill();
  const chunks = index.rows('SELECT id FROM chunk ORDER BY id').map(({ id }) => Number(id));
  const groups: NumberedQuote[][] = [];
  let left = 0;
  for (const text of numbered(index, chunks)) {
    const size = tokensOf(text.text);
    if (size > left) {
      groups.push([]);
      left = cloudTokens;
    }
    groups.at(-1)?.push(text);
    left -= size;
  }
  return {
    ...{ name: 'all-in-cloud', bill, localCalls: 0 },
    async answer(question) {
      const said = groups.flatMap((group) => ask(cloud, question, group, bill).statements);
      const texts = said.map(({ text }, at) => ({ number: at + 1, document: -at - 1, text }));
      return texts.length === 0 ? [] : numbersSaid(ask(cloud, question, texts, bill));
    },
  };
}

/** The product's own protocol: the local model reads everything, and one call joins, in the cloud or here. */
function minions({ root, index, local, cloud }: Ground, joined: 'cloud' | 'local'): Arm {
  const bill = new Bill();
  const arm: Arm = {
    ...{ name: joined === 'cloud' ? 'minions' : 'minions, joined here', bill, localCalls: 0 },
    async answer(question) {
      const counting = countingModel(local, () => {
        arm.localCalls += 1;
      });
      // Each arm reads for itself.
      const progress = new DeepProgress(`${root.deepFile}.${joined}`, Date.now());
      const request = {
        ...{ question, filters: {}, private: false, path: 'ask/q.md', answer: 'answers/q.md' },
        stands: () => true,
      };
      const tools = { root, index, progress, isPrivate: () => false, now: () => Date.now(), model: counting };
      const answering =
        joined === 'cloud'
          ? deepAnswer(
              { ...request, cloud: { budgetUsd: 1 } },
              { ...tools, door: doorTo(cloud, bill) },
              never,
            )
          : deepAnswer(request, tools, never);
      const answer = await answering.finally(() => progress.close());
      if (answer.type !== 'answered') throw new Error(`The deep question ended as ${answer.type}.`);
      return numbersSaid(answer);
    },
  };
  return arm;
}

const never = new AbortController().signal;

/** The scripted reader as the local model of the product: it is shown the product's own prompts. */
function countingModel(reader: ScriptedReader, called: () => void): LocalModel {
  const answer = (request: PromptRequest): unknown => {
    const { system, prompt } = request;
    const question = questionIn(prompt);
    const shape = Object.keys((request.schema as unknown as z.ZodObject).shape);
    // A question that asks for one thing stays one.
    if (shape.includes('pieces')) return { pieces: [question] };
    const tokens = tokensOf(system, prompt);
    if (shape.includes('quotes')) return { quotes: reader.quotes(question, passageIn(prompt), tokens) };
    return reader.answer(question, quotesIn(prompt), tokens);
  };
  return {
    able: async () => ({ ok: true, spec: 'ollama:scripted', contextTokens: 8192, slots: 1 }),
    async ask<S extends z.ZodType>(request: PromptRequest<S>, _terms: AskTerms): Promise<Routed<z.infer<S>>> {
      called();
      const value = request.schema.parse(answer(request));
      return { ok: true, value, spec: 'ollama:scripted', usage: { seconds: 0 } };
    },
  };
}

/** What the product would send, priced and answered by the better reader. */
function doorTo(reader: ScriptedReader, bill: Bill): JoinDoor {
  return {
    sendable: (excerpts) => excerpts,
    async join({ question, excerpts }) {
      const prompt = joinPrompt(question, excerpts);
      const text = JSON.stringify(reader.answer(question, quotesIn(prompt), tokensOf(joinSystem, prompt)));
      return { type: 'bought', text, spec: paidSpec, ...bill.book(prompt, text) };
    },
  };
}

/** All of them. */
export function armsOn(ground: Ground): readonly Arm[] {
  return [
    localOnly(ground),
    topK(ground),
    minions(ground, 'cloud'),
    minions(ground, 'local'),
    allInCloud(ground),
  ];
}
