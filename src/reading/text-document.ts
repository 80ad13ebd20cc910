/** Documents of words only, and facts of which some may be missing. */
import type { Block, Document, DocumentFacts } from '../types/document.ts';
import type { FileToRead } from './contract.ts';

/** Facts as they are found; what is undefined or blank is left out. */
export type FoundFacts = {
  readonly [Key in Exclude<keyof DocumentFacts, 'other'>]?: DocumentFacts[Key] | undefined;
} & {
  readonly other?: Readonly<Record<string, string | number | undefined>>;
};

/** A document without pictures and sound. */
export function textDocument(
  file: FileToRead,
  facts: FoundFacts,
  blocks: readonly Block[],
  omissions: readonly string[] = [],
): Document {
  const { mime } = file;
  return { kind: 'text', mime, facts: foundFacts(facts), blocks, pictures: [], speech: false, omissions };
}

/** Only the facts that are there. Numbers get separators between their thousands. */
export function foundFacts({ other = {}, ...facts }: FoundFacts): DocumentFacts {
  const isThere = ([, value]: readonly [string, unknown]): boolean => value !== undefined && value !== '';
  const labelled = Object.entries(other)
    .filter(isThere)
    .map(([label, value]) => [label, typeof value === 'number' ? counted(value) : value]);
  return {
    ...(Object.fromEntries(Object.entries(facts).filter(isThere)) as DocumentFacts),
    ...(labelled.length === 0 ? {} : { other: Object.fromEntries(labelled) as Record<string, string> }),
  };
}

/** `12,345`; with a noun `1 row`, `12,345 rows`. */
export function counted(count: number, one = '', several = `${one}s`): string {
  const digits = count.toLocaleString('en-US', { maximumFractionDigits: 3 });
  return one === '' ? digits : `${digits} ${count === 1 ? one : several}`;
}

/** The first names of a list in one line: `a, b, c and 12 more`. */
export function namesInLine(names: readonly string[], most: number): string | undefined {
  if (names.length === 0) return undefined;
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${counted(names.length - most)} more` : shown;
}
