/** Tells whether the lines of a plain text stand in columns, which only letters of one width keep. */

/** Two columns with a wide gap between them, or a tab. */
const gap = /\S(?: {3,}|\t)\S/;
/** Of the lines of a paragraph in columns, so many have a gap. */
const leastGaps = 0.6;
const fewestLines = 2;

/** Is the paragraph a table made of spaces? */
export function isAligned(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < fewestLines) return false;
  return lines.filter((line) => gap.test(line.trim())).length >= lines.length * leastGaps;
}
