/** The one way in which a person's file moves: never over another, and never without a name. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isPlaceholder } from './entries.ts';
import { type FileOperations, fileOperations } from './file-operations.ts';
import { type DepartureRecord, isSame, Leaving, putBack, recordEnding } from './leaving.ts';
import { moveByLink } from './move-by-link.ts';
import { moveByPlaceholder, moveFolderByPlaceholder } from './move-by-placeholder.ts';
import type { MoveIntent, MoveIntents, MoveMethod, MoveResult, Mover } from './move-contract.ts';
import type { Root } from './root.ts';
import { explainSystemError } from './system-failure.ts';

export type { Identity, MoveIntent, MoveIntents, MoveMethod, MoveResult, Mover } from './move-contract.ts';

/**
 * The mover of one root. A file that is refused a hard link where others get one (it belongs to somebody
 * else, say) moves over a placeholder.
 * @param method what `findMoveMethod` found.
 */
export function createMover(
  root: Root,
  method: MoveMethod,
  intents: MoveIntents,
  operations: FileOperations = fileOperations,
): Mover {
  const leaving = new Leaving(root, operations);
  const tools = { root, intents, operations };
  const hurried: FileOperations = { ...operations, syncFolder: operations.syncFolderAtOnce };
  const moveFile: Mover['move'] = async (from, to, expected, atOnce = false) => {
    const steps = atOnce ? hurried : operations;
    const result = method === 'link' ? await moveByLink(steps, leaving, from, to, expected) : 'refused';
    return result === 'refused' ? moveByPlaceholder(tools, from, to, expected) : result;
  };
  const running = new Map<string, Promise<void>>();
  /** Two moves of one file at once could both link it; here the second begins when the first has ended. */
  const guarded = async (from: string, to: string, move: () => Promise<MoveResult>): Promise<MoveResult> => {
    while (running.has(from)) await running.get(from);
    const { promise, resolve } = Promise.withResolvers<void>();
    running.set(from, promise);
    try {
      return await move();
    } catch (error) {
      throw explainSystemError(error, to);
    } finally {
      running.delete(from);
      resolve();
    }
  };
  return {
    method,
    move: (from, to, expected, atOnce) => guarded(from, to, () => moveFile(from, to, expected, atOnce)),
    moveFolder: (from, to) => guarded(from, to, () => moveFolderByPlaceholder(tools, from, to)),
  };
}

/**
 * Puts right what moves of a dead process left half done: afterwards every file has exactly one name.
 * For the owner, before anything else is looked at. May be cut short and run again.
 * @throws the first failure, after everything else was put right.
 */
export async function recoverMoves(
  root: Root,
  intents: MoveIntents,
  operations: FileOperations = fileOperations,
): Promise<void> {
  for (const intent of intents.open()) {
    await recoverIntent(root, operations, intent);
    intents.end(intent.id);
  }
  await operations.makeFolder(root.leaving);
  const names = await operations.list(root.leaving);
  const recordFiles = names.filter((name) => name.endsWith(recordEnding));
  const records = new Map<string, DepartureRecord>();
  for (const name of recordFiles) {
    for (const record of await readRecords(join(root.leaving, name))) records.set(record.name, record);
  }
  const failures: unknown[] = [];
  const attempt = (recovering: Promise<void>): Promise<void> =>
    recovering.catch((error: unknown) => {
      failures.push(error);
    });
  for (const record of records.values()) await attempt(recoverRecord(root, operations, record));
  for (const name of names) {
    if (!name.endsWith(recordEnding) && !records.has(name))
      await attempt(recoverOrphan(root, operations, name));
  }
  if (failures.length > 0) throw explainSystemError(failures[0], root.leaving);
  for (const name of recordFiles) await operations.unlink(join(root.leaving, name));
}

/** Removes a placeholder that was never filled: the source is still there. */
async function recoverIntent(root: Root, operations: FileOperations, intent: MoveIntent): Promise<void> {
  const to = join(root.path, intent.to);
  const source = await operations.look(join(root.path, intent.from));
  const found = await operations.look(to);
  const inode = intent.placeholderIno === 0n ? undefined : intent.placeholderIno;
  if (!source || !found || isSame(source, found)) return;
  if (isPlaceholder(found, inode)) await operations.unlink(to);
  // Removes an empty folder only.
  if (found.isDirectory()) await operations.rmdir(to).catch(() => undefined);
}

async function readRecords(path: string): Promise<readonly DepartureRecord[]> {
  const lines = (await readFile(path, 'utf8')).split('\n');
  return lines.flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as DepartureRecord];
    } catch {
      // Cut off by the crash: that move had not begun.
      return [];
    }
  });
}

async function recoverRecord(root: Root, operations: FileOperations, record: DepartureRecord): Promise<void> {
  const from = join(root.path, record.from);
  const to = join(root.path, record.to);
  const held = join(root.leaving, record.name);
  const leaver = await operations.look(held);
  if (leaver) {
    const places = [await operations.look(from), await operations.look(to)];
    const stands = places.some((place) => place && isSame(place, leaver));
    if (stands || (String(leaver.ino) === record.ino && leaver.nlink > 1n)) await operations.unlink(held);
    else await putBack(operations, held, from);
  }
  const source = await operations.look(from);
  const target = await operations.look(to);
  if (!source || !target || from === to || !isSame(source, target)) return;
  // The file that was to move goes on to its new name; any other keeps its old one.
  const [keep, drop] = String(source.ino) === record.ino ? [to, from] : [from, to];
  await operations.syncFolder(dirname(keep));
  await operations.unlink(drop);
  await operations.syncFolder(dirname(drop));
}

/** A name without a record goes to ingest/, unless the file has another name already. */
async function recoverOrphan(root: Root, operations: FileOperations, name: string): Promise<void> {
  const held = join(root.leaving, name);
  const leaver = await operations.look(held);
  if (!leaver) return;
  if (leaver.isFile() && leaver.nlink > 1n) return operations.unlink(held);
  const space = name.indexOf(' ');
  return putBack(
    operations,
    held,
    join(root.ingest, space < 0 ? `recovered ${name}` : name.slice(space + 1)),
  );
}
