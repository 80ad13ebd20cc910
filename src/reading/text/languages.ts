/** Which programming or data language a text is written in, by its media type, else by its name. */
import { extname } from 'node:path';
import type { FileToRead } from '../contract.ts';

/** The word after the fence of a Markdown code block → media subtypes and extensions. */
const table: Readonly<Record<string, string>> = {
  bat: 'bat cmd',
  c: 'x-c x-csrc c h',
  clojure: 'clj',
  cpp: 'x-c++ x-c++src cc cpp cxx hpp hh',
  csharp: 'x-csharp cs',
  css: 'css scss less',
  csv: 'csv',
  diff: 'x-diff x-patch diff patch',
  elixir: 'ex exs',
  go: 'x-go go',
  haskell: 'hs',
  html: 'html htm xhtml',
  ini: 'ini cfg conf properties env',
  java: 'x-java java',
  javascript: 'javascript x-javascript js mjs cjs jsx',
  json: 'json json5 x-ndjson jsonl ndjson geojson ipynb',
  kotlin: 'x-kotlin kt kts',
  latex: 'x-tex tex latex sty x-bibtex bib',
  lua: 'x-lua lua',
  perl: 'x-perl pl pm',
  php: 'x-php php',
  powershell: 'ps1',
  python: 'x-python py pyw pyi',
  r: 'x-r r',
  ruby: 'x-ruby rb',
  rust: 'x-rust rs',
  scala: 'scala',
  sh: 'x-shellscript sh bash zsh fish',
  sql: 'sql',
  swift: 'x-swift swift',
  toml: 'toml',
  tsv: 'tab-separated-values tsv tab',
  typescript: 'typescript x-typescript ts mts cts tsx',
  vue: 'vue',
  xml: 'xml svg rss',
  yaml: 'yaml x-yaml yml',
};

const languages = new Map(
  Object.entries(table).flatMap(([language, names]) => names.split(' ').map((name) => [name, language])),
);

/** E.g. `json`, `python`; undefined for prose. */
export function languageOf(file: FileToRead): string | undefined {
  const subtype = file.mime.split(';', 1)[0]?.split('/')[1]?.toLowerCase() ?? '';
  const structured = /\+(json|xml|yaml)$/.exec(subtype)?.[1];
  return languages.get(structured ?? subtype) ?? languages.get(extname(file.name).slice(1).toLowerCase());
}
