/**
 * Files in memory/ that we write again and again, and that a person adds to: our part, and below `## Notes` theirs.
 *
 * Our part carries the hash of its body (`written`), so that a hand edit of it shows; what a person adds to the front
 * matter does not count as one, and is kept.
 */
import { hash } from 'node:crypto';
import { parseFrontMatter } from '../reading/front-matter.ts';
import { fenceAfter } from '../reading/markdown/sections.ts';
import { withFrontMatter } from '../report/front-matter.ts';

/** The heading below which everything belongs to the person. Our own part must not have it. */
export const notesHeading = '## Notes';

/** A file of ours as it stands. */
export interface KeptFile {
  /** The front matter; empty when there is none. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Our part below the front matter. */
  readonly body: string;
  /** From the person's heading to the end of the file; empty when there is no such heading. */
  readonly notes: string;
}

/** Takes a file apart. The first `## Notes` outside a fence of code begins the person's part. Never throws. */
export function splitNotes(markdown: string): KeptFile {
  const { data, body } = parseFrontMatter(markdown);
  let fence: string | undefined;
  let at = 0;
  for (const line of body.split('\n')) {
    const before = fence;
    fence = fenceAfter(line, fence);
    if (before === undefined && fence === undefined && /^ {0,3}##[ \t]+Notes[ \t#]*\r?$/.test(line)) {
      return { data, body: body.slice(0, at), notes: body.slice(at) };
    }
    at += line.length + 1;
  }
  return { data, body, notes: '' };
}

/** Whether our part is as we wrote it. False for a file that we never wrote. */
export function isAsWritten({ data, body }: Pick<KeptFile, 'data' | 'body'>): boolean {
  return data.written === seal(body);
}

/** Whether the person has written something below their heading. */
export function hasNotes({ notes }: Pick<KeptFile, 'notes'>): boolean {
  return notes.split('\n').slice(1).join('\n').trim() !== '';
}

/**
 * The whole new file.
 * @param data Our front matter, in order; undefined values are left out.
 * @param body Our part, ending in a line break, without `## Notes`.
 * @param there The file that is replaced: the person's part, their own keys, tags and aliases go on.
 */
export function withNotes(
  data: Readonly<Record<string, unknown>>,
  body: string,
  there: KeptFile | undefined,
): string {
  const theirs = Object.entries(there?.data ?? {}).filter(([key]) => !Object.hasOwn(data, key));
  const lists = ['tags', 'aliases'].flatMap((key) => {
    const joined = [...new Set([...listOf(data[key]), ...listOf(there?.data[key])])];
    return joined.length > 0 ? [[key, joined] as const] : [];
  });
  const all = { ...data, ...Object.fromEntries([...theirs, ...lists]), written: seal(body) };
  return withFrontMatter(all, `${body.trimEnd()}\n\n${there?.notes || `${notesHeading}\n`}`);
}

/** Editors change line ends and blanks at the ends of lines; that is no edit of what is said. */
function seal(body: string): string {
  return hash('sha256', body.replace(/[ \t]*\r?\n/g, '\n').trim());
}

function listOf(value: unknown): readonly string[] {
  const list = typeof value === 'string' ? value.split(/[,\s]+/) : Array.isArray(value) ? value : [];
  return list.filter((item) => typeof item === 'string' && item !== '');
}
