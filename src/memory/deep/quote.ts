/** One piece of a question put to one passage: quote or abstain. What does not stand there is no quote. */
import { z } from 'zod';
import { fence, systemPrompt } from '../../models/prompts.ts';
import type { Routed } from '../../models/router.ts';
import type { AskTerms, LocalModel } from './local-model.ts';
import type { Passage } from './passages.ts';

/** Quotes of one passage for one piece. */
const mostQuotes = 5;
/** Characters: about what a chunk has. */
const longestQuote = 1500;

const quotesAnswer = z.object({
  quotes: z.array(z.string()).meta({ maxItems: mostQuotes, description: 'copied from the passage' }),
});

function quotePrompt({ title, date, text }: Pick<Passage, 'title' | 'date' | 'text'>, piece: string): string {
  const head = [title, date?.slice(0, 10)].filter(Boolean).join(', ');
  return (
    `${fence(`${head}\n\n${text}`)}\n\n` +
    `The document above is one passage of many; its first line is the title. Someone asks: ${JSON.stringify(piece)}. Copy ` +
    'from the passage, letter by letter, the shortest words that help to answer that, a whole sentence or line each, at ' +
    `most ${mostQuotes}. When the passage says nothing about it, answer with an empty list: most passages do not. Answer ` +
    'with nothing but one JSON object of this form: {"quotes": ["…"]}'
  );
}

/** What the model copied from the passage, as it stands there; none when it abstains. */
export async function quoteFrom(
  passage: Passage,
  piece: string,
  model: LocalModel,
  terms: AskTerms,
): Promise<Routed<readonly string[]>> {
  const prompt = quotePrompt(passage, piece);
  const request = { system: systemPrompt, prompt, schema: quotesAnswer, maxOutputTokens: 600 };
  const routed = await model.ask(request, terms);
  return routed.ok ? { ...routed, value: verbatim(routed.value.quotes, passage.text) } : routed;
}

/** Those quotes that stand in `text` word for word, each once. Only runs of white space may differ. */
export function verbatim(quotes: readonly string[], text: string): readonly string[] {
  const page = plain(text);
  const standing = quotes.map(plain).filter((quote) => /[\p{L}\p{N}]/u.test(quote) && standsIn(quote, page));
  const kept = [...new Set(standing)].filter(
    // What stands inside a longer quote says nothing more.
    (quote, _at, all) => !all.some((other) => other !== quote && standsIn(quote, other)),
  );
  return kept.filter(({ length }) => length <= longestQuote).slice(0, mostQuotes);
}

const plain = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

const letterOrDigit = /[\p{L}\p{N}]/u;
const spaced = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]/u;

/** No word or number is cut: "5 euros" does not stand in "25 euros". */
function standsIn(quote: string, page: string): boolean {
  for (let at = page.indexOf(quote); at !== -1; at = page.indexOf(quote, at + 1)) {
    const cutBefore = isCut(page.charAt(at - 1), quote.charAt(0));
    const cutBehind = isCut(quote.charAt(quote.length - 1), page.charAt(at + quote.length));
    if (!cutBefore && !cutBehind) return true;
  }
  return false;
}

const isCut = (one: string, other: string): boolean =>
  [one, other].every((sign) => letterOrDigit.test(sign) && spaced.test(sign));
