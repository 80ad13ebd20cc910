/**
 * Other people's Markdown made harmless: the person's own files, and what models write. Formatting, lists,
 * tables, headings, code and links stay; nothing is fetched, run or embedded when it is looked at.
 */
import { fenceFor, normaliseText, oneLine } from './safe-markdown.ts';
import { harmlessCode, sanitiseSpan } from './sanitise-inline.ts';

/**
 * Words behind a fence that only choose colours. Any other may belong to a plugin that runs or fetches what
 * the fence holds (`dataviewjs`, `templater`, `query`, `mermaid` with remote images), and is left out.
 */
const languages = new Set(
  (
    'ada apl asm awk bash bat batch c c++ clojure cmake cobol console cpp cs csharp css csv cxx d dart diff ' +
    'docker dockerfile elixir elm erlang f# fish fortran fsharp go golang gradle graphql groovy haskell hcl ' +
    'html http ini java javascript jinja js json json5 jsonc jsx julia kotlin latex less lisp log lua ' +
    'makefile markdown matlab md nginx nim nix objc objective-c ocaml octave pascal patch perl php plain ' +
    'plaintext powershell prolog properties proto protobuf ps1 py python r rb rs rst ruby rust sass scala ' +
    'scheme scss sh shell sql svelte swift tcl terraform tex text toml ts tsx txt typescript vb vhdl vim ' +
    'verilog vue wasm xml yaml yml zig zsh'
  ).split(' '),
);

/** What may stand behind an opening fence: a known language, or nothing. */
function fenceLanguage(info: string): string {
  const word = /^[\w+#.-]*/.exec(info.trim())?.[0].toLowerCase() ?? '';
  return languages.has(word) ? word : '';
}

/** A fenced block of code that nothing inside can leave, run or close. */
export function codeBlock(code: string, info = ''): string {
  const text = harmlessCode(normaliseText(code));
  const fence = fenceFor(text);
  return `${fence}${fenceLanguage(info)}\n${text}\n${fence}`;
}

/**
 * Markdown with its formatting and without anything active: HTML tags are shown as text (outside code, where
 * they are text already), images become links, embeds become text, links that are neither web pages, mail
 * nor files lose their target, and fences keep a language only if it is one.
 */
export function sanitiseMarkdown(markdown: string): string {
  return sanitiseLines(normaliseText(markdown).split('\n'), 0).join('\n');
}

/** As `sanitiseMarkdown`, on one line: for a sentence or a list item. Blocks do not begin in it. */
export function sanitiseSentence(markdown: string): string {
  const line = sanitiseSpan(oneLine(markdown));
  return /^(?:#{1,6}(?:\s|$)|>|[-+*](?:\s|$)|\d{1,9}[.)](?:\s|$)|[|:=+*_-][|:=+*_ \t-]*$)/.test(line)
    ? escapeStart(line)
    : line;
}

function escapeStart(line: string): string {
  const number = /^\d+/.exec(line)?.[0] ?? '';
  return `${number}\\${line.slice(number.length)}`;
}

/** Quotations nest; deeper than this their fences are shown as text. */
const deepest = 12;

const quotation = /^([ \t]*)> ?/;
/** Indentation and list markers, a run of backticks or tildes, and the rest of the line. */
const fenceStart = /^([ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(`{3,}(?=[^`]*$)|~{3,})(.*)$/;

/**
 * Code and quotations are read by simpler rules than CommonMark's and then written anew so that no parser
 * can read them otherwise: a fence that is indented gets an empty line before it and all its lines the same
 * indentation, which makes it code in every context (a fence in a list, or an indented block).
 */
function sanitiseLines(lines: readonly string[], depth: number): string[] {
  const out: string[] = [];
  let text: string[] = [];
  const flush = () => {
    if (text.length > 0) out.push(sanitiseSpan(text.join('\n')));
    text = [];
  };
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const fence = /```|~~~/.test(line) ? fenceStart.exec(line) : null;
    const quote = depth < deepest ? quotation.exec(line) : null;
    if (!fence && !quote) {
      text.push(line);
      at++;
      continue;
    }
    flush();
    const block = fence ? takeFence(lines, at, fence) : takeQuotation(lines, at, quote?.[1] ?? '', depth);
    if (block.indented && !/(?:^|\n)$/.test(out.at(-1) ?? ' ')) out.push('');
    out.push(...block.lines);
    at = block.next;
  }
  flush();
  return out;
}

interface TakenBlock {
  readonly lines: string[];
  /** The index of the line after it. */
  readonly next: number;
  readonly indented: boolean;
}

function takeFence(lines: readonly string[], at: number, match: RegExpExecArray): TakenBlock {
  const prefix = (match[1] ?? '').replaceAll('\t', '    ');
  const marker = match[2] ?? '';
  const code: string[] = [];
  let next = at + 1;
  while (next < lines.length && !closes(lines[next] ?? '', marker)) {
    code.push(withoutIndent(lines[next] ?? '', prefix.length));
    next++;
  }
  const block = codeBlock(code.join('\n'), match[3]).split('\n');
  const pad = ' '.repeat(prefix.length);
  return {
    lines: block.map((line, i) => (i === 0 ? prefix + line : line === '' ? '' : pad + line)),
    next: next + 1,
    indented: prefix !== '',
  };
}

function closes(line: string, marker: string): boolean {
  const text = line.trim();
  return text.length >= marker.length && text === marker.charAt(0).repeat(text.length);
}

/** The line without up to `width` columns of white space at its start; a tab counts as four. */
function withoutIndent(line: string, width: number): string {
  const blank = /^[ \t]*/.exec(line)?.[0] ?? '';
  return blank.replaceAll('\t', '    ').slice(width) + line.slice(blank.length);
}

function takeQuotation(lines: readonly string[], at: number, indent: string, depth: number): TakenBlock {
  const inner: string[] = [];
  let next = at;
  for (let line = lines[next]; line !== undefined && quotation.test(line); line = lines[++next]) {
    inner.push(line.replace(quotation, ''));
  }
  const prefix = `${indent.replaceAll('\t', '    ')}> `;
  const quoted = sanitiseLines(inner, depth + 1)
    .join('\n')
    .split('\n');
  return {
    lines: quoted.map((line) => (line === '' ? prefix.trimEnd() : prefix + line)),
    next,
    indented: indent !== '',
  };
}
