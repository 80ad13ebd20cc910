/**
 * Which nights the program was there for, and which it missed: alive and awake in the window, or not. Pure; what it
 * remembers is written down by whoever asks it.
 */
import { z } from 'zod';
import type { Settings } from '../settings.ts';
import { windowAt } from './window.ts';

/** Looks that are further apart than this, in milliseconds, have a sleep or a stopped process between them. */
const longestGapMs = 2 * 60_000;

/** A night of which less than this share was missed is no missed night: a restart, a battery that is changed. */
const smallShare = 1 / 20;

/** More nights than these are not counted back over. */
const longestAbsenceMs = 400 * 24 * 3_600_000;

const missedSchema = z.object({
  /** Of the last night that was missed. Milliseconds since the epoch, as all moments here. */
  opensAt: z.number(),
  closesAt: z.number(),
  /** How much of it was missed, in milliseconds. */
  missedMs: z.number().positive(),
  /** How many in a row, this one included. */
  nights: z.int().positive(),
  /**
   * When it is caught up, or why not: `off` (the person does not want it), `nothing-waited`, `next-window` (it is
   * open already). Missing as long as that is not decided.
   */
  late: z
    .union([
      z.enum(['off', 'nothing-waited', 'next-window']),
      z.object({ from: z.number(), until: z.number() }),
    ])
    .optional(),
});

const attendanceSchema = z.object({
  /** The hours that were promised. */
  hours: z.object({ from: z.string(), to: z.string(), timeZone: z.string() }),
  /** Before this moment no night was promised: the first start, or new hours. */
  since: z.number(),
  /** Until when the nights are accounted for. */
  seen: z.number(),
  /** For how long, in milliseconds, the program was awake in the window that is open at `seen`. */
  gotMs: z.number().min(0),
  missed: missedSchema.optional(),
});

/** What is remembered of the nights. */
export type Attendance = z.infer<typeof attendanceSchema>;
/** A night that was missed, wholly or in part; it stays until a night is not missed. */
export type MissedNight = z.infer<typeof missedSchema>;

/** What was written down as JSON; undefined when there is nothing, or nothing that can be understood. */
export function readAttendance(text: string | undefined): Attendance | undefined {
  if (text === undefined) return undefined;
  try {
    return attendanceSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** A look at the clock. */
export interface Look {
  readonly window: Settings['window'];
  readonly now: number;
}

/** Accounts for the time since the last look. The first look ever finds nothing missed. */
export function attend(before: Attendance | undefined, { window, now }: Look): Attendance {
  const { from, to, timeZone } = window;
  const hours = { from, to, timeZone };
  if (!before) return { hours, since: now, seen: now, gotMs: 0 };
  const after = now < before.seen ? setBack(before, now) : passed(before, now);
  const same = before.hours.from === from && before.hours.to === to && before.hours.timeZone === timeZone;
  return same ? after : { ...after, hours, since: now, gotMs: 0 };
}

/** The clock was set back: by a correction, or so far that nights begin anew. */
function setBack(before: Attendance, now: number): Attendance {
  const far = before.seen - now > longestGapMs;
  return far ? { ...before, seen: now, since: now, gotMs: 0 } : { ...before, seen: now };
}

function passed(before: Attendance, now: number): Attendance {
  const { hours, since } = before;
  // Hours without an end have no night that could be over.
  if (hours.from === hours.to) return { ...before, seen: now };
  const awake = now - before.seen <= longestGapMs;
  let { gotMs, missed } = before;
  let seen = Math.max(before.seen, now - longestAbsenceMs);
  for (;;) {
    const { opensAt, closesAt } = windowAt({ ...hours, catchUp: false }, seen);
    const promisedFrom = Math.max(opensAt, since);
    const end = Math.min(now, closesAt);
    if (awake) gotMs += Math.max(0, end - Math.max(seen, promisedFrom));
    if (closesAt > now) return { hours, since, seen: now, gotMs, ...(missed && { missed }) };
    const missedMs = closesAt - promisedFrom - gotMs;
    const isMissed = missedMs > (closesAt - opensAt) * smallShare;
    missed = isMissed ? { opensAt, closesAt, missedMs, nights: (missed?.nights ?? 0) + 1 } : undefined;
    gotMs = 0;
    seen = closesAt;
  }
}

/** What the decision to catch up depends on. */
export interface LateFacts {
  readonly now: number;
  readonly catchUp: boolean;
  /** Whether there is work to do; undefined while that is not known yet. */
  readonly waits: boolean | undefined;
  /** The window now or next. */
  readonly next: { readonly open: boolean; readonly opensAt: number };
}

/**
 * When a missed night is caught up: at once, for as long as it was missed, and never into the next window. Undefined
 * while it cannot be decided yet.
 */
export function decideLate(missed: MissedNight, facts: LateFacts): MissedNight['late'] {
  const { now, catchUp, waits, next } = facts;
  if (!catchUp) return 'off';
  if (next.open) return 'next-window';
  if (waits === undefined) return undefined;
  if (!waits) return 'nothing-waited';
  return { from: now, until: Math.min(now + missed.missedMs, next.opensAt) };
}
