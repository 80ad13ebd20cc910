/**
 * Where a digest lies: under its plain name, or the next one where a person's file has that.
 *
 * A digest that a person changed is theirs: it stays as it is, and once there is something new to say, the new digest
 * stands beside it under the next name. So does one that tells of logs that are not known any more.
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile, writeNew } from '../../folders/durable.ts';
import { lookNow } from '../../folders/entries.ts';
import { fittedName } from '../../folders/names.ts';
import { systemCode } from '../../types/failure.ts';
import { hasNotes, isAsWritten, type KeptFile, splitNotes, withNotes } from '../keep-notes.ts';
import type { Rendered } from './render-day.ts';

/** Bytes; a larger file is none of ours. */
const longestDigest = 16 * 1024 * 1024;

/** A file that has the name of a digest. */
export interface DigestThere {
  readonly path: string;
  readonly name: string;
  readonly text: string;
  readonly kept: KeptFile;
}

/** What lies under the names of one digest. */
export interface DigestPlace {
  /** Those that may be ours. */
  readonly there: readonly DigestThere[];
  /** The first name that nothing has. */
  readonly free: string;
  /** Whether anything has a name before it. */
  readonly isTaken: boolean;
}

/** Looks what lies under the names of the digest `name` in a folder. */
export async function placeOfDigest(folder: string, name: string): Promise<DigestPlace> {
  const there: DigestThere[] = [];
  let free: string | undefined;
  let isTaken = false;
  // The first name may be free again, and ours stand under the second.
  for (let n = 1; n <= 2 || free === undefined; n += 1) {
    const file = fittedName(`${name}.md`, n);
    const path = join(folder, file);
    const facts = lookNow(path);
    if (facts === undefined) free ??= path;
    else if (free === undefined) isTaken = true;
    if (!facts?.isFile() || facts.size > longestDigest) continue;
    const text = await textOf(path);
    if (text !== undefined) there.push({ path, name: file, text, kept: splitNotes(text) });
  }
  return { there, free, isTaken };
}

/** Whether nothing lies under the first two names of a digest. */
export function isNowhere(folder: string, name: string): boolean {
  return [1, 2].every((n) => lookNow(join(folder, fittedName(`${name}.md`, n))) === undefined);
}

/** Undefined for what may not be read: it has the name, and is none of ours. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return undefined;
  }
}

/** The digest that says just this already, whoever changed it since. */
export function digestFrom({ there }: DigestPlace, sources: string): DigestThere | undefined {
  return there.find(({ kept }) => kept.data.kind === 'digest' && kept.data.sources === sources);
}

/** The digest that may be written anew: ours, as we wrote it, and with nothing in it that is not known any more. */
function replaceable({ there }: DigestPlace, { data }: Rendered, isKnown: boolean): DigestThere | undefined {
  const logs = listOf(data.logs);
  return there.findLast(
    ({ kept }) =>
      kept.data.kind === 'digest' &&
      isAsWritten(kept) &&
      (isKnown || listOf(kept.data.logs).every((log) => logs.includes(log))),
  );
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What became of a digest. */
export interface Placed {
  readonly path: string;
  /** A person's file has the name that it would have had. */
  readonly beside: boolean;
}

/**
 * Writes a digest in the place of ours, or under the first free name.
 * @param isKnown Whether what ours was made from is still known, though it may have gone since.
 * @throws as `replaceFile` does.
 */
export async function writeDigest(
  temporary: string,
  folder: string,
  name: string,
  rendered: Rendered,
  isKnown: boolean,
): Promise<Placed> {
  for (;;) {
    const place = await placeOfDigest(folder, name);
    const old = replaceable(place, rendered, isKnown);
    const text = withNotes(rendered.data, rendered.body, old?.kept);
    if (old) {
      if (text !== old.text) await replaceFile(temporary, old.path, text);
      return { path: old.path, beside: false };
    }
    if ((await writeNew(temporary, place.free, text)) === 'written') {
      return { path: place.free, beside: place.isTaken };
    }
  }
}

/** Takes our digest away, of which nothing is left to tell, unless a person wrote something into it. */
export async function removeDigest(folder: string, name: string): Promise<void> {
  const { there } = await placeOfDigest(folder, name);
  for (const { path, kept } of there) {
    const isOurs = kept.data.kind === 'digest' && isAsWritten(kept);
    if (isOurs && !hasNotes(kept)) await rm(path, { force: true });
  }
}
