/** What a vision model is asked about a picture, and what its words stand for: the same for every provider. */
import type { Description, Recognition } from '../types/task.ts';
import { describeInstruction, noWords, recogniseInstruction } from './prompts.ts';

/** What to ask for each task. */
export const seeingInstructions = { describe: describeInstruction, recognise: recogniseInstruction } as const;

/** The words that a model read; a model that says that there are none has read none. */
export function toRecognition(said: string): Recognition {
  const text = said.trim();
  return { text: noWords.test(text) ? '' : text };
}

/** The description that a model gave, or undefined when it said nothing. */
export function toDescription(said: string): Description | undefined {
  const text = said.trim();
  return text === '' ? undefined : { text };
}
