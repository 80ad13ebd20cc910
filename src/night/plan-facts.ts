/** What the plan of a night rests on: plain data, as it stands at one moment. */

/** Work of one task on one local model. */
export interface Step {
  /** As in the keys of saved results, e.g. `describe`. */
  readonly task: string;
  /** The local model that would do it. */
  readonly spec: string;
  /** How long it should take, in milliseconds, in one slot of a loaded model. Whole. */
  readonly ms: number;
  /** How far a single such step is off: the standard deviation as a share of `ms`. 0 when it is known. */
  readonly spread: number;
  /** So many calls of it may be at the model at once; 1 when it is missing. */
  readonly parts?: number;
  /** It is done here even when the file is bought, since that costs nothing. */
  readonly stays?: true;
}

/** What a cloud would take for all that it may do of a file. */
export interface CloudOffer {
  /** The worst case of all parts together, as it would be reserved. */
  readonly micros: number;
  /** How long the calls take from the first to the last, in milliseconds. */
  readonly ms: number;
}

/** A file that waits. */
export interface NightFile {
  /** Whatever the caller knows it by; of each, one. */
  readonly id: string;
  /** When it was dropped; the oldest goes first. */
  readonly since: number;
  /** What it is made of. A PDF whose pages are pictures is `image`, one with a text layer `text`. */
  readonly nature: 'text' | 'image' | 'audio';
  /** Never leaves this machine. */
  readonly private: boolean;
  /** What is still to be done and is not running, in this order. */
  readonly steps: readonly Step[];
  /** Missing when nobody could take it: no key, no price, no model. */
  readonly offer?: CloudOffer;
  /** It was sent: its steps of the cloud are on their way, until this moment, and cost nothing any more. */
  readonly sentUntil?: number;
  /** Nobody has looked into it, so it may be something else. */
  readonly unsure?: true;
}

/** A local model. */
export interface LocalModel {
  /** Milliseconds from the first request until it answers, when it is not in memory. */
  readonly loadMs: number;
  /** Requests that it works on at once. */
  readonly slots: number;
  /** What all forecasts for this model may be off by together, as a share: large before there is history. */
  readonly doubt: number;
}

/** A request that runs. */
export interface Running {
  /** How long it should still take, in milliseconds. */
  readonly ms: number;
  /** How far off that is: a standard deviation, in milliseconds. */
  readonly offMs: number;
}

/** What may be spent. Micro-dollars. */
export interface Purse {
  /** `"cloud": "on"` in `budget.json`. */
  readonly consent: boolean;
  /** What is free under the caps of the day and the month, holds taken off. */
  readonly left: number;
  readonly perFile: number;
  /** Calls in flight at once. */
  readonly concurrency: number;
}

/** Everything, at the moment `now`. Times are milliseconds since the epoch. */
export interface NightFacts {
  readonly now: number;
  readonly closesAt: number;
  readonly files: readonly NightFile[];
  /** By spec: those that any step names. */
  readonly models: ReadonlyMap<string, LocalModel>;
  /** The model in memory, if any. */
  readonly loaded: string | undefined;
  /** Each request now running at `loaded`. While it is being loaded, all its slots run for as long as that takes. */
  readonly running: readonly Running[];
  readonly purse: Purse;
}

/** The tasks that a cloud may do. Text is never sent. */
const cloudTasks: ReadonlySet<string> = new Set(['recognise', 'describe', 'transcribe']);

/** Whether a cloud would do this step if the file were bought. */
export const isForCloud = ({ task, stays }: Step): boolean => stays !== true && cloudTasks.has(task);

/** Why a file may not be bought, or nothing when it may. */
export type Obstacle = 'text' | 'private' | 'consent' | 'offer' | 'per-file' | 'nothing-left';

/** The first thing in the way of buying `file`. */
export function obstacleTo(file: NightFile, purse: Purse): Obstacle | undefined {
  if (file.nature === 'text') return 'text';
  if (file.private) return 'private';
  if (file.sentUntil !== undefined || !file.steps.some(isForCloud)) return 'nothing-left';
  if (!purse.consent) return 'consent';
  if (file.offer === undefined) return 'offer';
  // Written so that NaN stands in the way.
  if (!(file.offer.micros > 0 && file.offer.micros <= purse.perFile)) return 'per-file';
  return undefined;
}

/** Asked many times over while a plan is made. */
const atHome = new WeakMap<NightFile, readonly Step[]>();

/** What is left for this machine when the file is bought or was sent. */
export function homeSteps(file: NightFile, bought: boolean): readonly Step[] {
  if (!bought && file.sentUntil === undefined) return file.steps;
  const known = atHome.get(file) ?? file.steps.filter((step) => !isForCloud(step));
  atHome.set(file, known);
  return known;
}
