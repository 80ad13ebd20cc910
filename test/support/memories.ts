/** Roots with notes in done/ and an index of them. */
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Root } from '../../src/folders/root.ts';
import { MemoryIndex } from '../../src/memory/index.ts';
import { searchMemory } from '../../src/memory/search.ts';
import { updateIndex } from '../../src/memory/update.ts';
import { scratchRoot } from './scratch-root.ts';

/** Long enough ago for a note's time to be believed. In seconds since the epoch. */
export const longAgo = 1_700_000_000;

/** Writes a file below done/, as one that has been there for long. */
export async function putNote(root: Root, path: string, text: string, seconds = longAgo): Promise<void> {
  const file = join(root.done, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  await utimes(file, seconds, seconds);
}

/** A fresh root with these Markdown files below done/, by their paths there, and its index, up to date. */
export async function memoryOf(t: TestContext, notes: Readonly<Record<string, string>>) {
  const root = await scratchRoot(t);
  for (const [path, text] of Object.entries(notes)) await putNote(root, path, text);
  const index = new MemoryIndex(root.indexFile);
  t.after(() => index.close());
  const update = () => updateIndex({ root, index, now: () => Date.now() });
  await update();
  const search = (question: string, more: Partial<Parameters<typeof searchMemory>[2]> = {}) =>
    searchMemory(root, index, { question, limit: 10, ...more });
  /** The paths below done/ of what is found, best first. */
  const found = async (...request: Parameters<typeof search>) =>
    (await search(...request)).map(({ path }) => path.replace(/^done\//, ''));
  return { root, index, update, search, found };
}
