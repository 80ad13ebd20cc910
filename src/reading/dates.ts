/** Dates of the formats that programs write into files. */
import { DateTime } from 'luxon';

/** The longest text that may be a date. */
const longestDate = 64;

/**
 * ISO 8601 with the offset that the text names; a date without a time stays one. Takes ISO 8601 and the
 * dates of mail and feeds (RFC 5322); undefined for anything else.
 */
export function isoDate(text: string | undefined): string | undefined {
  const date = text?.trim() ?? '';
  if (date === '' || date.length > longestDate) return undefined;
  if (/^\d{4}-\d\d-\d\d$/.test(date)) return DateTime.fromISO(date).isValid ? date : undefined;
  // Many feeds write the day of the week wrong, or in another language.
  const bare = date.replace(/^\p{L}{2,12}\.?,\s*/u, '');
  const iso = DateTime.fromISO(date.replace(/^(\d{4}-\d\d-\d\d) (?=\d)/, '$1T'), { setZone: true });
  const found = iso.isValid ? iso : DateTime.fromRFC2822(bare, { setZone: true });
  if (!found.isValid) return undefined;
  const hasZone = !iso.isValid || /(?:Z|[+-]\d\d:?\d\d)$/i.test(date);
  return found.toISO({ includeOffset: hasZone, suppressMilliseconds: true }) ?? undefined;
}

/** `2024-11-19 13:30 +02:00` from ISO 8601: to the minute, `UTC` for an offset of none. */
export function readableDate(iso: string): string {
  const parts = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::[\d.]+)?(Z|[+-]\d\d:\d\d)?)?/.exec(iso);
  if (parts === null) return iso;
  const [, day, time, zone] = parts;
  return [day, time, zone === 'Z' || zone === '+00:00' ? 'UTC' : zone].filter(Boolean).join(' ');
}
