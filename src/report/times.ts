/** Instants, lengths and sizes as people and front matter read them. */

const zones = new Map<string, Intl.DateTimeFormat>();

function formatIn(zone: string): Intl.DateTimeFormat {
  let format = zones.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    zones.set(zone, format);
  }
  return format;
}

/** The zone's distance from UTC at that instant, in whole minutes, positive to the east. */
function offsetMinutes(ms: number, zone: string): number {
  if (zone === 'local') return -new Date(ms).getTimezoneOffset();
  const parts = new Map(
    formatIn(zone)
      .formatToParts(ms)
      .map((part) => [part.type, Number(part.value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return Math.round((wall - Math.floor(ms / 1000) * 1000) / 60_000);
}

const two = (value: number) => String(value).padStart(2, '0');

/**
 * ISO 8601 to the second with the zone's offset at that instant, e.g. `2026-11-03T01:00:00+01:00`.
 *
 * @param ms milliseconds since the Unix epoch
 * @param timeZone `local` for the machine's zone, else an IANA name; an unknown name throws a RangeError
 */
export function isoWithOffset(ms: number, timeZone: string): string {
  const offset = offsetMinutes(ms, timeZone);
  const wall = new Date(ms + offset * 60_000).toISOString().slice(0, 19);
  const size = Math.abs(offset);
  return `${wall}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** An ISO 8601 instant as its own zone's date and time, e.g. `2026-11-03 01:00`; anything else unchanged. */
export function dayAndTime(iso: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(iso) ? iso.slice(0, 16).replace('T', ' ') : iso;
}

/** The time of day in an ISO 8601 instant, in its own zone, e.g. `01:00`; anything else unchanged. */
export function timeOfDay(iso: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(iso) ? iso.slice(11, 16) : iso;
}

/** A length for people, in the two largest units that matter: `0.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`. */
export function humanDuration(seconds: number): string {
  if (!(seconds > 0)) return '0 s';
  if (seconds < 9.95) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  const days = Math.floor(whole / 86_400);
  const hours = Math.floor(whole / 3600) % 24;
  const minutes = Math.floor(whole / 60) % 60;
  const parts: [number, string][] = [
    [days, 'd'],
    [hours, 'h'],
    [minutes, 'min'],
    [whole % 60, 's'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/** A size for people, in powers of 1000 as Finder counts: `1 byte`, `812 bytes`, `12 kB`, `3.4 MB`. */
export function humanSize(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  let value = bytes;
  let unit = 'bytes';
  for (const next of ['kB', 'MB', 'GB', 'TB']) {
    if (value < 999.5) break;
    value /= 1000;
    unit = next;
  }
  return `${value < 9.95 ? Number(value.toFixed(1)) : Math.round(value)} ${unit}`;
}

/** A place in a recording, `00:12` or `1:02:03`, from seconds since its start; parts of a second are cut off. */
export function timecode(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const rest = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
