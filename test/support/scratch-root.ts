/** Roots in real folders, and what moves need around them. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { TestContext } from 'node:test';
import { initRoot } from '../../src/folders/init.ts';
import type { MoveIntent, MoveIntents } from '../../src/folders/move-contract.ts';
import { type Root, rootAt } from '../../src/folders/root.ts';

/** A fresh folder that goes when the test has ended. */
export async function scratchFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nightshift-test-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A fresh root with its tree made. */
export async function scratchRoot(t: TestContext): Promise<Root> {
  const root = rootAt(join(await scratchFolder(t), 'root'));
  await initRoot(root);
  return root;
}

/** Intents in a file of lines, which a killed process leaves behind as the journal would. */
export function fileIntents(path: string): MoveIntents {
  const lines = (): readonly { readonly begun?: MoveIntent; readonly ended?: number }[] =>
    !existsSync(path)
      ? []
      : readFileSync(path, 'utf8')
          .split('\n')
          .filter(Boolean)
          .map((line) =>
            JSON.parse(line, (key, value) => (key === 'placeholderIno' ? BigInt(value) : value)),
          );
  return {
    begin(from, to, placeholderIno) {
      const id = lines().length + 1;
      appendFileSync(
        path,
        `${JSON.stringify({ begun: { id, from, to, placeholderIno: `${placeholderIno}` } })}\n`,
      );
      return id;
    },
    end: (id) => appendFileSync(path, `${JSON.stringify({ ended: id })}\n`),
    open() {
      const ended = new Set(lines().map((line) => line.ended));
      return lines().flatMap(({ begun }) => (begun && !ended.has(begun.id) ? [begun] : []));
    },
  };
}

/** Every file below `folder` with its content, sorted by path. Folders that are empty are left out. */
export async function contents(
  folder: string,
): Promise<readonly (readonly [path: string, content: string])[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    files.sort().map(async (path) => [relative(folder, path), await readFile(path, 'utf8')] as const),
  );
}

/** As `contents`, but only what a person's files are: not our own files at the top, nor our state. */
export async function personFiles(
  root: Root,
): Promise<readonly (readonly [path: string, content: string])[]> {
  const own = (path: string): boolean =>
    path === 'budget.json' || (path.startsWith('.nightshift/') && !path.startsWith('.nightshift/leaving/'));
  return (await contents(root.path)).filter(([path]) => !own(path));
}
