/** Which way a file was done, why, and what it has cost. */
import type { Claim } from '../ingest/claim.ts';
import { paidProviders } from '../settings.ts';
import type { JobResult } from './job-result.ts';
import type { Bill } from './notes.ts';
import type { WorkTools } from './work-tools.ts';

const isPaid = (specs: string): boolean =>
  specs.split(', ').some((spec) => paidProviders.some((provider) => spec.startsWith(`${provider}:`)));

/** The bill of a finished file. */
export function billOf(
  claim: Claim,
  { models }: Pick<JobResult, 'models'>,
  { cloud, journal }: Pick<WorkTools, 'cloud' | 'journal'>,
): Bill {
  const costUsd = cloud.costUsd(claim.sha256);
  if (!Object.values(models).some(isPaid)) return { route: 'local', costUsd };
  const stalled = journal.stall(claim.sha256)?.reason ?? 'Put into cloud/ by hand.';
  return { route: 'cloud', stalled, costUsd };
}
