/** ISO weeks: they begin on Monday, and the first of a year is the one with its first Thursday. */
import { DateTime } from 'luxon';

const utc = { zone: 'utc' } as const;

/** `2026-W45` of `2026-11-03`. */
export function weekOf(day: string): string {
  return DateTime.fromISO(day, utc).toFormat("kkkk-'W'WW");
}

/** The seven days of a week, Monday first. */
export function daysOfWeek(week: string): readonly string[] {
  const monday = DateTime.fromISO(week, utc);
  return [0, 1, 2, 3, 4, 5, 6].map((days) => monday.plus({ days }).toFormat('yyyy-MM-dd'));
}

export const isWeek = (name: string): boolean => /^\d{4}-W\d\d$/.test(name);
