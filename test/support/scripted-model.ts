/** A local model for deep questions that does what it is told, and remembers what it was shown. */
import type { z } from 'zod';
import type { AskTerms, LocalModel } from '../../src/memory/deep/local-model.ts';
import type { NumberedQuote, Statement } from '../../src/models/join-prompt.ts';
import type { Routed, Unavailable } from '../../src/models/router.ts';
import type { PromptRequest } from '../../src/models/understand-answer.ts';

/** What it does; what is left out gives nothing. */
export interface Script {
  readonly split?: () => readonly string[];
  readonly quote?: (passage: string, piece: string) => readonly string[];
  readonly join?: (question: string, quotes: readonly NumberedQuote[]) => readonly Statement[];
}

/** One request that it had. */
export interface Asked {
  readonly kind: 'split' | 'quote' | 'join';
  readonly prompt: string;
  readonly private: boolean;
}

/** A model with a script; `fail` decides before each request whether it is answered. */
export interface ScriptedModel extends LocalModel {
  readonly asked: readonly Asked[];
  count(kind: Asked['kind']): number;
  /** Called before each request; what it gives takes the answer's place. */
  fail: (asked: Asked) => Extract<Routed<unknown>, { ok: false }> | undefined;
  contextTokens: number;
}

/** Nobody is there. */
export function away(outage: boolean): { readonly ok: false; readonly cause: 'unavailable' } & Unavailable {
  const [reason, hint] = ['No server answers.', 'Start Ollama.'];
  return { ok: false, cause: 'unavailable', outage, reason, hint, missing: [] };
}

/** It tried, and gave no answer. */
export const broken: Extract<Routed<never>, { ok: false }> = {
  ok: false,
  cause: 'failed',
  spec: 'ollama:scripted',
  error: {
    ...{ code: 'timeout', reason: 'It took too long.', hint: 'Use a smaller model.' },
    ...{ retryable: true, charged: 'no' },
  },
};

const fenced = /<document-(\w+)>\n([\s\S]*)\n<\/document-\1>/;

/** The quotes that a prompt shows, read back. */
export function quotesIn(prompt: string): readonly NumberedQuote[] {
  const lines = (fenced.exec(prompt)?.[2] ?? '').split('\n');
  return lines.flatMap((line) => {
    const found = /^\[(\d+)\] \(document (\d+)\) (.*)$/.exec(line);
    if (!found) return [];
    return { number: Number(found[1]), document: Number(found[2]), text: found[3] ?? '' };
  });
}

/** The question that a prompt names. */
export function questionIn(prompt: string): string {
  const behind = prompt.replace(fenced, '');
  return JSON.parse(/Someone asks[^:]*: ("(?:[^"\\]|\\.)*")/.exec(behind)?.[1] ?? '""') as string;
}

/** The passage that a prompt shows, with its title in the first line. */
export const passageIn = (prompt: string): string => fenced.exec(prompt)?.[2] ?? '';

/** Makes one. */
export function scriptedModel(script: Script): ScriptedModel {
  const asked: Asked[] = [];
  const answer = (kind: Asked['kind'], prompt: string): unknown => {
    switch (kind) {
      case 'split':
        return { pieces: script.split?.() ?? [] };
      case 'quote':
        return { quotes: script.quote?.(passageIn(prompt), questionIn(prompt)) ?? [] };
      case 'join':
        return { statements: script.join?.(questionIn(prompt), quotesIn(prompt)) ?? [] };
    }
  };
  const model: ScriptedModel = {
    asked,
    count: (kind) => asked.filter((one) => one.kind === kind).length,
    fail: () => undefined,
    contextTokens: 16_000,
    async able() {
      return { ok: true, spec: 'ollama:scripted', contextTokens: model.contextTokens, slots: 1 };
    },
    async ask<S extends z.ZodType>(request: PromptRequest<S>, terms: AskTerms): Promise<Routed<z.infer<S>>> {
      const keys = Object.keys((request.schema as unknown as z.ZodObject).shape);
      const kind = keys.includes('pieces') ? 'split' : keys.includes('statements') ? 'join' : 'quote';
      const one: Asked = { kind, prompt: request.prompt, private: terms.private };
      const failed = model.fail(one);
      if (failed) return failed as Routed<z.infer<S>>;
      asked.push(one);
      const value = request.schema.parse(answer(kind, request.prompt));
      return { ok: true, value, spec: 'ollama:scripted', usage: { seconds: 0 } };
    },
  };
  return model;
}
