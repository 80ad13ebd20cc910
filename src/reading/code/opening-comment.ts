/** What a program says about itself before it begins. */

/** Characters that are looked at, and that are kept. */
const lookedAt = 20_000;
const longest = 1500;
/** Comments before the telling one: a licence, a word to a tool. */
const mostSkipped = 4;

/** Marks of comments that last to the end of their line → the languages that have them. */
const lineMarks: Readonly<Record<string, string>> = {
  '//': 'c cpp csharp dart go groovy java javascript kotlin less objc php proto rust scala scss swift typescript verilog zig fsharp',
  '#': 'awk cmake dockerfile elixir fish graphql hcl julia makefile nim nix perl php powershell python r ruby sh tcl',
  '--': 'ada elm haskell lua sql vhdl',
  ';': 'asm clojure lisp scheme',
  '%': 'erlang matlab prolog latex',
  "'": 'vb',
  '!': 'fortran',
  '"': 'vim',
};

/** Beginnings and ends of comments over several lines → the languages that have them. */
const blockMarks: readonly (readonly [from: string, to: string, languages: string])[] = [
  ['/*', '*/', `${lineMarks['//']} css sql`],
  ['"""', '"""', 'python julia'],
  ["'''", "'''", 'python'],
  ['<!--', '-->', 'vue svelte'],
  ['--[[', ']]', 'lua'],
  ['{-', '-}', 'haskell elm'],
  ['(*', '*)', 'ocaml fsharp pascal'],
  ['{', '}', 'pascal'],
  ['<#', '#>', 'powershell'],
  ['=begin', '=end', 'ruby'],
  ['#|', '|#', 'lisp scheme'],
];

/** Lines that come before any comment and say nothing. */
const preliminary = /^(?:#!.*|<\?php|["']use strict["'];?|@echo off|\s*)\n/i;
const legal = /copyright|licen[cs]e|SPDX|all rights reserved|\(c\) \d{4}/i;
const forTools =
  /^\W*(?:-\*-|coding[:=]|vim?:|eslint|prettier|biome|jshint|global |@ts-|@flow|@jsx|pylint|flake8|noqa|rubocop|frozen_string|go:build|\+build|nolint|swiftlint|clang-format|pragma|syntax=|shellcheck|region\b|<reference)/i;

/** The first comment that says something about the program, on lines as it was written; undefined without one. */
export function openingComment(text: string, language: string): string | undefined {
  let rest = text.slice(0, lookedAt);
  for (let skipped = 0; skipped <= mostSkipped; skipped++) {
    for (let before = preliminary.exec(rest); before !== null; before = preliminary.exec(rest)) {
      rest = rest.slice(before[0].length);
    }
    const comment = blockComment(rest, language) ?? lineComment(rest, language);
    if (comment === undefined) return undefined;
    const words = plainWords(comment.text);
    if (isTelling(words)) return words;
    rest = rest.slice(comment.length).replace(/^[^\S\n]*\n/, '');
  }
  return undefined;
}

interface Comment {
  readonly text: string;
  /** Characters of the source. */
  readonly length: number;
}

function speaks(languages: string | undefined, language: string): boolean {
  return languages?.split(' ').includes(language) ?? false;
}

function blockComment(text: string, language: string): Comment | undefined {
  const start = /^\s*[rRuU]?/.exec(text)?.[0] ?? '';
  for (const [from, to, languages] of blockMarks) {
    if (!speaks(languages, language)) continue;
    const begins = text.startsWith(from, start.length) ? start.length : start.trimEnd().length;
    if (!text.startsWith(from, begins)) continue;
    const end = text.indexOf(to, begins + from.length);
    if (end === -1) return undefined;
    const inner = text.slice(begins + from.length, end);
    return { text: inner.replace(/^[ \t]*\*+[ \t]?/gm, ''), length: end + to.length };
  }
  return undefined;
}

function lineComment(text: string, language: string): Comment | undefined {
  for (const [mark, languages] of Object.entries(lineMarks)) {
    if (!speaks(languages, language)) continue;
    const lines: string[] = [];
    let length = 0;
    for (const line of text.split('\n')) {
      if (!line.trimStart().startsWith(mark)) break;
      lines.push(
        line
          .trimStart()
          .slice(mark.length)
          .replace(/^[/#;%!*-]*[ \t]?/, ''),
      );
      length += line.length + 1;
    }
    if (lines.length > 0) return { text: lines.join('\n'), length };
  }
  return undefined;
}

/** Without rules of signs, and up to the tags of documentation (`@param`, `:param`, `\brief` stays). */
function plainWords(comment: string): string {
  const lines = comment
    .split('\n')
    .map((line) =>
      line.replace(/^[ \t]*[\\@](?:brief|file(?:overview)?|description|summary)\b:?[ \t]*/i, '').trimEnd(),
    )
    .filter((line) => !/^\s*[-=*#~_/+]{3,}\s*$/.test(line));
  const end = lines.findIndex((line) =>
    /^\s*(?:[@\\](?:param|returns?|author|version|since|license|copyright|example|throws|see)\b|:(?:param|returns?|type)\b)/.test(
      line,
    ),
  );
  const kept = (end === -1 ? lines : lines.slice(0, end)).join('\n');
  const indent = Math.min(...[...kept.matchAll(/^( *)\S/gm)].slice(1).map(([, blank = '']) => blank.length));
  const text =
    Number.isFinite(indent) && indent > 0 ? kept.replace(new RegExp(`^ {1,${indent}}`, 'gm'), '') : kept;
  // Lines that were wrapped at a margin belong together; lists and indented lines stay as they are.
  const joined = text.replace(/(?<=\S)\n(?=[^\s\-*•>|#\d])/g, ' ');
  return joined.trim().slice(0, longest).toWellFormed();
}

/** Words enough that are no licence, no word to a tool and no code that was put out of use. */
function isTelling(words: string): boolean {
  if (legal.test(words.slice(0, 400)) || forTools.test(words)) return false;
  const letters = words.match(/\p{L}|\s/gu)?.length ?? 0;
  const several = words.match(/\p{L}{2,}/gu)?.length ?? 0;
  return several >= 3 && letters >= words.length * 0.7;
}
