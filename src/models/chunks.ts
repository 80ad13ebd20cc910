/** How many tokens a text may take, and how to cut it into chunks that fit, without losing a character. */

/**
 * Tokens per character by script, on the high side, so that what is said to fit does fit.
 *
 * The usual rule for English is four letters to a token (help.openai.com, "What are tokens"); other languages in
 * Latin letters take more tokens, for which 3.2 leaves room. Han, kana and hangul take about one token each,
 * Cyrillic and Greek about half of one, scripts that vocabularies hardly cover (Indic, Thai …) up to one and more.
 * Qwen, Gemma and Mistral make every digit a token of its own. An emoji may fall back to its bytes. The text is not
 * really tokenised because every model has a tokeniser of its own; the count in the answer is compared afterwards.
 */
const tokensPerCharacter = {
  latin: 1 / 3.2,
  cyrillicOrGreek: 0.6,
  other: 1.2,
  emoji: 3,
  space: 0.25,
} as const;

type Class = 'letter' | 'space' | 'single';

interface Weight {
  readonly type: Class;
  readonly tokens: number;
}

const single: Weight = { type: 'single', tokens: 1 };
const space: Weight = { type: 'space', tokens: tokensPerCharacter.space };
const latin: Weight = { type: 'letter', tokens: tokensPerCharacter.latin };
const cyrillicOrGreek: Weight = { type: 'letter', tokens: tokensPerCharacter.cyrillicOrGreek };
const other: Weight = { type: 'single', tokens: tokensPerCharacter.other };
const emoji: Weight = { type: 'single', tokens: tokensPerCharacter.emoji };
const halfEmoji: Weight = { type: 'single', tokens: tokensPerCharacter.emoji / 2 };

function weightOf(code: number): Weight {
  if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)) return latin;
  if (code === 0x20 || code === 0x09) return space;
  if (code < 0xc0) return single;
  if (code <= 0x24f || (code >= 0x1e00 && code <= 0x1eff)) return latin;
  if (code >= 0x370 && code <= 0x52f) return cyrillicOrGreek;
  if (code >= 0xd800 && code <= 0xdfff) return halfEmoji;
  return code > 0xffff ? emoji : other;
}

/** As `estimateTokens`, before rounding: never more for a whole than for its parts together. */
function weigh(text: string): number {
  let tokens = 0;
  let word = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.codePointAt(index) ?? 0;
    if (code > 0xffff) index += 1;
    const weight = weightOf(code);
    if (weight.type === 'letter') {
      word += weight.tokens;
      continue;
    }
    // A word takes a token at least, however short it is.
    if (word > 0) tokens += Math.max(1, word);
    word = 0;
    tokens += weight.tokens;
  }
  return tokens + (word > 0 ? Math.max(1, word) : 0);
}

/** At most about how many tokens a model makes of `text`. */
export function estimateTokens(text: string): number {
  // A sum of fractions may come out a hair above the whole number that it is.
  return Math.ceil(weigh(text) - 1e-6);
}

/**
 * At least how many tokens any model makes of `text`: one for each word, and one for every four characters of the
 * scripts that are written without spaces. A server that counted fewer did not read all of it.
 */
export function leastTokens(text: string): number {
  const words = text.match(/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{M}]+/gu)?.length ?? 0;
  const unspaced = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu);
  return Math.floor(words * 0.8 + (unspaced?.length ?? 0) / 4);
}

/** The smallest limit that `splitText` takes: no single character weighs more. */
export const smallestChunk = 4;

type Split = (text: string) => Iterable<string>;

const bySegment = (granularity: 'sentence' | 'word' | 'grapheme'): Split => {
  const segmenter = new Intl.Segmenter(undefined, { granularity });
  return function* (text) {
    for (const { segment } of segmenter.segment(text)) yield segment;
  };
};

/** From the gentlest cut to the roughest; each gives pieces that joined are the text. */
const splits: readonly Split[] = [
  (text) => text.split(/(?<=\n[^\S\n]*\n)(?=\s*\S)/),
  bySegment('sentence'),
  bySegment('word'),
  bySegment('grapheme'),
  (text) => Array.from(text),
];

/**
 * Cuts a text into chunks of at most `maxTokens` estimated tokens: at the ends of paragraphs where that is
 * enough, else of sentences, words, and only then between visible characters.
 * @returns The chunks in order; joined they are the text. None for an empty text.
 */
export function splitText(text: string, maxTokens: number): readonly string[] {
  return [...splitSlowly(text, maxTokens)];
}

/** As `splitText`, one chunk after the other, for who has something else to do in between. */
export function* splitSlowly(text: string, maxTokens: number): Generator<string, void, void> {
  if (text !== '') yield* pack(text, Math.max(smallestChunk, Math.floor(maxTokens)), 0);
}

function* pack(text: string, limit: number, level: number): Generator<string, void, void> {
  // No text is lighter than as many spaces.
  if (text.length * tokensPerCharacter.space <= limit && weigh(text) <= limit) return yield text;
  let chunk = '';
  let weight = 0;
  for (const piece of splits[level]?.(text) ?? [text]) {
    const more = weigh(piece);
    if (weight + more <= limit) {
      chunk += piece;
      weight += more;
      continue;
    }
    if (chunk !== '') yield chunk;
    chunk = '';
    for (const part of more <= limit || level + 1 >= splits.length
      ? [piece]
      : pack(piece, limit, level + 1)) {
      // The last one is filled up with what follows.
      if (chunk !== '') yield chunk;
      chunk = part;
    }
    weight = weigh(chunk);
  }
  if (chunk !== '') yield chunk;
}
