/** Digests: what was processed and logged on a day, and in a week, as Markdown in memory/. */
import { hash } from 'node:crypto';
import { join, relative } from 'node:path';
import { DateTime } from 'luxon';
import type { Memo } from '../../models/understand-ask.ts';
import type { MemoryIndex } from '../index.ts';
import type { MemoryJob, MemoryTools } from '../job.ts';
import { isAsWritten } from '../keep-notes.ts';
import { updateIndex } from '../update.ts';
import { filesOf, updateNotes } from './day-notes.ts';
import { passagesOf } from './day-passages.ts';
import {
  type DigestPlace,
  type DigestThere,
  digestFrom,
  isNowhere,
  placeOfDigest,
  removeDigest,
  writeDigest,
} from './digest-file.ts';
import { markDone, markDue, openTables } from './digest-tables.ts';
import { forgetGone, logsOf } from './log-store.ts';
import { type Overview, overviewOf, type Passage } from './overview.ts';
import { readLogs } from './read-logs.ts';
import { isPrivateDay, type Rendered, renderDay } from './render-day.ts';
import { renderWeek, weekDayOf, weekPassages } from './render-week.ts';
import { daysOfWeek, isWeek, weekOf } from './week.ts';

/** Days back from today of which logs alone are summarised: years of old logs would cost nights. */
const recentDays = 35;
/** A day with fewer passages and characters than these says all there is in its lists. */
const worthwhile = { passages: 3, characters: 1500 } as const;

/** What no model could summarise is not tried again for so long, in milliseconds. */
const patienceMs = 3_600_000;

/** The job that keeps `memory/daily/` and `memory/weekly/`. */
export function digestJob(tools: MemoryTools): MemoryJob {
  const past = { told: new Set<string>(), failed: new Map<string, number>() };
  return { name: 'digests', run: (signal) => new Digests(tools, past, signal).refresh() };
}

type Ended = 'done' | 'stopped';

/** A period whose digest may have to be made, and all that it would be made from. */
interface Draft {
  /** `2026-11-03` or `2026-W45`. */
  readonly name: string;
  readonly folder: string;
  readonly place: DigestPlace;
  readonly sources: string;
  readonly private: boolean;
  /** Empty when no overview is wanted. */
  readonly passages: readonly Passage[];
  readonly render: (overview: Overview | undefined) => Rendered;
}

/** What one run leaves to the next. */
interface Past {
  /** Logs that were told to be unreadable. */
  readonly told: Set<string>;
  /** Hashes of what no model could summarise, and when that was, in milliseconds since the epoch. */
  readonly failed: Map<string, number>;
}

class Digests {
  readonly #tools: MemoryTools;
  readonly #past: Past;
  readonly #signal: AbortSignal;

  constructor(tools: MemoryTools, past: Past, signal: AbortSignal) {
    this.#tools = tools;
    this.#past = past;
    this.#signal = signal;
  }

  async refresh(): Promise<void> {
    const { root, index, clock, tell, isPrivate } = this.#tools;
    const signal = this.#signal;
    const now = (): number => clock.now();
    openTables(index);
    await updateIndex({ root, index, now, signal });
    const zone = this.#zone;
    await updateNotes({ root, index, zone, isPrivate, signal });
    await readLogs({ root, index, now, zone, tell, told: this.#past.told, signal });
    // The latest first: it is read first. Weeks after the days that they are made from.
    for (const isOfTurn of [(name: string) => !isWeek(name), isWeek]) {
      for (const name of this.#due().filter(isOfTurn)) {
        if (signal.aborted) return;
        const ended = await (isWeek(name) ? this.#week(name) : this.#day(name));
        if (ended === 'stopped') return;
      }
    }
  }

  get #zone(): string {
    return this.#tools.settings().window.timeZone;
  }

  #folder(name: string): string {
    return join(this.#tools.root.memory, isWeek(name) ? 'weekly' : 'daily');
  }

  /** Periods of which something new is known, and those whose digest was taken away; the latest first. */
  #due(): readonly string[] {
    return this.#tools.index
      .rows('SELECT name, due, written FROM digest_period ORDER BY name DESC')
      .map(({ name, due, written }) => ({ name: String(name), due: due === 1, written: written === 1 }))
      .filter(({ name, due, written }) => due || (written && isNowhere(this.#folder(name), name)))
      .map(({ name }) => name);
  }

  async #day(day: string): Promise<Ended> {
    const { index } = this.#tools;
    const folder = this.#folder(day);
    const place = await placeOfDigest(folder, day);
    // Who takes away both a log and what a digest says of it wants it forgotten.
    if (place.there.length === 0 && wasWritten(index, day)) forgetGone(index, day);
    const [files, logs] = [filesOf(index, day), logsOf(index, day)];
    markDue(index, weekOf(day));
    if (files.length === 0 && logs.length === 0) return this.#remove(folder, day);
    const sources = hashOf([files, logs]);
    const passages = files.length > 0 || this.#isRecent(day) ? passagesOf(files, logs) : [];
    const facts = { day, files, logs, sources };
    const render = (overview: Overview | undefined): Rendered => renderDay(facts, overview);
    return this.#keep({ name: day, folder, place, sources, private: isPrivateDay(facts), passages, render });
  }

  async #week(week: string): Promise<Ended> {
    const folder = this.#folder(week);
    const days = (
      await Promise.all(
        daysOfWeek(week).map(async (day) => {
          const { there } = await placeOfDigest(this.#folder(day), day);
          const digest = there.findLast(({ kept }) => kept.data.kind === 'digest');
          return digest && weekDayOf(day, digest);
        }),
      )
    ).filter((day) => day !== undefined);
    if (days.length === 0) return this.#remove(folder, week);
    const sources = hashOf(days);
    const isRecent = days.some(({ day, files }) => files > 0 || this.#isRecent(day));
    return this.#keep({
      name: week,
      folder,
      place: await placeOfDigest(folder, week),
      sources,
      private: days.some((day) => day.private),
      passages: isRecent ? weekPassages(days) : [],
      render: (overview) => renderWeek(week, days, sources, overview),
    });
  }

  /** Writes a digest, unless there is one that says the same. */
  async #keep({ name, folder, place, sources, passages, render, ...draft }: Draft): Promise<Ended> {
    const { root, index, clock, tell } = this.#tools;
    const current = digestFrom(place, sources);
    if (current && !(await this.#mayComplete(current, sources, draft.private))) {
      markDone(index, name, true);
      if (current.kept.data.incomplete !== undefined) markDue(index, name);
      return 'done';
    }
    const overview = isWorthwhile(passages) ? await this.#overview(name, passages, draft.private) : undefined;
    if (overview?.ok === false && overview.stopped) return 'stopped';
    const placed = await writeDigest(root.temporary, folder, name, render(overview), wasWritten(index, name));
    markDone(index, name, true);
    if (overview?.ok === false) {
      markDue(index, name);
      this.#past.failed.set(sources, clock.now());
    }
    index.run('DELETE FROM digest_memo');
    if (placed.beside) {
      const where = relative(root.path, placed.path);
      const message = `The digest of ${name} that lies there was changed by you, or is a file of yours, and stays; the new one is ${where}.`;
      tell({ type: 'notice', level: 'info', message });
    }
    return 'done';
  }

  /** Whether a digest lacks its overview, and a model is there that may have better luck. */
  async #mayComplete({ kept }: DigestThere, sources: string, isPrivate: boolean): Promise<boolean> {
    const { router, clock } = this.#tools;
    const failed = this.#past.failed.get(sources) ?? Number.NEGATIVE_INFINITY;
    if (kept.data.incomplete === undefined || !isAsWritten(kept)) return false;
    if (clock.now() - failed < patienceMs) return false;
    return (await router.availableFor('summarise', { private: isPrivate })).ok;
  }

  async #remove(folder: string, name: string): Promise<Ended> {
    await removeDigest(folder, name);
    markDone(this.#tools.index, name, false);
    return 'done';
  }

  #overview(name: string, passages: readonly Passage[], isPrivate: boolean): Promise<Overview> {
    const { router, index } = this.#tools;
    return overviewOf(passages, { name, isPrivate }, { router, signal: this.#signal, memo: memoIn(index) });
  }

  #isRecent(day: string): boolean {
    const today = DateTime.fromMillis(this.#tools.clock.now(), { zone: this.#zone });
    return day >= (today.minus({ days: recentDays }).toISODate() ?? day);
  }
}

function isWorthwhile(passages: readonly Passage[]): boolean {
  const characters = passages.reduce((sum, { text }) => sum + text.length, 0);
  return passages.length >= worthwhile.passages || characters >= worthwhile.characters;
}

function wasWritten(index: MemoryIndex, name: string): boolean {
  const [row] = index.rows('SELECT written FROM digest_period WHERE name = ?', name);
  return row?.written === 1;
}

/** Finished parts of a long summary, so that a stop costs one part and not all of them. */
function memoIn(index: MemoryIndex): Memo {
  return {
    load(key) {
      const [row] = index.rows('SELECT value FROM digest_memo WHERE key = ?', key);
      return row && JSON.parse(String(row.value));
    },
    async save(key, value) {
      index.run('INSERT OR REPLACE INTO digest_memo (key, value) VALUES (?, ?)', key, JSON.stringify(value));
    },
  };
}

const hashOf = (facts: unknown): string => hash('sha256', JSON.stringify(facts));
