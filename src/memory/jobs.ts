/** The work of the memory in its order: what is wanted soonest first, what takes longest last. */
import { embeddingJob } from './embedding-job.ts';
import { indexJob } from './index-job.ts';
import type { MemoryJob, MemoryTools } from './job.ts';

/** What makes each job. The first one brings the index up to date, which the others read. */
export const memoryJobs: readonly ((tools: MemoryTools) => MemoryJob)[] = [indexJob, embeddingJob];
