/**
 * Text of a page as Markdown that shows just this text. Only what would mean something is escaped: the text is
 * read by models and found by searches, too.
 */
import { inlineMath } from './math.ts';

const word = /[\p{L}\p{N}]/u;
const space = /^$|\s/;

/** Nothing to see, and in the way of a search: soft hyphens, joiners without width, marks of byte order. */
const unseen = /[\u00ad\u200b\u2060\ufeff]|\u034f/g;
/** Spaces that only differ in how a printer treats them. */
const spaces = /[ \t\u00a0\u2002-\u200a\u202f\u205f\u3000]+/g;

const address = /\b(?:https?:\/\/|www\.)[^\s<>()[\]`*"]+/g;
const tex = /\$\$[^$]{1,2000}\$\$|\\\([^\n]{1,2000}?\\\)|\\\[[^\]]{1,2000}?\\\]/g;
const special = /\*+|_+|~~+|==+|\[+|\]+|[\\`<&#$|]/g;

/** One text node; it may stand at the start of a line or within one. */
export function escapeText(text: string): string {
  const clean = text.replace(unseen, '').replace(spaces, ' ');
  if (!/[*_~=[\]\\`<&#$|>+.)-]/.test(clean)) return clean;
  return escapeStart(outside(clean, tex, (formula) => inlineMath(unwrapped(formula)), withoutTex));
}

function withoutTex(text: string): string {
  // Readers make links of addresses, signs and all: an escape would lead elsewhere.
  const inAddress = (run: string, index: number, whole: string) =>
    /[_#]/.test(run) ? run : escapeRun(run, index, whole);
  return outside(
    text,
    address,
    (found) => found.replace(special, inAddress),
    (rest) => rest.replace(special, escapeRun),
  );
}

/** Every match of `pattern` becomes what `inside` makes of it, all between them what `between` does. */
function outside(
  text: string,
  pattern: RegExp,
  inside: (match: string) => string,
  between: (text: string) => string,
): string {
  const out: string[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    out.push(between(text.slice(at, match.index)), inside(match[0]));
    at = match.index + match[0].length;
  }
  out.push(between(text.slice(at)));
  return out.join('');
}

function unwrapped(formula: string): string {
  return formula.slice(2, -2);
}

function escapeRun(run: string, index: number, whole: string): string {
  const before = whole.charAt(index - 1);
  const after = whole.charAt(index + run.length);
  return means(run, before, after, whole, index + run.length) ? run.replace(/./g, '\\$&') : run;
}

function means(run: string, before: string, after: string, whole: string, end: number): boolean {
  switch (run.charAt(0)) {
    case '*':
      return !(before !== '' && after !== '' && space.test(before) && space.test(after));
    case '_':
      return !(word.test(before) && word.test(after)) && !(before === ' ' && after === ' ');
    case '[':
      return run.length > 1 || after === '^';
    case ']':
      return /[(:[]/.test(after);
    case '\\':
      return after === '' || /[!-/:-@[-`{-~]/.test(after);
    case '<':
      return /[a-zA-Z/!?]/.test(after);
    case '&':
      return /^#?\w{1,32};/.test(whole.slice(end, end + 40));
    case '#':
      return !word.test(before) && /^[\p{L}\p{N}_/-]*\p{L}/u.test(whole.slice(end, end + 40));
    case '$':
      return after !== '' && !/[\s\d]/.test(after);
    case '|':
      return false;
    default:
      return true;
  }
}

/** What would begin a heading, a quotation, a list or a line across the page. */
function escapeStart(text: string): string {
  return text
    .replace(/^(?:#{1,6}(?=\s|$)|>|[-+](?=\s|$)|[-=]{2,}\s*$)/, '\\$&')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}
