/** Names and messages made fit for one line of a terminal. */

/** Controls, line and paragraph separators, halves of surrogate pairs, and marks that turn the reading direction. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

const shortForms: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * The text on one line, with everything that a terminal would obey or hide spelled out (`\n`, `\u{1b}`), so
 * that no file name can move the cursor, forge a line or show itself backwards.
 */
export function printable(text: string): string {
  return text.replace(
    unprintable,
    (character) => shortForms[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
