/** The single steps that moves are made of: an argument everywhere, so that a test can stop between any two. */
import {
  appendFileSync,
  type BigIntStats,
  linkSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  unlinkSync,
} from 'node:fs';
import { readdir } from 'node:fs/promises';
import { makeFolder, syncFolder, syncFolderAtOnce } from './durable.ts';
import { createEmpty, lookAt } from './entries.ts';

/** Each does one thing, and fails with the system's own error. */
export interface FileOperations {
  /** What has this name (a link is not followed); undefined when nothing has it. */
  look(path: string): Promise<BigIntStats | undefined>;
  /** Makes an empty file and gives its inode number; undefined when the name is taken. */
  createEmpty(path: string): Promise<bigint | undefined>;
  append(path: string, line: string): Promise<void>;
  link(existing: string, name: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  mkdir(path: string): Promise<void>;
  rmdir(path: string): Promise<void>;
  list(path: string): Promise<readonly string[]>;
  makeFolder(path: string): Promise<void>;
  syncFolder(path: string): Promise<void>;
  /** As `syncFolder`, on the spot where the disk is quick. */
  syncFolderAtOnce(path: string): Promise<void>;
}

/** The operating system's own; each step but a listing and an fsync is done on the spot (docs/decisions/0008). */
export const fileOperations: FileOperations = {
  look: lookAt,
  createEmpty,
  append: async (path, line) => appendFileSync(path, line),
  link: async (existing, name) => linkSync(existing, name),
  rename: async (from, to) => renameSync(from, to),
  unlink: async (path) => unlinkSync(path),
  mkdir: async (path) => void mkdirSync(path),
  rmdir: async (path) => rmdirSync(path),
  list: (path) => readdir(path),
  makeFolder,
  syncFolder,
  syncFolderAtOnce,
};
