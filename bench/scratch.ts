/** Roots to measure in: made in the system's temporary folder, always removed. */
import { rmSync } from 'node:fs';
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initRoot } from '../src/folders/init.ts';
import { type Root, rootAt } from '../src/folders/root.ts';
import { parseSettings } from '../src/folders/settings-file.ts';

/** `f_type` of statfs(2), https://man7.org/linux/man-pages/man2/statfs.2.html; macOS numbers its own. */
const fileSystems: ReadonlyMap<number, string> = new Map([
  [0xef53, 'ext4 (or ext2, ext3)'],
  [0x9123683e, 'btrfs'],
  [0x58465342, 'xfs'],
  [0x2fc12fc1, 'zfs'],
  [0xf2f52010, 'f2fs'],
  [0x794c7630, 'overlayfs'],
  [0x01021994, 'tmpfs: in memory, so nothing here is durable'],
  [0x1a, 'apfs (or another of macOS)'],
]);

/** The file system that scratch roots lie on, in words. */
export async function scratchFileSystem(): Promise<string> {
  const { type } = await statfs(tmpdir());
  return fileSystems.get(type) ?? `type 0x${type.toString(16)}`;
}

/** Lends `use` a fresh folder, and removes it afterwards, also when the program is interrupted. */
export async function withScratchFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'nightshift-bench-'));
  const removeNow = (): void => rmSync(folder, { recursive: true, force: true });
  const interrupted = (): void => {
    removeNow();
    process.exit(130);
  };
  process.once('exit', removeNow).once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    return await use(folder);
  } finally {
    process.off('exit', removeNow).off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await rm(folder, { recursive: true, force: true });
  }
}

/** As `withScratchFolder`, with a root in it that has these settings. Throws when they are refused: the defaults would be measured instead. */
export function withScratchRoot<Result>(
  settings: Readonly<Record<string, unknown>>,
  use: (root: Root) => Promise<Result>,
): Promise<Result> {
  const text = JSON.stringify(settings);
  const parsed = parseSettings(text);
  if (!parsed.ok) throw new Error(`The settings of this bench are refused: ${parsed.problem}`);
  return withScratchFolder(async (folder) => {
    const root = rootAt(join(folder, 'root'));
    await initRoot(root);
    await writeFile(root.settingsFile, text);
    return use(root);
  });
}
