/** Work of the memory: what is done with everything read, once no file waits any more. */
import type { Root } from '../folders/root.ts';
import type { Router } from '../models/router.ts';
import type { Settings } from '../settings.ts';
import type { Clock } from '../types/clock.ts';
import type { Tell } from '../types/event.ts';
import type { MemoryIndex } from './index.ts';

/** What every job of the memory may use. */
export interface MemoryTools {
  readonly root: Root;
  readonly clock: Clock;
  readonly settings: () => Settings;
  readonly router: Router;
  readonly index: MemoryIndex;
  readonly tell: Tell;
  /** Whether the content with this SHA-256 must stay on this machine, whatever its path says. */
  readonly isPrivate: (sha256: string) => boolean;
}

/** One kind of such work. It is asked again and again, and begins each time where it ended. */
export interface MemoryJob {
  /** For messages, e.g. `digests`. */
  readonly name: string;
  /**
   * Does what there is to do in steps that are safe each by itself, and resolves when nothing is left for now or when
   * `signal` says stop. What goes wrong with one file is told and passed over; throws only what is wrong with the root.
   */
  run(signal: AbortSignal): Promise<void>;
}
