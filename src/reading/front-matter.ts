/** Front matter as data and never as a program: only YAML is read, and only between two lines of `---`. */
import matter from 'gray-matter';
import { parse, type ScalarTag, type Tags } from 'yaml';

/** What stands in front of a text, and the text. */
export interface FrontMatter {
  readonly data: Record<string, unknown>;
  /** The text after the front matter; the whole text when there is none. */
  readonly body: string;
  /** One sentence when something looked like front matter but could not be used; it then stays in `body`. */
  readonly problem?: string;
}

/** Characters; far above what people write. Both parsers are quadratic in keys and in stretches of blanks. */
const longestFrontMatter = 32 * 1024;
const longestBlank = /\s{500}/;

/**
 * Splits YAML front matter from a text. A document that begins with any other fence (`---js`, `----`), with
 * a rule (`---` and then an empty line), or whose block is no mapping, is body from its first character on.
 * Dates, times, `01234` and integers above 2⁵³ stay the strings that they look like. Never throws.
 */
export function parseFrontMatter(text: string): FrontMatter {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const whole: FrontMatter = { data: {}, body: text.slice(start) };
  const opening = /^---[ \t]*\r?\n(?![ \t]*\r?\n)/.exec(text.slice(start, start + 1024));
  if (opening === null) return whole;
  const from = start + opening[0].length;
  const closing = /^---[ \t]*(?:\r?\n|$)/gm;
  closing.lastIndex = from;
  const end = closing.exec(text);
  if (end === null) return whole;
  const source = text.slice(from, end.index).replaceAll('\r\n', '\n');
  const body = text.slice(closing.lastIndex);
  if (source.length > longestFrontMatter || longestBlank.test(source)) {
    return { ...whole, problem: 'Its front matter is too long to be read and was kept as text.' };
  }
  // gray-matter would stop at such a line and drop what follows it.
  if (/^---/m.test(source)) return whole;
  try {
    const { data } = matter(`---\n${source}---\n`, { language: 'yaml', engines }) as { data: unknown };
    return isMapping(data) ? { data, body } : whole;
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n', 1)[0]?.replace(/[:.]\s*$/, '') : 'unknown';
    return { ...whole, problem: `Its front matter is no valid YAML (${why}) and was kept as text.` };
  }
}

function refuse(): never {
  throw new Error('front matter other than YAML is not read');
}

const refused = { parse: refuse, stringify: refuse };

/** gray-matter merges these over its own, two of which run code. */
const engines = {
  yaml: { parse: parseYaml as (input: string) => object, stringify: refuse },
  javascript: refused,
  js: refused,
  coffee: refused,
  json: refused,
  toml: refused,
};

function parseYaml(source: string): unknown {
  // 'error' keeps warnings about unknown tags out of the program's stderr; errors are still thrown.
  const options = { maxAliasCount: 100, resolveKnownTags: false, logLevel: 'error' } as const;
  const data: unknown = parse(source, { ...options, customTags: keepLeadingZeros }) ?? {};
  // Throws on anchors that contain themselves: such data could not be written again.
  JSON.stringify(data);
  return data;
}

/** YAML 1.2 reads 01234 as 1234 and rounds long numbers; telephone and invoice numbers must survive. */
function keepLeadingZeros(tags: Tags): Tags {
  return tags.map((tag) =>
    typeof tag === 'object' && tag.tag === 'tag:yaml.org,2002:int' && tag.format === undefined
      ? ({ ...tag, test: /^[-+]?(?:0|[1-9][0-9]{0,14})$/ } as ScalarTag)
      : tag,
  );
}

function isMapping(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && Object.getPrototypeOf(data) === Object.prototype;
}
