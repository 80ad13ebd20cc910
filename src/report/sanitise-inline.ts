/**
 * The inline half of `sanitiseMarkdown`: one pass over a text without code blocks.
 *
 * What keeps it sound against every CommonMark parser: a code span is kept only when it begins and ends on
 * one line, and every other backtick is escaped, so that no parser can see code where this one sees text or
 * the other way about; nothing is ever removed in a way that joins what stood apart; and a destination is
 * written out only in characters that are harmless should it turn out not to be part of a link.
 */
import { escapeText, followsAddress } from './safe-markdown.ts';

/** What has been written so far; `open` has the places in it of the brackets that wait for their `]`. */
interface Progress {
  readonly text: string;
  readonly out: string[];
  /** Whether the text may hold a table; found out when it first matters. */
  table?: boolean;
  readonly open: number[];
}

/** Writes what stands for the text at `at`, and gives the place where the next look begins. */
type Handler = (progress: Progress, at: number) => number;

const handlers: Readonly<Record<string, Handler>> = {
  '\\': backslash,
  '`': backticks,
  '<': angle,
  '!': exclamation,
  '[': opening,
  ']': closing,
  '%': percent,
  '~': tildes,
};

/** A text with formatting and links, without HTML, images, embeds, and links that could do something. */
export function sanitiseSpan(text: string): string {
  const progress: Progress = { text, out: [], open: [] };
  const special = /[\\`<![\]%]|~{3}/g;
  let at = 0;
  while (at < text.length) {
    special.lastIndex = at;
    const found = special.exec(text);
    if (!found) break;
    progress.out.push(text.slice(at, found.index));
    at = handlers[found[0].charAt(0)]?.(progress, found.index) ?? text.length;
  }
  progress.out.push(text.slice(at));
  return progress.out.join('');
}

/** TeX commands that fetch, link or style, which formulas have no use for. */
const texCommand = /\\(?:href|url|html\w*|require|class|cssId|style|data|includegraphics)(?![a-zA-Z])/y;

function backslash({ text, out }: Progress, at: number): number {
  const next = text.charAt(at + 1);
  if (/[!-/:-@[-`{-~]/.test(next)) {
    const swallowed = /[<`![]/.test(next) && followsAddress(text, at);
    out.push(swallowed ? `&#${next.charCodeAt(0)};` : `\\${next}`);
    return at + 2;
  }
  texCommand.lastIndex = at;
  out.push(texCommand.test(text) ? '\\\\' : '\\');
  return at + 1;
}

function backticks(progress: Progress, at: number): number {
  const { text, out } = progress;
  let end = at;
  while (text.charAt(end) === '`') end++;
  const inAddress = followsAddress(text, at);
  const close = inAddress ? -1 : closingRun(text, end, end - at);
  if (close === -1) {
    out.push((inAddress ? '&#96;' : '\\`').repeat(end - at));
    return end;
  }
  const code = text.slice(end, close);
  const fence = text.slice(at, end);
  out.push(
    isInertCode(code, progress) ? `${fence}${harmlessCode(code)}${fence}` : `\\\`${escapeText(code)}\\\``,
  );
  return close + fence.length;
}

/** Characters; a span of code on one line is shorter. Bounds the search for its end. */
const longestCode = 4000;

/** Where, on the same line, a run of exactly `length` backticks begins; -1 when there is none. */
function closingRun(text: string, from: number, length: number): number {
  const near = text.slice(from, from + longestCode);
  for (const run of near.matchAll(/`+|\n/g)) {
    const end = run.index + run[0].length;
    // The end of a run at the edge of the search is not known.
    if (run[0] === '\n' || (end === near.length && end === longestCode)) return -1;
    if (run[0].length === length) return from + run.index;
  }
  return -1;
}

/** Dataview runs code that begins with `=` or `$=`; a table cuts code at a bar, and its cells are text. */
function isInertCode(code: string, progress: Progress): boolean {
  if (/^\s*\$?=/.test(code)) return false;
  return !/(?:^|\\\\|[^\\])\|/.test(code) || !mayHoldTable(progress);
}

/** Whether one of the lines could be the one that parts a table's head from its body. */
function mayHoldTable(progress: Progress): boolean {
  progress.table ??= progress.text
    .split('\n')
    .some((line) => line.includes('-') && /^[ \t\d.)*+>|:-]+$/.test(line));
  return progress.table;
}

/** Code without `<%`, which Templater would run; nothing but a space can part the two characters in code. */
export function harmlessCode(code: string): string {
  return code.replaceAll('<%', '< %');
}

const autolink = /<(?:https?:\/\/(?:[^\s<>`|\\[\]!%]|%(?!%))*|[\w.+-]+@[\w.-]+)>/iy;

function angle({ text, out }: Progress, at: number): number {
  autolink.lastIndex = at;
  const link = autolink.exec(text)?.[0];
  if (link !== undefined) {
    out.push(link);
    return at + link.length;
  }
  if (/[\s\d=-]/.test(text.charAt(at + 1))) out.push('<');
  else out.push(followsAddress(text, at) ? '&lt;' : '\\<');
  return at + 1;
}

/** An image becomes a link to it, an embed becomes text. */
function exclamation({ text, out, open }: Progress, at: number): number {
  let end = at;
  while (text.charAt(end) === '!') end++;
  if (text.charAt(end) !== '[') {
    out.push(text.slice(at, end));
    return end;
  }
  out.push('&#33;'.repeat(end - at - 1));
  if (text.startsWith('[[', end)) {
    out.push('\\[\\[');
    return end + 2;
  }
  // An image that stands for a link's text becomes text itself: links do not nest.
  open.push(out.length);
  out.push(text.charAt(at - 1) === '[' ? '\\[' : '[');
  if (text.charAt(end + 1) === ']') out.push('image');
  return end + 1;
}

function opening({ out, open }: Progress, at: number): number {
  open.push(out.length);
  out.push('[');
  return at + 1;
}

/** The plain characters of a destination: none that could begin anything, were this no link after all. */
const plain = String.raw`(?:[^\s<>()[\]\`!\\|%]|%[0-9a-fA-F]{2})*`;
const target = String.raw`(?:<([^<>\n]*)>|(${plain}(?:\(${plain}\)${plain})*))`;
const inlineLink = new RegExp(String.raw`\]\([ \t]*${target}(?:[ \t]+"([^"\\<>\n\`[\]!%]*)")?[ \t]*\)`, 'y');
const definition = new RegExp(String.raw`\]:[ \t]*${target}(?=\s|$)`, 'y');

/** A bracket may end a link's text, begin a definition's target, or be itself. */
function closing(progress: Progress, at: number): number {
  const { text, out, open } = progress;
  const opener = open.pop();
  const next = text.charAt(at + 1);
  if (next === ':') return define(progress, at);
  if (next === '(') return link(progress, at, opener);
  out.push(opener !== undefined && out[opener] === '\\[' ? '\\]' : ']');
  return at + 1;
}

/**
 * A footnote, `[^1]: …`, that no parser takes for the definition of a link: behind its first word comes
 * another one on the same line, and that is no title.
 */
const footnote = /\]:[ \t]+(?=[^\s<]\S*[ \t]+[^\s"'(])/y;

function define({ text, out }: Progress, at: number): number {
  const note = isFootnote(text, at) ? matchAt(footnote, text, at) : null;
  if (note) {
    out.push(note[0]);
    return at + note[0].length;
  }
  const found = matchAt(definition, text, at);
  const place = found ? safeDestination(found) : undefined;
  if (!found || place === undefined) {
    out.push(']\\:');
    return at + 2;
  }
  out.push(text.charAt(at + 2) === place.charAt(0) ? `]:${place}` : `]: ${place}`);
  return at + found[0].length;
}

/** Whether what ends at `at` is the mark of a footnote at the beginning of its line. */
function isFootnote(text: string, at: number): boolean {
  const mark = /\[\^[\w-]{1,32}$/.exec(text.slice(Math.max(0, at - 34), at))?.[0];
  const before = text.charAt(at - (mark?.length ?? 0) - 1);
  return mark !== undefined && (before === '' || before === '\n');
}

function link({ text, out }: Progress, at: number, opener: number | undefined): number {
  const found = matchAt(inlineLink, text, at);
  if (!found) {
    out.push(']\\(');
    return at + 2;
  }
  const place = safeDestination(found);
  const title = found[3] === undefined ? '' : ` "${found[3]}"`;
  if (place !== undefined && (opener === undefined || out[opener] === '[')) out.push(`](${place}${title})`);
  else {
    if (opener !== undefined) out[opener] = '\\[';
    out.push('\\]');
  }
  return at + found[0].length;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** The destination in plain characters; undefined when following it could do more than open a page or a file. */
function safeDestination(link: RegExpExecArray): string | undefined {
  const place = link[1]?.replace(/[\s()[\]`!\\|]|%(?![0-9a-fA-F]{2})/g, encodeCharacter) ?? link[2] ?? '';
  if (place === '') return undefined;
  if (/^(?:https?:|mailto:)/i.test(place)) return place;
  // A colon or an entity (`&#58;`) before the first slash would be the end of a scheme.
  return /^[^/?#]*[:&]/.test(place) ? undefined : place;
}

function encodeCharacter(character: string): string {
  return `%${Buffer.from(character)
    .toString('hex')
    .toUpperCase()
    .replace(/(..)(?=.)/g, '$1%')}`;
}

/** `%%` hides what follows it in Obsidian, `<%` is a program to Templater. */
function percent({ text, out }: Progress, at: number): number {
  out.push(/[%<]/.test(text.charAt(at - 1)) ? '\\%' : '%');
  return at + 1;
}

function tildes({ out }: Progress, at: number): number {
  out.push('\\~~~');
  return at + 3;
}
