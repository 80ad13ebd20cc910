/** What a thread of `builtin:extractive` does: one task on one text, without waiting for anything. */
import type { Entities, Summary } from '../../types/task.ts';
import type { TextRequest } from '../contract.ts';
import { extract } from './names/entities.ts';
import { summarise } from './summary.ts';

/** A task for the thread; plain data. */
export type ExtractiveJob =
  | { readonly task: 'summarise'; readonly request: TextRequest }
  | { readonly task: 'extract'; readonly request: TextRequest };

/** Does the task; called by piscina. */
export default function work(job: ExtractiveJob): Summary | Entities {
  return job.task === 'summarise' ? summarise(job.request) : extract(job.request);
}
