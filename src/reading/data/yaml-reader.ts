/** YAML: the source as it stands, since comments and anchors matter to people, and lists of like objects as tables. */
import { parseAllDocuments } from 'yaml';
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
    const values = text.length <= yamlLimits.characters ? valuesIn(text) : [];
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
    return textDocument(file, facts, content.blocks, [...omissions, ...content.omissions]);
  },
};

/** The values of all documents; none when one cannot be parsed. */
function valuesIn(text: string): Data[] {
  try {
    // Every scalar stays the text that it is written as, `007` too.
    const documents = parseAllDocuments(text, { schema: 'failsafe', logLevel: 'silent' });
    if (!Array.isArray(documents) || documents.length > yamlLimits.documents) return [];
    if (documents.some(({ errors }) => errors.length > 0)) return [];
    const values = documents.map((document) => document.toJS({ maxAliasCount: yamlLimits.aliases }) as Data);
    return values.filter((value) => value !== null);
  } catch {
    // An alias bomb, or nesting that the stack refuses.
    return [];
  }
}

/** `Deployment web, Service web`, as Kubernetes names its objects. */
function namesIn(values: readonly Data[]): string | undefined {
  const names = values.filter(isObject).map((value) => {
    const kind = typeof value.kind === 'string' ? value.kind : undefined;
    return [kind, dataTitle(value)].filter(Boolean).join(' ');
  });
  return namesInLine(names.filter(Boolean), mostNamed);
}
