/** YAML: the source as it stands, since comments and anchors matter to people, and lists of like objects as tables. */
import { isScalar, parseAllDocuments, visit, type YAMLError, type Document as YamlDocument } from 'yaml';
import type { Document } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { tableContent } from '../tables/table-content.ts';
import { readText } from '../text/read-text.ts';
import { shownCode } from '../text/shown-code.ts';
import { namesInLine, textDocument } from '../text-document.ts';
import { dataFacts, dataTitle } from './data-facts.ts';
import { type Data, isObject, recordRows } from './records.ts';

export const yamlLimits = {
  /** Characters of a text that is taken apart; longer ones are shown as they stand. */
  characters: 1024 * 1024,
  /** Times that an anchor may be repeated. */
  aliases: 100,
  documents: 1000,
} as const;

/** Documents that a fact names. */
const mostNamed = 20;

/** Reads YAML of one or several documents. Tags make no objects, and aliases are not multiplied. */
export const yamlReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { text, encoding, omissions } = await readText(file);
    const { values, problem } = valuesIn(text);
    const why = problem === undefined ? [] : [`It was not taken apart as YAML: ${problem}.`];
    const [first] = values;
    // What people wrote beside their data would not fit into a table.
    const rows = values.length === 1 && !/^[ \t]*#/m.test(text) ? recordRows(first) : undefined;
    const table = rows && tableContent(rows, { header: true });
    const content = table ?? shownCode(text, 'yaml');
    const facts = {
      title: values.length === 1 ? dataTitle(first) : undefined,
      encoding,
      other: {
        ...(values.length > 1 ? { Documents: values.length, Holds: namesIn(values) } : dataFacts(first)),
        ...table?.facts,
      },
    };
    return textDocument(file, facts, content.blocks, [...omissions, ...why, ...content.omissions]);
  },
};

/** The values of all documents, or why there are none; `problem` finishes a sentence. */
type Values = { readonly values: readonly Data[]; readonly problem?: string };

function valuesIn(text: string): Values {
  const none = (problem: string): Values => ({ values: [], problem });
  if (text.length > yamlLimits.characters) return none('it is too long');
  try {
    // Every scalar stays the text that it is written as, `007` too. The parser would compare each key with all others.
    const options = { schema: 'failsafe', logLevel: 'silent', uniqueKeys: false } as const;
    const documents = parseAllDocuments(text, options);
    if (!Array.isArray(documents)) return none('there is no document in it');
    if (documents.length > yamlLimits.documents) return none('there are too many documents in it');
    for (const document of documents) {
      const [error] = document.errors;
      if (error !== undefined) return none(problemOf(error));
      if (hasKeyTwice(document)) return none('a key stands twice in one object');
    }
    const values = documents.map((document) => document.toJS({ maxAliasCount: yamlLimits.aliases }) as Data);
    return { values: values.filter((value) => value !== null) };
  } catch (error) {
    const isDeep = error instanceof RangeError;
    return none(isDeep ? 'it is nested too deep' : 'its anchors are repeated too often, or are missing');
  }
}

/** The parser's first line, without its column: `a block sequence may not be used as an implicit map key in line 3`. */
function problemOf({ code, message, linePos }: YAMLError): string {
  if (code === 'RESOURCE_EXHAUSTION') return 'it is nested too deep';
  const what = message.split(/ at line \d|\n/, 1)[0] ?? '';
  return `${what.charAt(0).toLowerCase()}${what.slice(1)} in line ${linePos?.[0].line ?? 1}`;
}

/** Of two values with one key a table would lose the first. */
function hasKeyTwice(document: YamlDocument.Parsed): boolean {
  let found = false;
  visit(document, {
    Map(_key, { items }) {
      const keys = items.flatMap(({ key }) => (isScalar(key) ? [key.value] : []));
      found ||= new Set(keys).size < keys.length;
      return found ? visit.BREAK : undefined;
    },
  });
  return found;
}

/** `Deployment web, Service web`, as Kubernetes names its objects. */
function namesIn(values: readonly Data[]): string | undefined {
  const names = values.filter(isObject).map((value) => {
    const kind = typeof value.kind === 'string' ? value.kind : undefined;
    return [kind, dataTitle(value)].filter(Boolean).join(' ');
  });
  return namesInLine(names.filter(Boolean), mostNamed);
}
