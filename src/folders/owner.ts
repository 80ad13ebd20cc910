/**
 * One process owns a root at a time. The lock is the RESERVED lock that SQLite takes on `owner.db` (an
 * `fcntl` lock, https://sqlite.org/lockingv3.html): the kernel frees it when the process dies, however it
 * dies, and keeps it while the process is merely suspended. The transaction never writes, so the file
 * stays empty and a crash cannot spoil it.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { NightshiftError } from '../types/failure.ts';
import type { Root } from './root.ts';

/** https://sqlite.org/rescode.html */
const sqliteBusy = 5;

/** Held by the owner until it is released. */
export interface Ownership {
  /** False when the lock's file was taken away: then another process may have a lock of its own. */
  isHeld(): boolean;
  release(): void;
}

/**
 * Becomes the owner of the root, or answers undefined at once when another process (or another part of
 * this one) is. Nobody else may open `owner.db`: closing it would free the lock.
 * @throws `owner-lock-failed` when the lock cannot be had for any other reason.
 */
export function acquireOwner(root: Root): Ownership | undefined {
  const database = openLock(root);
  if (!database) return undefined;
  writeFileSync(processFile(root), `${process.pid}\n`);
  const own = inodeOf(root);
  return {
    isHeld: () => own !== undefined && inodeOf(root) === own,
    release() {
      if (!database.isOpen) return;
      rmSync(processFile(root), { force: true });
      database.exec('ROLLBACK');
      database.close();
    },
  };
}

function inodeOf(root: Root): bigint | undefined {
  return statSync(lockFile(root), { bigint: true, throwIfNoEntry: false })?.ino;
}

/** The process number of the living owner, for messages only: it is not what decides. */
export function ownerProcess(root: Root): number | undefined {
  try {
    const pid = Number(readFileSync(processFile(root), 'utf8'));
    if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}

function lockFile(root: Root): string {
  return join(root.machine, 'owner.db');
}

function processFile(root: Root): string {
  return join(root.machine, 'owner.pid');
}

function openLock(root: Root): DatabaseSync | undefined {
  let database: DatabaseSync | undefined;
  try {
    // Not recursive: a root that is gone must not come back empty.
    if (!existsSync(root.machine)) mkdirSync(root.machine);
    database = new DatabaseSync(lockFile(root), { timeout: 0 });
    // In memory, so that the transaction leaves no journal file behind.
    database.exec('PRAGMA journal_mode = MEMORY');
    // IMMEDIATE and not EXCLUSIVE: of several that begin at once exactly one gets RESERVED, while all that
    // ask for EXCLUSIVE can stand in each other's way.
    database.exec('BEGIN IMMEDIATE');
    return database;
  } catch (error) {
    database?.close();
    if (isBusy(error)) return undefined;
    throw new NightshiftError(
      {
        code: 'owner-lock-failed',
        reason: `The lock of ${root.path} could not be taken: ${error instanceof Error ? error.message : error}.`,
        hint: 'Check that .nightshift in it can be written to; when nothing runs there, owner.db in it may be deleted.',
      },
      { cause: error },
    );
  }
}

function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return false;
  // The low byte is the primary code; the rest says more exactly why.
  return (error.errcode & 0xff) === sqliteBusy;
}
