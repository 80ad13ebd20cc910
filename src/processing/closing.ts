/** What is done at the end of the window with files that are in work. Pure. */

/** Why a file was broken off: the window has closed. */
export class WindowClosed {
  /** When it opens again; milliseconds since the epoch. */
  readonly until: number;

  constructor(until: number) {
    this.until = until;
  }
}

/** A task that a file still has before it; those that run are among them. */
export interface TaskAhead {
  /** Expected milliseconds of one. */
  readonly ms: number;
  /** How many of them: the pictures of a document, say. */
  readonly times: number;
}

/** A task at a model. */
export interface TaskUnderWay {
  /** Expected milliseconds. */
  readonly ms: number;
  /** How long it has run. */
  readonly runMs: number;
}

/** The milliseconds that a file has before it. A task that took longer than it should goes on for a while. */
export function leftOfFile(ahead: readonly TaskAhead[], underWay: readonly TaskUnderWay[]): number {
  const all = ahead.reduce((sum, { ms, times }) => sum + ms * times, 0);
  return underWay.reduce((left, { ms, runMs }) => left - Math.min(runMs, (3 / 4) * ms), all);
}

/** A file in work at the end of the window. */
export interface FileAtClosing {
  readonly place: string;
  /** It is worked on at any hour. */
  readonly urgent: boolean;
  /** The milliseconds that it has before it; undefined when no model works on it, so that stopping it loses nothing. */
  readonly leftMs: number | undefined;
}

/**
 * The places of the files to stop, `graceMs` before the latest end: all but those that can end by then, one after the
 * other, as on a machine that does one thing at a time. Those that end soonest go on.
 */
export function stopsAtClosing(files: readonly FileAtClosing[], graceMs: number): readonly string[] {
  const left = ({ leftMs = Number.POSITIVE_INFINITY }: FileAtClosing): number => leftMs;
  const stops: string[] = [];
  let endMs = 0;
  for (const file of files.filter(({ urgent }) => !urgent).sort((a, b) => left(a) - left(b))) {
    if (endMs + left(file) < graceMs) endMs += left(file);
    else stops.push(file.place);
  }
  return stops;
}
