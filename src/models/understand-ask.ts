/** Asking a model for data: the answer keeps its schema, or is asked for once more, or is an error. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Answer, Provider } from './contract.ts';
import { addUsage, modelError, refused } from './errors.ts';
import { againInstruction, fence, systemPrompt } from './prompts.ts';
import { jsonSchemaOf } from './understand-shapes.ts';

/** Remembers finished parts of a long document, so that a crash costs one part and not all of them. */
export interface Memo {
  /** What was saved under `key`, else undefined. */
  load(key: string): unknown;
  /** Resolves when it would be found after a crash. */
  save(key: string, value: unknown): Promise<void>;
}

/** The key of one part's result in a memo. */
export function memoKey(task: string, spec: string, text: string): string {
  return `${task} ${spec} ${createHash('sha256').update(text).digest('hex')}`;
}

/** A question about a text whose answer is data. */
export interface Question<S extends z.ZodType> {
  /** Stands first, fenced as data. */
  readonly text: string;
  readonly instruction: string;
  readonly schema: S;
  readonly maxOutputTokens: number;
}

/** A prompt as it is sent, whose answer is data. */
export interface Prompt<S extends z.ZodType> {
  /** `systemPrompt`, or one that also says what a fence means. */
  readonly system: string;
  /** Every text that is not ours stands in a `fence` of its own. */
  readonly prompt: string;
  /** The answer must be data of this shape; it is checked, and asked for once more. */
  readonly schema: S;
  /** At most a fifth of the model's context is left for the answer. */
  readonly maxOutputTokens: number;
}

/** The problem with an answer, named to the model; at most this many characters. */
const problemLength = 200;

type Checked<T> = { ok: true; value: T } | { ok: false; problem: string };

/** A provider that can write; its method is bound to it. */
export interface Writer {
  readonly spec: string;
  readonly generate: NonNullable<Provider['generate']>;
}

/** Asks about a text: once, and once more with the problem named when the answer is not what was asked for. */
export async function askForData<S extends z.ZodType>(
  provider: Writer,
  { text, instruction, schema, maxOutputTokens }: Question<S>,
  signal: AbortSignal,
): Promise<Answer<z.infer<S>>> {
  const prompt = `${fence(text)}\n\n${instruction}`;
  return askWith(provider, { system: systemPrompt, prompt, schema, maxOutputTokens }, signal);
}

/** As `askForData`, with a prompt of any making. */
export async function askWith<S extends z.ZodType>(
  provider: Writer,
  asked: Prompt<S>,
  signal: AbortSignal,
): Promise<Answer<z.infer<S>>> {
  const { schema, ...sent } = asked;
  const { prompt } = sent;
  const request = { ...sent, schema: jsonSchemaOf(schema) };
  const first = await provider.generate(request, signal);
  if (!first.ok) return first;
  const checked = check(schema, first.value);
  if (checked.ok) return { ok: true, value: checked.value, usage: first.usage };

  const again = { ...request, prompt: `${prompt}\n\n${againInstruction(checked.problem)}` };
  const second = await provider.generate(again, signal);
  if (!second.ok) return second;
  const rechecked = check(schema, second.value);
  const usage = addUsage(first.usage, second.usage);
  if (rechecked.ok) return { ok: true, value: rechecked.value, usage };
  const reason = `${provider.spec} twice gave an answer that could not be used: ${rechecked.problem}`;
  return refused(modelError('invalid-answer', reason, 'Name a larger model first in settings.json.'));
}

function check<S extends z.ZodType>(schema: S, text: string): Checked<z.infer<S>> {
  if (text.trim() === '') return { ok: false, problem: 'it was empty.' };
  // Servers that cannot enforce a schema let models wrap their JSON in a Markdown fence.
  const json = /^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/.exec(text)?.[1] ?? text;
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return { ok: false, problem: 'it was not JSON.' };
  }
  const { success, data: value, error } = schema.safeParse(data);
  if (success) return { ok: true, value };
  const issues = error.issues.map((issue) => `${issue.path.join('.') || 'the object'}: ${issue.message}`);
  return { ok: false, problem: `${issues.join('; ').slice(0, problemLength)}.` };
}
