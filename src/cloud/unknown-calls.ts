/** Calls of which nobody knows the end: the person is asked by a note, and what they tick is done. */
import { join } from 'node:path';
import type { Root } from '../folders/root.ts';
import { type Buyer, unknownNoteEnding } from '../models/purchase.ts';
import type { Tell } from '../types/event.ts';
import type { Ledger } from './ledger.ts';
import { readUnknownNote, removeUnknownNote, unknownNoteOf, writeUnknownNote } from './unknown-note.ts';

/** What asking needs. */
export interface UnknownTools {
  readonly root: Root;
  readonly ledger: Pick<Ledger, 'callsOf' | 'reopen' | 'giveUp'>;
  readonly tell: Tell;
}

/** Writes the note about the unknown calls of a file, beside it. */
export async function askPerson({ sha256, path }: Buyer, { root, ledger }: UnknownTools): Promise<void> {
  const calls = ledger.callsOf(sha256).filter(({ state }) => state === 'unknown');
  const note = join(root.path, `${path}${unknownNoteEnding}`);
  if (calls.length > 0) await writeUnknownNote(root.temporary, note, { path, kind: 'file' }, calls);
}

/** Writes the note about the unknown calls of a question, beside its answer at `path`, below the root. */
export async function askAboutQuestion(
  sha256: string,
  path: string,
  { root, ledger }: UnknownTools,
): Promise<void> {
  const calls = ledger.callsOf(sha256).filter(({ state }) => state === 'unknown');
  const note = join(root.path, unknownNoteOf(path));
  if (calls.length > 0) await writeUnknownNote(root.temporary, note, { path, kind: 'question' }, calls);
}

/** Does what is ticked in the note at `path`, below the root, and takes the note away; false when nothing is decided. */
export async function obeyAnswer(path: string, { root, ledger, tell }: UnknownTools): Promise<boolean> {
  const note = join(root.path, path);
  const answered = await readUnknownNote(note);
  if (!answered || answered.decision === 'none') return false;
  if (answered.decision === 'both') {
    const message = `Both boxes of "${path}" are ticked; tick one of them.`;
    tell({ type: 'notice', level: 'warn', message });
    return false;
  }
  for (const id of answered.calls) {
    const step = answered.decision === 'send-again' ? ledger.reopen(id) : ledger.giveUp(id);
    // The note stays until it is obeyed. A call that has ended meanwhile needs no answer any more.
    if (!step.ok && step.why === 'storage') throw new Error(step.reason);
  }
  await removeUnknownNote(note);
  return true;
}
