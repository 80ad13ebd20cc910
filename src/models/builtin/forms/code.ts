/** Source code: its first comment says what it is for, and what is in it is counted. */
import { languages, type SourceLanguage } from './code-languages.ts';

/** Of a longer file nothing is counted. */
const mostCharacters = 3_000_000;
const codeLine =
  /[;{}]\s*$|^\s*(?:import |from \S+ import |#include|def \w+\(|class \w+[({:]|function\b|const |let |var |return\b|public |private |package |fn |func |if \(|for \(|while \(|@\w+|\/\/|\$ )|^\s*<\/?\w+[ >/]|^\s*[\w.-]+\s*=\s*\S|^\s*"[\w-]+":/;
/** The share of lines that look like code: of text in no known language, and where one shows. */
const mostlyCode = 0.6;
const leastCode = 0.45;
/** Comments are looked for here. */
const headCharacters = 6000;

const byEnding = new Map(
  languages.flatMap((language) => language.endings.map((ending) => [ending, language] as const)),
);

/** Source in a language that nobody could tell. */
const unknown: SourceLanguage = { name: 'Source code', tag: 'code', endings: [], signs: /$^/, counts: [] };

/** The language of source code; undefined when the text is none. Language detection would take code for English. */
export function sourceOf(text: string, name: string): SourceLanguage | undefined {
  const lines = text
    .slice(0, 4000)
    .split('\n')
    .filter((line) => line.trim() !== '');
  if (lines.length === 0) return undefined;
  const named = byEnding.get(/\.([a-z0-9+]{1,6})$/i.exec(name)?.[1]?.toLowerCase() ?? '');
  const share = lines.filter((line) => codeLine.test(line)).length / lines.length;
  if (named) return share >= 0.15 || named.signs.test(text.slice(0, headCharacters)) ? named : undefined;
  if (lines.length < 4 || share < leastCode) return undefined;
  const told = languages.find(({ signs }) => signs.test(text.slice(0, headCharacters)));
  return told ?? (share >= mostlyCode ? unknown : undefined);
}

const block =
  /^(?:\s|#!.*\n|<\?php\s|(?:from|import|package|use|using|#include|'use strict').*\n)*(?:\/\*\*?([\s\S]{3,4000}?)\*\/|[rbuRBU]?"""([\s\S]{3,4000}?)"""|[rbuRBU]?'''([\s\S]{3,4000}?)'''|<!--([\s\S]{3,4000}?)-->|\(\*([\s\S]{3,4000}?)\*\)|--\[\[([\s\S]{3,4000}?)\]\])/;
const lineComment =
  /^(?:[ \t]*\n|#!.*\n|(?:from|import|package|use|using|#include).*\n){0,60}((?:[ \t]*(?:\/\/|#(?!!|include|define|if|pragma)|--|;).*\n?)+)/;

/** Without the words of the first comment, where a reader has put them above the code. */
export function withoutCopiedComment(text: string, language: SourceLanguage): string {
  const end = text.slice(0, headCharacters).indexOf('\n\n');
  if (end === -1) return text;
  const code = text.slice(end + 2);
  const plain = (words: string): string => words.replace(/\s+/g, ' ').trim();
  const comment = leadingComment(code, language);
  return comment !== undefined && plain(comment).startsWith(plain(text.slice(0, end))) ? code : text;
}

/** The words of the comment at the top of the code, without its marks. */
export function leadingComment(text: string, language: SourceLanguage): string | undefined {
  const head = text.slice(0, headCharacters);
  const found = block.exec(head) ?? (language.name === 'Source code' ? undefined : lineComment.exec(head));
  const words = (found?.slice(1).find((group) => group !== undefined) ?? '')
    .replace(/^[ \t]*(?:\/\/[/!]?|#+|--+|;+|\*+)[ \t]?/gm, '')
    .replace(/^[ \t]*[-*_=/#]{3,}[ \t]*$/gm, '')
    .replace(/^[ \t]*-\*-.*-\*-[ \t]*$/gm, '')
    .trim();
  return /\p{L}{3}/u.test(words) ? words : undefined;
}

/** The number of each kind of thing in the code, with the names of the first ones. */
export function countsOf(whole: string, { counts }: SourceLanguage) {
  const text = whole.length > mostCharacters ? '' : whole;
  return counts
    .map(({ one, many, form }) => {
      const names = Array.from(
        text.matchAll(form),
        (match) => match.slice(1).find((group) => group !== undefined) ?? '',
      );
      return { label: names.length === 1 ? one : many, count: names.length, names: [...new Set(names)] };
    })
    .filter(({ count }) => count > 0);
}
