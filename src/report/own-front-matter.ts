/** The front matter that a Markdown file brought with it: kept as data, and shown among the facts. */
import type { DocumentFacts } from '../types/document.ts';
import { oneLine, shortened } from './safe-markdown.ts';

/** The whole of it stands in the original; the note has what people write. Characters, items and levels. */
const limits = { key: 80, text: 300, items: 40, depth: 4 } as const;

/** Data within the limits; what lies deeper is written out in a line, as JSON. */
function bounded(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return shortened(value, limits.text);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return shortened(JSON.stringify(value), limits.text);
  if (Array.isArray(value)) return value.slice(0, limits.items).map((item) => bounded(item, depth - 1));
  return boundedMapping(value, depth);
}

function boundedMapping(mapping: object, depth: number): Record<string, unknown> {
  const entries = Object.entries(mapping).slice(0, limits.items);
  return Object.fromEntries(
    entries
      // Some readers would take this one for more than a name.
      .filter(([key]) => key !== '__proto__')
      .map(([key, value]) => [shortened(oneLine(key), limits.key), bounded(value, depth - 1)]),
  );
}

/** As a value of the note's own front matter; undefined when the file has none. */
export function ownFrontMatter({ frontMatter }: DocumentFacts): Record<string, unknown> | undefined {
  return frontMatter && boundedMapping(frontMatter, limits.depth);
}

/** The words under `tags`, whether they are a list or a line. */
export function ownTags({ frontMatter }: DocumentFacts): string[] {
  const tags = frontMatter?.tags;
  const list = typeof tags === 'string' ? tags.split(/[,\s]+/) : Array.isArray(tags) ? tags : [];
  return list.filter((tag) => typeof tag === 'string' || typeof tag === 'number').map(String);
}

/** The properties of the note have these. */
const inNote = new Set(['tags']);

/** As rows of the table of facts, without those that stand in the note already. */
export function ownRows(facts: DocumentFacts): (readonly [string, string])[] {
  const said = new Set([facts.title, facts.author, facts.created].filter((fact) => fact !== undefined));
  const known = new Set(['title', 'author', 'created', 'date']);
  return Object.entries(ownFrontMatter(facts) ?? {})
    .map(([key, value]) => [key, wordsOf(value)] as const)
    .filter(([key, words]) => words !== '' && !inNote.has(key) && !(known.has(key) && said.has(words)));
}

function wordsOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(wordsOf).filter(Boolean).join(', ');
  if (typeof value !== 'object') return oneLine(String(value));
  return Object.entries(value)
    .map(([key, inner]) => `${key}: ${wordsOf(inner)}`)
    .join('; ');
}
