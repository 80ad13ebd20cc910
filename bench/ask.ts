/**
 * Deep questions over documents with planted answers: how right the protocol is, and what it costs beside others.
 *
 * The models are made of dice with a seed (`bench/ask/scripted.ts`), and their error rates are assumed: this measures the
 * protocol, and no model. The prices, the prompts, the search, the reading and the checking of quotes are the product's own.
 */
import { mkdirSync } from 'node:fs';
import { type Root, rootAt } from '../src/folders/root.ts';
import { chunkNote } from '../src/memory/chunks.ts';
import { MemoryIndex } from '../src/memory/index.ts';
import { type Arm, armsOn } from './ask/arms.ts';
import { paidSpec } from './ask/money.ts';
import { type Planted, plant, scoreOf } from './ask/planted.ts';
import { cloudRates, type ErrorRates, localRates, ScriptedReader } from './ask/scripted.ts';
import type { Bench, Figures } from './bench-options.ts';
import { randomOf } from './random.ts';
import { withScratchFolder } from './scratch.ts';

function indexed(root: Root, { documents }: Planted): MemoryIndex {
  const index = new MemoryIndex(root.indexFile);
  index.put(
    documents.map((text, at) => {
      const path = `done/reports/${String(at).padStart(6, '0')}.md`;
      const sha256 = String(at).padStart(64, '0');
      return { path, stamp: { size: text.length, mtime: '1', sha256 }, note: chunkNote(`# ${text}\n`, path) };
    }),
  );
  return index;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;

async function judged(arm: Arm, { questions }: Planted): Promise<Figures> {
  const scores: { readonly needs: string; readonly score: number }[] = [];
  for (const question of questions) {
    scores.push({ needs: question.needs, score: scoreOf(question, await arm.answer(question.text)) });
  }
  const of = (needs: string): number =>
    mean(scores.filter((one) => one.needs === needs).map(({ score }) => score));
  const { bill } = arm;
  return {
    accuracy: mean(['one', 'several', 'all'].map(of)),
    ...{ accuracy_one: of('one'), accuracy_several: of('several'), accuracy_all: of('all') },
    ...{ cloud_usd: bill.costUsd, cloud_usd_per_question: bill.costUsd / questions.length },
    ...{ cloud_reserved_usd: bill.reservedUsd, cloud_calls: bill.calls },
    ...{ cloud_input_tokens: bill.inputTokens, cloud_output_tokens: bill.outputTokens },
    ...{ local_calls: arm.localCalls, questions: questions.length },
    ...{ local_error_rate: localRates.overlooked, cloud_error_rate: cloudRates.overlooked },
  };
}

const told = ({ overlooked, perDoubling, taken, miscopied }: ErrorRates): string =>
  `overlooks ${overlooked} in 500 tokens and ${perDoubling} more for each doubling, takes ${taken} of what nearly answers, miscopies ${miscopied}`;

/** `npm run bench -- ask`: `--files N` documents. */
export const ask: Bench = {
  files: 1000,
  run: ({ files, seed, say }) =>
    withScratchFolder(async (folder) => {
      say('It measures the protocol, and no model: models are scripted, with error rates that are assumed.');
      say(`local model: ${told(localRates)}`);
      say(`cloud model: ${told(cloudRates)}; prices of ${paidSpec}`);
      const root = rootAt(folder);
      mkdirSync(root.machine);
      const planted = plant(files, randomOf(seed));
      const index = indexed(root, planted);
      try {
        const local = new ScriptedReader(planted, localRates, `${seed} local`);
        const cloud = new ScriptedReader(planted, cloudRates, `${seed} cloud`);
        const figures: Record<string, Figures> = {};
        for (const arm of armsOn({ root, index, local, cloud })) {
          say(`${arm.name}: ${planted.questions.length} questions`);
          figures[arm.name] = await judged(arm, planted);
        }
        return figures;
      } finally {
        index.close();
      }
    }),
  table: (figures) =>
    Object.entries(figures).flatMap(([arm, of]) =>
      typeof of === 'number'
        ? []
        : Object.entries(of).map(([name, value]) => [`${arm}: ${name}`, String(value), ''] as const),
    ),
  json: ({ seed, files, ...arms }) =>
    Object.entries(arms).map(([arm, of]) => ({ arm, ...(of as Figures), seed, files })),
};
