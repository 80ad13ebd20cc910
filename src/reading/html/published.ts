/** Dates as pages write them → ISO 8601. */

/** The moment, or the day where only a day is meant; undefined for what is no date of our time. */
export function publishedDay(text: string): string | undefined {
  const written = text.trim();
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    written,
  );
  const [, day = '', time, offset = ''] = iso ?? [];
  if (iso) {
    if (!isOfOurTime(new Date(`${day}T00:00:00Z`))) return undefined;
    // Programs that know only the day write midnight.
    return time === undefined || /^00:00(?::00)?$/.test(time) ? day : `${day}T${time}${offset}`;
  }
  const moment = new Date(written);
  if (written === '' || !isOfOurTime(moment)) return undefined;
  const parts = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

function isOfOurTime(moment: Date): boolean {
  const year = moment.getUTCFullYear();
  return year >= 1980 && year < 2200;
}
