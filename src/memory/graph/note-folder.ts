/** The files in memory/entities/: which of them are ours, and how one is written or taken away. */
import { isUtf8 } from 'node:buffer';
import { readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, replaceFile, writeNew } from '../../folders/durable.ts';
import { lookNow } from '../../folders/entries.ts';
import type { Root } from '../../folders/root.ts';
import { Breath } from '../../ingest/breath.ts';
import { systemCode } from '../../types/failure.ts';
import type { MemoryIndex } from '../index.ts';
import { hasNotes, isAsWritten, splitNotes, withNotes } from '../keep-notes.ts';
import { entityTypes } from './entity.ts';

/** A note as it was seen. */
interface Seen {
  /** Size and time. */
  readonly look: string;
  /** Undefined for a file that is not ours. */
  readonly entity: string | undefined;
  /** What we last made of it; empty when that is not known. */
  readonly made: string;
  /** The aliases that we gave it. */
  readonly aliases: readonly string[];
}

/** What a note is to be. */
export interface NewNote {
  readonly data: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** Changes whenever `data` or `body` do. */
  readonly made: string;
}

/** The ids of our notes: the type is one of ours. */
const ourId = new RegExp(`^(?:${entityTypes.join('|')}):.`, 'su');

/** Bytes; no note of ours, with whatever a person has written below it, is as long. */
const longestNote = 8 * 1024 * 1024;

const stays = 'What you wrote below stays.';

/** One look at the folder; each change that is made goes through it. */
export class NoteFolder {
  readonly path: string;
  readonly #root: Pick<Root, 'temporary'>;
  readonly #index: MemoryIndex;
  readonly #notes = new Map<string, Seen>();
  readonly #names = new Set<string>();

  private constructor(root: Pick<Root, 'memory' | 'temporary'>, index: MemoryIndex) {
    this.path = join(root.memory, 'entities');
    this.#root = root;
    this.#index = index;
  }

  /** Reads those files that have changed since they were seen last. Makes the folder where it is missing. */
  static async open(root: Pick<Root, 'memory' | 'temporary'>, index: MemoryIndex): Promise<NoteFolder> {
    const folder = new NoteFolder(root, index);
    await makeFolder(folder.path);
    const breath = new Breath();
    const known = folder.#known();
    for (const entry of readdirSync(folder.path, { withFileTypes: true })) {
      if (breath.isDue) await breath.take();
      folder.#names.add(entry.name);
      if (!entry.isFile() || !entry.name.endsWith('.md')) continue;
      const look = folder.#look(entry.name);
      const before = known.get(entry.name);
      known.delete(entry.name);
      const seen = before?.look === look ? before : await folder.#read(entry.name, look, before);
      if (seen !== undefined) folder.#notes.set(entry.name, seen);
    }
    for (const gone of known.keys()) index.run('DELETE FROM entity_note WHERE name = ?', gone);
    return folder;
  }

  /** All names in the folder. */
  get names(): ReadonlySet<string> {
    return this.#names;
  }

  /** The ids of our own notes, by their names. */
  get ours(): ReadonlyMap<string, string> {
    const ours = [...this.#notes].flatMap(([name, { entity }]) =>
      entity === undefined ? [] : [[name, entity] as const],
    );
    return new Map(ours);
  }

  /** How the files look now: another text when any of them was changed. */
  looks(): string {
    return [...this.#notes]
      .map(([name, { look }]) => `${name}/${look}`)
      .sort()
      .join('\n');
  }

  /**
   * Writes a note, unless it is as it should be. What the person added to it stays.
   * @returns Whether it was written; not when the file changes under our hands, which the next look sees.
   */
  async write(name: string, note: NewNote): Promise<boolean> {
    const seen = this.#notes.get(name);
    if (seen?.made === note.made) return false;
    const path = join(this.path, name);
    const aliases = Array.isArray(note.data.aliases) ? note.data.aliases.map(String) : [];
    if (seen === undefined) {
      const text = withNotes(note.data, note.body, undefined);
      if ((await writeNew(this.#root.temporary, path, text)) === 'taken') return false;
      this.#remember(name, String(note.data.id), note.made, aliases);
      return true;
    }
    const before = await readFile(path, 'utf8');
    const text = withNotes(note.data, note.body, withoutAliases(splitNotes(before), seen.aliases));
    const isSame = text === before;
    if (this.#look(name) !== seen.look) return false;
    if (!isSame) await replaceFile(this.#root.temporary, path, text);
    this.#remember(name, String(note.data.id), note.made, aliases);
    return !isSame;
  }

  /**
   * Takes away a note that nobody needs, if it is as we wrote it; one with something of the person's only says so.
   * @param heir A link to the note that its entity has now, where there is one.
   */
  async retire(name: string, heir: string | undefined): Promise<void> {
    const seen = this.#notes.get(name);
    if (seen === undefined) return;
    const path = join(this.path, name);
    const file = splitNotes(await readFile(path, 'utf8'));
    if (this.#look(name) !== seen.look) return;
    if (hasNotes(file) || hasOwnKeys(file.data)) {
      const said =
        heir === undefined ? 'No file in done/ names this any more.' : `This is a part of ${heir} now.`;
      const { title, entity, id } = file.data;
      const body = `*${said} ${stays}*\n`;
      const data = { ...noKeys, title, entity, id };
      const text = withNotes(data, body, withoutAliases(file, seen.aliases));
      if (file.body.trim() !== body.trim()) await replaceFile(this.#root.temporary, path, text);
      this.#remember(name, String(id), '', []);
    } else if (isAsWritten(file)) {
      rmSync(path, { force: true });
      this.#notes.delete(name);
      this.#names.delete(name);
      this.#index.run('DELETE FROM entity_note WHERE name = ?', name);
    }
  }

  #known(): Map<string, Seen> {
    const rows = this.#index.rows('SELECT name, look, entity, made, aliases FROM entity_note');
    const known = rows.map(({ name, look, entity, made, aliases }) => {
      const seen = { look: String(look), entity: String(entity) || undefined, made: String(made) };
      return [String(name), { ...seen, aliases: JSON.parse(String(aliases)) as string[] }] as const;
    });
    return new Map(known);
  }

  /** Undefined for what cannot be read: it is nobody's. So is what we would not write back as it is. */
  async #read(name: string, look: string, before: Seen | undefined): Promise<Seen | undefined> {
    try {
      const isShort = Number(look.split(' ', 1)[0]) <= longestNote;
      const bytes = isShort ? await readFile(join(this.path, name)) : Buffer.alloc(0);
      const { data } = splitNotes(isUtf8(bytes) ? bytes.toString('utf8') : '');
      const isOurs = typeof data.id === 'string' && typeof data.written === 'string' && ourId.test(data.id);
      const entity = isOurs ? String(data.id) : undefined;
      return this.#keep(name, { look, entity, made: '', aliases: before?.aliases ?? [] });
    } catch (error) {
      if (systemCode(error) === undefined) throw error;
      return undefined;
    }
  }

  #remember(name: string, entity: string, made: string, aliases: readonly string[]): void {
    this.#names.add(name);
    this.#notes.set(name, this.#keep(name, { look: this.#look(name), entity, made, aliases }));
  }

  #keep(name: string, seen: Seen): Seen {
    this.#index.run(
      'INSERT OR REPLACE INTO entity_note (name, look, entity, made, aliases) VALUES (?, ?, ?, ?, ?)',
      ...[name, seen.look, seen.entity ?? '', seen.made, JSON.stringify(seen.aliases)],
    );
    return seen;
  }

  /** Size, time and inode, so that a file that is replaced shows. */
  #look(name: string): string {
    const facts = lookNow(join(this.path, name));
    return facts === undefined ? '' : `${facts.size} ${facts.mtimeNs} ${facts.ino}`;
  }
}

/** The keys of our front matter, and nothing in them. */
const noKeys = {
  ...{ title: undefined, entity: undefined, id: undefined, aliases: undefined, files: undefined },
  ...{ first: undefined, last: undefined, private: undefined },
};

/** Whether the person has added something to the front matter; aliases may be ours of old. */
function hasOwnKeys(data: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(data).some((key) => key !== 'written' && !Object.hasOwn(noKeys, key));
}

/** Aliases that we gave go with their spellings; the person's own stay. */
function withoutAliases(
  file: ReturnType<typeof splitNotes>,
  ours: readonly string[],
): ReturnType<typeof splitNotes> {
  const { aliases } = file.data;
  if (!Array.isArray(aliases)) return file;
  return {
    ...file,
    data: { ...file.data, aliases: aliases.filter((alias) => !ours.includes(String(alias))) },
  };
}
