/** The folder conventions: where everything lies below a root. The folders are the interface. */
import { join, resolve } from 'node:path';
import { NightshiftError } from '../types/failure.ts';

/** The absolute paths of one root. */
export interface Root {
  readonly path: string;
  readonly ingest: string;
  readonly processing: string;
  readonly cloud: string;
  readonly done: string;
  readonly failed: string;
  readonly logs: string;
  readonly ask: string;
  readonly answers: string;
  readonly memory: string;
  /** What each night did; made when the first report is written. */
  readonly reports: string;
  /** The person's caps. */
  readonly budgetFile: string;
  /** The person's settings. */
  readonly settingsFile: string;
  /** One line for every step of a paid call. */
  readonly spendingFile: string;
  /** What is where, for Quick Look. */
  readonly statusFile: string;
  /** Machine state: `.nightshift`. */
  readonly machine: string;
  /** Files being written, on the same file system as the results. */
  readonly temporary: string;
  /** Names that a move is about to remove, held until that is known to be safe. */
  readonly leaving: string;
  readonly stateFile: string;
  /** The search index of done/; made anew from it at any time. */
  readonly indexFile: string;
  /** How far deep questions have come; a cache. */
  readonly deepFile: string;
  readonly logFile: string;
}

/** The paths of the root at `path`; touches nothing. */
export function rootAt(path: string): Root {
  const base = resolve(path);
  const machine = join(base, '.nightshift');
  return {
    path: base,
    ingest: join(base, 'ingest'),
    processing: join(base, 'processing'),
    cloud: join(base, 'cloud'),
    done: join(base, 'done'),
    failed: join(base, 'failed'),
    logs: join(base, 'logs'),
    ask: join(base, 'ask'),
    answers: join(base, 'answers'),
    memory: join(base, 'memory'),
    reports: join(base, 'reports'),
    budgetFile: join(base, 'budget.json'),
    settingsFile: join(base, 'settings.json'),
    spendingFile: join(base, 'spending.jsonl'),
    statusFile: join(base, 'STATUS.md'),
    machine,
    temporary: join(machine, 'temporary'),
    leaving: join(machine, 'leaving'),
    stateFile: join(machine, 'state.db'),
    indexFile: join(machine, 'index.db'),
    deepFile: join(machine, 'deep.db'),
    logFile: join(machine, 'nightshift.log'),
  };
}

/** The folders that people see, in the order of a file's journey. */
export const visibleFolders = [
  'ingest',
  'processing',
  'cloud',
  'done',
  'failed',
  'logs',
  'ask',
  'answers',
  'memory',
] as const;

/** Why nothing can be told of, or done in, a root that is not there. */
export function noRoot(root: Root): NightshiftError {
  return new NightshiftError({
    code: 'no-root',
    reason: `There is no root at ${root.path}.`,
    hint: `Check --root, or the folder that you are in; to make one there, run "nightshift init" with that path.`,
  });
}
