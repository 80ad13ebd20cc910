/** Dates of messages → ISO 8601 with the sender's offset. */
import { DateTime } from 'luxon';

/** A `Date` line (RFC 5322, and what programs make of it); undefined when it is no date of our time. */
export function mailDate(line: string): string | undefined {
  const written = line
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (written === '' || written.length > 100) return undefined;
  const exact = DateTime.fromRFC2822(written, { setZone: true });
  const date = exact.isValid ? exact : DateTime.fromISO(written, { setZone: true });
  if (date.isValid) return isOfOurTime(date) ? iso(date) : undefined;
  const guess = new Date(written);
  if (Number.isNaN(guess.getTime())) return undefined;
  const moment = DateTime.fromJSDate(guess, { zone: 'utc' });
  return isOfOurTime(moment) ? iso(moment) : undefined;
}

/** When the last server took the message, from its `Received` line. */
export function receivedDate(line: string): string | undefined {
  return mailDate(line.slice(line.lastIndexOf(';') + 1));
}

function iso(date: DateTime): string | undefined {
  return date.toISO({ suppressMilliseconds: true }) ?? undefined;
}

function isOfOurTime({ year }: DateTime): boolean {
  return year >= 1970 && year < 2200;
}
