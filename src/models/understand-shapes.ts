/** The shapes in which models must answer, and how an answer becomes a result. */
import { z } from 'zod';
import type { Entities, Summary } from '../types/task.ts';
import type { JsonSchema } from './contract.ts';

/** Models that fall into a loop would fill a list without end; a server that enforces the schema stops them. */
const list = (most: number, description: string) => z.array(z.string()).meta({ maxItems: most, description });
const mostPoints = 10;
const mostTags = 8;
const mostNames = 60;
const longestTag = 40;

/** What a model is asked for in `summarise`. The language comes first: what is written after it is written in it. */
export const summaryAnswer = z.object({
  language: z.string().meta({ description: 'BCP 47 code of the language the document is written in' }),
  title: z
    .string()
    .trim()
    .min(1)
    .meta({ description: 'as a person would name it: what it is, from whom or about what; no file name' }),
  summary: z.string().trim().min(1).meta({ description: 'two to five sentences' }),
  keyPoints: list(mostPoints, 'short sentences or fields with the facts that matter, most important first'),
  tags: list(mostTags, 'three to eight topics in lower case, each one to three words'),
});

/** What a model is asked for in `extract`. */
export const entitiesAnswer = z.object({
  people: list(mostNames, 'full names of persons, without Mr, Ms or Dr'),
  organisations: list(mostNames, 'companies, authorities, associations'),
  places: list(mostNames, 'countries, towns, regions'),
  dates: list(mostNames, 'calendar dates, as written'),
  amounts: list(mostNames, 'sums of money with their currency, as written'),
});

/** The JSON Schema that a server is given for `schema`. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...shape } = z.toJSONSchema(schema, { io: 'input' });
  return { ...shape, additionalProperties: false };
}

/** Words alone: no `#`, no capitals, no repetition, no blanks at the ends. */
function tidyTags(tags: readonly string[]): readonly string[] {
  const tidy = tags.map((tag) =>
    tag
      .replace(/^[#\s]+/, '')
      .trim()
      .toLowerCase(),
  );
  return [...new Set(tidy.filter((tag) => tag !== '' && tag.length <= longestTag))].slice(0, mostTags);
}

/** Without bullets, without repetition, and no more than one reads. */
function tidyPoints(points: readonly string[]): readonly string[] {
  const tidy = points.map((point) => point.replace(/^\s*(?:[-*•–]|\d{1,2}[.)])\s+/, '').trim());
  return [...new Set(tidy.filter((point) => point !== ''))].slice(0, mostPoints);
}

function tidyLanguage(code: string, known: string | undefined): string {
  for (const candidate of [code.trim(), known]) {
    try {
      const [canonical] = Intl.getCanonicalLocales(candidate);
      if (canonical) return canonical;
    } catch {
      // A model may write “English” where a code was asked for.
    }
  }
  return 'und';
}

/**
 * The summary that an answer stands for.
 * @param known The language that the reader found, used where the model's is no code.
 */
export function toSummary(answer: z.infer<typeof summaryAnswer>, known: string | undefined): Summary {
  return {
    title: answer.title.replace(/\s+/g, ' '),
    summary: answer.summary,
    keyPoints: tidyPoints(answer.keyPoints),
    tags: tidyTags(answer.tags),
    language: tidyLanguage(answer.language, known),
  };
}

/** A text in which names are looked for: one blank for any run of white space, small letters, same length. */
interface Page {
  readonly written: string;
  readonly folded: string;
}

function pageOf(text: string): Page {
  const written = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  const folded = Array.from(written, (character) => {
    const small = character.toLowerCase();
    return small.length === character.length ? small : character;
  }).join('');
  return { written, folded };
}

const letterOrDigit = /[\p{L}\p{N}]/u;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Where `name` first stands as a word of its own (an ending may follow, as in “Berlins”), or -1. */
function find(page: Page, name: string): number {
  const sought = pageOf(name).folded;
  if (sought === '') return -1;
  const isWord = letterOrDigit.test(sought.charAt(0)) && !unspaced.test(sought.charAt(0));
  for (let at = page.folded.indexOf(sought); at !== -1; at = page.folded.indexOf(sought, at + 1)) {
    const before = page.folded.charAt(at - 1);
    const after = page.folded.charAt(at + sought.length);
    const begins = !isWord || !letterOrDigit.test(before);
    const ends = !/\d$/.test(sought) || !/\d/.test(after);
    if (begins && ends) return at;
  }
  return -1;
}

function found(page: Page, list: readonly string[]): readonly string[] {
  const places = new Map<number, string>();
  for (const name of list) {
    const at = find(page, name);
    if (at === -1) continue;
    const written = page.written.slice(at, at + pageOf(name).folded.length);
    if (written.length > (places.get(at)?.length ?? 0)) places.set(at, written);
  }
  const ordered = [...places].sort(([one], [other]) => one - other).map(([, name]) => name);
  const seen = new Set<string>();
  return ordered.filter((name) => {
    const same = seen.has(pageOf(name).folded);
    seen.add(pageOf(name).folded);
    return !same;
  });
}

/**
 * Keeps, of what models named, what `text` really says: as it is written there, once, in order of appearance.
 * White space and capitals make no difference. Models do make up names.
 */
export function keepFound(answers: readonly z.infer<typeof entitiesAnswer>[], text: string): Entities {
  const page = pageOf(text);
  const all = (key: keyof Entities) =>
    found(
      page,
      answers.flatMap((answer) => answer[key]),
    );
  return {
    people: all('people'),
    organisations: all('organisations'),
    places: all('places'),
    dates: all('dates'),
    amounts: all('amounts'),
  };
}
