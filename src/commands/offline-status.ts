/** The status of a root that nobody looks after: from its folders and its journal, changing nothing. */
import { existsSync } from 'node:fs';
import { Journal } from '../folders/journal.ts';
import { noRoot, type Root } from '../folders/root.ts';
import { SettingsFile } from '../folders/settings-file.ts';
import { listIngest } from '../ingest/list.ts';
import type { MissedNight } from '../night/attendance.ts';
import { missedBefore, missedFacts } from '../night/night-hours.ts';
import { windowAt } from '../night/window.ts';
import { countFolders } from '../report/counts.ts';
import { gatherStatus, type HeldFact } from '../report/gather-status.ts';
import type { Status } from '../report/status.ts';
import { isoWithOffset } from '../report/times.ts';
import { systemClock } from '../types/clock.ts';
import { NightshiftError, systemCode } from '../types/failure.ts';

/** What the last owner wrote down; nothing when there is no journal, or none that can be read. */
function journalBefore(root: Root): { held: readonly HeldFact[]; missed: MissedNight | undefined } {
  let journal: Journal | undefined;
  try {
    journal = new Journal(root.stateFile, { readOnly: true });
    const held = journal.held().map(({ source, ...one }) => {
      return { path: source, ...one, needy: one.folder === 'ingest' && one.hint !== '' };
    });
    return { held, missed: missedBefore(journal) };
  } catch {
    return { held: [], missed: undefined };
  } finally {
    journal?.close();
  }
}

function notAFolder(root: Root, cause: unknown): NightshiftError {
  const reason = `${root.path} is no root: it, or what is called ingest in it, is not a folder.`;
  const hint = 'Check the spelling, or choose another folder.';
  return new NightshiftError({ code: 'root-not-a-folder', reason, hint }, { cause });
}

async function look(root: Root) {
  const refused: { path: string; reason: string; hint: string }[] = [];
  let ingest = 0;
  try {
    for await (const found of listIngest(root.ingest)) {
      ingest += 1;
      if (found.type === 'refused') refused.push({ path: found.path, ...found.why });
    }
  } catch (error) {
    if (systemCode(error) === 'ENOTDIR') throw notAFolder(root, error);
    if (systemCode(error) !== 'ENOENT') throw error;
    if (!existsSync(root.machine)) throw noRoot(root);
  }
  return { ingest, refused };
}

/**
 * Gathers the status without an owner's help.
 * @throws `no-root` where there is none, `root-not-a-folder`.
 */
export async function offlineStatus(root: Root): Promise<Status> {
  const settings = new SettingsFile(root.settingsFile);
  const now = systemClock.now();
  const { window } = settings.current;
  const { held, missed } = journalBefore(root);
  return gatherStatus({
    ...(await look(root)),
    root,
    now,
    timeZone: window.timeZone,
    window: windowAt(window, now),
    counts: await countFolders(root),
    held,
    missed: missed && missedFacts(missed, (ms) => isoWithOffset(ms, window.timeZone)),
    working: [],
    notices: settings.problem === undefined ? [] : [settings.problem],
    owner: undefined,
  });
}
