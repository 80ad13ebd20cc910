/** Makes the tree of a root. What is there already stays as it is. */
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { NightshiftError, systemCode } from '../types/failure.ts';
import { makeFolder, writeNew } from './durable.ts';
import { lookAt } from './entries.ts';
import { type Root, visibleFolders } from './root.ts';

/** The first `budget.json`: nothing may be bought until the person says so. */
const budget = `{
  // What paid cloud models may cost. Nothing is ever bought unless "cloud" says "on".
  // You may edit this file at any time; the next purchase already obeys it.

  // The money that the amounts below are in. Only "USD" is understood.
  "currency": "USD",

  // The most that one day may cost.
  "perDay": 0.50,

  // The most that one calendar month may cost. 50 is the highest amount that is accepted.
  "perMonth": 5.00,

  // The most that one file may cost.
  "perFile": 0.50,

  // "on": images and recordings that this machine could not manage may be sent to a paid model.
  // "off": nothing leaves this machine.
  "cloud": "off"
}
`;

/**
 * Makes every folder of the root that is missing, and a commented `budget.json` when there is none.
 * @returns what was made, below the root, in the order of making (`.` for the root itself).
 * @throws `root-parent-missing`, `root-not-a-folder`, `root-not-writable`, `disk-full`.
 */
export async function initRoot(root: Root): Promise<{ created: readonly string[] }> {
  await checkParent(root.path);
  const created: string[] = [];
  for (const folder of [root.path, ...foldersOf(root)]) {
    if (await makeMissing(folder)) created.push(relative(root.path, folder) || '.');
  }
  if (!(await lookAt(root.budgetFile))) {
    const written = await writeNew(root.temporary, root.budgetFile, budget);
    if (written === 'written') created.push(relative(root.path, root.budgetFile));
  }
  return { created };
}

function foldersOf(root: Root): readonly string[] {
  return [
    ...visibleFolders.map((name) => join(root.path, name)),
    join(root.ingest, 'now'),
    join(root.ingest, 'private'),
    join(root.ask, 'now'),
    join(root.memory, 'daily'),
    join(root.memory, 'entities'),
    root.machine,
    root.temporary,
    root.leaving,
  ];
}

/** Without this a slip of the finger, or a disk that is not mounted, would make a root in the wrong place. */
async function checkParent(path: string): Promise<void> {
  const parent = dirname(path);
  if (await isFolder(parent)) return;
  throw new NightshiftError({
    code: 'root-parent-missing',
    reason: `${path} cannot be made because there is no folder ${parent}.`,
    hint: 'Check the spelling, or make that folder first.',
  });
}

/** True when the folder was made, false when it was there. */
async function makeMissing(path: string): Promise<boolean> {
  const found = await lookAt(path);
  try {
    if (found && !(await isFolder(path))) throw notAFolder(path);
    if (!found) await makeFolder(path);
    await access(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS', 'not-permitted'].includes(systemCode(error) ?? '')) throw error;
    throw new NightshiftError(
      {
        code: 'root-not-writable',
        reason: `The folder ${path} could not be made or cannot be written to.`,
        hint: 'Give yourself write permission there, or choose another folder.',
      },
      { cause: error },
    );
  }
  return !found;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return false;
    throw error;
  }
}

function notAFolder(path: string): NightshiftError {
  return new NightshiftError({
    code: 'root-not-a-folder',
    reason: `${path} should be a folder, but something else has that name.`,
    hint: 'Move it away, or choose another folder.',
  });
}
