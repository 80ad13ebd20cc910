/** The dates of iCalendar (RFC 5545) in words. */
import { type Component, type ContentLine, lineNamed, partsOf } from '../contacts/content-lines.ts';
import { counted } from '../text-document.ts';

/** When something is: a line of words, and a key that sorts. */
export interface When {
  readonly words: string;
  readonly order: string;
}

interface Moment {
  /** `2026-11-23`. */
  readonly day: string;
  /** `10:00`; '' for whole days. */
  readonly time: string;
  /** `UTC`, a zone's name, or '' for the time of wherever one is. */
  readonly zone: string;
}

/** From when to when, or by when. */
export function whenOf(component: Component): When | undefined {
  const [start, end, due] = ['DTSTART', 'DTEND', 'DUE'].map((name) => momentOf(lineNamed(component, name)));
  const duration = durationOf(lineNamed(component, 'DURATION')?.value);
  const first = start ?? due;
  if (first === undefined) return undefined;
  const order = `${first.day} ${first.time}`;
  if (start === undefined) return { words: `due ${momentText(first)}`, order };
  const last = end && lastMoment(start, end);
  const until = due ? `, due ${momentText(due)}` : '';
  if (last !== undefined) return { words: rangeText(start, last) + until, order };
  return { words: momentText(start) + (duration === undefined ? '' : ` for ${duration}`) + until, order };
}

/** The moment that a line names, as words. */
export function momentWords(line: ContentLine | undefined): string | undefined {
  const moment = momentOf(line);
  return moment && momentText(moment);
}

/** ISO 8601 of a moment in UTC; undefined for any other. */
export function isoMoment(line: ContentLine | undefined): string | undefined {
  const moment = momentOf(line);
  return moment?.zone === 'UTC' ? `${moment.day}T${moment.time}:00Z` : undefined;
}

function momentOf(line: ContentLine | undefined): Moment | undefined {
  const [, year, month, day, hour, minute, utc] =
    /^(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d)(?::?\d\d)?(Z)?)?/.exec(line?.value.trim() ?? '') ?? [];
  if (year === undefined) return undefined;
  const time = hour === undefined ? '' : `${hour}:${minute}`;
  const zone = utc === undefined ? (line?.parameters.get('TZID')?.[0] ?? '') : 'UTC';
  return { day: `${year}-${month}-${day}`, time, zone: time === '' ? '' : zone.replace(/^\//, '') };
}

/** Whole days end on the morning after the last one. */
function lastMoment(start: Moment, end: Moment): Moment | undefined {
  if (end.time !== '') return end;
  const before = new Date(Date.parse(`${end.day}T00:00:00Z`) - 24 * 3_600_000);
  if (Number.isNaN(before.getTime())) return undefined;
  const day = before.toISOString().slice(0, 10);
  return day <= start.day ? undefined : { ...end, day };
}

function rangeText(start: Moment, end: Moment): string {
  const zone = start.zone === '' ? '' : ` ${start.zone}`;
  if (start.zone !== end.zone) return `${momentText(start)} to ${momentText(end)}`;
  if (start.day === end.day && start.time === end.time) return momentText(start);
  const last = start.day === end.day ? end.time : [end.day, end.time].filter(Boolean).join(' ');
  return `${[start.day, start.time].filter(Boolean).join(' ')} to ${last}${zone}`;
}

function momentText({ day, time, zone }: Moment): string {
  return [day, time, zone].filter(Boolean).join(' ');
}

/** `P1DT2H30M` → `1 day 2 hours 30 minutes`. */
function durationOf(value: string | undefined): string | undefined {
  const parts = /^\+?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?$/.exec(value?.trim() ?? '');
  const words = ['week', 'day', 'hour', 'minute'].flatMap((unit, index) => {
    const count = Number(parts?.[index + 1] ?? 0);
    return count === 0 ? [] : [counted(count, unit)];
  });
  return words.join(' ') || undefined;
}

const days = new Map(
  Object.entries({
    MO: 'Monday',
    TU: 'Tuesday',
    WE: 'Wednesday',
    TH: 'Thursday',
    FR: 'Friday',
    SA: 'Saturday',
    SU: 'Sunday',
  }),
);
const units = new Map(
  Object.entries({
    SECONDLY: 'second',
    MINUTELY: 'minute',
    HOURLY: 'hour',
    DAILY: 'day',
    WEEKLY: 'week',
    MONTHLY: 'month',
    YEARLY: 'year',
  }),
);
const places = new Map(
  Object.entries({
    1: 'first',
    2: 'second',
    3: 'third',
    4: 'fourth',
    '-1': 'last',
  }),
);

/** `every 2 weeks on Monday, Friday until 2026-12-31`. */
export function repetitionOf(component: Component): string | undefined {
  const rule = new Map(
    (lineNamed(component, 'RRULE')?.value ?? '').split(';').map((part) => {
      const [key = '', value = ''] = part.split('=', 2);
      return [key.trim().toUpperCase(), value.trim()] as const;
    }),
  );
  const unit = units.get(rule.get('FREQ')?.toUpperCase() ?? '');
  if (unit === undefined) return undefined;
  const interval = Number(rule.get('INTERVAL') ?? 1);
  const every = interval > 1 ? `every ${counted(interval, unit)}` : `every ${unit}`;
  const count = Number(rule.get('COUNT') ?? 0);
  const until = momentWords({ name: '', parameters: new Map(), value: rule.get('UNTIL') ?? '' });
  return [
    every,
    onDays(rule),
    count > 0 ? counted(count, 'time') : '',
    until === undefined ? '' : `until ${until}`,
    exceptions(component),
  ]
    .filter(Boolean)
    .join(' ');
}

function onDays(rule: ReadonlyMap<string, string>): string {
  const position = places.get(rule.get('BYSETPOS') ?? '');
  const named = (rule.get('BYDAY') ?? '').split(',').flatMap((part) => {
    const [, place = '', code = ''] = /^([+-]?\d+)?([A-Z]{2})$/.exec(part.trim().toUpperCase()) ?? [];
    const day = days.get(code);
    const ordinal = places.get(String(Number(place))) ?? position;
    return day === undefined ? [] : [ordinal === undefined ? day : `the ${ordinal} ${day}`];
  });
  const monthDays = rule.get('BYMONTHDAY');
  const all = [...named, ...(monthDays === undefined ? [] : [`day ${monthDays.replaceAll(',', ', ')}`])];
  return all.length === 0 ? '' : `on ${all.join(', ')}`;
}

function exceptions(component: Component): string {
  const dates = component.lines
    .filter(({ name }) => name === 'EXDATE')
    .flatMap((line) => partsOf(line.value, ',').map((value) => momentWords({ ...line, value })))
    .filter((words) => words !== undefined);
  return dates.length === 0 ? '' : `except ${dates.slice(0, 20).join(', ')}`;
}
