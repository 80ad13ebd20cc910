/** What the package document of a book (EPUB 2 and 3) says: about the book, and what is read in which order. */
import { posix } from 'node:path';
import { XMLParser } from 'fast-xml-parser';

/** What a book says of itself; empty where it says nothing. */
export interface BookFacts {
  readonly title: string;
  readonly authors: readonly string[];
  readonly publisher: string;
  readonly language: string;
  readonly date: string;
  readonly description: string;
  readonly subjects: readonly string[];
}

/** A package document. */
export interface BookPackage {
  readonly facts: BookFacts;
  /** Names of the chapters' files within the archive, in reading order. */
  readonly chapters: readonly string[];
  /** Names of the files that hold the table of contents. */
  readonly contents: readonly string[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  maxNestedTags: 50,
});

type Node = Readonly<Record<string, unknown>>;

/** Any XML as plain data; nothing that it declares about itself is expanded. Throws what the parser throws. */
function parseXml(text: string): Node {
  return asNode(parser.parse(text.replace(/<!DOCTYPE[^>[]*(?:\[[^\]]*\]\s*)?>/i, '')));
}

/** As `parseXml`; nothing where the XML is broken. */
export function tryXml(text: string): Node {
  try {
    return parseXml(text);
  } catch {
    return {};
  }
}

/** The name of the package document, from `META-INF/container.xml`; '' when it does not say. */
export function packageName(container: string): string {
  const rootfiles = asNode(asNode(tryXml(container).container).rootfiles);
  const paths = list(rootfiles.rootfile).map((one) => attribute(one, 'full-path'));
  return paths.find((path) => path !== '') ?? '';
}

/** Reads a package document. `name` is its own within the archive. Throws what the parser throws. */
export function parsePackage(text: string, name: string): BookPackage {
  const book = asNode(parseXml(text).package);
  const folder = posix.dirname(name);
  const items = new Map(list(asNode(book.manifest).item).map((item) => [attribute(item, 'id'), item]));
  const fileOf = (item: unknown) => innerPath(folder, attribute(item, 'href'));
  const isContents = (item: unknown) => /\bnav\b/.test(attribute(item, 'properties'));
  const spine = list(asNode(book.spine).itemref)
    .map((reference) => items.get(attribute(reference, 'idref')))
    .filter((item) => item !== undefined && isText(item));
  const read = spine.some((item) => !isContents(item)) ? spine.filter((item) => !isContents(item)) : spine;
  const contents = [...items.values()].filter(
    (item) => isContents(item) || /dtbncx/.test(attribute(item, 'media-type')),
  );
  return {
    facts: factsOf(asNode(book.metadata)),
    chapters: [...new Set(read.map(fileOf))],
    contents: contents.map(fileOf),
  };
}

/** A path in the archive from a link in the book: never out of it. */
export function innerPath(folder: string, href: string): string {
  const [path = ''] = href.split('#', 1);
  return posix.join('/', folder, decoded(path)).slice(1);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function isText(item: unknown): boolean {
  return /xhtml|html|xml/.test(attribute(item, 'media-type')) && !/svg/.test(attribute(item, 'media-type'));
}

function factsOf(metadata: Node): BookFacts {
  // EPUB 2 allowed them to lie one level deeper.
  const { 'dc-metadata': deeper } = metadata;
  const words = (name: string) =>
    [...list(metadata[name]), ...list(asNode(deeper)[name])].map(wordsOf).filter((text) => text !== '');
  return {
    title: words('title')[0] ?? '',
    authors: words('creator'),
    publisher: words('publisher')[0] ?? '',
    language: words('language')[0] ?? '',
    date: words('date')[0] ?? '',
    description: words('description')[0] ?? '',
    subjects: words('subject'),
  };
}

function wordsOf(value: unknown): string {
  const text = typeof value === 'object' && value !== null ? asNode(value)['#text'] : value;
  return typeof text === 'string' ? text.replace(/\s+/g, ' ').trim() : '';
}

function list(value: unknown): unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function attribute(node: unknown, name: string): string {
  const value = asNode(node)[`@${name}`];
  return typeof value === 'string' ? value : '';
}

function asNode(value: unknown): Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : {};
}
