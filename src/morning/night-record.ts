/** Which hours a morning report is about, remembered so that one is written although the program died before. Pure. */
import { z } from 'zod';

const recordSchema = z.object({
  /** On which the last window closes, in the person's zone: `2026-11-03`. */
  day: z.string().regex(/^\d{4}-\d\d-\d\d$/),
  /** The windows that close on that day, in order; none when the night was missed. Milliseconds since the epoch. */
  spans: z.array(z.object({ from: z.number(), until: z.number(), late: z.literal(true).optional() })),
  /** Whether its report was written, or there was nothing to tell. */
  reported: z.boolean(),
});

/** A night, as it is remembered. */
export type NightRecord = z.infer<typeof recordSchema>;

/** A window that has opened. Milliseconds since the epoch. */
interface Opened {
  readonly opensAt: number;
  readonly closesAt: number;
  readonly late?: true;
}

/** What was written down as JSON; undefined when there is nothing, or nothing that can be understood. */
export function readRecord(text: string | undefined): NightRecord | undefined {
  if (text === undefined) return undefined;
  try {
    return recordSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Whether `record` is of the window that has opened. */
export function isSameWindow(record: NightRecord, { opensAt }: Pick<Opened, 'opensAt'>): boolean {
  return record.spans.at(-1)?.from === opensAt;
}

/** Whether both are of the same hours. */
export function isSameNight(one: NightRecord | undefined, other: NightRecord): boolean {
  return one?.day === other.day && JSON.stringify(one.spans) === JSON.stringify(other.spans);
}

/** A window has opened, or is open at a start: it belongs to the night of which others closed on the same day. */
export function opened(before: NightRecord | undefined, window: Opened, dayOf: (ms: number) => string) {
  const day = dayOf(window.closesAt);
  const span = { from: window.opensAt, until: window.closesAt, ...(window.late && { late: window.late }) };
  const others =
    before === undefined
      ? []
      : isSameWindow(before, window)
        ? before.spans.slice(0, -1)
        : before.day === day
          ? before.spans
          : [];
  return { day, spans: [...others, span], reported: false } satisfies NightRecord;
}

/** The last window is over: at its end, or sooner when the person has other hours now. */
export function closed(record: NightRecord, now: number): NightRecord {
  return { ...record, spans: withEnd(record.spans, (until) => Math.min(until, now)) };
}

/** What was in work when the window closed has come to its rest until `now`, and belongs to it. */
export function extended(record: NightRecord, now: number): NightRecord {
  return { ...record, spans: withEnd(record.spans, (until) => Math.max(until, now)) };
}

function withEnd(spans: NightRecord['spans'], end: (until: number) => number): NightRecord['spans'] {
  return spans.map((span, at) => (at === spans.length - 1 ? { ...span, until: end(span.until) } : span));
}
