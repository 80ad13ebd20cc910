/** The schedule of an open root: its turns and missed nights are told, and written down in the journal. */
import type { Journal } from '../folders/journal.ts';
import type { WaitingFiles } from '../ingest/waiting.ts';
import { isoWithOffset } from '../report/times.ts';
import type { Settings } from '../settings.ts';
import type { Clock } from '../types/clock.ts';
import type { MissedFacts, Tell } from '../types/event.ts';
import { type MissedNight, readAttendance } from './attendance.ts';
import { Schedule } from './schedule.ts';

/** The fact of the journal that says which nights there were. */
const nightsFact = 'nights';

/** What the schedule of a root is made from. */
export interface NightTools {
  readonly journal: Pick<Journal, 'fact' | 'setFact'>;
  readonly clock: Clock;
  readonly settings: () => Settings;
  readonly tell: Tell;
  readonly waiting: Pick<WaitingFiles, 'counts'>;
}

/**
 * @param act.onTurn the window has opened or closed, which has been told
 * @param act.running how many files are in work
 */
export function openSchedule(
  { journal, clock, settings, tell, waiting }: NightTools,
  act: { readonly onTurn: (open: boolean) => void; readonly running: () => number },
): Schedule {
  const iso = (ms: number): string => isoWithOffset(ms, settings().window.timeZone);
  return new Schedule({
    window: () => settings().window,
    clock,
    waits: () => {
      const { ready, settling } = waiting.counts();
      return ready + settling + act.running() > 0;
    },
    onTurn: ({ open, opensAt, closesAt }) => {
      tell({ type: 'window', open, until: iso(open ? closesAt : opensAt) });
      act.onTurn(open);
    },
    onMissed: (missed) => tell({ type: 'missed', ...missedFacts(missed, iso) }),
    record: {
      read: () => journal.fact(nightsFact),
      write: (text) => {
        try {
          journal.setFact(nightsFact, text);
        } catch (error) {
          // A full disk must not keep the window shut, nor open.
          const message = `Which nights there were could not be written down: ${String(error)}`;
          tell({ type: 'notice', level: 'warn', message });
        }
      },
    },
  });
}

/** The missed night that a journal tells of, for whoever is not the owner. */
export function missedBefore(journal: Pick<Journal, 'fact'>): MissedNight | undefined {
  return readAttendance(journal.fact(nightsFact))?.missed;
}

/** A missed night as it is told. `iso` writes milliseconds since the epoch as ISO 8601. */
export function missedFacts(missed: MissedNight, iso: (ms: number) => string): MissedFacts {
  const { opensAt, closesAt, missedMs, nights, late } = missed;
  const lateFacts = typeof late === 'object' ? { lateUntil: iso(late.until) } : late && { notLate: late };
  return {
    opened: iso(opensAt),
    closed: iso(closesAt),
    missedS: Math.round(missedMs / 1000),
    nights,
    ...lateFacts,
  };
}
