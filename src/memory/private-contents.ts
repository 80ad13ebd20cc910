/** Which contents are private, for whoever is not the owner of the root: by the journal, and by where they lie. */
import { existsSync } from 'node:fs';
import { Journal } from '../folders/journal.ts';
import type { Root } from '../folders/root.ts';
import type { MemoryIndex } from './index.ts';

/**
 * Lends `use` what tells whether the content with a SHA-256 is private now. What lies below private/ is so under its
 * other names as well. Throws when there is a journal that cannot be read: nothing may be taken for public then.
 */
export async function withPrivateContents<Result>(
  root: Pick<Root, 'stateFile'>,
  index: MemoryIndex,
  use: (isPrivate: (sha256: string) => boolean) => Promise<Result>,
): Promise<Result> {
  const sql = `SELECT sha256 FROM file WHERE private = 1
    UNION SELECT content_sha256 FROM file WHERE private = 1 AND content_sha256 IS NOT NULL`;
  const hidden = new Set(index.rows(sql).map(({ sha256 }) => sha256));
  const journal = existsSync(root.stateFile) ? new Journal(root.stateFile, { readOnly: true }) : undefined;
  try {
    return await use((sha256) => hidden.has(sha256) || journal?.content(sha256)?.private === true);
  } finally {
    journal?.close();
  }
}
