/** The words with which a local model is asked to answer from passages. */
import { z } from 'zod';
import { fence, systemPrompt } from '../../models/prompts.ts';
import type { Passage } from './evidence.ts';

/** Statements of one answer at most: a model that falls into a loop would go on without end. */
const mostStatements = 12;
const mostCitations = 4;

/** What a model is asked for. `found` comes first: a model that has begun to state does not stop again. */
export const modelAnswer = z.object({
  found: z.boolean().meta({ description: 'whether the passages answer the question' }),
  statements: z
    .array(
      z.object({
        statement: z.string().trim().min(1),
        citations: z
          .array(z.object({ passage: z.int(), quote: z.string() }))
          .meta({ maxItems: mostCitations }),
      }),
    )
    .meta({ maxItems: mostStatements }),
});

/** What a model said. */
export type ModelAnswer = z.infer<typeof modelAnswer>;

/** The system prompt; the question is the owner's, and the only thing in the prompt that asks for anything. */
export const answerSystem = systemPrompt;

/** The whole prompt: the passages, each numbered and fenced, then the question. */
export function answerPrompt(question: string, passages: readonly Pick<Passage, 'title' | 'text'>[]): string {
  const shown = passages.map((passage, at) => shownPassage(passage, at + 1)).join('');
  return `${shown}${answerInstruction(question)}`;
}

/** One passage as a model sees it. Its title is a document's word too, and stands within the fence. */
export function shownPassage({ title, text }: Pick<Passage, 'title' | 'text'>, number: number): string {
  return `Passage ${number}:\n${fence(`${title}\n\n${text}`)}\n\n`;
}

/** What stands after the passages. */
export function answerInstruction(question: string): string {
  return (
    `The owner of these documents asks: ${JSON.stringify(question)}\n\nAnswer in short sentences, in the language of the ` +
    'question, from the passages above and from nothing else. For each sentence cite the passage that says it, by its ' +
    'number, with a quote: a few words to one sentence, copied from that passage letter by letter. Copy numbers and ' +
    'dates as they stand there; do not calculate. What no passage says you leave out. When the passages do not answer ' +
    'the question, say so with "found": false and no statements. Answer with nothing but one JSON object of this form: ' +
    '{"found": true, "statements": [{"statement": "…", "citations": [{"passage": 1, "quote": "…"}]}]}'
  );
}
