/** Times as cameras and image programs write them, as ISO 8601. No zone is ever made up. */

/** Date, time, zone; the parts after the date may be missing. `:` between the parts of a date is EXIF's own way. */
const pattern =
  /^(\d{4})[:-](\d\d)[:-](\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|[+-]\d\d:\d\d)?)?/;

/**
 * `2024:05:01 12:33:00` and `+02:00` → `2024-05-01T12:33:00+02:00`; a zone within the time counts before `offset`.
 * Undefined for what is no date (cameras without a clock write zeros).
 */
export function isoTime(time: string | undefined, offset?: string): string | undefined {
  const match = pattern.exec(time?.trim() ?? '');
  if (match === null) return undefined;
  const [, year = '', month = '', day = '', hour, minute, second = '00', zone] = match;
  const date = `${year}-${month}-${day}`;
  // Dates that the calendar does not know come back as others.
  if (year < '1800' || new Date(`${date}T00:00:00Z`).toJSON()?.slice(0, 10) !== date) return undefined;
  if (hour === undefined || hour > '23' || (minute ?? '') > '59' || second > '59') return date;
  const known = zone ?? (/^(?:[+-]\d\d:\d\d|Z)$/.test(offset ?? '') ? offset : '');
  return `${date}T${hour}:${minute}:${second}${known}`;
}

/** IPTC's `20240501` and `123300+0200`. */
export function iptcTime(date: string | undefined, time: string | undefined): string | undefined {
  const day = (date ?? '').replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  const clock = (time ?? '').replace(/^(\d\d)(\d\d)(\d\d)(?:([+-]\d\d)(\d\d))?$/, 'T$1:$2:$3$4:$5');
  return isoTime(`${day}${clock.replace(/:$/, '')}`);
}

/** The form that the PNG specification suggests, of RFC 1123: `Wed, 01 May 2024 12:33:00 +0200`. */
export function mailTime(time: string | undefined): string | undefined {
  const match = /(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d:\d\d)(?: ([+-]\d\d)(\d\d)| (GMT|UTC?))?/.exec(
    time ?? '',
  );
  if (match === null) return undefined;
  const [, day = '', month = '', year, clock, hours, minutes, utc] = match;
  const number = 'JanFebMarAprMayJunJulAugSepOctNovDec'.indexOf(month) / 3 + 1;
  const zone = hours === undefined ? utc && 'Z' : `${hours}:${minutes}`;
  return isoTime(`${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}T${clock}${zone ?? ''}`);
}
