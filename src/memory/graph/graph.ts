/** The entities of all notes, put together from the mentions that the index holds. */
import { Breath } from '../../ingest/breath.ts';
import type { MemoryIndex } from '../index.ts';
import type { EntityType, NamedBy } from './entity.ts';
import { manyTimes } from './entity.ts';
import { type Meaning, meaningOf } from './merge.ts';
import { chosenName } from './spellings.ts';

/** A note in done/. Paths are below the root. */
export interface GraphFile {
  readonly id: number;
  readonly path: string;
  /** The file that the note is about; undefined when it is not there, or the note is a person's own. */
  readonly original: string | undefined;
  readonly title: string;
  /** `2026-11-03`, where the note says it. */
  readonly day: string | undefined;
  readonly private: boolean;
}

/** One spelling of an entity in one file. */
export interface FoundMention {
  /** The row of the index that has the sentence. */
  readonly id: number;
  /** The file's place in `Graph.files`. */
  readonly file: number;
  readonly type: EntityType;
  readonly name: string;
  readonly by: NamedBy;
  readonly times: number;
  readonly titled: boolean;
  /** A Position as JSON. */
  readonly position: string;
}

/** A way in which an entity is written. */
export interface Alias {
  readonly name: string;
  /** It is written so in private files only. */
  readonly private: boolean;
}

/** Somebody or something that notes name. */
export interface Entity {
  /** Unique and lasting: its type and what its spellings have in common, e.g. `person:anna weber`. */
  readonly id: string;
  readonly type: EntityType;
  /** As it is written most often. */
  readonly name: string;
  /** The other spellings, in order. */
  readonly aliases: readonly Alias[];
  /** Ids by which its note may be known from a time when its spellings were not yet one. */
  readonly formerIds: readonly string[];
  /** The newest file first. */
  readonly mentions: readonly FoundMention[];
  /** The places of its files in `Graph.files`, each once, the newest first. */
  readonly files: readonly number[];
}

/** All of it. */
export interface Graph {
  /** The newest first. */
  readonly files: readonly GraphFile[];
  /** In the order of their ids. */
  readonly entities: readonly Entity[];
}

/** Notes whose mentions are read at once. */
const together = 200;

/** Code points, so that every machine sorts alike. */
export const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** The files of the index, the newest first. @param isPrivate Whether a content is private, whatever its path says. */
export function graphFiles(index: MemoryIndex, isPrivate: (sha256: string) => boolean): readonly GraphFile[] {
  const rows = index.rows('SELECT id, path, original, title, date, private, content_sha256 FROM file');
  const files = rows.map((row) => ({
    id: Number(row.id),
    path: String(row.path),
    original: typeof row.original === 'string' ? row.original : undefined,
    title: String(row.title),
    day: typeof row.date === 'string' ? row.date.slice(0, 10) : undefined,
    private: row.private === 1 || (typeof row.content_sha256 === 'string' && isPrivate(row.content_sha256)),
  }));
  return files.sort((one, other) => byText(other.day ?? '', one.day ?? '') || byText(one.path, other.path));
}

/** Puts the graph together; undefined when `signal` says stop. */
export async function readGraph(
  index: MemoryIndex,
  files: readonly GraphFile[],
  signal: AbortSignal,
): Promise<Graph | undefined> {
  const breath = new Breath();
  const mentions: FoundMention[] = [];
  const strings = new Map<string, string>();
  for (let from = 0; from < files.length; from += together) {
    if (breath.isDue) await breath.take();
    if (signal.aborted) return undefined;
    mentions.push(...readMentions(index, files, from, strings));
  }
  const entities = await entitiesOf(mentions, files, breath);
  return signal.aborted ? undefined : { files, entities };
}

function readMentions(
  index: MemoryIndex,
  files: readonly GraphFile[],
  from: number,
  strings: Map<string, string>,
): readonly FoundMention[] {
  const some = files.slice(from, from + together);
  const places = new Map(some.map(({ id }, at) => [id, from + at]));
  // The same names come again and again, and each is kept once.
  const once = (value: unknown): string => {
    const text = String(value);
    const known = strings.get(text) ?? text;
    strings.set(text, known);
    return known;
  };
  const rows = index.rows(
    `SELECT id, file, type, name, named_by, times, titled, position FROM mention
      WHERE file IN (SELECT value FROM json_each(?)) ORDER BY id`,
    JSON.stringify([...places.keys()]),
  );
  return rows.map((row) => ({
    id: Number(row.id),
    file: places.get(Number(row.file)) ?? 0,
    type: once(row.type) as EntityType,
    name: once(row.name),
    by: once(row.named_by) as NamedBy,
    times: Number(row.times),
    titled: row.titled === 1,
    position: once(row.position),
  }));
}

async function entitiesOf(
  mentions: readonly FoundMention[],
  files: readonly GraphFile[],
  breath: Breath,
): Promise<readonly Entity[]> {
  const meaning = meaningOf(mentions);
  const groups = new Map<string, FoundMention[]>();
  for (const mention of mentions) {
    if (breath.isDue) await breath.take();
    const key = meaning(mention);
    if (key === '') continue;
    const id = `${mention.type}:${key}`;
    const group = groups.get(id);
    if (group) group.push(mention);
    else groups.set(id, [mention]);
  }
  const entities: Entity[] = [];
  for (const [id, group] of groups) {
    if (breath.isDue) await breath.take();
    entities.push(entityOf(id, group, files, meaning));
  }
  return entities.sort((one, other) => byText(one.id, other.id));
}

function entityOf(id: string, group: FoundMention[], files: readonly GraphFile[], meaning: Meaning): Entity {
  // Where a file has several spellings, one that stands in a sentence says more.
  const mentions = group.sort(
    (one, other) =>
      one.file - other.file || Number(other.times > 0) - Number(one.times > 0) || one.id - other.id,
  );
  const [{ type } = { type: 'topic' as const }] = mentions;
  const { name, aliases, formerIds } = chosenName(id, mentions, files, meaning);
  const places = [...new Set(mentions.map(({ file }) => file))];
  return { id, type, name, aliases, formerIds, mentions, files: places };
}

/** Built-in tags are words that stand out; with more files, more of them do so by chance. One of so many files. */
const tagShare = 500;
const fewestTagged = 5;

/**
 * Whether an entity deserves a note of its own; all others stand in graph.json alone. What one file names once is not
 * worth a file, unless the text is about it; what the built-in engine takes for an entity has to come twice.
 */
export function deservesNote({ type, mentions, files }: Entity, allFiles: number): boolean {
  const isTrusted = mentions.some(({ by }) => by !== 'builtin');
  if (type === 'project' && mentions.some(({ by }) => by === 'person')) return true;
  if (files.length >= 2) {
    return (
      isTrusted || type !== 'topic' || files.length >= Math.max(fewestTagged, Math.ceil(allFiles / tagShare))
    );
  }
  return (
    type !== 'topic' &&
    mentions.some(({ by, times, titled }) => by !== 'builtin' && (titled || times >= manyTimes))
  );
}
