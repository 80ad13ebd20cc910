/** What of a file in cloud/ is still to be bought: what is saved is left out, what can be had for nothing is had first. */
import pLimit from 'p-limit';
import type { Stall } from '../folders/journal-records.ts';
import type { WantedPart } from '../models/purchase.ts';
import type { FileToRead } from '../reading/readers.ts';
import type { Document, Picture } from '../types/document.ts';
import type { Recognition } from '../types/task.ts';
import type { JobTools, Setback } from './job-tools.ts';
import { loader } from './look.ts';
import { descriptionOf } from './wanted.ts';

/** Pictures of one file in memory at once. */
const picturesAtOnce = 4;

type PartTools = Pick<JobTools, 'readers' | 'tasks'>;

/** The parts to buy, in the order of the file, and what was read of it. */
export interface Wanted {
  readonly type: 'wanted';
  readonly document: Document;
  readonly parts: readonly WantedPart[];
}

/** The words of a picture, found here and for nothing; undefined when nobody here can. */
async function ownWords(
  file: FileToRead,
  picture: Picture,
  tools: PartTools,
): Promise<Recognition | undefined> {
  if (picture.words !== undefined) return { text: picture.words };
  const routed = await tools.tasks.run('recognise', picture.id, loader(file, picture, tools));
  return routed?.ok ? routed.value : undefined;
}

async function wantedOf(
  file: FileToRead,
  picture: Picture,
  stall: Stall | undefined,
  tools: PartTools,
): Promise<readonly WantedPart[]> {
  const part = picture.id;
  const load = loader(file, picture, tools);
  if (stall?.task === 'recognise' && !tools.tasks.isSaved('recognise', part)) {
    return picture.words === undefined ? [{ task: 'recognise', part, load }] : [];
  }
  const words = await ownWords(file, picture, tools);
  if (stall?.planned && words === undefined) return [{ task: 'recognise', part, load }];
  const described = tools.tasks.isSaved('describe', part);
  const describe: readonly WantedPart[] = described ? [] : [{ task: 'describe', part, load }];
  const wish = descriptionOf(picture, words);
  // Whoever puts a picture into cloud/ wants it seen, whatever words are in it.
  const byHand = stall === undefined;
  if (picture.role === 'file') return byHand || wish === 'wanted' ? describe : [];
  // A scan has to be read; whoever puts it there wants it read better, or seen where there is hardly a word.
  if (words === undefined) return [{ task: 'recognise', part, load }];
  if (picture.words !== undefined) return [];
  if (wish === 'welcome') return byHand || stall.task === 'describe' ? describe : [];
  return byHand ? [{ task: 'recognise', part, load }] : [];
}

function wantedSpeech(file: FileToRead, document: Document, tools: PartTools): readonly WantedPart[] {
  if (!document.speech || tools.tasks.isSaved('transcribe', '')) return [];
  const { durationSeconds } = document.facts;
  const load = async () => ({
    path: file.path,
    mime: file.mime,
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
  });
  return [{ task: 'transcribe', part: '', load }];
}

/** Reads the file and says what is to be bought. Figures of a text stay with it. `stall`: why it is in cloud/. */
export async function wantedParts(
  file: FileToRead,
  stall: Stall | undefined,
  tools: PartTools,
): Promise<Wanted | Setback> {
  const { readers, tasks } = tools;
  const read = await readers.read(file, tasks.signal);
  if (tasks.signal.aborted) return { type: 'aborted' };
  if (!read.ok) return { type: 'unreadable', failure: read.failure, retryable: read.retryable };
  const { document } = read;
  const limit = pLimit(picturesAtOnce);
  const pictures = document.pictures.filter(({ role }) => role !== 'figure');
  const seen = await Promise.all(
    pictures.map((picture) => limit(() => wantedOf(file, picture, stall, tools))),
  );
  if (tasks.signal.aborted) return { type: 'aborted' };
  const parts = [...seen.flat(), ...wantedSpeech(file, document, tools)];
  return { type: 'wanted', document, parts };
}
