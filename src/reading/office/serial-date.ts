/** Dates as spreadsheets keep them: days since the end of 1899, or of 1903. */
import { SSF } from '@e965/xlsx';

/** Whether a number format shows a date or a time of day. */
export function isDateFormat(format: string): boolean {
  return SSF.is_date(format) && !/\[[hms]+\]/i.test(format);
}

/**
 * A serial number as ISO 8601: a date, a date with a time, or a time of day alone, as its format shows it.
 * Undefined when it is no date that a spreadsheet can have.
 */
export function isoOfSerial(value: number, format: string, since1904: boolean): string | undefined {
  if (!Number.isFinite(value) || value < 0) return undefined;
  const seconds = Math.round(value * 86_400);
  const parsed = SSF.parse_date_code(seconds / 86_400, { date1904: since1904 }) as {
    y: number;
    m: number;
    d: number;
    H: number;
    M: number;
    S: number;
  } | null;
  if (parsed === null || parsed.y > 9999) return undefined;
  const shown = bare(format);
  const exact = parsed.S !== 0 || /s/i.test(shown);
  const time = `${two(parsed.H)}:${two(parsed.M)}${exact ? `:${two(parsed.S)}` : ''}`;
  if (!/[deyg]|m{3}/i.test(shown) && /[hs]/i.test(shown)) return time;
  const day = `${String(parsed.y).padStart(4, '0')}-${two(parsed.m)}-${two(parsed.d)}`;
  return seconds % 86_400 === 0 || !/[hs]/i.test(shown) ? day : `${day} ${time}`;
}

const two = (number: number): string => String(number).padStart(2, '0');

/** The format without what it quotes, and without colours, conditions and languages in brackets. */
const bare = (format: string): string => format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
