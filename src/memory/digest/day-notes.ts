/** What was processed on which day, as the notes in done/ say it themselves. */
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { readBeginning } from '../../folders/beginning.ts';
import type { Root } from '../../folders/root.ts';
import { Breath } from '../../ingest/breath.ts';
import { parseFrontMatter } from '../../reading/front-matter.ts';
import { systemCode } from '../../types/failure.ts';
import type { MemoryIndex } from '../index.ts';
import { plainLine } from '../plain-text.ts';
import { fact, markDue, setFact } from './digest-tables.ts';

/** What a digest says of one file. */
export interface DayFile {
  /** The note, below the root. */
  readonly note: string;
  readonly title: string;
  /** What the note says in few words; empty when it says nothing. */
  readonly summary: string;
  readonly points: readonly string[];
  /** Whether summary and points are the file's own sentences. */
  readonly isQuoted: boolean;
  /** Of its processing, `14:02` in the person's zone. */
  readonly time: string;
  readonly people: readonly string[];
  readonly organisations: readonly string[];
  readonly places: readonly string[];
  readonly private: boolean;
}

/** What bringing the notes up to date needs. */
export interface NoteTools {
  readonly root: Pick<Root, 'path'>;
  readonly index: MemoryIndex;
  /** An IANA name, or `local`. */
  readonly zone: string;
  readonly isPrivate: (sha256: string) => boolean;
  readonly signal: AbortSignal;
}

/** Bytes: front matter and key points stand at the beginning of a note. */
const beginning = 128 * 1024;
/** Characters and items of what a digest says of one file. */
const limits = { title: 200, summary: 2000, point: 500, points: 8, names: 20 } as const;

/** Reads the notes that are new or have changed, forgets those that are gone, and marks their days. */
export async function updateNotes({ root, index, zone, isPrivate, signal }: NoteTools): Promise<void> {
  if (fact(index, 'zone') !== zone) forgetAll(index, zone);
  forgetMissing(index);
  const breath = new Breath();
  const changed = index.rows(
    `SELECT file.path, file.sha256, file.private, content_sha256 AS content FROM file
      LEFT JOIN digest_note ON digest_note.path = file.path
      WHERE digest_note.sha256 IS NULL OR digest_note.sha256 <> file.sha256`,
  );
  for (const row of changed) {
    if (signal.aborted) return;
    const path = String(row.path);
    const found = await noteAt(join(root.path, path), path, zone);
    // Gone since the index looked: the next look will tell.
    if (found === undefined) continue;
    index.transaction(() => put(index, { ...row, path }, found));
    if (breath.isDue) await breath.take();
  }
  await keepPrivate(index, isPrivate, breath);
}

/** Another zone has other days. */
function forgetAll(index: MemoryIndex, zone: string): void {
  index.transaction(() => {
    for (const { day } of index.rows('SELECT DISTINCT day FROM digest_note WHERE day IS NOT NULL')) {
      markDue(index, String(day));
    }
    index.run('DELETE FROM digest_note');
    setFact(index, 'zone', zone);
  });
}

function forgetMissing(index: MemoryIndex): void {
  const missing = index.rows('SELECT path, day FROM digest_note WHERE path NOT IN (SELECT path FROM file)');
  if (missing.length === 0) return;
  index.transaction(() => {
    for (const { path, day } of missing) {
      index.run('DELETE FROM digest_note WHERE path = ?', String(path));
      if (day !== null) markDue(index, String(day));
    }
  });
}

type Found = { readonly day: string; readonly data: Omit<DayFile, 'note' | 'private'> } | 'no result';

function put(
  index: MemoryIndex,
  row: Record<string, unknown> & { readonly path: string },
  found: Found,
): void {
  const [before] = index.rows('SELECT day FROM digest_note WHERE path = ?', row.path);
  const day = found === 'no result' ? null : found.day;
  for (const one of new Set([before?.day ?? null, day])) if (one !== null) markDue(index, String(one));
  index.run(
    `INSERT OR REPLACE INTO digest_note (path, sha256, content, private, day, data) VALUES (?, ?, ?, ?, ?, ?)`,
    ...[row.path, String(row.sha256), row.content === null ? null : String(row.content), Number(row.private)],
    ...[day, found === 'no result' ? null : JSON.stringify(found.data)],
  );
}

/** A content that came to lie in private/ since is private in every digest. */
async function keepPrivate(
  index: MemoryIndex,
  isPrivate: NoteTools['isPrivate'],
  breath: Breath,
): Promise<void> {
  const open = index.rows(
    'SELECT path, content, day FROM digest_note WHERE private = 0 AND day IS NOT NULL AND content IS NOT NULL',
  );
  for (const { path, content, day } of open) {
    if (breath.isDue) await breath.take();
    if (!isPrivate(String(content))) continue;
    index.transaction(() => {
      index.run('UPDATE digest_note SET private = 1 WHERE path = ?', String(path));
      markDue(index, String(day));
    });
  }
}

/** The files of a day, in the order in which they were processed. */
export function filesOf(index: MemoryIndex, day: string): readonly DayFile[] {
  return index
    .rows('SELECT path, private, data FROM digest_note WHERE day = ?', day)
    .map(({ path, private: isPrivate, data }): DayFile => {
      return { ...JSON.parse(String(data)), note: String(path), private: isPrivate === 1 };
    })
    .toSorted((one, other) => compare(one.time, other.time) || compare(one.note, other.note));
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

async function noteAt(file: string, path: string, zone: string): Promise<Found | undefined> {
  try {
    return readNote((await readBeginning(file, beginning)).toString('utf8'), path, zone);
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return undefined;
  }
}

/** What the beginning of a note says; a person's own Markdown is no result of a day's work. */
function readNote(markdown: string, path: string, zone: string): Found {
  const { data, body } = parseFrontMatter(markdown);
  const at = typeof data.processed === 'string' ? DateTime.fromISO(data.processed, { zone }) : undefined;
  const day = at?.toISODate();
  if (!at || !day || !/^\d{4}-/.test(day) || typeof data.sha256 !== 'string') return 'no result';
  const entities = mappingOf(data.entities);
  const said = {
    title: textOf(data.title).slice(0, limits.title) || (path.split('/').at(-1) ?? path),
    summary: textOf(data.summary).slice(0, limits.summary),
    points: pointsIn(body),
    isQuoted: textOf(mappingOf(data.models).summarise).startsWith('builtin:'),
    time: at.toFormat('HH:mm'),
    people: namesOf(entities.people),
    organisations: namesOf(entities.organisations),
    places: namesOf(entities.places),
  };
  return { day, data: said };
}

function mappingOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

function namesOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : []).map(textOf).filter(Boolean).slice(0, limits.names);
}

/** The list below `## Key points`, as our notes have it. */
function pointsIn(body: string): readonly string[] {
  const section = /^## Key points\r?\n([\s\S]*?)(?=^#|$(?![\s\S]))/m.exec(body)?.[1] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('- '))
    .map((line) => plainLine(line.slice(2)).slice(0, limits.point))
    .slice(0, limits.points);
}
