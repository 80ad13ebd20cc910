/** Puts an answer into answers/ and the question beside it; nothing is overwritten, and nothing asked twice after a crash. */
import { readFile, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { writeNew } from '../../folders/durable.ts';
import { lookNow } from '../../folders/entries.ts';
import type { Mover } from '../../folders/move-contract.ts';
import { fittedName, noteEnding } from '../../folders/names.ts';
import type { Root } from '../../folders/root.ts';
import { type FileIdentity, sameFile } from '../../ingest/claim.ts';
import { parseFrontMatter } from '../../reading/front-matter.ts';
import { NightshiftError } from '../../types/failure.ts';
import { questionName } from './read-question.ts';

/** A question file that is being answered. */
export interface AskedFile {
  /** Absolute, in ask/. */
  readonly path: string;
  /** Below answers/, as dropped, without `now/`. */
  readonly place: string;
  readonly identity: FileIdentity;
  /** Of its bytes; undefined for what was not read. */
  readonly sha256: string | undefined;
}

/** Where the two files lie, below the root. */
export interface AnswerPlaces {
  readonly note: string;
  readonly original: string;
}

/** `gone`, `changed`: the question is no longer what was answered, and nothing was written. */
export type SettledQuestion =
  | { readonly type: 'settled'; readonly note: string }
  | { readonly type: 'gone' | 'changed' };

/** Pairs of names that are tried: whoever has asked the same so often has another trouble. */
const mostPairs = 10_000;
/** Bytes; notes of ours are smaller by far. */
const longestNote = 4n * 1024n * 1024n;

/**
 * Writes the note under the first pair of names that is free, then moves the question.
 * @param render Makes the note for these places.
 */
export async function settleQuestion(
  file: AskedFile,
  render: (places: AnswerPlaces) => string,
  { root, mover }: { readonly root: Root; readonly mover: Mover },
): Promise<SettledQuestion> {
  for (let n = 1; n <= mostPairs; n += 1) {
    const places = placesOf(file.place, n);
    const original = join(root.path, places.original);
    const note = join(root.path, places.note);
    if (lookNow(original) || lookNow(note)) continue;
    const same = sameFile(file.path, file.identity);
    if (same !== 'same') return { type: same };
    if ((await writeNew(root.temporary, note, render(places))) === 'taken') continue;
    const moved = await mover.move(file.path, original, file.identity);
    if (moved === 'moved') return { type: 'settled', note: places.note };
    // The note is ours, of this moment, and answers nothing that lies here.
    await unlink(note);
    if (moved !== 'taken') return { type: moved };
  }
  throw noName(file.place);
}

/** Writes an answer whose question has no file, or none any more, under the first free name. Gives its path below the root. */
export async function writeAnswer(
  place: string,
  render: (note: string) => string,
  root: Root,
): Promise<string> {
  for (let n = 1; n <= mostPairs; n += 1) {
    const { note, original } = placesOf(place, n);
    if (lookNow(join(root.path, original))) continue;
    if ((await writeNew(root.temporary, join(root.path, note), render(note))) === 'written') return note;
  }
  throw noName(place);
}

/** Moves a question whose answer was written just before the program died; false when there is no such answer. */
export async function finishSettling(
  file: AskedFile,
  { root, mover }: { readonly root: Root; readonly mover: Mover },
): Promise<boolean> {
  if (file.sha256 === undefined) return false;
  for (let n = 1; n <= mostPairs; n += 1) {
    const places = placesOf(file.place, n);
    const note = lookNow(join(root.path, places.note));
    const original = join(root.path, places.original);
    if (!note && !lookNow(original)) return false;
    if (!note?.isFile() || note.size > longestNote || lookNow(original)) continue;
    const { data } = parseFrontMatter(await readFile(join(root.path, places.note), 'utf8'));
    if (data.question_sha256 !== file.sha256 || data.original !== places.original) continue;
    return (await mover.move(file.path, original, file.identity)) === 'moved';
  }
  return false;
}

const noName = (place: string): NightshiftError =>
  new NightshiftError({
    code: 'answers-full',
    reason: `answers/ has more than ${mostPairs} answers called "${place}".`,
    hint: 'Move some of them to another folder.',
  });

/** Bytes of a name before its ending; more would leave no room for what is put behind it, and the two names would be one. */
const longestStem = 200;

/** The `n`th pair: `heating.md` and `heating (question).txt`; what is no question keeps its name, as in done/. */
function placesOf(place: string, n: number): AnswerPlaces {
  const folder = dirname(join('answers', place));
  const name = basename(place);
  const ending = questionName.exec(name)?.[0];
  if (ending === undefined) {
    const original = join(folder, fittedName(name, n));
    return { note: `${original}${noteEnding}`, original };
  }
  const stem = startOf(name.slice(0, -ending.length));
  const original = fittedName(`${stem} (question)${ending}`, n);
  return { note: join(folder, fittedName(`${stem}.md`, n)), original: join(folder, original) };
}

function startOf(stem: string): string {
  let start = '';
  for (const character of stem) {
    if (Buffer.byteLength(start + character) > longestStem) break;
    start += character;
  }
  return start;
}
