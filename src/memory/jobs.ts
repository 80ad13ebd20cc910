/** The work of the memory in its order: what is wanted soonest first, what takes longest last. */
import type { QuestionDesk } from './ask/desk.ts';
import { digestJob } from './digest/digest-job.ts';
import { embeddingJob } from './embedding-job.ts';
import { graphJob } from './graph/job.ts';
import { indexJob } from './index-job.ts';
import type { MemoryJob, MemoryTools } from './job.ts';

/** Makes the jobs. The first one brings the index up to date, which the others read. */
export function memoryJobs(tools: MemoryTools, desk: Pick<QuestionDesk, 'job'>): readonly MemoryJob[] {
  return [indexJob(tools), desk.job, digestJob(tools), graphJob(tools), embeddingJob(tools)];
}
