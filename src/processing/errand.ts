/** What the plan of the night wants of one file while it is in work. Without a plan there is none. */
import type { RoutedTask } from '../models/router.ts';
import type { Extent } from '../reading/extent.ts';
import type { FileKind } from '../types/kind.ts';

/** A task that waits for the turn of its model. */
export interface SetAside {
  readonly task: RoutedTask;
  readonly spec: string;
}

/** One file's part in the plan. */
export interface Errand {
  /** Why it is to be bought, one sentence; undefined when it is not, or not any more. */
  readonly purchase: string | undefined;
  /** Whether `spec` would have to be loaded out of its turn for this. */
  mustWait(task: RoutedTask, spec: string): boolean;
  /** Its bytes were read. */
  opened(content: { readonly sha256: string; readonly kind: FileKind | 'empty' }): void;
  /** It was read: so much there is of it. */
  read(extent: Extent): void;
  /** It went back until the model has its turn: to `source`, below ingest/. */
  setAside(waits: SetAside, source: string): void;
  /** It was sent to cloud/ and cannot be bought now. */
  turnedBack(): void;
}
