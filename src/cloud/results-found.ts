/** What the results in done/ and failed/, and the answers, say was spent: read only when no other record is left. */
import { constants } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { readBeginning } from '../folders/beginning.ts';
import type { Root } from '../folders/root.ts';
import { parseFrontMatter } from '../reading/front-matter.ts';
import { systemCode } from '../types/failure.ts';
import { costOf, type Micros } from './money.ts';
import type { ResultsFound } from './rebuild.ts';

/** The paths of all notes below `folder`. */
async function* notesBelow(folder: string): AsyncGenerator<string> {
  try {
    for await (const entry of await opendir(folder)) {
      const path = join(folder, entry.name);
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) yield* notesBelow(path);
      else if (entry.isFile() && entry.name.endsWith('.md')) yield path;
    }
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}

/** Front matter that is longer is not read anyway; a note may hold a whole book behind it. */
const headBytes = 128 * 1024;

/** The beginning of a note. Rejects when something else has its name by now, a link for example. */
async function headOf(path: string): Promise<string> {
  return (await readBeginning(path, headBytes, constants.O_RDONLY | constants.O_NOFOLLOW)).toString('utf8');
}

/** The day and the cost that a note names; undefined when it is none of ours. */
async function spentIn(path: string): Promise<{ day: string; micros: Micros } | undefined> {
  const { data } = parseFrontMatter(await headOf(path));
  const when = data.processed ?? data.last_failed ?? data.answered;
  const micros = typeof data.cost_usd === 'number' ? costOf(data.cost_usd) : undefined;
  if (typeof when !== 'string' || micros === undefined || !/^\d{4}-\d{2}-\d{2}/.test(when)) return undefined;
  return { day: when.slice(0, 10), micros };
}

/** Reads the front matter of every note. A note that cannot be read is none. */
export async function resultsFound({
  done,
  failed,
  answers,
}: Pick<Root, 'done' | 'failed' | 'answers'>): Promise<ResultsFound> {
  const spentByDay = new Map<string, Micros>();
  let any = false;
  for (const folder of [done, failed, answers]) {
    for await (const path of notesBelow(folder)) {
      const spent = await spentIn(path).catch(() => undefined);
      if (!spent) continue;
      any = true;
      spentByDay.set(spent.day, (spentByDay.get(spent.day) ?? 0) + spent.micros);
    }
  }
  return { any, spentByDay };
}
