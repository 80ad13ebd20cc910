/** Where a folder can be although a file has its name: under the next one, as Finder would name it. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../types/failure.ts';
import { lookAt } from './entries.ts';
import { fittedName } from './names.ts';

/**
 * The path below `base` at which the folder `below` is or can be made: `below` itself, with a number behind
 * every name that something else than a folder has (`notes (2)`). The same for all files of that folder, for as
 * long as that something stays. Both are '/'-separated; '' and '.' are `base` itself, which gives ''.
 */
export async function freeFolder(base: string, below: string): Promise<string> {
  let found = '';
  for (const name of below.split('/')) {
    if (name === '' || name === '.') continue;
    let free = join(found, name);
    for (let n = 2; !(await canBeFolder(join(base, free))); n += 1) free = join(found, fittedName(name, n));
    found = free;
  }
  return found;
}

async function canBeFolder(path: string): Promise<boolean> {
  const there = await lookAt(path);
  if (!there?.isSymbolicLink()) return there === undefined || there.isDirectory();
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ELOOP') return false;
    throw error;
  }
}
