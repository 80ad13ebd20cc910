/** What a waiting file is to the plan, as far as its name or a glance at it tells. Pure. */
import { runsBeside } from '../models/beside.ts';
import type { RoutedTask } from '../models/router.ts';
import { type Size, unitsOf } from '../models/work-units.ts';
import type { Extent } from '../reading/extent.ts';
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
  /** How much there is of it, by a glance or by its reading. */
  readonly extent?: Extent | undefined;
  /** A glance at it would tell more, and there was none, or in vain. */
  readonly unsure?: boolean | undefined;
  /** How many results of each task are saved. */
  readonly saved?: ReadonlyMap<TaskName, number> | undefined;
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

/** Whether a name tells nothing of what the models have to do: PDFs are texts or scans. */
export const isUntold = (name: string): boolean => /\.pdf$/i.test(name);

/** What a file is made of: as it was read or glanced at, else as its name says. A PDF counts as text until then. */
export function natureOf({ name, nature, extent }: Nature): NightFile['nature'] {
  if (extent?.isScan) return 'image';
  if (nature !== undefined) return nature;
  if (pictures.test(name)) return 'image';
  return recordings.test(name) ? 'audio' : 'text';
}
type Nature = Pick<WaitingWork, 'name' | 'nature' | 'extent'>;

/** Guesses: how much of a file that is no plain text is words, how much can be said in a minute, be written on a picture and on a page. */
const wordShare = 1 / 20;
const mostHiddenCharacters = 300_000;
const charactersPerMinute = 900;
const charactersOnPicture = 500;
const charactersOnPage = 2000;
/** As `unitsOf` has it. */
const bytesPerMinute = 1e6;

/** How large a file is, by a glance at it or by its name and its bytes. Its pictures are counted by `partsOf`. */
export function sizeOf(
  { name, bytes, extent }: Pick<WaitingWork, 'name' | 'bytes' | 'extent'>,
  nature: NightFile['nature'],
): Size {
  if (extent && nature !== 'audio') {
    const { pages, figures, characters } = extent;
    return { bytes, characters: characters + pages * charactersOnPage + figures * charactersOnPicture };
  }
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

/** How many results a task will have in the end. The words on a page say all of it; what figures show is told beside theirs. */
function partsOf(task: RoutedTask, extent: Extent | undefined, nature: NightFile['nature']): number {
  if (extent === undefined || !isOfPictures(task)) return wanted[nature].includes(task) ? 1 : 0;
  return task === 'recognise' ? extent.pages + extent.figures : extent.figures;
}
const isOfPictures = (task: RoutedTask): boolean => task === 'recognise' || task === 'describe';

/** The tasks that are still to be done, and of how many parts each. Vectors are left to the memory. */
export function tasksLeft(
  { next, saved, extent }: Pick<WaitingWork, 'saved' | 'next' | 'extent'>,
  nature: NightFile['nature'],
): readonly { readonly task: RoutedTask; readonly parts: number }[] {
  const from = next === undefined ? 0 : order.indexOf(next);
  return order.flatMap((task, at) => {
    const parts = partsOf(task, extent, nature) - (saved?.get(task) ?? 0);
    if (task === next) return { task, parts: Math.max(1, parts) };
    return at >= from && parts > 0 ? { task, parts } : [];
  });
}

/** Pictures of one file that are at a model at once. */
const picturesAtOnce = 4;

/** The file with its steps. Its offer, if there is one, is for `cloudTasks` of it. */
export function nightFile(work: WaitingWork, doers: Doers, history: History): NightFile {
  const { id, since, private: isPrivate, unsure } = work;
  const nature = natureOf(work);
  const size = sizeOf(work, nature);
  const steps = tasksLeft(work, nature).flatMap(({ task, parts }): Step[] => {
    const doer = doers.get(task);
    if (doer === undefined) return [];
    const step = stepOf(history, task, doer.spec, { ...size, pictures: parts });
    if (!runsBeside(doer.spec)) return [step];
    const { parts: _, ...beside } = step;
    const ms = Math.ceil(step.ms / Math.max(1, doer.slots));
    return [{ ...beside, ms, ...(work.extent?.isScan ? { stays: true as const } : {}) }];
  });
  const file = { id, since, nature, private: isPrivate, steps: togetherWithLarge(steps) };
  return unsure ? { ...file, unsure } : file;
}

/** The pictures of a file go to the model by themselves, and one takes longer where another takes less time. */
function stepOf(history: History, task: RoutedTask, spec: string, size: Size): Step {
  const step = forecastStep(history, task, spec, unitsOf(task, size));
  const { pictures = 1 } = size;
  if (!isOfPictures(task) || pictures === 1) return step;
  return { ...step, spread: step.spread / Math.sqrt(pictures), parts: Math.min(picturesAtOnce, pictures) };
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

/** The tasks that would be bought of a file, and how many parts of each: words are found here where a model beside can. */
export function cloudTasks(
  work: WaitingWork,
  nature: NightFile['nature'],
  doers: Doers,
): readonly { readonly task: 'recognise' | 'describe' | 'transcribe'; readonly parts: number }[] {
  if (nature === 'text') return [];
  const reader = doers.get('recognise');
  const readHere = reader !== undefined && runsBeside(reader.spec);
  return tasksLeft(work, nature).flatMap(({ task, parts }) => {
    if (nature === 'audio') return task === 'transcribe' ? { task, parts } : [];
    if (task === 'recognise') return readHere ? [] : { task, parts };
    // The figures of a scan stay with it.
    return task === 'describe' && !work.extent?.isScan ? { task, parts } : [];
  });
}
