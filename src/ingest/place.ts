/** What a place below ingest means: `now/` is done at once, `private/` never leaves the machine. */

/** What the folders around a file say about it. */
export interface Place {
  /** Work on it by day too. */
  readonly urgent: boolean;
  /** Its content must never leave this machine. */
  readonly private: boolean;
  /** The path that it keeps on its way: as dropped, without a leading `now/`. */
  readonly path: string;
}

/** Case and Unicode form do not matter, as they do not on a Mac's disk. No form of these words has another length. */
const means = (segment: string, word: string): boolean =>
  segment === word || (segment.length === word.length && segment.normalize('NFC').toLowerCase() === word);

/** What was said last: the same is asked several times over on a file's way from its event to its claim. */
let last: readonly [path: string, place: Place] | undefined;

/**
 * The meaning of a '/'-separated path below ingest. Only a folder at the very top called `now` is urgent
 * and dropped from the path; anything called `private`, at any depth, is private and stays in it.
 */
export function placeOf(path: string): Place {
  if (path !== last?.[0]) last = [path, placeAt(path)];
  return last[1];
}

function placeAt(path: string): Place {
  const slash = path.indexOf('/');
  const urgent = slash > 0 && means(path.slice(0, slash), 'now');
  return { urgent, private: isPrivate(path), path: urgent ? path.slice(slash + 1) : path };
}

function isPrivate(path: string): boolean {
  for (let start = 0; ; ) {
    const slash = path.indexOf('/', start);
    const end = slash < 0 ? path.length : slash;
    if (end - start === 'private'.length && means(path.slice(start, end), 'private')) return true;
    if (slash < 0) return false;
    start = slash + 1;
  }
}
