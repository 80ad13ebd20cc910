/** One file from bytes to result: read, look, listen, understand. Touches no person's file and writes no note. */
import { extentOf } from '../reading/extent.ts';
import { plainText } from '../reading/plain-text.ts';
import type { FileToRead } from '../reading/readers.ts';
import type { Document } from '../types/document.ts';
import type { Transcript } from '../types/task.ts';
import type { JobResult, SeenPicture } from './job-result.ts';
import { type JobTools, type Setback, setbackOf } from './job-tools.ts';
import { lookAtPictures } from './look.ts';
import type { JobEnd } from './outcome.ts';
import type { TaskRun } from './task-run.ts';
import { wantedTasks } from './wanted-tasks.ts';

async function listen(
  file: FileToRead,
  document: Document,
  tasks: TaskRun,
): Promise<{ transcript?: Transcript } | Setback> {
  if (!document.speech) return {};
  const { durationSeconds } = document.facts;
  const routed = await tasks.run('transcribe', '', async () => ({
    path: file.path,
    mime: file.mime,
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
  }));
  if (!routed) return {};
  return routed.ok ? { transcript: routed.value } : setbackOf('transcribe', routed);
}

/** All the words of a file in reading order, wherever they came from. */
export function wordsOf(
  document: Document,
  pictures: readonly SeenPicture[],
  transcript: Transcript | undefined,
): string {
  const seen = pictures.flatMap(({ recognition, description }) => [
    recognition?.text ?? '',
    description?.text ?? '',
  ]);
  const spoken = transcript?.segments.map((segment) => segment.text.trim()).join(' ') ?? '';
  return [plainText(document), ...seen, spoken].filter((part) => part.trim() !== '').join('\n\n');
}

/** What can be made of the words of a file called `name`. */
export async function understand(
  name: string,
  title: string | undefined,
  text: string,
  tasks: TaskRun,
): Promise<Pick<JobResult, 'summary' | 'entities'> | Setback> {
  if (text.trim() === '') return {};
  const request = async () => ({ text, name, ...(title === undefined ? {} : { title }) });
  const summary = await tasks.run('summarise', '', request);
  if (summary && !summary.ok) return setbackOf('summarise', summary);
  const entities = await tasks.run('extract', '', request);
  if (entities && !entities.ok) return setbackOf('extract', entities);
  // Vectors are welcome, never required: without a model for them, search works by words.
  const embedding = await tasks.run('embed', '', request);
  if (embedding && !embedding.ok && embedding.cause === 'failed' && embedding.error.code === 'aborted') {
    return { type: 'aborted' };
  }
  return {
    ...(summary ? { summary: summary.value } : {}),
    ...(entities ? { entities: entities.value } : {}),
  };
}

/** A word at the head of the note about pictures that are told as unreadable further down, or told in part. */
export function holes(pictures: readonly SeenPicture[]): readonly string[] {
  const of = (seen: readonly SeenPicture[]): string =>
    `${seen.length} of its ${pictures.length} ${pictures.length === 1 ? 'picture' : 'pictures'}`;
  const unread = pictures.filter(({ unreadable }) => unreadable !== undefined);
  const cut = pictures.filter(({ recognition, description }) => {
    return recognition?.brokenOff === true || description?.brokenOff === true;
  });
  return [
    ...(unread.length > 0
      ? [`${of(unread)} could not be looked at; the text says why, in the place of each.`]
      : []),
    ...(cut.length > 0
      ? [`the rest of what is in ${of(cut)}, since the answer of the model broke off at its limit.`]
      : []),
  ];
}

/** The end of a scan that the plan wants bought: only its reading says that it is one, and that its words are not known yet. */
function planned(document: Document, { errand, tasks, couldBuy }: JobTools): JobEnd<never> | undefined {
  if (errand === undefined) return undefined;
  const extent = extentOf(document);
  errand.read(extent);
  const reason = errand.purchase;
  if (reason === undefined || !extent.isScan || !couldBuy('recognise')) return undefined;
  const isLeft = document.pictures.some(({ id, role }) => role === 'page' && !tasks.isSaved('recognise', id));
  return isLeft ? { type: 'planned', task: 'recognise', reason } : undefined;
}

/** Does everything that the file's kind calls for; ends early, with what is done saved, when something is in the way. */
export async function runJob(file: FileToRead, tools: JobTools): Promise<JobEnd<JobResult>> {
  const { readers, tasks } = tools;
  const read = await readers.read(file, tasks.signal);
  if (tasks.signal.aborted) return { type: 'aborted' };
  if (!read.ok) return { type: 'unreadable', failure: read.failure, retryable: read.retryable };
  const { document } = read;
  const toBuy = planned(document, tools);
  if (toBuy) return toBuy;
  tasks.expect(wantedTasks(document, file.bytes));

  const looked = await lookAtPictures(file, document, tools);
  if ('type' in looked) return looked;
  const heard = await listen(file, document, tasks);
  if ('type' in heard) return heard;
  const text = wordsOf(document, looked.pictures, heard.transcript);
  const understood = await understand(file.name, document.facts.title, text, tasks);
  if ('type' in understood) return understood;

  const result: JobResult = {
    document: { ...document, omissions: [...document.omissions, ...holes(looked.pictures)] },
    pictures: looked.pictures,
    ...heard,
    ...understood,
    models: tasks.models,
    incomplete: looked.incomplete,
    seconds: tasks.seconds,
  };
  return { type: 'finished', result };
}
