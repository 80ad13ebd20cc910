/** Markdown with YAML front matter that every reader reads alike. */
import {
  type CreateNodeOptions,
  type DocumentOptions,
  type SchemaOptions,
  stringify,
  type ToStringOptions,
} from 'yaml';

type Options = DocumentOptions & SchemaOptions & CreateNodeOptions & ToStringOptions;

/** `compat` quotes whatever YAML 1.1 readers (js-yaml) would take for a date, a number or a yes. */
const options: Options = {
  lineWidth: 0,
  compat: 'yaml-1.1',
  blockQuote: false,
  doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
  aliasDuplicateObjects: false,
};

const quoted: Options = { ...options, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'QUOTE_DOUBLE' };

/**
 * What must not stand in YAML as such: characters that some readers refuse or take for the end of a line,
 * and `<%`, which Templater runs wherever it finds it in a file.
 */
const hazard = /<(?=%)|[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** `---`, the data as YAML in the order of its keys (undefined ones left out), `---`, and the body as it is. */
export function withFrontMatter(data: Readonly<Record<string, unknown>>, body: string): string {
  let yaml = stringify(data, options);
  if (yaml.search(hazard) !== -1) yaml = stringify(data, quoted).replace(hazard, escaped);
  return `---\n${yaml}---\n${body}`;
}
