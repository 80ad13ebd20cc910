/** Which programming language a text is in: by its name, by its first line, and by its look where both are silent. */
import { type SourceLanguage, sourceLanguages } from './source-languages.ts';

const indexed = (keys: (language: SourceLanguage) => readonly string[]): ReadonlyMap<string, string> =>
  new Map(sourceLanguages.flatMap((language) => keys(language).map((key) => [key, language.mime] as const)));

const byExtension = indexed(({ extensions }) => extensions);
const byFileName = indexed(({ fileNames }) => fileNames);
const byInterpreter = indexed(({ interpreters }) => interpreters);

/** What only one language looks like: every pattern has to be found. */
const looks: readonly (readonly [mime: string, ...patterns: RegExp[]])[] = [
  ['text/x-php', /^<\?php\b/],
  ['text/x-csrc', /^#include[ \t]*[<"]/m, /[;{}][ \t]*$/m],
  ['text/x-go', /^package \w+[ \t]*$/m, /^(?:func|import|type) /m],
  ['text/x-java', /^(?:package [\w.]+;|import java[\w.]*;)/m, /\bclass \w+/],
  ['text/x-rust', /^(?:pub )?fn \w+.*\{[ \t]*$/m, /\blet |^use [\w:{},* ]+;/m],
  [
    'text/x-python',
    /^(?:from [\w.]+ import |import \w[\w.]*(?:, ?\w[\w.]*)*(?: as \w+)?[ \t]*$)/m,
    /^[ \t]*(?:def|class|with|if|for) .*:[ \t]*$/m,
  ],
  [
    'text/javascript',
    /^(?:import .* from ['"]|(?:const|let|var) [\w{}, ]+ = |export (?:default|const|function|class|\{)|function \w+\()/m,
    /(?:;|\{|\}\)?)[ \t]*$/m,
  ],
  ['application/sql', /^(?:create table|insert into|alter table)\b/im, /;[ \t]*$/m],
  ['text/x-perl', /^use strict;/m],
];

/** Extensions that two languages claim: the one in the table has it, unless the text shows the other. */
const contested = new Map<string, readonly [mime: string, pattern: RegExp]>([
  ['m', ['text/x-matlab', /^[ \t]*(?:%|function\b)/m]],
  ['h', ['text/x-c++src', /^[ \t]*(?:class|namespace|template)\b|\bstd::/m]],
  ['pl', ['text/x-prolog', /^[ \t]*:-|:-[ \t]*$/m]],
]);

/** The beginning of a text in which a language is looked for. */
const lookedAt = 8000;

/** The media type of the language that the file's name belongs to; `text` decides where two could be meant. */
export function sourceByName(name: string, extension: string, text: string): string | undefined {
  const other = contested.get(extension);
  if (other?.[1].test(beginningOf(text))) return other[0];
  return byFileName.get(name.toLowerCase()) ?? byExtension.get(extension);
}

/** The media type of the language that runs a script with this first line, `#!/usr/bin/env -S python3 -u`. */
export function sourceByFirstLine(text: string): string | undefined {
  const line = /^#!([^\n\r]{1,200})/.exec(text)?.[1];
  if (line === undefined) return undefined;
  const programs = line.trim().split(/[\s/]+/);
  return programs
    .map((program) => byInterpreter.get(program.toLowerCase().replace(/[\d.]+$/, '')))
    .find((mime) => mime !== undefined);
}

/** The media type of the language that the text looks like; prose looks like none. */
export function sourceByLook(text: string): string | undefined {
  const start = beginningOf(text);
  return looks.find(([, ...patterns]) => patterns.every((pattern) => pattern.test(start)))?.[0];
}

function beginningOf(text: string): string {
  return text.slice(0, lookedAt).replace(/\r\n?/g, '\n');
}

/** The media types of all source code. */
export const sourceTypes: readonly string[] = sourceLanguages.map(({ mime }) => mime);
