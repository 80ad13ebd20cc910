/** A question in pieces that can each be put to one short passage. */
import { z } from 'zod';
import { systemPrompt } from '../../models/prompts.ts';
import type { AskTerms, LocalModel } from './local-model.ts';

/** Pieces that a question is split into at most: every one is put to every passage. */
const mostPieces = 3;
/** Characters; a question of that length is put as it is. */
const longestSplit = 2000;

const splitAnswer = z.object({
  pieces: z.array(z.string()).meta({ maxItems: mostPieces, description: 'a question about one passage' }),
});

/** The pieces, and who made them; undefined where nobody did, and the question is its own only piece. */
export interface Split {
  readonly pieces: readonly string[];
  readonly spec: string | undefined;
}

function splitPrompt(question: string): string {
  return (
    `Someone asks this of thousands of documents: ${JSON.stringify(question)}. It is put to short passages of them, one ` +
    'at a time, and what they say is put together afterwards. Write the one to three questions that each single passage ' +
    'should be asked so that nothing is missed. Keep names, numbers and dates as they are written. A question that asks ' +
    'for one thing stays one. Answer with nothing but one JSON object of this form: {"pieces": ["…"]}'
  );
}

/** Splits by the model; a question that cannot be split is its own only piece. */
export async function splitQuestion(question: string, model: LocalModel, terms: AskTerms): Promise<Split> {
  const whole: Split = { pieces: [question], spec: undefined };
  if (question.length > longestSplit) return whole;
  const request = {
    system: systemPrompt,
    prompt: splitPrompt(question),
    schema: splitAnswer,
    maxOutputTokens: 400,
  };
  const routed = await model.ask(request, terms);
  if (!routed.ok) return whole;
  const said = routed.value.pieces.map((piece) => piece.replace(/\s+/g, ' ').trim());
  const pieces = [...new Set(said.filter((piece) => piece !== ''))].slice(0, mostPieces);
  return pieces.length === 0 ? whole : { pieces, spec: routed.spec };
}
