/**
 * Plain text made inert in Markdown: a reader shows it as it is, and nothing in it becomes formatting, HTML,
 * an image, a link, a tag, a comment, a formula or a program. CommonMark 0.31, GitHub's additions, and what
 * Obsidian and its plugins (Dataview, Templater) look for. Ordinary prose stays as it is.
 */

const wordCharacter = /[\p{L}\p{N}]/u;
/** White space as CommonMark has it: U+2028 and U+FEFF are none, though JavaScript's `\s` has them. */
const space = /[\t\n\f\r\p{Zs}]/u;

const isWord = (character: string) => wordCharacter.test(character);
const isSpace = (character: string) => character === '' || space.test(character);

/** What stands around a special character or a run of one: the character before, the one after, what follows. */
type Rule = (run: string, before: string, after: string, rest: string) => boolean;

/** Emphasis and its kind: a run with white space on both sides neither begins nor ends it. */
const flanked: Rule = (_run, before, after) => !(isSpace(before) && isSpace(after));
/** What stands around the text is not known here, and may itself be emphasis. */
const atEdge = (before: string, after: string) => before === '' || after === '';

/** Each of these means something somewhere; the rule says whether it could mean it here. */
const rules: Readonly<Record<string, Rule>> = {
  '`': () => true,
  '[': () => true,
  '\\': (_run, _before, after) => after === '' || /[\n!-/:-@[-`{-~]/.test(after),
  '*': (run, before, after, rest) => atEdge(before, after) || flanked(run, before, after, rest),
  _: (run, before, after, rest) =>
    atEdge(before, after) ||
    (flanked(run, before, after, rest) && !(run.length === 1 && isWord(before) && isWord(after))),
  '~': (run, before, after, rest) =>
    run.length === 1 ? !isSpace(before) : flanked(run, before, after, rest),
  '=': (run, before, after, rest) => run.length > 1 && flanked(run, before, after, rest),
  '<': (_run, _before, after) => /[a-zA-Z/!?]/.test(after),
  '&': (_run, _before, _after, rest) => /^#?\w{1,32};/.test(rest),
  // "Number 7" may be written #7; a tag has a letter somewhere. At its end a heading would lose it.
  '#': (_run, before, after, rest) =>
    !isWord(before) && (after === '' || (!isSpace(after) && !/^\d+(?![\p{L}\p{N}_/-])/u.test(rest))),
  // A sum may stand as $5: a formula has to end somewhere, before something else than a digit.
  $: (run, before, after, rest) => !/\d/.test(after) && flanked(run, before, after, rest),
  '^': (_run, before, _after, rest) => isSpace(before) && /^[\w-]+[ \t]*(?:\n|$)/.test(rest),
};

const special = /\*+|_+|~+|=+|[\\`[<&#$^]/g;

/** How far a rule looks ahead. */
const reach = 64;

/**
 * What begins a heading, a quotation, a list item or a fence, and lines that consist of rules only. A run that
 * could be emphasis is taken whole: half of one, behind a backslash, would stand beside a punctuation mark.
 */
const lineStart =
  /^(?:#{1,6}(?=[ \t]|$)|>|~~~|[-+](?=[ \t]|$)|\*(?=[ \t]|$)|(?:\*+|_+|[|:=+-])(?=[|:=+*_ \t-]*$))/gm;
const numbered = /^(\d{1,9})([.)])(?=[ \t]|$)/gm;

/** Line ends as `\n`, without the control characters that no text has a use for. */
export function normaliseText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[\p{Cc}--[\n\t]]/gv, '');
}

/**
 * A plain text as Markdown that shows just this text. Lines stay lines in the source; white space at their
 * starts and ends goes, since it would mean code or a line break.
 */
export function escapeText(text: string): string {
  return escapeSigns(
    normaliseText(text)
      // Looked for where a run begins, not at each of its blanks: millions of them would take for ever.
      .replace(/^[ \t]+|(?<![ \t])[ \t]+$/gm, '')
      .replace(/\n{3,}/g, '\n\n'),
  )
    .replace(lineStart, escapeStart)
    .replace(numbered, '$1\\$2');
}

/** What means something anywhere in a line. */
function escapeSigns(text: string): string {
  return text.replace(special, escapeRun).replace(/(?<=[%<])%/g, '\\%');
}

function escapeStart(start: string): string {
  return /^[*_]/.test(start) ? start.replace(/./g, '\\$&') : `\\${start}`;
}

function escapeRun(run: string, index: number, whole: string): string {
  const end = index + run.length;
  const needed = rules[run.charAt(0)]?.(
    run,
    whole.charAt(index - 1),
    whole.charAt(end),
    whole.slice(end, end + reach),
  );
  if (!needed) return run;
  return run === '<' && followsAddress(whole, index) ? '&lt;' : run.replace(/./g, '\\$&');
}

/** Characters; a word longer than this is taken for an address. */
const longestWord = 500;

/**
 * Whether what stands at `at` may belong to a web address in running text. GitHub's dialect makes such an
 * address a link up to the next space or `<`, and takes backslashes and backticks into it.
 */
export function followsAddress(text: string, at: number): boolean {
  const near = text.slice(Math.max(0, at - longestWord), at);
  const word = /(?<!\S)\S*$/.exec(near)?.[0] ?? '';
  return word.length === longestWord || /:\/\/|www\./i.test(word);
}

/** As `escapeText`, with every line break kept when it is shown (two spaces before it). */
export function escapeLines(text: string): string {
  return escapeText(text).replace(/(?<=[^\n])\n(?=[^\n])/g, '  \n');
}

/** As `escapeText`, on one line: for headings, list items and sentences. */
export function escapeInline(text: string): string {
  return escapeText(oneLine(text));
}

/** As `escapeInline`, behind other words or marks on its line: no list, quotation or heading begins there. */
export function escapeWithin(text: string): string {
  return escapeSigns(oneLine(text));
}

/** As `escapeWithin`, for a cell of a table. */
export function escapeCell(text: string): string {
  // Parsers disagree about `\\|`, so a bar behind a backslash is written as an entity.
  return escapeWithin(text).replace(/(\\?)\|/g, (_bar, before: string) =>
    before ? `${before}&#124;` : '\\|',
  );
}

/** The text with every run of white space as one space, and none at its ends. */
export function oneLine(text: string): string {
  return normaliseText(text).replace(/\s+/g, ' ').trim();
}

/** The text, or as much of its start as fits in `most` characters with an ellipsis behind it. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const start = text.slice(0, most - 1).toWellFormed();
  return `${start.replace(/\uFFFD$/, '')}…`;
}

/** A fence of backticks that no line in the text can close: three, or one more than its longest run. */
export function fenceFor(text: string): string {
  let longest = 2;
  for (const run of text.match(/`{3,}/g) ?? []) longest = Math.max(longest, run.length);
  return '`'.repeat(longest + 1);
}

/** Marks that turn the reading direction, so that a name shows as another. */
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A link to a file beside or below, shown as `label`. The name may hold anything that a file system allows.
 * @param fragment A place in it, ours, e.g. `#page=3`.
 */
export function linkTo(label: string, path: string, fragment = ''): string {
  return `[${escapeWithin(label.replace(turning, '')).replaceAll(']', '\\]')}](<${linkPath(path)}${fragment}>)`;
}

/** A colon could make a name look like a scheme; the others end or change a destination in some reader. */
function linkPath(path: string): string {
  return path
    .toWellFormed()
    .replace(/^\s+|\s+$|[\p{Cc}\p{Zl}\p{Zp}%<>\\&#?^`|:[\]]/gu, encodeURIComponent)
    .replace(turning, encodeURIComponent);
}

/**
 * An entity's name as the name of its note, without `.md`: what neither links nor file systems can hold becomes a space.
 * Empty when nothing is left.
 */
export function entityName(name: string): string {
  return oneLine(name.replace(turning, '').replace(/[\\/:*"<>|?#^[\]`~%$]/g, ' ')).replace(
    /^[.\s_]+|[\s_]+$/g,
    '',
  );
}

/** `[[NAME]]`, a link to an entity's note. */
export function entityLink(name: string): string {
  const safe = entityName(name);
  return safe === '' ? escapeWithin(name) : `[[${safe}]]`;
}
