/** What moving a person's file promises, whatever way the file system allows. */

/** `link`: a second hard link, then the first name goes. `placeholder`: a rename over an empty file of ours. */
export type MoveMethod = 'link' | 'placeholder';

/**
 * `gone`: nothing had the old name any more. `taken`: something has the new name. `changed`: another file
 * than the expected one had the old name; it is still there. Only `moved` has changed anything.
 */
export type MoveResult = 'moved' | 'gone' | 'taken' | 'changed';

/** Which file it is, from `lstat` with `bigint: true`. */
export interface Identity {
  readonly dev: bigint;
  readonly ino: bigint;
}

/** A move over a placeholder that has begun and not ended. */
export interface MoveIntent {
  readonly id: number;
  /** Below the root. */
  readonly from: string;
  /** Below the root. */
  readonly to: string;
  /** 0 while the placeholder is about to be made. */
  readonly placeholderIno: bigint;
}

/** Placeholder moves are written down before they begin, so that a crash can be tidied. Paths are below the root. */
export interface MoveIntents {
  begin(from: string, to: string, placeholderIno: bigint): number;
  end(id: number): void;
  open(): readonly MoveIntent[];
}

/** Moves files inside one root. Nothing is ever overwritten; every folder on the way to `to` is made. */
export interface Mover {
  readonly method: MoveMethod;
  /**
   * Moves the file at `from` to `to`, both absolute; it has at least one of the names at every instant.
   * @param expected the file that must be moved; without it, whatever has the name `from`.
   * @param atOnce the person waits for it: it is not put behind other work, and a quick disk is waited for on the spot.
   * @throws `several-file-systems`, `disk-full`, `not-permitted`, or the system's own error.
   */
  move(from: string, to: string, expected?: Identity, atOnce?: boolean): Promise<MoveResult>;
  /** Moves a folder with all that is in it; the same promises and errors. `changed`: `from` is no folder. */
  moveFolder(from: string, to: string): Promise<MoveResult>;
}
