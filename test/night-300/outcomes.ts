/** Where each file of a night went, what was paid for it, when it was done, and why. */
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Root } from '../../src/folders/root.ts';
import type { Status } from '../../src/report/status.ts';
import { readNote } from '../support/journey.ts';
import type { MadeFile } from './made-files.ts';

/** What became of one file. */
export interface Outcome extends MadeFile {
  readonly where: 'done here' | 'done in the cloud' | 'failed' | 'waits' | 'waits in cloud/' | 'nowhere';
  readonly paidUsd: number;
  /** ISO 8601; empty when it is not done. */
  readonly at: string;
  readonly why: string;
}

/** Looks where the files are now. */
export function outcomesOf(
  root: Root,
  files: readonly MadeFile[],
  status: Status,
): Promise<readonly Outcome[]> {
  const waits = new Map(status.waiting.map(({ path, why }) => [path, why]));
  return Promise.all(files.map(async (file) => ({ ...file, ...(await outcomeOf(root, file.path, waits)) })));
}

async function outcomeOf(
  root: Root,
  path: string,
  waits: ReadonlyMap<string, string>,
): Promise<Pick<Outcome, 'where' | 'paidUsd' | 'at' | 'why'>> {
  const nothing = { paidUsd: 0, at: '' };
  if (await isThere(join(root.done, path))) {
    const { data } = await readNote(join(root.done, `${path}.md`));
    const where = data.route === 'cloud' ? 'done in the cloud' : 'done here';
    const incomplete = data.incomplete === undefined ? '' : `without ${String(data.incomplete)}`;
    const paidUsd = Number(data.cost_usd ?? 0);
    return { where, paidUsd, at: String(data.processed), why: String(data.stalled ?? incomplete) };
  }
  if (await isThere(join(root.failed, path))) {
    const { data } = await readNote(join(root.failed, `${path}.md`));
    return {
      where: 'failed',
      paidUsd: Number(data.cost_usd),
      at: String(data.last_failed),
      why: String(data.reason),
    };
  }
  if (await isThere(join(root.ingest, path))) {
    return { ...nothing, where: 'waits', why: waits.get(path) ?? 'for the next window' };
  }
  const sent = `cloud/${path}`;
  if (await isThere(join(root.path, sent))) {
    return { ...nothing, where: 'waits in cloud/', why: waits.get(sent) ?? 'for its turn' };
  }
  return { ...nothing, where: 'nowhere', why: '' };
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** One row for all that are alike, as lines of Markdown. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const groups = Map.groupBy(outcomes, ({ kind, isPrivate, where, why }) =>
    [kind + (isPrivate ? ', private' : ''), where, numberless(why)].join(' | '),
  );
  const rows = [...groups]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, of]) => {
      const [what, where, why] = key.split(' | ');
      const paid = of.reduce((sum, { paidUsd }) => sum + paidUsd, 0);
      const times = of
        .map(({ at }) => at.slice(11, 19))
        .filter(Boolean)
        .toSorted();
      const when = times.length === 0 ? '' : `${times[0]} to ${times.at(-1)}`;
      return `| ${what} | ${of.length} | ${where} | $${paid.toFixed(6)} | ${when} | ${why} |`;
    });
  return [
    '| what | files | where | paid | done at | why |',
    '| --- | --: | --- | --: | --- | --- |',
    ...rows,
  ].join('\n');
}

/** Reasons that differ in their times, sums and names are one. */
const numberless = (why: string): string =>
  why
    .replace(/"[^"]*"/g, '"…"')
    .replace(/[\d.:$]*\d/g, 'n')
    .replaceAll('|', '/');

/** Every file as a row, for a spreadsheet. */
export function csvOf(outcomes: readonly Outcome[]): string {
  const cell = (value: string | number | boolean): string => `"${String(value).replaceAll('"', '""')}"`;
  const rows = outcomes.map(({ path, kind, isPrivate, where, paidUsd, at, why }) =>
    [path, kind, isPrivate, where, paidUsd, at, why].map(cell).join(','),
  );
  return `path,kind,private,where,paid_usd,done_at,why\n${rows.join('\n')}\n`;
}
