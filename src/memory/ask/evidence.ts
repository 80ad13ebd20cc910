/** The passages that a question is answered from: the best places, and what stands around the very best. */

import type { Position } from '../../types/document.ts';
import type { MemoryTools } from '../job.ts';
import { positionText } from '../position.ts';
import { type Hit, type Rerank, searchMemory } from '../search.ts';
import type { Source } from './answered.ts';
import type { Question } from './question.ts';

/** A chunk that may answer. */
export interface Passage extends Source {
  readonly chunk: number;
  readonly file: number;
  readonly text: string;
}

/** Places that are looked at, and of one file. */
const mostPlaces = 12;
const perFile = 4;
/** Places whose neighbours are looked at too: an answer may stand just before or behind. */
const withNeighbours = 4;

/** What is needed. */
export type EvidenceTools = Pick<MemoryTools, 'root' | 'index' | 'isPrivate'>;

/** The passages, most promising first; the neighbours come last. */
export async function evidenceFor(
  question: Pick<Question, 'text' | 'filters'>,
  tools: EvidenceTools,
  rerank?: Rerank,
): Promise<readonly Passage[]> {
  const { root, index, isPrivate } = tools;
  const hits = await searchMemory(root, index, {
    ...{ question: question.text, filters: question.filters, limit: mostPlaces, perFile },
    ...(rerank && { rerank }),
  });
  const passages = hits
    .filter(({ text }) => text !== '')
    .map((hit) => passageOf(hit, hit.sha256 !== undefined && isPrivate(hit.sha256)));
  const known = new Set(passages.map(({ chunk }) => chunk));
  const neighbours = passages.slice(0, withNeighbours).flatMap((passage) =>
    neighboursOf(passage, tools).filter(({ chunk }) => {
      const isNew = !known.has(chunk);
      known.add(chunk);
      return isNew;
    }),
  );
  return [...passages, ...neighbours];
}

function passageOf(
  { chunk, file, path, note, title, position, place, text, ...hit }: Hit,
  isPrivate: boolean,
): Passage {
  return { chunk, file, path, note, title, position, place, text, private: hit.private || isPrivate };
}

function neighboursOf(passage: Passage, { index }: EvidenceTools): readonly Passage[] {
  const sql = 'SELECT id, position, text FROM chunk WHERE file = ? AND id IN (?, ?) ORDER BY id';
  return index.rows(sql, passage.file, passage.chunk - 1, passage.chunk + 1).map((row) => {
    const place = JSON.parse(String(row.position)) as Position;
    return {
      ...passage,
      chunk: Number(row.id),
      place,
      position: positionText(place),
      text: String(row.text),
    };
  });
}

/** As they stand in their files, the best file first: this is how they are read. */
export function inReadingOrder(passages: readonly Passage[]): readonly Passage[] {
  const files = [...new Set(passages.map(({ file }) => file))];
  return passages.toSorted(
    (one, other) => files.indexOf(one.file) - files.indexOf(other.file) || one.chunk - other.chunk,
  );
}

/** Each file once, at its first place. */
export function sourcesOf(passages: readonly Passage[], most: number): readonly Source[] {
  const files = new Map<number, Source>();
  for (const { chunk: _chunk, text: _text, file, ...source } of passages) {
    if (!files.has(file)) files.set(file, source);
  }
  return [...files.values()].slice(0, most);
}
