/** A question as a person wrote it down: what is asked, of which files, and what it may cost. Pure. */
import { parseFrontMatter } from '../../reading/front-matter.ts';
import { oneLine, shortened } from '../../report/safe-markdown.ts';
import type { Failure } from '../../types/failure.ts';
import type { Filters } from '../filter.ts';

/** Characters; who has more to say puts it into a file of its own and asks about that. */
export const longestQuestion = 4000;
/** Characters of what a person wrote, where it is told back to them. */
const longestValue = 60;

/** What is asked. */
export interface Question {
  /** As it was written, without front matter and the marks of headings. */
  readonly text: string;
  /** Every relevant file is to be read for it, not only the best few. */
  readonly deep: boolean;
  /** The joining of what was found may be bought: `cloud: allow`. */
  readonly cloud: boolean;
  /** Dollars that it may cost at most; undefined where the person said none. */
  readonly budgetUsd: number | undefined;
  /** Which files are asked. */
  readonly filters: Filters;
  /** What stands in front of it and was not understood, one sentence each. */
  readonly problems: readonly string[];
}

/** A question, or why there is none. */
export type ParsedQuestion =
  | { readonly ok: true; readonly question: Question }
  | { readonly ok: false; readonly failure: Failure };

/** Reads a question file. Front matter: `deep`, `cloud`, `budget`, `kind`, `folder`, `tag`, `from`, `to`. */
export function parseQuestion(written: string): ParsedQuestion {
  const { data, body, problem } = parseFrontMatter(written);
  const text = body
    .toWellFormed()
    .replace(/^#{1,6}[ \t]+/gm, '')
    .trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return { ok: false, failure: empty };
  if (text.length > longestQuestion) return { ok: false, failure: tooLong };
  const problems = problem === undefined ? [] : [problem];
  const say = (key: string, allowed: string): undefined => {
    const value = shortened(oneLine(JSON.stringify(data[key]) ?? ''), longestValue);
    problems.push(`"${key}: ${value}" was not understood and is not obeyed: write ${allowed}.`);
    return undefined;
  };
  return {
    ok: true,
    question: {
      text,
      deep: isYes(data.deep) ?? say('deep', '"deep: true" or leave it out') ?? false,
      // Money asks for the very word: a slip must not spend.
      cloud: consents(data.cloud) ?? say('cloud', '"cloud: allow" or leave it out') ?? false,
      budgetUsd:
        data.budget === undefined
          ? undefined
          : (dollars(data.budget) ?? say('budget', 'dollars such as "budget: 0.20"')),
      filters: filtersIn(data, say),
      problems,
    },
  };
}

const empty: Failure = {
  code: 'question-empty',
  reason: 'Nothing is asked: there is no word in it.',
  hint: 'Write the question into a file and drop it into ask/ again.',
};

/** Why a question file is not read at all. */
export const tooLong: Failure = {
  code: 'question-too-long',
  reason: `The question is longer than ${longestQuestion} characters.`,
  hint: 'Drop the long text into ingest/, and ask about it in a few sentences.',
};

function isYes(value: unknown): boolean | undefined {
  if (value === undefined || value === null) return false;
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return word === 'yes' ? true : word === 'no' ? false : undefined;
}

function consents(value: unknown): boolean | undefined {
  if (value === undefined || value === null || value === false) return false;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return word === 'allow' ? true : word === 'no' || word === 'off' || word === 'deny' ? false : undefined;
}

function dollars(value: unknown): number | undefined {
  const number =
    typeof value === 'string' && /^\$?\d+(?:\.\d+)?$/.test(value.trim())
      ? Number(value.trim().replace('$', ''))
      : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined;
}

const kinds: ReadonlySet<string> = new Set(['text', 'image', 'audio']);
const date = /^\d{4}(?:-\d\d(?:-\d\d)?)?$/;

function filtersIn(
  data: Readonly<Record<string, unknown>>,
  say: (key: string, allowed: string) => undefined,
): Filters {
  const read = (key: string, allowed: string, fits: (text: string) => boolean): string | undefined => {
    const value = data[key];
    if (value === undefined || value === null) return undefined;
    const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
    return text !== '' && fits(text) ? text : say(key, allowed);
  };
  const isDate = (text: string): boolean => date.test(text);
  const any = (): boolean => true;
  return {
    kind: read('kind', 'text, image or audio', (text) => kinds.has(text.toLowerCase())),
    folder: read('folder', 'one folder of done/', any),
    tag: read('tag', 'one tag', any),
    from: read('from', 'a day, a month or a year such as 2026-11-03', isDate),
    to: read('to', 'a day, a month or a year such as 2026-11-03', isDate),
  };
}
