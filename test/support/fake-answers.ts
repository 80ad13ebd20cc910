/** Plausible answers for fake model servers, made from the words of the prompt so that tests can find them again. */

/** The document in a prompt: what stands in the fence, or the whole prompt without one. */
function documentOf(prompt: string): string {
  return /<document-(\w+)>\n([\s\S]*)\n<\/document-\1>/.exec(prompt)?.[2] ?? prompt;
}

const firstWords = (text: string, count: number) =>
  text
    .replace(/[#*_>|`{}"[\]]/g, ' ')
    .trim()
    .split(/\s+/)
    .slice(0, count)
    .join(' ');

/** One value for each key that Nightshift asks for. */
function valueFor(key: string, document: string): unknown {
  switch (key) {
    case 'title':
      return firstWords(document, 6) || 'Untitled';
    case 'summary':
      return `It says: ${firstWords(document, 25) || 'nothing'}.`;
    case 'keyPoints':
      return [`It begins with ${firstWords(document, 3) || 'nothing'}.`];
    case 'tags':
      return ['Fake', '#document'];
    case 'language':
      return 'en';
    case 'people':
    case 'organisations':
    case 'places':
      return [];
    case 'dates':
      return document.match(/\b\d{4}-\d{2}-\d{2}\b/g) ?? [];
    case 'amounts':
      return document.match(/[€$£]\s?\d[\d.,]*\d|\d[\d.,]* ?(?:EUR|USD|€)/g) ?? [];
    default:
      return undefined;
  }
}

type Schema = { readonly [key: string]: unknown };

function plain(schema: Schema): unknown {
  switch (schema.type) {
    case 'object':
      return answerForSchema('', schema);
    case 'array':
      return Array.from({ length: Number(schema.minItems ?? 0) }, () =>
        plain((schema.items ?? {}) as Schema),
      );
    case 'number':
    case 'integer':
      return 1;
    case 'boolean':
      return true;
    default:
      return 'text';
  }
}

/** Words that a passage shares with the question, one mark each. */
function marksFor(prompt: string): readonly number[] {
  const [, asked = ''] = /Someone asks: ("(?:[^"\\]|\\.)*")/.exec(prompt) ?? [];
  const wanted = new Set(asked.toLowerCase().match(/\p{L}{3,}/gu));
  return [...prompt.matchAll(/<document-(\w+)>\n([\s\S]*?)\n<\/document-\1>/g)].map(([, , text = '']) => {
    const words = new Set(text.toLowerCase().match(/\p{L}{3,}/gu));
    return Math.min(10, [...wanted].filter((word) => words.has(word)).length);
  });
}

/** What is asked for a deep question: the lines of a passage with a sum in them, and a sentence on all quotes. */
function deepValueFor(key: string, document: string, { items = {} }: { items?: Schema }): unknown {
  if (key === 'quotes' && items.type === 'string') {
    return document.split('\n').filter((line) => /\d EUR\b/.test(line));
  }
  if (key !== 'statements' || !(items.properties as Schema | undefined)?.quotes) return undefined;
  const quotes = [...document.matchAll(/^\[(\d+)\] /gm)].map(([, number]) => Number(number));
  return quotes.length === 0 ? [] : [{ text: `There are ${quotes.length} sums.`, quotes }];
}

/** An object that keeps `schema`, with words from the prompt's document. */
export function answerForSchema(prompt: string, schema: Schema): Record<string, unknown> {
  const document = documentOf(prompt);
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  return Object.fromEntries(
    Object.entries(properties).map(([key, shape]) => {
      const marks = key === 'marks' ? marksFor(prompt) : undefined;
      return [key, marks ?? deepValueFor(key, document, shape) ?? valueFor(key, document) ?? plain(shape)];
    }),
  );
}

/** What a fake says without a schema. */
export function answerInWords(prompt: string, imageBytes: number | undefined): string {
  if (imageBytes === undefined) return `You said: ${firstWords(documentOf(prompt), 12)}.`;
  return `A picture of ${imageBytes} bytes.`;
}

/** About how many tokens a real tokeniser would count. */
export function countTokens(text: string): number {
  const words = text.match(/[\p{L}\p{M}]+/gu) ?? [];
  const letters = words.reduce((sum, word) => sum + Math.max(1, word.length / 4.5), 0);
  return Math.ceil(letters + (text.match(/[\p{N}\p{P}\p{S}]/gu)?.length ?? 0) * 0.8);
}

/** The same vector for the same text, of unit length, near for texts that share words. */
export function vectorFor(text: string, dimension: number): readonly number[] {
  const vector = new Array<number>(dimension).fill(0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['']) {
    let hash = 2_166_136_261;
    for (const character of word) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
    const place = (hash >>> 0) % dimension;
    vector[place] = (vector[place] ?? 0) + 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
