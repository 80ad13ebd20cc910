/** Names of files: when two of them clash, how a clash is numbered, and how a name is made to fit. */

/** The longest name that every usual file system takes, in bytes of UTF-8. */
const longestName = 255;
/** Ends the name of the note beside a file. */
export const noteEnding = '.md';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Two names that are equal under this are one name on macOS or exFAT: composed characters and letter case
 * do not count. It joins a little more than they do (`ß` and `ss`), which costs a number, never a file.
 */
export function foldName(name: string): string {
  if (/^[\0-\x7f]*$/.test(name)) return name.toLowerCase();
  // Twice, because a few characters (ẞ, U+0345) reach their end only in a second turn.
  const once = name.normalize('NFD').toLowerCase().toUpperCase().toLowerCase();
  return once.normalize('NFD').toUpperCase().toLowerCase().normalize('NFC');
}

/**
 * The `n`th name for a file, its number before the last extension: `scan.png`, `scan (2).png` … It is shortened
 * before its number and extension so that its note's name fits too
 * (255 bytes with `.md`). Different `n` give names that do not clash. Unusable names become `unnamed`.
 */
export function fittedName(name: string, n: number): string {
  const usable = usableName(name);
  const { stem, extension } = parts(usable);
  const ending = n === 1 ? extension : ` (${n})${extension}`;
  const room = longestName - byteLength(noteEnding) - byteLength(ending);
  const fitted = shortened(stem, room) + ending;
  if (n === 1 || fitted === `${stem}${ending}`) return fitted;
  // A stem that itself ends in ` (2)` may have been cut to the very name that is numbered here.
  const clashes = foldName(fitted) === foldName(fittedName(usable, 1));
  return clashes ? shortened(stem, byteLength(fitted) - byteLength(ending) - 1) + ending : fitted;
}

function byteLength(text: string): number {
  return Buffer.byteLength(text);
}

function usableName(name: string): string {
  const usable = name.toWellFormed().replaceAll(/[/\0]/g, '-');
  return usable === '' || usable === '.' || usable === '..' ? 'unnamed' : usable;
}

/** `.bashrc` and `Dr. Smith` have no extension, and neither has a name whose last dot is far from its end. */
function parts(name: string): { readonly stem: string; readonly extension: string } {
  const found = /^(.+)(\.[^.\s]{1,32})$/su.exec(name);
  return { stem: found?.[1] ?? name, extension: found?.[2] ?? '' };
}

/** Cut at a grapheme where that leaves anything, else at a code point. `room` is in bytes. */
function shortened(stem: string, room: number): string {
  if (byteLength(stem) <= room) return stem;
  const kept = firstOf(segmenter.segment(stem), (part) => part.segment, room);
  return kept === '' ? firstOf(stem, (character) => character, room) : kept;
}

function firstOf<Part>(items: Iterable<Part>, text: (part: Part) => string, room: number): string {
  let kept = '';
  let bytes = 0;
  for (const item of items) {
    const next = text(item);
    bytes += byteLength(next);
    if (bytes > room) break;
    kept += next;
  }
  return kept;
}
