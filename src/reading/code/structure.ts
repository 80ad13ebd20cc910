/** The names that a program gives to its parts, where a line at a time is enough to find them. */
import { namesInLine } from '../text-document.ts';

/** Names of one kind that a fact lists. */
const mostNames = 30;
/** Lines that are looked at, and characters of one. */
const mostLines = 200_000;
const longestLine = 300;

type Patterns = readonly (readonly [label: string, pattern: RegExp])[];

const script: Patterns = [
  ['Functions', /^(?:export )?(?:default )?(?:async )?function\*? (\w+)/],
  [
    'Functions',
    /^(?:export )?const (\w+)(?:: [^=]{1,80})? = (?:async )?(?:\([^)]*\)|\w+)(?:: [^=]{1,80})? =>/,
  ],
  ['Classes', /^(?:export )?(?:default )?(?:abstract )?class (\w+)/],
  ['Types', /^(?:export )?(?:declare )?(?:interface|type|enum) (\w+)/],
];
const types = (...words: string[]): Patterns => [
  [
    'Types',
    new RegExp(
      String.raw`^\s{0,8}(?:(?:public|private|protected|internal|abstract|final|sealed|static|open|data|export|partial|readonly|pub(?:\([a-z]+\))?|case|inner|value)\s+)*(?:${words.join('|')})\s+(\w+)`,
    ),
  ],
];
const functions = (pattern: RegExp): Patterns => [['Functions', pattern]];
const native: Patterns = [
  [
    'Functions',
    /^(?!(?:if|for|while|switch|return|else|typedef)\b)[A-Za-z_][\w\s*&:<>,~]{0,100}[\s*&](\w+)\s?\([^;]{0,200}\)\s*(?:const)?\s*\{?\s*$/,
  ],
];

/** The word behind a fence → what is looked for. */
const patterns: Readonly<Record<string, Patterns>> = {
  javascript: script,
  typescript: script,
  python: [...functions(/^(?:async )?def (\w+)/), ['Classes', /^class (\w+)/]],
  ruby: [...functions(/^\s{0,8}def ([\w.?!]+)/), ['Classes', /^\s{0,4}(?:class|module) ([\w:]+)/]],
  go: [...functions(/^func (?:\([^)]*\) )?(\w+)/), ['Types', /^type (\w+)/]],
  rust: [
    ...functions(/^\s{0,4}(?:pub(?:\([a-z]+\))? )?(?:async )?(?:unsafe )?fn (\w+)/),
    ...types('struct', 'enum', 'trait'),
  ],
  java: types('class', 'interface', 'enum', 'record'),
  csharp: types('class', 'interface', 'enum', 'record', 'struct'),
  kotlin: [
    ...functions(/^\s{0,4}(?:\w+ ){0,4}fun (?:<[^>]*> )?(?:\w+\.)?(\w+)/),
    ...types('class', 'interface', 'object'),
  ],
  scala: [...functions(/^\s{0,4}(?:\w+ ){0,3}def (\w+)/), ...types('class', 'trait', 'object')],
  swift: [
    ...functions(/^\s{0,4}(?:\w+ ){0,4}func (\w+)/),
    ...types('class', 'struct', 'enum', 'protocol', 'actor'),
  ],
  c: [...native, ['Types', /^(?:typedef )?(?:struct|enum|union) (\w+)/]],
  cpp: [...native, ...types('class', 'struct', 'enum', 'namespace')],
  php: [
    ...functions(/^\s{0,4}(?:\w+ ){0,3}function &?(\w+)/),
    ...types('class', 'interface', 'trait', 'enum'),
  ],
  perl: functions(/^sub (\w+)/),
  lua: functions(/^(?:local )?function ([\w.:]+)/),
  sh: functions(/^(?:function )?([\w-]+)\s?\(\)/),
  r: functions(/^([\w.]+) (?:<-|=) function\b/),
  julia: [...functions(/^function ([\w.!]+)/), ['Types', /^(?:mutable )?struct (\w+)/]],
  elixir: [...functions(/^\s{0,4}defp? ([\w?!]+)/), ['Modules', /^\s{0,2}defmodule ([\w.]+)/]],
  dart: types('class', 'mixin', 'enum', 'extension'),
  makefile: [['Targets', /^([\w./-]+)\s*:(?!=)/]],
  dockerfile: [['Images', /^FROM (\S+)/i]],
  hcl: [['Blocks', /^(?:resource|data|module|variable|output|provider) ("[^"]+"(?: "[^"]+")?)/]],
  proto: [
    ['Messages', /^\s*message (\w+)/],
    ['Services', /^\s*service (\w+)/],
  ],
  graphql: [['Types', /^(?:type|interface|enum|input|union|scalar) (\w+)/]],
  sql: [
    [
      'Tables',
      /^\s*create\s+(?:or replace\s+)?(?:temp(?:orary)?\s+)?table\s+(?:if not exists\s+)?([\w."`[\]]+)/i,
    ],
    [
      'Views',
      /^\s*create\s+(?:or replace\s+)?(?:materialized\s+)?view\s+(?:if not exists\s+)?([\w."`[\]]+)/i,
    ],
    ['Functions', /^\s*create\s+(?:or replace\s+)?(?:function|procedure)\s+([\w."`[\]]+)/i],
    ['Rows go into', /^\s*insert\s+(?:ignore\s+)?into\s+([\w."`[\]]+)/i],
  ],
};

/** Label → names in the order in which they come, each once. Empty for languages without patterns. */
export function structureFacts(text: string, fence: string): Record<string, string | undefined> {
  const looked = patterns[fence];
  if (looked === undefined) return {};
  const found = new Map<string, Set<string>>();
  for (const line of text.split('\n', mostLines)) {
    if (line.length > longestLine) continue;
    for (const [label, pattern] of looked) {
      const name = pattern.exec(line)?.[1];
      if (name !== undefined)
        found.set(label, (found.get(label) ?? new Set()).add(name.replace(/["`[\]]/g, '')));
    }
  }
  return Object.fromEntries([...found].map(([label, names]) => [label, namesInLine([...names], mostNames)]));
}
