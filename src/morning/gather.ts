/** Gathers what a morning report tells, from the journal, the ledger, the notes and the status. */
import { basename, join } from 'node:path';
import type { Parts } from '../assembly.ts';
import { insteadOf } from '../cloud/instead.ts';
import type { Call } from '../cloud/ledger-records.ts';
import { dollarsOf } from '../cloud/money.ts';
import { readBeginning } from '../folders/beginning.ts';
import type { WorkDone } from '../folders/measurements.ts';
import { parseFrontMatter } from '../reading/front-matter.ts';
import {
  type DoneFile,
  type FailedFile,
  type Grouped,
  grouped,
  type InsteadFacts,
  type ModelWork,
  type MorningFacts,
} from '../report/morning-facts.ts';
import type { Status } from '../report/status.ts';
import { isoWithOffset } from '../report/times.ts';
import { systemCode } from '../types/failure.ts';
import { boughtFiles } from './bought.ts';
import type { NightRecord } from './night-record.ts';

/** What the gathering needs besides the parts. */
export interface MorningSources {
  readonly parts: Pick<Parts, 'root' | 'clock' | 'settings' | 'tools'>;
  readonly record: NightRecord;
  /** The calls that were sent in the night. */
  readonly calls: readonly Call[];
  readonly status: Status;
  readonly plan: Status['plan'];
}

/** Bytes; front matter stands at the beginning of a note. */
const beginning = 64 * 1024;

/** The facts as they stand now. Rejects with what SQLite or the file system rejects with. */
export async function gatherMorning(sources: MorningSources): Promise<MorningFacts> {
  const { parts, record, calls, status, plan } = sources;
  const { root, clock, settings, tools } = parts;
  const { journal } = tools;
  const iso = (ms: number): string => isoWithOffset(ms, settings.current.window.timeZone);
  const settled = record.spans.flatMap(({ from, until }) => journal.settled.between(from, until));
  const done = settled.filter(({ state }) => state === 'done');
  const failed = settled.filter(({ state }) => state === 'failed');
  const work = record.spans.flatMap(({ from, until }) => journal.measurements.between(from, until));
  const { opensAt, closesAt } = status.window;
  return {
    day: record.day,
    asOf: iso(clock.now()),
    spans: record.spans.map(({ from, until, late }) => ({
      from: iso(from),
      until: iso(until),
      ...(late && { late }),
    })),
    missed: missedOf(record, status),
    done: await withNotes(grouped(done.map(({ result }) => result)), (path) => doneFile(root.path, path)),
    copies: done.filter(({ isCopy }) => isCopy).length,
    failed: await withNotes(grouped(failed.map(({ result }) => result)), (path) =>
      failedFile(root.path, path),
    ),
    waiting: status.ingest + status.cloud,
    held: status.waiting,
    heldTotal: status.waitingTotal,
    needs: status.needs,
    bought: boughtFiles(calls, journal),
    models: modelWork(work),
    budget: status.budget,
    instead: insteadFacts(work),
    next: { opensAt, closesAt, ...(plan === undefined ? {} : { plan }) },
  };
}

/** The missed night that belongs to this report: one that was caught up in it, or that ended on its day. */
function missedOf({ day, spans }: NightRecord, { missed }: Status): MorningFacts['missed'] {
  if (missed === undefined) return undefined;
  const first = spans[0]?.from ?? 0;
  const isOfIt =
    missed.closed.slice(0, 10) === day || (spans.length > 0 && Date.parse(missed.closed) >= first);
  return isOfIt || missed.lateUntil?.slice(0, 10) === day ? missed : undefined;
}

async function withNotes<T>(
  { groups, ...rest }: Grouped<string>,
  look: (path: string) => Promise<T>,
): Promise<Grouped<T>> {
  const looked: { folder: string; total: number; shown: T[] }[] = [];
  for (const { folder, total, shown } of groups) {
    const files: T[] = [];
    for (const path of shown) files.push(await look(path));
    looked.push({ folder, total, shown: files });
  }
  return { ...rest, groups: looked };
}

const said = (value: unknown): string => (typeof value === 'string' ? value : '');

async function doneFile(root: string, result: string): Promise<DoneFile> {
  const data = await frontMatterOf(root, `${result}.md`);
  const name = basename(result);
  if (data === undefined) return { name };
  return { name, note: { path: `${result}.md`, title: said(data.title) || name, route: said(data.route) } };
}

async function failedFile(root: string, result: string): Promise<FailedFile> {
  const data = await frontMatterOf(root, `${result}.md`);
  const name = basename(result);
  if (data === undefined) return { name };
  return { name, note: { path: `${result}.md`, reason: said(data.reason), hint: said(data.hint) } };
}

/** Undefined when there is no such file any more, or none that may be read. */
async function frontMatterOf(
  root: string,
  path: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    return parseFrontMatter((await readBeginning(join(root, path), beginning)).toString('utf8')).data;
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return undefined;
  }
}

function modelWork(work: readonly WorkDone[]): readonly ModelWork[] {
  return [...Map.groupBy(work, ({ spec }) => spec)]
    .map(([spec, of]) => ({
      spec,
      tasks: [...Map.groupBy(of, ({ task }) => task)].map(([task, some]) => ({
        task,
        count: some.reduce((sum, { count }) => sum + count, 0),
      })),
      seconds: of.reduce((sum, { seconds }) => sum + seconds, 0),
    }))
    .toSorted((one, other) => other.seconds - one.seconds || (one.spec < other.spec ? -1 : 1));
}

function insteadFacts(work: readonly WorkDone[]): InsteadFacts {
  const { cloud, cloudMicros, assumptions, gpus } = insteadOf(work);
  return {
    cloud: cloud.map(({ micros, ...line }) => ({ ...line, usd: dollarsOf(micros) })),
    cloudUsd: dollarsOf(cloudMicros),
    assumptions,
    gpus: gpus.map(({ micros, perHour, ...gpu }) => ({
      ...gpu,
      perHourUsd: perHour,
      usd: dollarsOf(micros),
    })),
  };
}
