/** A note for another program, by its path: one of those that Nightshift keeps, and never a file outside of them. */
import { hash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { lookNow } from '../folders/entries.ts';
import type { Root } from '../folders/root.ts';
import { systemCode } from '../types/failure.ts';
import { noteText, readNoteBytes } from './note-file.ts';

/** Where notes lie that may be read. */
export const sharedFolders = ['done', 'answers', 'memory'] as const;

/** A note, or one sentence on why it cannot be had. */
export type SharedNote =
  | {
      readonly ok: true;
      readonly path: string;
      readonly markdown: string;
      /** Of the file's bytes. */
      readonly sha256: string;
    }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads a note.
 * @param path below the root, e.g. `done/invoices/scan.png.md`; that of an original means the note beside it
 */
export async function readSharedNote(path: string, root: Root): Promise<SharedNote> {
  const parts = path.split('/');
  const isPlain = parts.every((part) => part !== '' && !part.startsWith('.') && !part.includes('\0'));
  const [folder] = parts;
  if (!isPlain || parts.length < 2 || !sharedFolders.some((one) => one === folder)) {
    return refused(`"${path}" is not below ${sharedFolders.map((one) => `${one}/`).join(', ')}.`);
  }
  const candidates = [`${path}.md`, ...(/\.(?:md|markdown)$/i.test(path) ? [path] : [])];
  for (const candidate of candidates) {
    const note = await read(candidate, root);
    if (note) return note;
  }
  return refused(`There is no note at "${path}".`);
}

const refused = (reason: string): SharedNote => ({ ok: false, reason });

/** Undefined when no file is there; what lies behind a link is none of ours. */
async function read(path: string, root: Root): Promise<SharedNote | undefined> {
  const file = join(root.path, path);
  try {
    if (!lookNow(file)?.isFile()) return undefined;
    const bytes = await readNoteBytes(file);
    // Asked behind the reading: a folder on the way may have been replaced by a link meanwhile.
    const [folder = ''] = path.split('/');
    const expected = join(await realpath(join(root.path, folder)), path.slice(folder.length + 1));
    if ((await realpath(file)) !== expected) return undefined;
    return { ok: true, path, markdown: noteText(bytes), sha256: hash('sha256', bytes) };
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'EINVAL'].includes(code)) return undefined;
    return refused(`"${path}" cannot be read (${code}).`);
  }
}
