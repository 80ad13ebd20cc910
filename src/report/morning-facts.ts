/** What a morning report tells: plain facts, gathered elsewhere. Times are ISO 8601 with offset, paths below the root. */
import type { BudgetReport } from '../types/budget-report.ts';
import type { MissedFacts } from '../types/event.ts';
import type { TaskName } from '../types/task.ts';
import type { Status } from './status.ts';

/** All that is told of a night. */
export interface MorningFacts {
  /** On which its last window closed, `2026-11-03`. */
  readonly day: string;
  readonly asOf: string;
  /** When it was night, in order; none when the night was missed. */
  readonly spans: readonly { readonly from: string; readonly until: string; readonly late?: true }[];
  readonly missed?: MissedFacts | undefined;
  readonly done: Grouped<DoneFile>;
  /** Of `done`, further copies of something that was done before. */
  readonly copies: number;
  readonly failed: Grouped<FailedFile>;
  /** Files in ingest/ and cloud/. */
  readonly waiting: number;
  /** Those that wait for something else than the window; perhaps not all of them. */
  readonly held: Status['waiting'];
  readonly heldTotal: number;
  readonly needs: Status['needs'];
  readonly bought: readonly BoughtFile[];
  readonly models: readonly ModelWork[];
  readonly budget: BudgetReport | undefined;
  readonly instead: InsteadFacts;
  readonly next: {
    readonly opensAt: string;
    readonly closesAt: string;
    /** Missing when nothing waits, or it could not be forecast. */
    readonly plan?: Status['plan'];
  };
}

/** Files by the folder in which they lie, and so many of them that one can read it. */
export interface Grouped<T> {
  readonly total: number;
  readonly groups: readonly {
    readonly folder: string;
    readonly total: number;
    readonly shown: readonly T[];
  }[];
  /** Folders, and files in them, that are not among the groups. */
  readonly moreFolders: number;
  readonly moreFiles: number;
}

/** A file that is done. */
export interface DoneFile {
  readonly name: string;
  /** From its note; missing when that is gone. */
  readonly note?: { readonly path: string; readonly title: string; readonly route: string };
}

/** A file that failed. */
export interface FailedFile {
  readonly name: string;
  /** From its note; missing when that is gone. */
  readonly note?: { readonly path: string; readonly reason: string; readonly hint: string };
}

/** A file that paid calls were sent for. */
export interface BoughtFile {
  /** As the person knows it. */
  readonly source: string;
  /** Its note, when it is done. */
  readonly note?: string | undefined;
  /** Why, one sentence. */
  readonly why: string;
  readonly specs: readonly string[];
  readonly calls: number;
  /** What is settled, what is held for calls on their way, and for those whose end nobody knows. */
  readonly spentUsd: number;
  readonly heldUsd: number;
  readonly unknownUsd: number;
}

/** What one model did in the night. */
export interface ModelWork {
  readonly spec: string;
  readonly tasks: readonly { readonly task: TaskName; readonly count: number }[];
  /** Model seconds. */
  readonly seconds: number;
}

/** What the night's work of this machine would have cost elsewhere. Amounts are dollars. */
export interface InsteadFacts {
  readonly cloud: readonly {
    readonly what: string;
    readonly spec: string;
    readonly calls: number;
    readonly amount: string;
    readonly usd: number;
  }[];
  readonly cloudUsd: number;
  readonly assumptions: readonly string[];
  readonly gpus: readonly {
    readonly gpu: string;
    readonly provider: string;
    readonly perHourUsd: number;
    readonly source: string;
    readonly asOf: string;
    readonly usd: number;
  }[];
}

/** So much is shown of a night. */
const limits = { folders: 25, files: 200, filesOfFolder: 20 } as const;

/**
 * Groups paths by their folders, the fullest first, and picks those that are shown.
 * @param paths below the root, in the order in which they are to be shown.
 */
export function grouped(paths: readonly string[]): Grouped<string> {
  const byFolder = Map.groupBy(paths, (path) => path.slice(0, path.lastIndexOf('/')));
  const all = [...byFolder].toSorted(([one, some], [other, more]) => {
    return more.length - some.length || (one < other ? -1 : 1);
  });
  let room: number = limits.files;
  const groups = all.slice(0, limits.folders).map(([folder, inside]) => {
    const shown = inside.slice(0, Math.min(room, limits.filesOfFolder));
    room -= shown.length;
    return { folder, total: inside.length, shown };
  });
  const left = all.slice(limits.folders);
  return {
    total: paths.length,
    groups,
    moreFolders: left.length,
    moreFiles: left.reduce((sum, [, inside]) => sum + inside.length, 0),
  };
}

/** Whether there is nothing to tell: nothing happened in the night, and nothing waits. */
export function isUneventful({ done, failed, waiting, bought, models }: MorningFacts): boolean {
  return done.total + failed.total + waiting + bought.length + models.length === 0;
}
