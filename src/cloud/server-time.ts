/** Where this machine's clock is doubted, a server is asked for the time, by a free request. */
import type { Purchase } from '../models/purchase.ts';
import type { Clock } from '../types/clock.ts';
import type { Candidates } from './candidates.ts';
import type { Ledger } from './ledger.ts';
import { obstacleMs, waits } from './purchase-after.ts';

/** What asking needs. */
export interface TimeTools {
  readonly ledger: Pick<Ledger, 'period'>;
  readonly clock: Clock;
}

/** What a server says that it is now, where that has to be known; the reason to wait when no server says it. */
export async function serverTime(
  candidates: ReadonlyMap<unknown, Candidates>,
  { ledger, clock }: TimeTools,
  signal: AbortSignal,
): Promise<{ readonly serverNow?: number } | Extract<Purchase, { type: 'waits' }>> {
  if (!ledger.period().doubted) return {};
  for (const { providers } of candidates.values()) {
    for (const provider of providers) {
      const dated = await provider.date(signal);
      if (dated.state === 'known') return { serverNow: dated.at };
    }
  }
  const why = "This machine's clock is far ahead of where it was, and no server could be asked for the time.";
  return waits(why, 'It is asked again.', { until: clock.now() + obstacleMs });
}
