/** What people are told of a night that was missed. */
import type { MissedFacts } from '../types/event.ts';
import { dayAndTime, humanDuration, timeOfDay } from './times.ts';

const notLateTexts: Readonly<Record<NonNullable<MissedFacts['notLate']>, string>> = {
  off: 'What waited for it waits for the next window, since "window.catchUp" is false.',
  'nothing-waited': 'Nothing waited for it.',
  'next-window': 'What waited for it has its turn in the window after it.',
};

/**
 * Two sentences or three: which night, and what becomes of its work.
 *
 * @param asOf the moment of telling, ISO 8601
 */
export function missedText(missed: MissedFacts, asOf: string): string {
  const { opened, closed, missedS, nights, lateUntil, notLate } = missed;
  const lengthS = (Date.parse(closed) - Date.parse(opened)) / 1000;
  const part = missedS < lengthS ? ` in part (${humanDuration(missedS)} of ${humanDuration(lengthS)})` : '';
  const others =
    nights === 1 ? '' : ` So ${nights === 2 ? 'was the one' : `were the ${nights - 1}`} before it.`;
  return (
    `The night of ${opened.slice(0, 10)} (${timeOfDay(opened)} to ${timeOfDay(closed)}) was missed${part}: ` +
    `the machine slept or the program did not run.${others}${late(lateUntil, asOf)}` +
    (notLate === undefined ? '' : ` ${notLateTexts[notLate]}`)
  );
}

function late(until: string | undefined, asOf: string): string {
  if (until === undefined) return '';
  const over = Date.parse(until) <= Date.parse(asOf);
  const when = until.slice(0, 10) === asOf.slice(0, 10) ? timeOfDay(until) : dayAndTime(until);
  return over ? ` Its work was caught up until ${when}.` : ` It is caught up until ${when}.`;
}
