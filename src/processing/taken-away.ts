/** What was paid for and has lost its file: the result is written all the same, from what is saved of it. */
import { basename, join } from 'node:path';
import type { Claim, IdentifiedFile } from '../ingest/claim.ts';
import type { Document, Picture } from '../types/document.ts';
import type { TaskResults } from '../types/task.ts';
import { billOf } from './bill.ts';
import type { JobResult, MissingTask, SeenPicture } from './job-result.ts';
import { type Bill, resultNote } from './notes.ts';
import { holes, understand, wordsOf } from './run-job.ts';
import { type Settled, settleAlone } from './settle.ts';
import type { TaskRun } from './task-run.ts';
import { descriptionOf } from './wanted.ts';
import type { WorkTools } from './work-tools.ts';

const takenAway = 'It was taken away before anybody could look at this.';
const dropAgain = 'Drop the file again.';

/** The saved result of a task, counted among those of the file; nothing is asked of any model. */
async function kept<Task extends 'recognise' | 'describe' | 'transcribe'>(
  task: Task,
  part: string,
  tasks: TaskRun,
): Promise<TaskResults[Task] | undefined> {
  if (!tasks.isSaved(task, part)) return undefined;
  const ran = await tasks.run(task, part, async () => undefined);
  return ran?.ok ? ran.value : undefined;
}

async function keptOf(picture: Picture, tasks: TaskRun): Promise<SeenPicture> {
  const { id, words } = picture;
  const recognition = words === undefined ? await kept('recognise', id, tasks) : { text: words };
  const description = await kept('describe', id, tasks);
  return {
    picture,
    ...(recognition ? { recognition } : {}),
    ...(description ? { description } : {}),
    ...(recognition || description ? {} : { unreadable: takenAway }),
  };
}

/** A picture of which the words alone were had, where they are not all that is in it. */
const lacksDescription = ({ picture, recognition, description }: SeenPicture): boolean =>
  recognition !== undefined && description === undefined && descriptionOf(picture, recognition) === 'wanted';

/** All that is saved of a file that was read as `document`, and what can be made of it now. `tasks` are fresh ones. */
async function resultOf(name: string, document: Document, tasks: TaskRun): Promise<JobResult> {
  const pictures: SeenPicture[] = [];
  for (const picture of document.pictures) pictures.push(await keptOf(picture, tasks));
  const transcript = await kept('transcribe', '', tasks);
  const text = wordsOf(document, pictures, transcript);
  const understood = await understand(name, document.facts.title, text, tasks);
  const missing: MissingTask = { task: 'describe', hint: dropAgain };
  return {
    document: { ...document, omissions: [...document.omissions, ...holes(pictures)] },
    pictures,
    ...(transcript ? { transcript } : {}),
    // Nothing comes after this: what is not understood now is told as it is.
    ...('type' in understood ? {} : understood),
    models: tasks.models,
    incomplete: pictures.some(lacksDescription) ? [missing] : [],
    seconds: tasks.seconds,
  };
}

/** Writes the note of a result that was paid for into `done/`, without its original. */
export function settleWithoutOriginal(
  claim: Claim,
  result: JobResult,
  bill: Bill,
  tools: Pick<WorkTools, 'root' | 'pairs' | 'journal' | 'clock' | 'moment'>,
): Promise<Settled> {
  const moment = tools.moment();
  const missing = { ...bill, originalMissing: true };
  return settleAlone(claim, (name) => resultNote(claim, result, missing, name, moment), tools);
}

/** Brings a file to its end that a person took out of cloud/ while it was bought; `document` is what was read of it. */
export async function finishTakenAway(
  file: IdentifiedFile,
  document: Document,
  tasks: TaskRun,
  tools: WorkTools,
): Promise<void> {
  const name = basename(file.place);
  const claim: Claim = { ...file, name, path: join(tools.root.processing, file.place) };
  const result = await resultOf(name, document, tasks);
  const settled = await settleWithoutOriginal(claim, result, billOf(claim, result, tools), tools);
  if (settled.type !== 'settled') return;
  const { note } = settled;
  const incomplete = result.incomplete.map((missing) => missing.task);
  tools.tell({ type: 'done', path: file.source, note, seconds: result.seconds, incomplete });
}
