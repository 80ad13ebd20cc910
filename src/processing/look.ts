/** Looks at the pictures of a document: the words in them, and what they show where words are not the content. */
import pLimit from 'p-limit';
import type { FileToRead } from '../reading/readers.ts';
import type { Document, Picture } from '../types/document.ts';
import type { Failure } from '../types/failure.ts';
import type { Description } from '../types/task.ts';
import type { MissingTask, SeenPicture } from './job-result.ts';
import { type JobTools, type Setback, setbackOf } from './job-tools.ts';
import type { PartOf, Ran } from './task-run.ts';
import { descriptionOf } from './wanted.ts';

/** Pictures of one file in memory at once: enough to keep the lanes of a small machine busy. */
const picturesAtOnce = 4;

interface Look {
  readonly pictures: readonly SeenPicture[];
  readonly incomplete: readonly MissingTask[];
}

interface Seen {
  readonly seen: SeenPicture;
  readonly missing?: MissingTask;
}

/** A picture of which no pixels could be had, on its way out of a request. */
export class UnloadablePicture extends Error {
  readonly failure: Failure;
  readonly retryable: boolean;
  constructor(failure: Failure, retryable: boolean) {
    super(failure.reason);
    this.failure = failure;
    this.retryable = retryable;
  }
}

interface Pixels {
  readonly bytes: Uint8Array;
  readonly mime: 'image/png' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
}

/** Both tasks look at the same pixels: fetched once, and only when something is not saved yet. */
export function loader(
  file: FileToRead,
  picture: Picture,
  tools: Pick<JobTools, 'readers' | 'tasks'>,
): () => Promise<Pixels> {
  let loading: Promise<Pixels> | undefined;
  return () => {
    loading ??= tools.readers.loadPicture(file, picture, tools.tasks.signal).then((loaded) => {
      if (!loaded.ok) throw new UnloadablePicture(loaded.failure, loaded.retryable);
      return { bytes: loaded.bytes, mime: loaded.mime, width: loaded.width, height: loaded.height };
    });
    return loading;
  };
}

type Described = Extract<Ran<Description>, { ok: false }>;

/** What a missing description means for the file: a setback, a hole that the note names, or nothing. */
function withoutDescription(
  described: Described,
  wish: 'wanted' | 'welcome',
  haveWords: boolean,
  tools: JobTools,
): Setback | MissingTask | undefined {
  if (described.cause === 'set-aside') return setbackOf('describe', described);
  const bought = wish === 'wanted' && tools.couldBuy('describe');
  if (described.cause === 'failed') {
    const setback = setbackOf('describe', described);
    if (setback.type === 'aborted' || !haveWords || !tools.lastAttempt || bought) return setback;
    return wish === 'wanted' ? { task: 'describe', hint: described.error.hint } : undefined;
  }
  const away = described.missing.filter((one) => one.outage).map((one) => one.spec);
  const stalls = bought && !described.outage;
  if (!haveWords || stalls || tools.awaited(away)) return setbackOf('describe', described);
  return wish === 'wanted' ? { task: 'describe', hint: described.hint } : undefined;
}

async function lookAt(
  file: FileToRead,
  picture: Picture,
  of: PartOf,
  tools: JobTools,
): Promise<Seen | Setback> {
  const load = loader(file, picture, tools);
  const known = picture.words === undefined ? undefined : { text: picture.words };
  const recognised = known ? undefined : await tools.tasks.run('recognise', picture.id, load, of);
  if (recognised && !recognised.ok && recognised.cause !== 'unavailable')
    return setbackOf('recognise', recognised);
  const recognition = known ?? (recognised?.ok ? recognised.value : undefined);
  const seen: SeenPicture = { picture, ...(recognition ? { recognition } : {}) };

  const wish = descriptionOf(picture, recognition);
  if (wish === 'no') return { seen };
  const described = await tools.tasks.run('describe', picture.id, load, of);
  if (!described) return { seen };
  if (described.ok) return { seen: { ...seen, description: described.value } };
  const without = withoutDescription(described, wish, recognition !== undefined, tools);
  if (without && 'type' in without) return without;
  return { seen, ...(without ? { missing: without } : {}) };
}

/** A picture that is not the file itself is a hole in it; where trying again may help, that comes first. */
function withoutPixels(
  picture: Picture,
  { failure, retryable }: UnloadablePicture,
  { lastAttempt }: JobTools,
): Seen | Setback {
  const again = retryable && !lastAttempt;
  if (picture.role === 'file' || again) return { type: 'unreadable', failure, retryable };
  return { seen: { picture, unreadable: failure.reason } };
}

/** A document of pictures alone, none of which can be looked at, is not read at all. */
function nothingSeen(document: Document, seen: readonly SeenPicture[]): Setback | undefined {
  const why = seen[0]?.unreadable;
  if (why === undefined || document.blocks.some(({ type }) => type !== 'figure')) return undefined;
  if (seen.some(({ unreadable }) => unreadable === undefined)) return undefined;
  const hint = 'Open it in another program; if it is shown there, save it anew and drop that.';
  return {
    type: 'unreadable',
    failure: { code: 'pictures-unreadable', reason: why, hint },
    retryable: false,
  };
}

/**
 * Looks at every picture of `document`. What is in the way of a model with any of them is in the way of the file;
 * a page or a figure whose own data is broken is told as such in its place.
 */
export async function lookAtPictures(
  file: FileToRead,
  document: Document,
  tools: JobTools,
): Promise<Look | Setback> {
  const limit = pLimit(picturesAtOnce);
  const parts = document.pictures.length;
  const look = async (picture: Picture, part: number): Promise<Seen | Setback> => {
    try {
      return await lookAt(file, picture, { part, parts }, tools);
    } catch (error) {
      if (tools.tasks.signal.aborted) return { type: 'aborted' };
      if (!(error instanceof UnloadablePicture)) throw error;
      return withoutPixels(picture, error, tools);
    }
  };
  const looks = await Promise.all(
    document.pictures.map((picture, index) => limit(() => look(picture, index + 1))),
  );
  const failed = looks.findIndex((one) => 'type' in one);
  const setback = looks[failed];
  if (setback && 'type' in setback) {
    const stays = document.pictures[failed]?.role === 'figure';
    return setback.type === 'unavailable' || setback.type === 'model-failed'
      ? { ...setback, stays }
      : setback;
  }
  const seen = looks.filter((one): one is Seen => 'seen' in one);
  const pictures = seen.map((one) => one.seen);
  const nothing = nothingSeen(document, pictures);
  if (nothing) return nothing;
  const missing = seen.find((one) => one.missing)?.missing;
  return { pictures, incomplete: missing ? [missing] : [] };
}
