/** `answers/NAME.md`: the question, its answer, and the places in the files on which it rests. */
import { posix } from 'node:path';
import { withFrontMatter } from '../../report/front-matter.ts';
import { quotedInline } from '../../report/quoted.ts';
import { redact } from '../../report/redaction.ts';
import {
  escapeInline,
  escapeLines,
  escapeWithin,
  linkTo,
  oneLine,
  shortened,
} from '../../report/safe-markdown.ts';
import type { Position } from '../../types/document.ts';
import type { Failure } from '../../types/failure.ts';
import type { Answered, Citation, Source, Statement } from './answered.ts';

/** Characters of a question in a title and in front matter. */
const longestTitle = 120;
const longestAsked = 2000;

/** What is said above sentences that no model has put together. */
export const quotedLead = 'These sentences of your files fit best:';
/** What is said when nothing answers. */
export const notFound = 'Not in your files.';

/** Where a note stands, and what it is about. */
export interface NoteFacts {
  /** The question as it was written. */
  readonly question: string;
  /** Below the root; links are made from there. */
  readonly note: string;
  /** The question's own file, below the root; undefined for one that was asked in another way. */
  readonly original: string | undefined;
  /** SHA-256 of that file. */
  readonly sha256: string | undefined;
  /** ISO 8601 with offset. */
  readonly answered: string;
}

/** The whole note, front matter and body, ending in a line break. */
export function renderAnswerNote(answer: Answered, facts: NoteFacts): string {
  const data = {
    ...opening(facts),
    found: answer.found,
    models: Object.keys(answer.models).length > 0 ? answer.models : undefined,
    sources: [...new Set(answer.citations.map(({ path }) => path))],
    private: answer.private,
    cost_usd: Number(answer.costUsd.toFixed(6)),
    quote_usd: answer.quoteUsd === undefined ? undefined : Number(answer.quoteUsd.toFixed(6)),
  };
  const sections = [
    ...asked(facts),
    ...statementsOf(answer, facts.note),
    sourcesOf(answer.citations, facts.note),
    answer.found || answer.closest.length === 0 ? '' : closestOf(answer.closest, facts.note),
    ...answer.remarks.map((remark) => `> ${escapeInline(redact(remark))}`),
  ];
  return withFrontMatter(data, `${sections.filter(Boolean).join('\n\n')}\n`);
}

/** The note of a question that could not be read. */
export function renderUnansweredNote({ code, reason, hint }: Failure, facts: NoteFacts): string {
  const data = { ...opening(facts), found: false, error: code, reason, hint, cost_usd: 0 };
  const body = [...asked(facts), escapeInline(reason), `**What to do:** ${escapeInline(hint)}`];
  return withFrontMatter(data, `${body.join('\n\n')}\n`);
}

function opening({ question, answered, original, sha256 }: NoteFacts): Record<string, unknown> {
  return {
    title: shortened(oneLine(question), longestTitle) || undefined,
    question: shortened(question.trim(), longestAsked) || undefined,
    answered,
    original,
    question_sha256: sha256,
  };
}

function asked({ question, original, note }: NoteFacts): readonly string[] {
  const quote = escapeLines(shortened(question.trim(), longestAsked))
    .replace(/^/gm, '> ')
    .replace(/^> $/gm, '>');
  const heading = `# ${escapeWithin(shortened(oneLine(question), longestTitle)) || 'A question'}`;
  const link =
    original === undefined ? '' : `Asked in ${linkTo(posix.basename(original), wayTo(original, note))}.`;
  const isWhole = oneLine(question) === question.trim() && question.trim().length <= longestTitle;
  return [heading, isWhole || question.trim() === '' ? '' : quote, link];
}

function statementsOf({ found, statements, citations }: Answered, note: string): readonly string[] {
  if (!found) return [`**${notFound}**`];
  const marks = (numbers: readonly number[]): string =>
    numbers
      .map((number) => {
        const citation = citations[number - 1];
        return citation ? linkTo(`[${number}]`, wayTo(citation.path, note), fragmentOf(citation)) : '';
      })
      .join(' ');
  const stated = statements.filter(({ quoted }) => !quoted);
  const quotes = statements.filter(({ quoted }) => quoted);
  const line = ({ text, citations: numbers }: Statement): string => `${escapeInline(text)} ${marks(numbers)}`;
  const quote = ({ text, citations: numbers }: Statement): string =>
    `- “${quotedInline(text)}” ${marks(numbers)}`;
  return [...stated.map(line), quotes.length > 0 ? quotedLead : '', quotes.map(quote).join('\n')];
}

function sourcesOf(citations: readonly Citation[], note: string): string {
  if (citations.length === 0) return '';
  const lines = citations.map((citation, at) => {
    return `${at + 1}. ${placeLink(citation, note)}: “${quotedInline(citation.quote)}”`;
  });
  return ['## Sources', lines.join('\n')].join('\n\n');
}

function closestOf(closest: readonly Source[], note: string): string {
  return ['These come closest:', closest.map((source) => `- ${placeLink(source, note)}`).join('\n')].join(
    '\n\n',
  );
}

function placeLink(source: Source, note: string): string {
  const name = `${shortened(oneLine(source.title), longestTitle) || posix.basename(source.path)}`;
  const link = linkTo(name, wayTo(source.path, note), fragmentOf(source));
  return source.position === '' ? link : `${link}, ${escapeWithin(source.position)}`;
}

/** Readers of PDF open a page by it, and Obsidian a recording at a time. */
function fragmentOf({ path, place }: { readonly path: string; readonly place: Position }): string {
  if (place.page !== undefined && /\.pdf$/i.test(path)) return `#page=${place.page}`;
  const { fromSeconds } = place;
  return fromSeconds === undefined || /\.md$/i.test(path) ? '' : `#t=${Math.floor(fromSeconds)}`;
}

const wayTo = (path: string, note: string): string => posix.relative(posix.dirname(note), path);

/** Characters of a question in the name of its answer. */
const longestName = 80;

/** A file name for the answer to a question that has no file: its own first words, without what names cannot hold. */
export function answerName(question: string): string {
  const words = oneLine(question.normalize('NFC'))
    .replace(/[\\/:*"<>|?#^[\]`~%$\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\s+/g, ' ');
  const start = Array.from(words).slice(0, longestName).join('');
  const name = start.replace(/^[\s.]+|[\s.!,;]+$/g, '');
  return `${name === '' ? 'question' : name}.md`;
}

/** The answer as plain text, each sentence with the numbers of its citations. */
export function answerText({ found, statements }: Answered): string {
  if (!found) return notFound;
  const line = ({ text, quoted, citations }: Statement): string =>
    `${quoted ? `“${text}”` : text} ${citations.map((number) => `[${number}]`).join('')}`;
  const quotes = statements.filter(({ quoted }) => quoted);
  const stated = statements.filter(({ quoted }) => !quoted);
  return [...stated.map(line), ...(quotes.length > 0 ? [quotedLead, ...quotes.map(line)] : [])].join('\n');
}
