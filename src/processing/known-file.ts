/** What is known of a waiting file before it is claimed, and the claim itself. */
import { join } from 'node:path';
import type { ContentRecord, Origin } from '../folders/journal-records.ts';
import { pruneFolder } from '../folders/prune.ts';
import { type Claimed, claimFile, type IdentifiedFile } from '../ingest/claim.ts';
import { identify } from '../ingest/identify.ts';
import type { WaitingFile } from '../ingest/waiting-file.ts';
import type { Rest } from './finish.ts';
import { exists } from './own-notes.ts';
import type { WorkTools } from './work-tools.ts';

/** How soon a file that could not be opened is looked at again. */
const unreadableMs = 60_000;

/** What its bytes say. Whether it is private, its content's history says too. */
export type FoundFile = Omit<IdentifiedFile, 'private'>;

/** Opens, hashes and recognises a waiting file, or says where it rests when it cannot be claimed. */
export async function identified(
  file: WaitingFile,
  origin: Origin,
  tools: WorkTools,
  signal: AbortSignal,
): Promise<FoundFile | Rest> {
  const found = await identify(join(tools.root[origin], file.path), file, signal);
  if (found.outcome === 'unreadable') {
    const until = tools.clock.now() + unreadableMs;
    tools.held.hold(file.path, { why: found.reason, hint: found.hint, until });
    return { type: 'back', source: file.path, until };
  }
  if (found.outcome !== 'identified') return { type: 'back', source: file.path };
  const { sha256, bytes, kind, identity } = found;
  return { origin, source: file.path, place: file.place.path, sha256, bytes, kind, identity };
}

/**
 * Where another copy of the same content lies with its result, if both still do. An original that was dragged
 * back from beside its result is no copy: it is done anew, from what is saved and whatever can be done now.
 */
export async function finishedCopy(before: ContentRecord, tools: WorkTools): Promise<string | undefined> {
  if (before.state !== 'done' || before.result === undefined) return undefined;
  const path = join(tools.root.path, before.result);
  return (await exists(path)) && (await exists(`${path}.md`)) ? before.result : undefined;
}

/** Nothing counts that was tried or done before; a result's note stays until there is another one. */
export function beginAnew(
  { sha256, state, result, noteSha256 }: ContentRecord,
  { journal }: WorkTools,
): void {
  if (state === 'done' && result !== undefined && noteSha256 !== undefined) {
    journal.ownNotes.add({ noteSha256, result, sha256 });
  }
  if (state !== 'known') journal.forgetAttempts(sha256);
}

/** Claims; the empty folders that files of a folder with this name have left in processing/ are in nobody's way. */
export async function claim(file: IdentifiedFile, tools: WorkTools): Promise<Claimed> {
  const claimed = await claimFile(file, tools);
  if (claimed.ok || claimed.why !== 'taken') return claimed;
  await pruneFolder(join(tools.root.processing, file.place));
  return claimFile(file, tools);
}
