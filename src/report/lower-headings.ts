/** Fits the headings of a file's own Markdown below the heading under which it is shown. */

const fence = /^[ \t]*(`{3,}|~{3,})/;
const atx = /^(#{1,6})(?=[ \t]|$)/;
const underline = /^(=+|-+)[ \t]*$/;

/** A heading that its line, or the line below it, makes one. */
interface Heading {
  /** The index of its line. */
  readonly at: number;
  readonly level: number;
  /** Whether a line of `=` or `-` below it makes it a heading. */
  readonly underlined: boolean;
}

/** The headings outside of code, quotations and lists. */
function headingsOf(lines: readonly string[]): readonly Heading[] {
  const headings: Heading[] = [];
  let open: string | undefined;
  for (const [at, line] of lines.entries()) {
    const mark = fence.exec(line)?.[1];
    if (open !== undefined) {
      if (mark?.startsWith(open) && line.trim() === mark) open = undefined;
      continue;
    }
    if (mark !== undefined) open = mark;
    const level = atx.exec(line)?.[1]?.length;
    if (level !== undefined) headings.push({ at, level, underlined: false });
    else if (isUnderlined(lines, at))
      headings.push({ at, level: lines[at + 1]?.startsWith('=') ? 1 : 2, underlined: true });
  }
  return headings;
}

/** A single line of words with a rule below it; of longer paragraphs the rule is left alone. */
function isUnderlined(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  return (
    (at === 0 || lines[at - 1]?.trim() === '') &&
    /^\S/.test(line) &&
    !/^(?:[-+*>|]|\d{1,9}[.)]|\\?`{3}|~{3})/.test(line) &&
    underline.test(lines[at + 1] ?? '')
  );
}

/**
 * The texts with all their headings moved down alike, so that the highest one has the level `highest`. None goes
 * below the sixth, and none is moved up.
 * @param texts Sanitised Markdown, parts of one file.
 */
export function lowerHeadings(texts: readonly string[], highest: number): string[] {
  const parts = texts
    .map((text) => text.split('\n'))
    .map((lines) => ({ lines, headings: headingsOf(lines) }));
  const levels = parts.flatMap(({ headings }) => headings.map(({ level }) => level));
  const by = highest - levels.reduce((least, level) => Math.min(least, level), highest);
  if (by === 0) return [...texts];
  for (const { lines, headings } of parts) {
    for (const { at, level, underlined } of headings) {
      const marks = '#'.repeat(Math.min(6, level + by));
      lines[at] = `${marks} ${(lines[at] ?? '').replace(/^#+[ \t]*/, '')}`.trimEnd();
      if (underlined) lines[at + 1] = '';
    }
  }
  return parts.map(({ lines }) => lines.join('\n'));
}
