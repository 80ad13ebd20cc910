/** Which day a line of a log speaks of, as programs and people write it at its start. */
import { DateTime } from 'luxon';
import { monthOf } from '../../models/builtin/names/dates.ts';
import { compact, dayFirst, eastern, epoch, iso, json, level, system, timeOnly, web } from './log-stamps.ts';

/** What the start of a line says. */
export interface Stamp {
  /** `2026-11-03`, in the person's zone; undefined where the line has a time only, or nothing. */
  readonly day: string | undefined;
  /** Whether a program wrote the line, as it seems: it begins with a time, a level or is JSON. */
  readonly isRecord: boolean;
  /** Where the words begin. */
  readonly end: number;
}

/** What a day is reckoned from. */
export interface Calendar {
  /** An IANA name, or `local`. */
  readonly zone: string;
  /** The latest day that a line may speak of, `2026-11-03`: what is planned is not what was. */
  readonly today: string;
}

/** Earlier days are nobody's log. */
const firstDay = '1990-01-01';
/** Characters in which a date is looked for; a time stands deep in some JSON. */
const start = 160;
const jsonStart = 1000;

const none: Stamp = { day: undefined, isRecord: false, end: 0 };

/** Reads stamps; it remembers the last one, because most lines repeat it. */
export class LogCalendar {
  readonly #calendar: Calendar;
  #instant = '';
  #instantDay: string | undefined;

  constructor(calendar: Calendar) {
    this.#calendar = calendar;
  }

  /** The day of an instant in milliseconds since the epoch. */
  dayAt(ms: number): string {
    return DateTime.fromMillis(ms, { zone: this.#calendar.zone }).toISODate() ?? firstDay;
  }

  /** What a line begins with; in a heading of Markdown the date may stand anywhere. */
  stampOf(line: string): Stamp {
    if (line.startsWith('{')) return this.#json(line);
    const head = line.slice(0, start);
    const heading = /^#{1,6}\s+/.exec(head);
    if (heading) return this.#heading(head, heading[0].length);
    return /\d/.test(head.slice(0, 60)) ? this.#dated(head) : withoutDay(head);
  }

  /** The day that the name of a file says: `2026-11-03.log`, `app-20261103.log`, `app.log.2026-11-03`. */
  dayOfName(name: string): string | undefined {
    const found = /(?<!\d)(\d{4})([-_.]?)(\d\d)\2(\d\d)(?!\d)/.exec(name);
    return found ? this.#day(found[1], found[3], found[4]) : undefined;
  }

  #dated(head: string): Stamp {
    const written = iso.exec(head);
    if (written) {
      const [all, year, , month, date, hour, minute, zone] = written;
      const day = zone
        ? this.#inZone(`${year}-${month}-${date}T${hour}:${minute}${zone}`)
        : this.#day(year, month, date);
      return { day, isRecord: hour !== undefined, end: all.length };
    }
    const server = web.exec(head);
    if (server) {
      const [all, date, name = '', year, hour, minute, zone] = server;
      const month = twoDigits(monthOf(name));
      return {
        day: this.#inZone(`${year}-${month}-${date}T${hour}:${minute}${zone}`),
        isRecord: true,
        end: all.length,
      };
    }
    const logged = system.exec(head);
    if (logged) {
      const [all, name = '', date, year] = logged;
      return { day: this.#nearest(monthOf(name), Number(date), year), isRecord: true, end: all.length };
    }
    return this.#rare(head) ?? withoutDay(head);
  }

  #rare(head: string): Stamp | undefined {
    const whole = compact.exec(head) ?? eastern.exec(head);
    if (whole) {
      const [all, year, month, date] = whole;
      return { day: this.#day(year, month, date), isRecord: compact.test(head), end: all.length };
    }
    const european = dayFirst.exec(head);
    if (european) {
      const [all, first, sign, second, year, hour] = european;
      // 03/11 is March in America and November elsewhere.
      const isClear = sign === '.' || Number(first) > 12 || first === second;
      const isAmerican = sign !== '.' && Number(second) > 12;
      const day = isAmerican
        ? this.#day(year, first, second)
        : isClear
          ? this.#day(year, second, first)
          : undefined;
      return { day, isRecord: hour !== undefined, end: all.length };
    }
    const seconds = epoch.exec(head);
    if (!seconds) return undefined;
    return {
      day: this.#within(this.dayAt(Number(seconds[1]) * 1000)),
      isRecord: true,
      end: seconds[0].length,
    };
  }

  #heading(head: string, from: number): Stamp {
    const words = head.slice(from);
    const number = /(?<!\d)(\d{4})([-/.])(\d\d)\2(\d\d)(?!\d)/.exec(words);
    const named =
      /(?<!\d)(?<day>\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?(?<month>\p{L}{3,12})\.?,?\s+(?:de\s+)?(?<year>\d{4})/u.exec(
        words,
      ) ?? /(?<month>\p{L}{3,12})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4})/u.exec(words);
    const dated = this.#rare(words);
    const { day, month = '', year } = named?.groups ?? {};
    const found = number
      ? this.#day(number[1], number[3], number[4])
      : named
        ? this.#day(year, twoDigits(monthOf(month)), day)
        : dated?.day;
    const isAlone = /^[\p{P}\s]*$/u.test(
      words.replace(number?.[0] ?? named?.[0] ?? words.slice(0, dated?.end ?? 0), ''),
    );
    return {
      day: found,
      isRecord: false,
      end: found !== undefined && isAlone ? Number.POSITIVE_INFINITY : from,
    };
  }

  #json(line: string): Stamp {
    const found = json.exec(line.slice(0, jsonStart));
    const [, text, seconds] = found ?? [];
    const day = text
      ? this.#dated(text).day
      : seconds
        ? this.#within(this.dayAt(Number(seconds) * 1000))
        : undefined;
    return { day, isRecord: true, end: 0 };
  }

  /** An instant to the minute, with its offset. */
  #inZone(instant: string): string | undefined {
    if (instant !== this.#instant) {
      this.#instant = instant;
      const at = DateTime.fromISO(instant, { zone: this.#calendar.zone });
      this.#instantDay = this.#within(at.toISODate() ?? undefined);
    }
    return this.#instantDay;
  }

  /** The latest day of that date that is not to come. */
  #nearest(month: number, date: number, year: string | undefined): string | undefined {
    const thisYear = Number(this.#calendar.today.slice(0, 4));
    for (const candidate of year === undefined ? [thisYear, thisYear - 1] : [Number(year)]) {
      const day = this.#day(String(candidate), twoDigits(month), String(date));
      if (day !== undefined) return day;
    }
    return undefined;
  }

  #day(year = '', month = '', date = ''): string | undefined {
    const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
    const ms = Date.parse(`${day}T00:00:00Z`);
    // Date.parse refuses 13 months, and takes 31 February for a day in March.
    return Number.isNaN(ms) || new Date(ms).getUTCDate() !== Number(date) ? undefined : this.#within(day);
  }

  #within(day: string | undefined): string | undefined {
    return day !== undefined && day >= firstDay && day <= this.#calendar.today ? day : undefined;
  }
}

function withoutDay(head: string): Stamp {
  const found = timeOnly.exec(head) ?? level.exec(head);
  return found ? { day: undefined, isRecord: true, end: found[0].length } : none;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
