/**
 * Where a report lies: under its day, or the next name where a person's file has that. A report that a person changed is
 * theirs, and the new one stands beside it; what stands below `## Notes` goes on.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile, writeNew } from '../folders/durable.ts';
import { lookNow } from '../folders/entries.ts';
import { fittedName } from '../folders/names.ts';
import type { Root } from '../folders/root.ts';
import { isAsWritten, type KeptFile, splitNotes, withNotes } from '../memory/keep-notes.ts';
import type { RenderedReport } from '../report/morning.ts';
import { systemCode } from '../types/failure.ts';

/** Bytes; a larger file is none of ours. */
const longestReport = 16 * 1024 * 1024;

/**
 * Writes the report of a day in the place of ours, or under the first free name.
 * @returns the path below the root.
 * @throws as `replaceFile` and `writeNew` do.
 */
export async function writeReport(
  root: Pick<Root, 'reports' | 'temporary'>,
  day: string,
  { data, body }: RenderedReport,
): Promise<string> {
  for (let n = 1; ; n += 1) {
    const name = fittedName(`${day}.md`, n);
    const path = join(root.reports, name);
    const there = await fileAt(path);
    if (there === 'nothing') {
      if ((await writeNew(root.temporary, path, withNotes(data, body, undefined))) === 'taken') n -= 1;
      else return join('reports', name);
    } else if (there !== 'not ours' && isOurs(there.kept, day)) {
      const text = withNotes(data, body, there.kept);
      if (text !== there.text) await replaceFile(root.temporary, path, text);
      return join('reports', name);
    }
  }
}

const isOurs = (kept: KeptFile, day: string): boolean =>
  kept.data.kind === 'report' && kept.data.date === day && isAsWritten(kept);

async function fileAt(
  path: string,
): Promise<{ readonly text: string; readonly kept: KeptFile } | 'nothing' | 'not ours'> {
  const facts = lookNow(path);
  if (facts === undefined) return 'nothing';
  if (!facts.isFile() || facts.size > longestReport) return 'not ours';
  try {
    const text = await readFile(path, 'utf8');
    return { text, kept: splitNotes(text) };
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return 'not ours';
  }
}
