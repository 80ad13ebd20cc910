/** What a waiting file is to the plan, as far as it is known without reading it. Pure. */
import { runsBeside } from '../models/beside.ts';
import type { RoutedTask } from '../models/router.ts';
import { type Size, unitsOf } from '../models/work-units.ts';
import type { TaskName } from '../types/task.ts';
import { forecastStep } from './forecast.ts';
import type { History } from './history.ts';
import type { NightFile, Step } from './plan-facts.ts';

/** A file that waits or is in work. */
export interface WaitingWork {
  readonly id: string;
  /** Its last part; until the file was opened this says what it is. */
  readonly name: string;
  readonly bytes: number;
  /** When it was changed last; milliseconds since the epoch. */
  readonly since: number;
  readonly private: boolean;
  readonly nature?: NightFile['nature'] | undefined;
  /** The tasks whose results are saved. */
  readonly saved?: ReadonlySet<TaskName> | undefined;
  /** The task that it was put back for. */
  readonly next?: RoutedTask | undefined;
}

/** Who would do a task here now. */
export interface Doer {
  readonly spec: string;
  readonly slots: number;
}

/** By task; what nobody can do now is missing, and is left out of the plan. */
export type Doers = ReadonlyMap<RoutedTask, Doer>;

const pictures = /\.(?:png|jpe?g|jfif|gif|webp|heic|heif|avif|tiff?|bmp|svg)$/i;
const recordings = /\.(?:mp3|m4a|m4b|aac|wav|flac|ogg|oga|opus|aiff?|caf|amr|wma|weba)$/i;
const plain = /\.(?:txt|text|md|markdown|rst|org|log|csv|tsv|json|ya?ml|tex|srt|vtt|eml|ics)$/i;

/** What a file seems to be made of. A PDF counts as text until it is read. */
export function natureOf(name: string): NightFile['nature'] {
  if (pictures.test(name)) return 'image';
  return recordings.test(name) ? 'audio' : 'text';
}

/** Guesses: how much of a file that is no plain text is words, how much can be said in a minute and be written on a picture. */
const wordShare = 1 / 20;
const mostHiddenCharacters = 300_000;
const charactersPerMinute = 900;
const charactersOnPicture = 500;
/** As `unitsOf` has it. */
const bytesPerMinute = 1e6;

/** How large a file is, by its name and its bytes. */
export function sizeOf(
  { name, bytes }: Pick<WaitingWork, 'name' | 'bytes'>,
  nature: NightFile['nature'],
): Size {
  if (nature === 'image') return { bytes, pictures: 1, characters: charactersOnPicture };
  if (nature === 'audio') {
    const minutes = bytes / bytesPerMinute;
    return { bytes, minutes, characters: minutes * charactersPerMinute };
  }
  const hidden = Math.min(mostHiddenCharacters, bytes * wordShare);
  return { bytes, characters: plain.test(name) ? bytes : hidden };
}

const order: readonly RoutedTask[] = ['recognise', 'describe', 'transcribe', 'summarise', 'extract'];
const wanted: Readonly<Record<NightFile['nature'], readonly RoutedTask[]>> = {
  image: ['recognise', 'describe', 'summarise', 'extract'],
  audio: ['transcribe', 'summarise', 'extract'],
  text: ['summarise', 'extract'],
};

/** The tasks that are still to be done. Vectors are left to the memory. */
export function tasksLeft(work: Pick<WaitingWork, 'saved' | 'next'>, nature: NightFile['nature']) {
  const { next, saved } = work;
  const from = next === undefined ? 0 : order.indexOf(next);
  return order.filter((task, at) => {
    if (task === next) return true;
    return at >= from && wanted[nature].includes(task) && saved?.has(task) !== true;
  });
}

/** The file with its steps. Its offer, if there is one, is for `cloudTasks` of it. */
export function nightFile(work: WaitingWork, doers: Doers, history: History): NightFile {
  const { id, since, name, private: isPrivate } = work;
  const nature = work.nature ?? natureOf(name);
  const size = sizeOf(work, nature);
  const steps = tasksLeft(work, nature).flatMap((task) => {
    const doer = doers.get(task);
    if (doer === undefined) return [];
    const step = forecastStep(history, task, doer.spec, unitsOf(task, size));
    return runsBeside(doer.spec) ? { ...step, ms: Math.ceil(step.ms / Math.max(1, doer.slots)) } : step;
  });
  return { id, since, nature, private: isPrivate, steps: togetherWithLarge(steps) };
}

/** What runs beside any model is done in the turn of the model that comes next, else of the one before. */
function togetherWithLarge(steps: readonly Step[]): readonly Step[] {
  const large = steps.filter(({ spec }) => !runsBeside(spec));
  const [first] = steps;
  if (large.length === steps.length || first === undefined) return steps;
  return steps.map((step, at) => {
    if (!runsBeside(step.spec)) return step;
    const next = steps.slice(at).find(({ spec }) => !runsBeside(spec)) ?? large.at(-1) ?? first;
    return { ...step, spec: next.spec };
  });
}

/** The tasks that would be bought of a picture: its words are found here where a model beside can. */
export function cloudTasks(
  work: WaitingWork,
  nature: NightFile['nature'],
  doers: Doers,
): readonly ('recognise' | 'describe' | 'transcribe')[] {
  const left = tasksLeft(work, nature);
  if (nature === 'text') return [];
  if (nature === 'audio') return left.includes('transcribe') ? ['transcribe'] : [];
  const reader = doers.get('recognise');
  const readHere = reader !== undefined && runsBeside(reader.spec);
  return (['recognise', 'describe'] as const).filter(
    (task) => left.includes(task) && !(task === 'recognise' && readHere),
  );
}
