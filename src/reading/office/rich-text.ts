/** Words with formatting, as paragraphs of office formats hold them, and how they become Markdown. */
import { escapeMarkdown } from '../markdown/escape-markdown.ts';

/** A run of words that look the same. */
export interface Span {
  /** With `\n` where a line breaks. */
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly strike?: boolean;
  readonly code?: boolean;
  /** A web or mail address. */
  readonly link?: string;
  /** The text is Markdown already: a formula, the mark of a note. */
  readonly markdown?: boolean;
}

/** Just the words. */
export function plainOf(spans: readonly Span[]): string {
  return spans.map((span) => span.text).join('');
}

/** Whether nothing but words would be lost if only the words were kept. */
export function isPlain(spans: readonly Span[]): boolean {
  return spans.every((span) => span.text.trim() === '' || (looksOf(span) === '' && !isMeaning(span)));
}

/** Whether a span says something that its bare words do not: a link, a formula. */
export function isMeaning({ link, markdown }: Span): boolean {
  return link !== undefined || markdown === true;
}

/** One paragraph as Markdown. A line break is shown as one. */
export function markdownOf(spans: readonly Span[]): string {
  const groups = joined(spans);
  return groups
    .map((span, at) => withMarks(span, groups[at - 1], groups[at + 1]))
    .join('')
    .split('\n')
    .map((line) => line.trim())
    .join('  \n')
    .trim();
}

/** The same looks, as a key: two spans that share it can be one. */
function looksOf({ bold, italic, strike, code }: Span): string {
  if (code) return '`';
  return `${strike ? '~~' : ''}${bold ? '**' : ''}${italic ? '*' : ''}`;
}

/** Neighbours that look the same become one; white space takes the looks of what stands before it. */
function joined(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of spans) {
    const last = out.at(-1);
    const same = last !== undefined && !last.markdown && !span.markdown && last.link === span.link;
    if (same && (looksOf(last) === looksOf(span) || span.text.trim() === '')) {
      out[out.length - 1] = { ...last, text: last.text + span.text };
    } else if (span.text !== '') {
      // Two formulas that touch would be one.
      if (last?.text.endsWith('$') && span.markdown) out.push({ text: ' ' });
      out.push(span);
    }
  }
  return out;
}

/** What stands right before and after some words, without a blank between: '' for nothing, `*` for a marker. */
interface Touching {
  readonly before: string;
  readonly after: string;
}

/** Markers touch the words, not the space around them, and stand only where a parser takes them for markers. */
function withMarks(span: Span, previous: Span | undefined, next: Span | undefined): string {
  if (span.markdown) return span.text;
  const lines = span.text.split('\n');
  return lines
    .map((line, index) => {
      const words = line.trim();
      if (words === '') return line;
      const [lead = '', tail = ''] = [/^\s*/.exec(line)?.[0], /\s*$/.exec(line)?.[0]];
      const touching = {
        before: index === 0 && lead === '' ? edgeOf(previous, -1) : '',
        after: index === lines.length - 1 && tail === '' ? edgeOf(next, 0) : '',
      };
      return `${lead}${wordsOf(span, words, touching)}${tail}`;
    })
    .join('\n');
}

function edgeOf(span: Span | undefined, at: -1 | 0): string {
  const edge = span?.text.at(at) ?? '';
  if (span === undefined || /\s/.test(edge)) return '';
  return looksOf(span) === '' && span.link === undefined ? edge : '*';
}

function wordsOf(span: Span, words: string, touching: Touching): string {
  const address = span.link === undefined ? undefined : destination(span.link);
  if (address !== undefined && words === span.link && /^https?:[^\s<>`|\\[\]!%]+$/i.test(words)) {
    return `<${words}>`;
  }
  const text = span.code ? codeSpan(words) : marked(words, looksOf(span), touching);
  if (address === undefined) return text;
  return `[${text.replace(/(?<!\\)\]/g, '\\]')}](${address})`;
}

function marked(words: string, marks: string, { before, after }: Touching): string {
  const text = escapeMarkdown(words);
  if (marks === '') return text;
  // Between a letter and punctuation a marker would stay a marker for everybody to see (CommonMark, 6.2), and
  // markers of two kinds are punctuation to each other.
  const punctuation = /[\p{P}\p{S}]/u;
  const kinds = /~~./.test(marks);
  if (before === '*' || (before !== '' && (kinds || punctuation.test(words.charAt(0))))) return text;
  if (after !== '' && (kinds || punctuation.test(words.slice(-1)))) return text;
  return `${marks}${text}${[...marks.matchAll(/~~|\*\*|\*/g)].map(String).reverse().join('')}`;
}

function codeSpan(words: string): string {
  const longest = Math.max(0, ...[...words.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$/.test(words) ? ' ' : '';
  return `${fence}${pad}${words}${pad}${fence}`;
}

/** The address as Markdown writes it; undefined when it leads nowhere that a page can be. */
function destination(link: string): string | undefined {
  const address = link.trim();
  if (!/^(https?:\/\/|mailto:)\S/i.test(address)) return undefined;
  const safe = address.replace(/[\s<>\\`|[\]!]/g, (character) => encodeURIComponent(character));
  return /[()]/.test(safe) ? `<${safe}>` : safe;
}

const characters = (from: string, to: string): ReadonlyMap<string, string> =>
  new Map([...from].map((character, index) => [character, [...to][index] ?? character]));

const raised = characters('0123456789+-−=()n', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ');
const lowered = characters('0123456789+-−=()', '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎');

/** Raised or lowered digits and signs as the characters for them; other words stay on the line. */
export function shifted(text: string, to: 'raised' | 'lowered'): string {
  const table = to === 'raised' ? raised : lowered;
  const letters = [...text].map((letter) => table.get(letter));
  return letters.every((letter) => letter !== undefined) ? letters.join('') : text;
}
