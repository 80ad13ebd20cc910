/**
 * The floor: the durable journey of a text file in the plainest code, one file after the other.
 *
 * It does every fsync that the engine does for a file and its two tasks, as `strace -f -e fsync,fdatasync`
 * shows them (11 each), and nothing else that it could leave out:
 *
 *     1      the claim is written to the journal (SQLite, write-ahead log, synchronous=FULL: one for each commit)
 *     2, 3   the file moves to processing/: the new folder, then, without its old name, the old folder
 *     4, 5   the result of each task is saved before the next begins
 *     6      where the file and its note are about to go is written to the journal
 *     7, 8   the note is written whole, and has its name in done/
 *     9, 10  the file moves to done/
 *     11     the journal knows that it is settled
 *
 * Calls of `node:fs` that wait are faster here than promises: there is nothing else to do meanwhile.
 */
import { hash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
