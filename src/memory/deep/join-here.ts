/** The quotes put together by the model of this machine: at once, or group by group where they are many. */
import { estimateTokens } from '../../models/chunks.ts';
import {
  groundedStatements,
  joinAnswer,
  joinPrompt,
  joinSystem,
  joinTokens,
  type NumberedQuote,
  quoteLine,
  type Statement,
} from '../../models/join-prompt.ts';
import type { Failure } from '../../types/failure.ts';
import type { AskTerms, LocalModel } from './local-model.ts';

/** What came of it. */
export type JoinedHere =
  | { readonly ok: true; readonly statements: readonly Statement[]; readonly spec: string }
  | { readonly ok: false; readonly failure: Failure };

/** Of a model's context, what the quotes of one call may take: as much again goes for the rest, and small models lose track. */
const share = 0.4;
/** Tokens, whatever the context: a local model that is given more answers worse. */
const mostTokens = 6000;
/** Groups of groups: each level has a fraction of the quotes of the one before, unless the model only repeats them. */
const mostLevels = 4;

/** Joins; where nobody can, or the model fails, says why. */
export async function joinHere(
  question: string,
  quotes: readonly NumberedQuote[],
  model: LocalModel,
  terms: AskTerms,
): Promise<JoinedHere> {
  const able = await model.able(terms.private);
  if (!able.ok)
    return { ok: false, failure: { code: 'model-missing', reason: able.reason, hint: able.hint } };
  const room = Math.min(mostTokens, Math.floor(able.contextTokens * share));
  let items = quotes.map((quote) => ({ quote, rests: [quote.number] }));
  for (let level = 0; level < mostLevels; level += 1) {
    const groups = groupsOf(items, room);
    const statements: Statement[] = [];
    let { spec } = able;
    for (const group of groups) {
      const joined = await joinGroup(question, group, model, terms);
      if (!joined.ok) return joined;
      statements.push(...joined.statements);
      ({ spec } = joined);
    }
    if (groups.length === 1) return { ok: true, statements, spec };
    items = statements.map(({ text, quotes: rests }, at) => ({
      quote: { number: at + 1, document: at + 1, text },
      rests: [...rests],
    }));
    if (items.length === 0) return { ok: true, statements: [], spec };
  }
  const reason = 'There are more quotes than the model of this machine could put together.';
  return { ok: false, failure: { code: 'too-long', reason, hint: 'Ask of fewer documents.' } };
}

/** Something to join: a quote, or a sentence of an earlier level with the quotes that it rests on. */
interface Item {
  readonly quote: NumberedQuote;
  readonly rests: readonly number[];
}

function groupsOf(items: readonly Item[], room: number): readonly (readonly Item[])[] {
  const groups: Item[][] = [];
  let left = 0;
  for (const item of items) {
    const size = estimateTokens(`${quoteLine(item.quote)}\n`);
    const current = groups.at(-1);
    if (current && size <= left) {
      current.push(item);
      left -= size;
    } else {
      groups.push([item]);
      left = room - size;
    }
  }
  return groups;
}

async function joinGroup(
  question: string,
  group: readonly Item[],
  model: LocalModel,
  terms: AskTerms,
): Promise<JoinedHere> {
  const prompt = joinPrompt(
    question,
    group.map(({ quote }) => quote),
  );
  const request = { system: joinSystem, prompt, schema: joinAnswer, maxOutputTokens: joinTokens };
  const routed = await model.ask(request, terms);
  if (!routed.ok) {
    const { code, reason, hint } =
      routed.cause === 'failed' ? routed.error : { code: 'model-missing', ...routed };
    return { ok: false, failure: { code, reason, hint } };
  }
  const rests = new Map(group.map(({ quote, rests: below }) => [quote.number, below]));
  const statements = groundedStatements(routed.value, new Set(rests.keys()));
  return {
    ok: true,
    spec: routed.spec,
    statements: statements.map(({ text, quotes }) => ({
      text,
      quotes: [...new Set(quotes.flatMap((number) => rests.get(number) ?? []))],
    })),
  };
}
