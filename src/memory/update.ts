/** Brings the index up to date with done/: a listing says what is new, changed and gone; nothing need be told. */
import { hash } from 'node:crypto';
import type { BigIntStats, Dirent } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { lookNow } from '../folders/entries.ts';
import type { Root } from '../folders/root.ts';
import { Breath } from '../ingest/breath.ts';
import { systemCode } from '../types/failure.ts';
import { chunkNoteSlowly } from './chunks.ts';
import type { IndexedNote, MemoryIndex, Stamp } from './index.ts';
import { noteText, readNoteBytes } from './note-file.ts';

/** Notes, and bytes of them, that are taken in at once: a commit costs time, and so does a loop that stands still. */
const together = { notes: 50, bytes: 2 * 1024 * 1024 } as const;
/** A file may change twice within one tick of its file system's clock, 2 s at the longest (FAT). In nanoseconds. */
const clockTick = 2_000_000_000n;

/** What an update did. */
export interface Update {
  /** Taken in because they are new or have changed. */
  readonly read: number;
  /** Forgotten because they are gone. */
  readonly removed: number;
  /** Notes that cannot be read, below the root. */
  readonly unreadable: readonly string[];
}

/** What an update needs. */
export interface UpdateTools {
  readonly root: Pick<Root, 'path' | 'done'>;
  readonly index: MemoryIndex;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Ends the update early; what was taken in stays. */
  readonly signal?: AbortSignal;
}

/** Reads what is new or has changed in done/ and forgets what is gone. */
export async function updateIndex(tools: UpdateTools): Promise<Update> {
  const { index, signal } = tools;
  const known = index.stamps();
  const gone = new Set(known.keys());
  const unreadable: string[] = [];
  let read = 0;
  let batch: IndexedNote[] = [];
  const breath = new Breath();
  const flush = (): void => {
    if (batch.length > 0) index.put(batch);
    read += batch.length;
    batch = [];
  };
  for await (const path of notesIn(tools.root.done, 'done')) {
    if (breath.isDue) await breath.take();
    if (signal?.aborted) break;
    const found = await readChanged(path, known.get(path), tools);
    if (found !== 'gone') gone.delete(path);
    if (found === 'unreadable') unreadable.push(path);
    if (typeof found === 'string') continue;
    batch.push(found);
    const bytes = batch.reduce((sum, { stamp }) => sum + stamp.size, 0);
    if (batch.length >= together.notes || bytes >= together.bytes) flush();
  }
  flush();
  // A listing that was broken off says nothing about what it did not come to.
  if (signal?.aborted) return { read, removed: 0, unreadable };
  if (gone.size > 0) index.remove([...gone]);
  return { read, removed: gone.size, unreadable };
}

/** Reads those of these notes that are new or have changed, and forgets those that are gone. Paths are below the root. */
export async function updateNotes(paths: readonly string[], tools: UpdateTools): Promise<void> {
  const { index } = tools;
  const found: IndexedNote[] = [];
  const gone: string[] = [];
  for (const path of paths) {
    if (tools.signal?.aborted) break;
    const note = await readChanged(path, index.stamp(path), tools);
    if (note === 'gone') gone.push(path);
    if (typeof note !== 'string') found.push(note);
  }
  if (gone.length > 0) index.remove(gone);
  if (found.length > 0) index.put(found);
}

type Found = IndexedNote | 'same' | 'gone' | 'unreadable';

/** Reads one note if it has changed. Its stamp is taken first: a change while it is read shows at the next look. */
async function readChanged(path: string, known: Stamp | undefined, tools: UpdateTools): Promise<Found> {
  const file = join(tools.root.path, path);
  const facts = lookNow(file);
  if (!facts?.isFile()) return 'gone';
  const look = stampOf(facts, tools.now());
  const isKnown = known?.size === look.size && known.mtime === look.mtime && look.mtime !== '';
  if (isKnown) return 'same';
  try {
    const bytes = await readNoteBytes(file);
    const stamp = { ...look, sha256: hash('sha256', bytes) };
    if (known?.sha256 === stamp.sha256) {
      if (stamp.mtime !== known.mtime) tools.index.touch(path, stamp);
      return 'same';
    }
    return { path, stamp, note: await chunkNoteSlowly(noteText(bytes), path) };
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') return 'gone';
    if (code === undefined) throw error;
    return 'unreadable';
  }
}

function stampOf(facts: BigIntStats, now: number): Omit<Stamp, 'sha256'> {
  const isOld = BigInt(Math.floor(now)) * 1_000_000n - facts.mtimeNs > clockTick;
  return { size: Number(facts.size), mtime: isOld ? String(facts.mtimeNs) : '' };
}

/**
 * The notes below a folder: ours, and what a person put there as Markdown. A Markdown file that has a note of its own
 * is an original, and its words stand in the note.
 * @param below The same folder's path below the root.
 */
async function* notesIn(folder: string, below: string): AsyncGenerator<string> {
  const entries = await entriesOf(folder);
  const names = new Set(entries.map(({ name }) => name));
  for (const entry of entries) {
    const { name } = entry;
    if (name.startsWith('.')) continue;
    if (entry.isDirectory()) yield* notesIn(join(folder, name), `${below}/${name}`);
    else if (entry.isFile() && /\.(?:md|markdown)$/i.test(name) && !names.has(`${name}.md`)) {
      yield `${below}/${name}`;
    }
  }
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  const entries: Dirent[] = [];
  try {
    for await (const entry of await opendir(folder, { bufferSize: 512 })) entries.push(entry);
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'].includes(systemCode(error) ?? '')) throw error;
  }
  return entries;
}
