/** What happens to a window of two real minutes: each scenario gives what was seen, and whether that is as promised. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logged, RealNight } from './night-process.ts';

const second = 1000;
const minute = 60 * second;
/** More letters than any window of a scenario is long enough for. */
const plenty = 1000;

/** One line of the table. */
export interface Seen {
  readonly what: string;
  readonly seen: string;
  readonly kept: boolean;
}

/** Does what it says in real time, on a root of its own. */
export type Scenario = (night: RealNight) => Promise<readonly Seen[]>;

const until = (ms: number): Promise<void> => delay(Math.max(0, ms - Date.now()));

/** The next whole minute that leaves the program time to start. */
const nextOpening = (): number => Math.ceil((Date.now() + 25 * second) / minute) * minute;

/** Seconds after `from`, with a sign. */
const after = (ms: number | undefined, from: number): string =>
  ms === undefined ? 'never' : `${ms >= from ? '+' : ''}${Math.round((ms - from) / second)} s`;

const claims = (log: readonly Logged[], from: number, to: number): readonly number[] =>
  log.filter(({ type, at }) => type === 'claimed' && at >= from && at < to).map(({ at }) => at);

const turn = (log: readonly Logged[], open: boolean, from: number): number | undefined =>
  log.find(({ type, at, ...event }) => type === 'window' && event.open === open && at >= from)?.at;

const within = (ms: number | undefined, from: number, to: number): boolean =>
  ms !== undefined && ms >= from && ms <= to;

/** Every letter lies in one place, and none has failed. */
async function nothingLost(night: RealNight, count: number): Promise<Seen> {
  const letters = await night.letters();
  const sum = letters.ingest + letters.processing + letters.done;
  const seen = `${letters.done} done, ${letters.ingest} waiting, ${letters.processing} in work, ${letters.failed} failed of ${count}`;
  return { what: 'every file is there once', seen, kept: sum === count && letters.failed === 0 };
}

/** No claim in [from, to): the log tells whole seconds, so a claim of the last open second is no breach. */
function noClaims(log: readonly Logged[], what: string, from: number, to: number): Seen {
  const found = claims(log, from, to);
  return { what, seen: `${found.length} claims`, kept: found.length === 0 };
}

function someClaims(log: readonly Logged[], what: string, from: number, to: number): Seen {
  const found = claims(log, from, to);
  return { what, seen: `${found.length} claims, the first ${after(found[0], from)}`, kept: found.length > 0 };
}

/** Opens, claims, closes, and goes on in the next window, which the person's edit of settings.json brings near. */
export const twoWindows: Scenario = async (night) => {
  const opens = nextOpening();
  const closes = opens + 2 * minute;
  await night.settings(opens, closes);
  await night.drop(plenty);
  const start = night.command('start');
  await until(closes + 20 * second);
  const next = closes + minute;
  await night.settings(next, next + 2 * minute);
  await until(next + 2 * minute + 20 * second);
  const code = await night.end(start);
  const { ingest } = await night.letters();
  const log = await night.log();
  const opened = turn(log, true, opens);
  const closed = turn(log, false, closes);
  const openedAgain = turn(log, true, next);
  return [
    noClaims(log, 'nothing is claimed before it opens', 0, opens),
    { what: 'it opens on time', seen: after(opened, opens), kept: within(opened, opens, opens + 2 * second) },
    someClaims(log, 'claims while it is open', opens, closes),
    {
      what: 'it closes on time',
      seen: after(closed, closes),
      kept: within(closed, closes, closes + 2 * second),
    },
    noClaims(log, 'nothing is claimed between the windows', closes + second, next),
    {
      what: 'the next one opens on time',
      seen: after(openedAgain, next),
      kept: within(openedAgain, next, next + 2 * second),
    },
    someClaims(log, 'claims in the next window', next, next + 2 * minute),
    noClaims(log, 'nothing is claimed after it', next + 2 * minute + second, Number.POSITIVE_INFINITY),
    { what: 'files still wait after it', seen: `${ingest}`, kept: ingest > 0 },
    { what: 'it stops cleanly', seen: `code ${code}`, kept: code === 0 },
    await nothingLost(night, plenty),
  ];
};

/** Suspends a process from one moment to another. */
async function suspended(child: ChildProcess, from: number, to: number): Promise<void> {
  await until(from);
  child.kill('SIGSTOP');
  await until(to);
  child.kill('SIGCONT');
}

/** SIGSTOP before it opens, SIGCONT while it is open. */
export const stoppedAcrossOpening: Scenario = async (night) => {
  const opens = nextOpening();
  const closes = opens + 2 * minute;
  await night.settings(opens, closes);
  await night.drop(60);
  const start = night.command('start');
  const wakes = opens + 45 * second;
  await suspended(start, opens - 8 * second, wakes);
  await until(closes + 15 * second);
  await night.end(start);
  const log = await night.log();
  const opened = turn(log, true, opens);
  return [
    {
      what: 'it opens when it wakes up',
      seen: after(opened, wakes),
      kept: within(opened, wakes - second, wakes + 3 * second),
    },
    someClaims(log, 'claims in what is left of it', wakes - second, closes),
    noClaims(log, 'nothing is claimed after it', closes + second, Number.POSITIVE_INFINITY),
    await nothingLost(night, 60),
  ];
};

/** SIGSTOP while it is open and files wait, SIGCONT when it is over. */
export const stoppedAcrossClosing: Scenario = async (night) => {
  const opens = nextOpening();
  const closes = opens + 2 * minute;
  await night.settings(opens, closes);
  await night.drop(plenty);
  const start = night.command('start');
  const wakes = closes + 30 * second;
  await suspended(start, closes - 20 * second, wakes);
  await until(wakes + 25 * second);
  await night.end(start);
  const log = await night.log();
  const closed = turn(log, false, closes);
  const { ingest } = await night.letters();
  return [
    someClaims(log, 'claims while it is open', opens, closes),
    { what: 'files still wait when it is over', seen: `${ingest}`, kept: ingest > 0 },
    noClaims(log, 'nothing is claimed after it wakes up', closes + second, Number.POSITIVE_INFINITY),
    {
      what: 'it closes when it wakes up',
      seen: after(closed, wakes),
      kept: within(closed, wakes - second, wakes + 3 * second),
    },
    await nothingLost(night, plenty),
  ];
};

/** SIGSTOP before it opens, SIGCONT when it is over: the whole night is missed. */
export function stoppedAcrossBoth(catchUp: boolean): Scenario {
  return async (night) => {
    const opens = nextOpening();
    const closes = opens + 2 * minute;
    await night.settings(opens, closes, catchUp);
    await night.drop(5);
    const start = night.command('start');
    const wakes = closes + 20 * second;
    await suspended(start, opens - 8 * second, wakes);
    await until(wakes + 70 * second);
    const status = await readFile(night.root.statusFile, 'utf8');
    await night.end(start);
    const log = await night.log();
    const missed = log.find(({ type }) => type === 'missed');
    const line = /The night of .* was missed.*/.exec(status)?.[0] ?? 'nothing';
    const lateUntil = missed?.lateUntil === undefined ? undefined : Date.parse(missed.lateUntil);
    const told = [
      {
        what: 'it is missed, and told',
        seen: after(missed?.at, wakes),
        kept: within(missed?.at, wakes - second, wakes + 3 * second),
      },
      {
        what: 'STATUS.md says so',
        seen: line,
        kept: line.includes(catchUp ? 'caught up until' : 'window.catchUp'),
      },
      noClaims(log, 'nothing is claimed while it is stopped', 0, wakes - second),
    ];
    const done = log.filter(({ type }) => type === 'done').length;
    const caught = [
      {
        what: 'it is caught up for as long as it was',
        seen: after(lateUntil, wakes),
        kept: within(lateUntil, wakes + 115 * second, wakes + 125 * second),
      },
      { what: 'what waited is done', seen: `${done} of 5`, kept: done === 5 },
    ];
    const left = [
      {
        what: 'it is not caught up',
        seen: `${done} done, ${missed?.notLate}`,
        kept: done === 0 && missed?.notLate === 'off',
      },
    ];
    return [...told, ...(catchUp ? caught : left), await nothingLost(night, 5)];
  };
}

/** Between two processes the clock is set a day forward, and then two days back. */
export const clockMoved: Scenario = async (night) => {
  const opens = nextOpening() + 10 * minute;
  await night.settings(opens, opens + 2 * minute);
  await night.drop(5);
  const day = 24 * 60 * minute;
  const first = night.startShifted(0);
  await night.turns(1);
  await delay(5 * second);
  const firstCode = await night.end(first);
  const before = (await night.log()).length;
  const forward = night.startShifted(day);
  await delay(90 * second);
  const forwardCode = await night.end(forward);
  const middle = (await night.log()).slice(before);
  const { done } = await night.letters();
  await night.drop(3);
  const begin = (await night.log()).length;
  const turns = (await night.log()).filter(({ type }) => type === 'window').length;
  const back = night.startShifted(-day);
  await night.turns(turns + 1);
  await delay(15 * second);
  const backCode = await night.end(back);
  const end = (await night.log()).slice(begin);
  const missed = middle.filter(({ type }) => type === 'missed');
  return [
    {
      what: 'a day forward: the night between is missed, once',
      seen: `${missed.length} told`,
      kept: missed.length === 1,
    },
    { what: 'and its work is caught up', seen: `${done} of 5 done`, kept: done === 5 },
    {
      what: 'two days back: nothing is missed, nothing claimed',
      seen: `${end.filter(({ type }) => type === 'missed').length} told, ${end.filter(({ type }) => type === 'claimed').length} claims`,
      kept: end.every(({ type }) => type !== 'missed' && type !== 'claimed'),
    },
    {
      what: 'all three stop cleanly',
      seen: `codes ${firstCode}, ${forwardCode}, ${backCode}`,
      kept: firstCode === 0 && forwardCode === 0 && backCode === 0,
    },
    await nothingLost(night, 8),
  ];
};

/** `run` while `start` owns the root and the window is shut. */
export const runBesideStart: Scenario = async (night) => {
  const opens = nextOpening() + 30 * minute;
  await night.settings(opens, opens + 2 * minute);
  await night.drop(4);
  const start = night.command('start');
  await night.turns(1);
  await delay(10 * second);
  const before = await night.letters();
  const run = night.command('run');
  const [runCode] = await once(run, 'exit');
  const owner = start.exitCode === null && start.signalCode === null;
  await night.drop(5);
  await delay(15 * second);
  const log = await night.log();
  const done = log.filter(({ type }) => type === 'done').length;
  const code = await night.end(start);
  return [
    { what: 'nothing is done before it is asked', seen: `${before.done} done`, kept: before.done === 0 },
    {
      what: 'run ends well when all is done',
      seen: `code ${runCode}, ${done} done`,
      kept: runCode === 0 && done === 4,
    },
    {
      what: 'start goes on, and what comes later waits',
      seen: `${(await night.letters()).ingest} waiting`,
      kept: owner && done === 4,
    },
    { what: 'it stops cleanly', seen: `code ${code}`, kept: code === 0 },
    // The four letters were dropped anew under the same names, with a fifth.
    await nothingLost(night, 9),
  ];
};
