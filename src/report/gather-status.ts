/** Puts the facts of a status together, for an owner and for a root that nobody looks after alike. */
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Root } from '../folders/root.ts';
import type { BudgetReport } from '../types/budget-report.ts';
import type { MissedFacts } from '../types/event.ts';
import { systemCode } from '../types/failure.ts';
import type { FolderCounts } from './counts.ts';
import { newestReport } from './newest-report.ts';
import type { Status } from './status.ts';
import { isoWithOffset } from './times.ts';
import type { WorkingFile } from './working-files.ts';

/** A file that waits for something else than the window. */
export interface HeldFact {
  readonly folder: 'ingest' | 'cloud';
  /** Below that folder. */
  readonly path: string;
  readonly why: string;
  /** '' when nothing needs doing. */
  readonly hint: string;
  /** Milliseconds since the epoch. */
  readonly until?: number | undefined;
  /** True when something has to be installed or done before it goes on. */
  readonly needy: boolean;
}

/** Where the facts come from. Times are milliseconds since the epoch. */
export interface StatusSources {
  readonly root: Root;
  readonly now: number;
  /** `local` or an IANA name. */
  readonly timeZone: string;
  readonly window: { readonly open: boolean; readonly opensAt: number; readonly closesAt: number };
  readonly missed?: MissedFacts | undefined;
  readonly ingest: number;
  readonly counts: FolderCounts;
  readonly held: readonly HeldFact[];
  readonly refused: readonly { readonly path: string; readonly reason: string; readonly hint: string }[];
  readonly working: readonly WorkingFile[];
  readonly notices: readonly string[];
  /** As `budget --json` gives it. */
  readonly budget?: BudgetReport;
  readonly owner: number | undefined;
  readonly plan?: Status['plan'];
}

/** So many waiting files are named; all are counted. */
const mostNamed = 1000;

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    return systemCode(error) !== 'ENOENT' && systemCode(error) !== 'ENOTDIR';
  }
}

function needsOf(held: readonly HeldFact[]): Status['needs'] {
  const needs = new Map<string, { why: string; hint: string; files: number }>();
  for (const { why, hint, needy } of held) {
    if (!needy || hint === '') continue;
    const need = needs.get(hint) ?? { why, hint, files: 0 };
    need.files += 1;
    needs.set(hint, need);
  }
  return [...needs.values()];
}

/** The status as it stands. What people took away from ingest/ meanwhile is left out. */
export async function gatherStatus(sources: StatusSources): Promise<Status> {
  const { root, timeZone, window, counts, refused } = sources;
  const iso = (ms: number): string => isoWithOffset(ms, timeZone);
  const held: HeldFact[] = [];
  for (const one of sources.held) {
    if (held.length >= mostNamed || (await isThere(join(root[one.folder], one.path)))) held.push(one);
  }
  const waiting = [
    ...refused.map(({ path, reason, hint }) => ({ path, why: `${reason} ${hint}` })),
    // What a needy file needs is told once for all of them, under `needs`.
    ...held.map(({ folder, path, why, hint, until, needy }) => ({
      path: folder === 'ingest' ? path : `${folder}/${path}`,
      why: needy ? why : `${why} ${hint}`.trim(),
      ...(until === undefined || !Number.isFinite(until) ? {} : { until: iso(until) }),
    })),
  ];
  const report = await newestReport(root.reports);
  return {
    asOf: iso(sources.now),
    ingest: sources.ingest,
    ...counts,
    window: { open: window.open, opensAt: iso(window.opensAt), closesAt: iso(window.closesAt) },
    ...(sources.missed === undefined ? {} : { missed: sources.missed }),
    waiting: waiting.slice(0, mostNamed),
    waitingTotal: waiting.length,
    needs: needsOf(held),
    ...(report === undefined ? {} : { report }),
    notices: sources.notices,
    ...(sources.budget === undefined ? {} : { budget: sources.budget }),
    ...(sources.plan === undefined ? {} : { plan: sources.plan }),
    working: sources.working.map(({ since, ...work }) => ({ ...work, since: iso(since) })),
    ...(sources.owner === undefined ? {} : { owner: { pid: sources.owner } }),
  };
}
