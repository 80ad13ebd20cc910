/** What was sent to the cloud in a night, file by file, as the ledger has it. */
import type { Ledger } from '../cloud/ledger.ts';
import type { Call } from '../cloud/ledger-records.ts';
import { dollarsOf } from '../cloud/money.ts';
import type { Journal } from '../folders/journal.ts';
import type { BoughtFile } from '../report/morning-facts.ts';
import type { NightRecord } from './night-record.ts';

const settled: ReadonlySet<Call['state']> = new Set(['settled', 'given-up', 'reopened']);

/** The calls that were sent in the night and count for something, in the order of sending. */
export function callsOf(ledger: Ledger, spans: NightRecord['spans']): readonly Call[] {
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined) return [];
  // The ledger's day is the person's, or a later one when the clock was set back; so a day more on both sides.
  const day = 24 * 3_600_000;
  const month = (ms: number): string => new Date(ms).toISOString().slice(0, 7);
  const months = new Set([first.from - day, first.from, last.until, last.until + day].map(month));
  return [...months]
    .flatMap((one) => ledger.callsIn(one))
    .filter(({ sentAt }) =>
      spans.some(({ from, until }) => sentAt !== undefined && from <= sentAt && sentAt < until),
    )
    .toSorted((one, other) => Number(one.sentAt) - Number(other.sentAt));
}

/** Whether one of them has not come to its end. */
export const isOnItsWay = ({ state }: Call): boolean => !settled.has(state) && state !== 'unknown';

/** The files that the calls were for. */
export function boughtFiles(
  calls: readonly Call[],
  journal: Pick<Journal, 'content' | 'stall'>,
): readonly BoughtFile[] {
  return [...Map.groupBy(calls, ({ sha256 }) => sha256)].map(([sha256, of]) => {
    const usd = (isIt: (call: Call) => boolean): number =>
      dollarsOf(of.filter(isIt).reduce((sum, { counted }) => sum + counted, 0));
    const content = journal.content(sha256);
    return {
      source: of[0]?.source ?? '',
      note: content?.state === 'done' && content.result !== undefined ? `${content.result}.md` : undefined,
      why: of.every(({ task }) => task === 'join')
        ? 'The answer to a question was joined.'
        : (journal.stall(sha256)?.reason ?? 'Put into cloud/ by hand.'),
      specs: [...new Set(of.map(({ spec }) => spec))],
      calls: of.length,
      spentUsd: usd(({ state }) => settled.has(state)),
      heldUsd: usd(isOnItsWay),
      unknownUsd: usd(({ state }) => state === 'unknown'),
    };
  });
}
