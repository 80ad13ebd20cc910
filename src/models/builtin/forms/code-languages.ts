/** The languages of source code that are known by name, how they show, and what is counted in them. */

/** A kind of thing that is declared; `form` has one group, the thing's name. */
export interface Countable {
  readonly one: string;
  readonly many: string;
  readonly form: RegExp;
}

/** One language. */
export interface SourceLanguage {
  readonly name: string;
  /** Lower case. */
  readonly tag: string;
  /** Of file names, without the dot, lower case. */
  readonly endings: readonly string[];
  /** Only code in this language looks so, or nearly. */
  readonly signs: RegExp;
  readonly counts: readonly Countable[];
}

const classes = (form: RegExp): Countable => ({ one: 'class', many: 'classes', form });
const functions = (form: RegExp): Countable => ({ one: 'function', many: 'functions', form });
const types = (form: RegExp): Countable => ({ one: 'type', many: 'types', form });

const scriptClasses = classes(
  /^[ \t]*(?:export[ \t]+)?(?:default[ \t]+)?(?:abstract[ \t]+)?class[ \t]+([\w$]+)/gm,
);
const scriptFunctions = functions(
  /^[ \t]*(?:export[ \t]+)?(?:default[ \t]+)?(?:async[ \t]+)?function[ \t]*\*?[ \t]*([\w$]+)|^(?:export[ \t]+)?const[ \t]+([\w$]+)[ \t]*(?::[^=\n]{1,80})?=[ \t]*(?:async[ \t]*)?(?:\([^()\n]{0,120}\)|\w+)[ \t]*(?::[^=\n]{1,60})?=>/gm,
);
const javaClasses = classes(
  /^[ \t]*(?:(?:public|private|protected|internal|abstract|final|static|sealed|partial|open|data)[ \t]+){0,4}(?:class|interface|enum|record|struct|object)[ \t]+(\w+)/gm,
);
const javaMethods: Countable = {
  one: 'method',
  many: 'methods',
  form: /^[ \t]+(?:(?:public|private|protected|internal|static|final|abstract|async|override|virtual)[ \t]+){1,4}[\w<>[\],.? ]{1,60}[ \t](\w+)[ \t]*\([^;{}\n]{0,200}\)?/gm,
};

/** In the order in which unnamed code is tried. */
export const languages: readonly SourceLanguage[] = [
  {
    name: 'Python source',
    tag: 'python',
    endings: ['py', 'pyw', 'pyi'],
    signs:
      /^[ \t]*(?:def \w+\(.*\)(?: -> .+)?:|class \w+.*:|from [\w.]+ import |import \w+(?:\.\w+)*(?: as \w+)?\s*$)/m,
    counts: [classes(/^[ \t]*class[ \t]+(\w+)/gm), functions(/^[ \t]*(?:async[ \t]+)?def[ \t]+(\w+)/gm)],
  },
  {
    name: 'TypeScript source',
    tag: 'typescript',
    endings: ['ts', 'tsx', 'mts', 'cts'],
    signs: /^(?:export )?(?:interface \w+ \{|type \w+ =|const \w+: )/m,
    counts: [
      scriptClasses,
      types(/^[ \t]*(?:export[ \t]+)?(?:interface|type|enum)[ \t]+([\w$]+)/gm),
      scriptFunctions,
    ],
  },
  {
    name: 'JavaScript source',
    tag: 'javascript',
    endings: ['js', 'mjs', 'cjs', 'jsx'],
    signs: /^(?:export |import .* from ['"]|(?:const|let|var) \w+ = |function \w+\()/m,
    counts: [scriptClasses, scriptFunctions],
  },
  {
    name: 'Go source',
    tag: 'go',
    endings: ['go'],
    signs: /^package \w+\s*$/m,
    counts: [types(/^type[ \t]+(\w+)/gm), functions(/^func[ \t]+(?:\([^)\n]{1,80}\)[ \t]*)?(\w+)/gm)],
  },
  {
    name: 'Rust source',
    tag: 'rust',
    endings: ['rs'],
    signs: /^(?:pub )?(?:fn \w+|impl\b|use \w+::|struct \w+)/m,
    counts: [
      types(/^[ \t]*(?:pub(?:\([^)\n]{1,20}\))?[ \t]+)?(?:struct|enum|trait)[ \t]+(\w+)/gm),
      functions(
        /^[ \t]*(?:pub(?:\([^)\n]{1,20}\))?[ \t]+)?(?:async[ \t]+|const[ \t]+|unsafe[ \t]+){0,3}fn[ \t]+(\w+)/gm,
      ),
    ],
  },
  {
    name: 'Java source',
    tag: 'java',
    endings: ['java'],
    signs: /^(?:public (?:final |abstract )?(?:class|interface|enum)|import java)/m,
    counts: [javaClasses, javaMethods],
  },
  {
    name: 'Kotlin source',
    tag: 'kotlin',
    endings: ['kt', 'kts'],
    signs: /^(?:fun \w+|data class )/m,
    counts: [
      javaClasses,
      functions(/^[ \t]*(?:\w+[ \t]+){0,3}fun[ \t]+(?:<[^>\n]{1,40}>[ \t]*)?(?:\w+\.)?(\w+)/gm),
    ],
  },
  {
    name: 'C# source',
    tag: 'c#',
    endings: ['cs'],
    signs: /^(?:using System|namespace \w+)/m,
    counts: [javaClasses, javaMethods],
  },
  {
    name: 'Swift source',
    tag: 'swift',
    endings: ['swift'],
    signs: /^(?:import (?:Foundation|SwiftUI|UIKit)|func \w+)/m,
    counts: [
      types(/^[ \t]*(?:\w+[ \t]+){0,2}(?:class|struct|enum|protocol|actor)[ \t]+(\w+)/gm),
      functions(/^[ \t]*(?:@?\w+[ \t]+){0,3}func[ \t]+(\w+)/gm),
    ],
  },
  {
    name: 'C++ source',
    tag: 'c++',
    endings: ['cc', 'cpp', 'cxx', 'hpp', 'hh'],
    signs: /^(?:#include <\w+>|using namespace |template ?<)/m,
    counts: [
      types(/^[ \t]*(?:class|struct|enum(?: class)?)[ \t]+(\w+)[^;\n]*\{/gm),
      functions(/^[\w:<>*&~ ]{2,60}[ *&](\w+(?:::~?\w+)?)\([^;{}\n]{0,200}\)[^;\n]{0,40}\{?$/gm),
    ],
  },
  {
    name: 'C source',
    tag: 'c',
    endings: ['c', 'h'],
    signs: /^#include [<"]/m,
    counts: [
      types(/^[ \t]*(?:typedef )?(?:struct|enum|union)[ \t]+(\w+)[^;\n]*\{/gm),
      functions(/^[\w* ]{2,60}[ *](\w+)\([^;{}\n]{0,200}\)[ \t]*\{?$/gm),
    ],
  },
  {
    name: 'SQL',
    tag: 'sql',
    endings: ['sql'],
    signs: /^\s*(?:CREATE (?:TABLE|VIEW|INDEX)|SELECT\b.*\bFROM|INSERT INTO|ALTER TABLE)/im,
    counts: [
      {
        one: 'table',
        many: 'tables',
        form: /^\s*create\s+(?:temp(?:orary)?\s+)?table\s+(?:if not exists\s+)?["`[]?([\w.]+)/gim,
      },
      { one: 'view', many: 'views', form: /^\s*create\s+(?:or replace\s+)?view\s+["`[]?([\w.]+)/gim },
      {
        one: 'index',
        many: 'indexes',
        form: /^\s*create\s+(?:unique\s+)?index\s+(?:if not exists\s+)?["`[]?([\w.]+)/gim,
      },
      { one: 'query', many: 'queries', form: /^\s*(select)\b/gim },
    ],
  },
  {
    name: 'Shell script',
    tag: 'shell',
    endings: ['sh', 'bash', 'zsh', 'fish'],
    signs: /^#!.*\b(?:ba|z|da)?sh\b/,
    counts: [functions(/^[ \t]*(?:function[ \t]+)?([\w-]+)[ \t]*\(\)[ \t]*\{?/gm)],
  },
  {
    name: 'PowerShell script',
    tag: 'powershell',
    endings: ['ps1', 'psm1'],
    signs: /^(?:param\s*\(|\$\w+ = )/im,
    counts: [functions(/^[ \t]*function[ \t]+([\w-]+)/gim)],
  },
  {
    name: 'PHP source',
    tag: 'php',
    endings: ['php'],
    signs: /^<\?php/,
    counts: [
      javaClasses,
      functions(/^[ \t]*(?:(?:public|private|protected|static)[ \t]+){0,3}function[ \t]+(\w+)/gm),
    ],
  },
  {
    name: 'Ruby source',
    tag: 'ruby',
    endings: ['rb'],
    signs: /^(?:require ['"]|module \w+|class \w+(?: < \w+)?$)/m,
    counts: [
      classes(/^[ \t]*class[ \t]+(\w+)/gm),
      { one: 'method', many: 'methods', form: /^[ \t]*def[ \t]+([\w.?!]+)/gm },
    ],
  },
  {
    name: 'Lua source',
    tag: 'lua',
    endings: ['lua'],
    signs: /^local (?:function )?\w+/m,
    counts: [functions(/^[ \t]*(?:local[ \t]+)?function[ \t]+([\w.:]+)/gm)],
  },
  {
    name: 'R source',
    tag: 'r',
    endings: ['r'],
    signs: /<- function\(|^library\(/m,
    counts: [functions(/^[ \t]*([\w.]+)[ \t]*(?:<-|=)[ \t]*function\b/gm)],
  },
  {
    name: 'Scala source',
    tag: 'scala',
    endings: ['scala'],
    signs: /^(?:object|case class) \w+/m,
    counts: [javaClasses, functions(/^[ \t]*(?:\w+[ \t]+){0,2}def[ \t]+(\w+)/gm)],
  },
  {
    name: 'Perl source',
    tag: 'perl',
    endings: ['pl', 'pm'],
    signs: /^use strict;/m,
    counts: [functions(/^[ \t]*sub[ \t]+(\w+)/gm)],
  },
  {
    name: 'Haskell source',
    tag: 'haskell',
    endings: ['hs'],
    signs: /^module [\w.]+ /m,
    counts: [types(/^(?:data|newtype|type|class)[ \t]+(\w+)/gm), functions(/^(\w+)[ \t]*::/gm)],
  },
  {
    name: 'Stylesheet',
    tag: 'css',
    endings: ['css', 'scss', 'less'],
    signs: /^[.#]?[\w-]+\s*\{/m,
    counts: [{ one: 'rule', many: 'rules', form: /^[ \t]*([^{}\n]{1,120}?)[ \t]*\{/gm }],
  },
];
