/** What is where and what is waited for: the facts, and how a terminal shows them. */
import type { BudgetReport } from '../types/budget-report.ts';
import type { MissedFacts } from '../types/event.ts';
import type { TaskName } from '../types/task.ts';
import { missedText } from './missed-night.ts';
import { moneyText } from './money-text.ts';
import { printable } from './printable.ts';
import { dayAndTime, humanDuration, timeOfDay } from './times.ts';

/** `status --json`. All times are ISO 8601 with offset, all paths below `ingest/` unless they begin with `cloud/`. */
export interface Status {
  /** When these facts were gathered. */
  readonly asOf: string;
  /** Files in each folder; notes do not count. */
  readonly ingest: number;
  readonly processing: number;
  readonly cloud: number;
  readonly done: number;
  readonly failed: number;
  /** Questions in ask/; missing when there is none. */
  readonly questions?: number;
  readonly window: { readonly open: boolean; readonly opensAt: string; readonly closesAt: string };
  /** Files that wait for something else than the window, the oldest first; perhaps not all of them. */
  readonly waiting: readonly { readonly path: string; readonly why: string; readonly until?: string }[];
  /** How many there are in all. */
  readonly waitingTotal: number;
  /** As `budget --json` gives it; missing while nothing can be bought. */
  readonly budget?: BudgetReport;
  /** The process that looks after the root; missing when there is none. */
  readonly owner?: { readonly pid: number };
  /** What to do so that waiting files go on: each with what is missing, what to do (a sentence with the command in
   * backticks), and for how many files. */
  readonly needs: readonly { readonly why: string; readonly hint: string; readonly files: number }[];
  /** What is wrong with settings or budget, with the place, or otherwise needs attention. One sentence each. */
  readonly notices: readonly string[];
  /** What the night's plan is, while the window is open. Amounts are micro-dollars at worst. */
  readonly plan?: {
    readonly madeAt: string;
    /** `in-time`, `buys`, `over-cap` or `too-long`. */
    readonly verdict: string;
    /** Files that wait, are in work or were sent. */
    readonly files: number;
    /** When all should be done: with what is to be bought, and without any of it. */
    readonly endsAt: string;
    readonly endsAtFree: string;
    readonly micros: number;
    /** For `over-cap`: what would have to be spent. */
    readonly neededMicros?: number;
    /** Files that are bought now, and those of which it is decided later. */
    readonly buyNow: number;
    readonly hold: number;
    /** Why, one sentence each. */
    readonly reasons: readonly string[];
  };
  /** What is in work; without a task until a model has it. */
  readonly working: readonly {
    readonly path: string;
    readonly since: string;
    readonly task?: TaskName;
    readonly spec?: string;
    readonly part?: number;
    readonly parts?: number;
  }[];
  /** The last night, when it was missed. */
  readonly missed?: MissedFacts;
  /** The newest report of a night, below the root: `reports/2026-11-03.md`. */
  readonly report?: string;
}

/** More lines than this are summed up in one. */
export const mostLines = 30;

/** What the program does while it is in work with a file: `describing (page 2 of 7, ollama:qwen3-vl)`. */
export function workText(work: Pick<Status['working'][number], 'task' | 'spec' | 'part' | 'parts'>): string {
  const { task, spec, part, parts } = work;
  if (task === undefined) return 'reading';
  const detail = [
    part !== undefined && parts !== undefined && parts > 1 ? `part ${part} of ${parts}` : '',
    spec ?? '',
  ];
  return `${taskWords[task]} (${detail.filter(Boolean).join(', ')})`;
}

const taskWords: Readonly<Record<TaskName, string>> = {
  recognise: 'reading the words in a picture',
  describe: 'describing',
  transcribe: 'transcribing',
  summarise: 'summarising',
  extract: 'picking out names and dates',
  embed: 'indexing',
  rerank: 'ranking',
  answer: 'answering',
};

/** `1 file`, `3 files`. */
export function files(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}

/** How long something has been in work, from its start and the moment of the status. */
export function since(start: string, asOf: string): string {
  return humanDuration((Date.parse(asOf) - Date.parse(start)) / 1000);
}

/** How many questions wait, and for what. */
export function questionsText(count: number): string {
  const wait = count === 1 ? '1 question waits' : `${count} questions wait`;
  return `${wait} in ask/ until the files of the night are done; in ask/now/ they are answered at once.`;
}

/** When the window is, or until when it is open. */
export function windowText({ open, opensAt, closesAt }: Status['window']): string {
  return open
    ? `The night's work goes on until ${timeOfDay(closesAt)}.`
    : `The next window is from ${dayAndTime(opensAt)} to ${timeOfDay(closesAt)}.`;
}

/** The status as plain lines for a terminal, without a line break at the end. */
export function renderStatusText(status: Status): string {
  const { waiting, waitingTotal, owner, report } = status;
  const counts = (['ingest', 'processing', 'cloud', 'done', 'failed'] as const).map(
    (folder) => `  ${folder.padEnd(11)}${status[folder]}`,
  );
  const more = waitingTotal - Math.min(waiting.length, mostLines);
  const lines = [
    ...counts,
    '',
    owner
      ? `Process ${owner.pid} looks after this root.`
      : 'Nothing looks after this root: `nightshift start` does.',
    windowText(status.window),
    ...(status.questions === undefined ? [] : [questionsText(status.questions)]),
    ...(status.missed ? [missedText(status.missed, status.asOf)] : []),
    ...list('The plan', status.plan?.reasons ?? [], printable),
    ...list('In work', status.working, (work) => {
      return `${printable(work.path)}: ${workText(work)}, for ${since(work.since, status.asOf)}`;
    }),
    ...list('Waiting', waiting, ({ path, why, until }) => {
      return `${printable(path)}: ${printable(why)}${until === undefined ? '' : ` (until ${dayAndTime(until)})`}`;
    }),
    ...(more > 0 && waiting.length > 0 ? [`  and ${more} more`] : []),
    ...list('To do', status.needs, ({ why, hint, files: count }) => {
      return `${printable(why)} ${printable(hint)} (${files(count)})`;
    }),
    ...list('Attention', status.notices, printable),
    ...(report === undefined ? [] : ['', `The last night: ${report}`]),
    ...(status.budget ? moneyText(status.budget).map((line) => `\n${line}`) : []),
  ];
  return lines.join('\n');
}

function list<T>(head: string, items: readonly T[], line: (item: T) => string): string[] {
  if (items.length === 0) return [];
  return ['', `${head}:`, ...items.slice(0, mostLines).map((item) => `  ${line(item)}`)];
}
