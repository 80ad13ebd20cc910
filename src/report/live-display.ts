/** The files in work, redrawn in place; lines about what is finished scroll away above them. */
import { styleText } from 'node:util';
import type { createLogUpdate } from 'log-update';
import type { Clock } from '../types/clock.ts';
import type { NightshiftEvent } from '../types/event.ts';
import { printable } from './printable.ts';
import { workText } from './status.ts';
import { humanDuration } from './times.ts';
import { WorkingFiles } from './working-files.ts';

/** Milliseconds between two redraws at least: ten a second. */
const pauseMs = 100;
/** Milliseconds after which the times shown are brought up to date. */
const tickMs = 1000;
/** Files shown at once. */
const mostFiles = 8;

/** Draws on one terminal. Timers never keep the program alive. */
export class LiveDisplay {
  readonly #stream: NodeJS.WriteStream;
  readonly #clock: Clock;
  readonly #working: WorkingFiles;
  /** How each file ended last: one that waits in between ends once. */
  readonly #ends = new Map<string, 'done' | 'failed' | 'waiting'>();
  readonly #tick: NodeJS.Timeout;
  #lines: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #update: ReturnType<typeof createLogUpdate> | undefined;
  #closed = false;

  constructor(stream: NodeJS.WriteStream, clock: Clock) {
    this.#stream = stream;
    this.#clock = clock;
    this.#working = new WorkingFiles(() => clock.now());
    this.#tick = setInterval(() => this.#soon(), tickMs).unref();
    // Imported late: it takes longer to load than a short command may take.
    void import('log-update').then(({ createLogUpdate }) => {
      if (!this.#closed) this.#update = createLogUpdate(stream);
      this.#soon();
    });
  }

  /** Takes in what an event says about files in work and counts. */
  follow(event: NightshiftEvent): void {
    this.#working.tell(event);
    if (event.type === 'done' || event.type === 'failed' || event.type === 'waiting') {
      this.#ends.set(event.path, event.type);
    }
    this.#soon();
  }

  /** A line that stays. */
  line(text: string): void {
    this.#lines.push(text);
    this.#soon();
  }

  /** Draws a last time: what stays, and nothing else. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#tick);
    clearTimeout(this.#timer);
    this.#update?.clear();
    this.#update?.done();
    if (this.#lines.length > 0) this.#stream.write(`${this.#lines.join('\n')}\n`);
    this.#lines = [];
  }

  #soon(): void {
    if (this.#closed || !this.#update) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#draw();
    }, pauseMs).unref();
  }

  #draw(): void {
    if (this.#closed || !this.#update) return;
    if (this.#lines.length > 0) {
      this.#update.persist(this.#lines.join('\n'));
      this.#lines = [];
    }
    this.#update(this.#frame());
  }

  #frame(): string {
    const width = Math.max(20, this.#stream.columns ?? 80) - 1;
    const all = this.#working.list();
    const rows = all.slice(0, mostFiles).map((file) => {
      const seconds = (this.#clock.now() - file.since) / 1000;
      const end = ` ${workText(file)} ${humanDuration(Math.floor(seconds))}`;
      return `${shortened(printable(file.path), Math.max(12, width - end.length - 2))}${this.#dim(end)}`;
    });
    if (all.length > mostFiles) rows.push(this.#dim(`and ${all.length - mostFiles} more`));
    const { done = 0, failed = 0, waiting = 0 } = countBy(this.#ends.values());
    const parts = [
      `${done} done`,
      failed > 0 ? `${failed} failed` : '',
      waiting > 0 ? `${waiting} waiting` : '',
    ];
    return [...rows, this.#dim(parts.filter(Boolean).join(' · '))].join('\n');
  }

  #dim(text: string): string {
    return styleText('dim', text, { stream: this.#stream, validateStream: true });
  }
}

/** The end of a long path tells more than its start. */
function shortened(path: string, most: number): string {
  const characters = [...path];
  return characters.length <= most ? path : `…${characters.slice(1 - most).join('')}`;
}

function countBy<Word extends string>(words: Iterable<Word>): Partial<Record<Word, number>> {
  const counts: Partial<Record<Word, number>> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
