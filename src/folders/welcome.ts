/** The first meeting: a root that was never used gets three small samples to work on at once. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../types/failure.ts';
import { writeNew } from './durable.ts';
import type { Root } from './root.ts';

/** The samples lie beside the source, in a checkout and in the published package alike. */
const samples = new URL('../../src/folders/welcome/', import.meta.url);

async function namesIn(folder: string | URL): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith('.'));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Whether nobody has worked here yet: there is no journal, and nothing was dropped or settled. */
export async function isNeverUsed(root: Root): Promise<boolean> {
  const machine = await namesIn(root.machine);
  if (machine.includes('state.db')) return false;
  const own = new Set(['now', 'private']);
  for (const folder of [root.ingest, root.done, root.failed, join(root.ingest, 'now')]) {
    if ((await namesIn(folder)).some((name) => !own.has(name))) return false;
  }
  return true;
}

/** Puts the samples into `ingest/now/`; gives their names. */
export async function putWelcomeFiles(root: Root): Promise<readonly string[]> {
  const names = await namesIn(samples);
  for (const name of names) {
    await writeNew(root.temporary, join(root.ingest, 'now', name), await readFile(new URL(name, samples)));
  }
  return names;
}
