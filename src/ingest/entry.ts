/** What the register keeps of each file: one flat object, since there may be a hundred thousand of them. */
import type { FoundFile } from './look.ts';
import { placeOf } from './place.ts';
import type { Looked } from './stability.ts';
import type { WaitingFile } from './waiting-file.ts';

/** `away`: taken, and its name is free; it may come back to wait, so what was asked of it must not be forgotten. */
export type State = 'settling' | 'placeholder' | 'ready' | 'taken' | 'away' | 'postponed';

/** A file in ingest as it was when it was looked at last. Times are milliseconds since the Unix epoch. */
export class Entry implements Looked {
  readonly path: string;
  readonly firstSeen: number;
  readonly urgent: boolean;
  readonly private: boolean;
  type: FoundFile['type'];
  size: number;
  mtimeMs: number;
  ino: bigint;
  state: State = 'settling';
  /** When to look again (settling, placeholder) or when it is ready again (postponed). */
  due = Number.POSITIVE_INFINITY;
  /** The sweep that saw it last. */
  sweep: number;
  since: number;
  lookedAt: number;

  constructor({ path, type, facts }: FoundFile, now: number, sweep: number) {
    this.path = path;
    this.firstSeen = now;
    const place = placeOf(path);
    this.urgent = place.urgent;
    this.private = place.private;
    this.type = type;
    this.size = facts.size;
    this.mtimeMs = facts.mtimeMs;
    this.ino = facts.ino;
    this.sweep = sweep;
    this.since = now;
    this.lookedAt = now;
  }

  /** Is what was found the same as before, as far as its facts tell? */
  isSame({ type, facts }: FoundFile): boolean {
    const { size, mtimeMs, ino } = facts;
    return this.type === type && this.size === size && this.mtimeMs === mtimeMs && this.ino === ino;
  }

  /** Takes in a look. `since`: unchanged from then on. */
  update({ type, facts }: FoundFile, since: number, now: number): void {
    this.type = type;
    this.size = facts.size;
    this.mtimeMs = facts.mtimeMs;
    this.ino = facts.ino;
    this.since = since;
    this.lookedAt = now;
  }

  /** The next look counts as the first. */
  forgetLooks(): void {
    this.lookedAt = Number.POSITIVE_INFINITY;
  }

  /** The file as it is now, for the rest of the program: later looks do not change it. */
  file(): WaitingFile {
    const { path, type, size, mtimeMs, ino, firstSeen } = this;
    return { path, type, place: placeOf(path), size, mtimeMs, ino, firstSeen };
  }
}
