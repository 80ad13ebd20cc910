/** The process in which the engine is measured. */
import '../src/small-heap.ts';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { NightshiftEvent, Tell } from '../src/types/event.ts';
import { answer, tellNews } from './child.ts';
import { type Engine, filesAtOnce, openEngine } from './engine.ts';
import { Gate, instantModel } from './instant-model.ts';

/** What may be asked for. */
export type EngineRequest =
  | { readonly type: 'open'; readonly root: string }
  | { readonly type: 'slice'; readonly files: number }
  | { readonly type: 'work'; readonly root: string; readonly files: number; readonly early: number }
  | { readonly type: 'watch'; readonly root: string }
  | { readonly type: 'rss' }
  | { readonly type: 'close' };

/** What `work` gives. `cores` is processor time by time. */
export interface WorkFigures {
  readonly seconds: number;
  /** Until the first `early` files were done. */
  readonly earlySeconds: number;
  readonly cores: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

const gate = new Gate();
const listeners = new Set<Tell>();
let engine: Engine | undefined;
let running: Promise<unknown> | undefined;

const tell: Tell = (event) => {
  for (const listener of listeners) listener(event);
};

/** Resolves with the time of the `count`th event of one of these types from now. */
function nth(count: number, types: readonly NightshiftEvent['type'][]): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  let seen = 0;
  const listener: Tell = (event) => {
    if (!types.includes(event.type) || ++seen < count) return;
    listeners.delete(listener);
    resolve(performance.now());
  };
  listeners.add(listener);
  return promise;
}

function failOnTrouble(): void {
  listeners.add((event) => {
    if (event.type !== 'failed' && !(event.type === 'notice' && event.level === 'error')) return;
    process.stderr.write(`${JSON.stringify(event)}\n`);
    process.exit(1);
  });
}

/** Opens with the gate closed; seconds until every file that lies there may be taken. */
async function open(root: string): Promise<number> {
  gate.close();
  const began = performance.now();
  engine = await openEngine(root, tell, instantModel(gate));
  const settled = engine.parts.tools.waiting.settled();
  const claims = nth(filesAtOnce, ['claimed']);
  running = engine.nightshift.run();
  await settled;
  const seconds = (performance.now() - began) / 1000;
  await claims;
  return seconds;
}

/** For what is past the gate when it closes, in milliseconds; it must not disturb the floor. */
const drainMs = 100;

/** Opens the gate for so many files; microseconds a file. As many are in work when it ends as when it began. */
async function slice(files: number): Promise<number> {
  const done = nth(files, ['done']);
  const began = performance.now();
  gate.open();
  const ended = await Promise.race([done, running?.then(() => undefined)]);
  gate.close();
  if (ended === undefined) throw new Error('The engine has no more files.');
  await delay(drainMs);
  return ((ended - began) * 1000) / files;
}

/** Works with the models of the root's settings, from the first claim to the end of the last file. */
async function work(root: string, files: number, early: number): Promise<WorkFigures> {
  const loop = monitorEventLoopDelay({ resolution: 1 });
  const started = nth(1, ['claimed']);
  const begunWell = nth(early, ['done']);
  const ended = nth(files, ['done']);
  engine = await openEngine(root, tell);
  void engine.nightshift.run();
  const began = await started;
  loop.enable();
  const before = process.cpuUsage();
  const seconds = ((await ended) - began) / 1000;
  loop.disable();
  const { user, system } = process.cpuUsage(before);
  return {
    seconds,
    earlySeconds: ((await begunWell) - began) / 1000,
    cores: (user + system) / 1e6 / seconds,
    p99Ms: loop.percentile(99) / 1e6,
    maxMs: loop.max / 1e6,
  };
}

/** Tells of every claim and end, with the time of the clock that all processes share, in nanoseconds. */
async function watch(root: string): Promise<void> {
  listeners.add((event) => {
    if (event.type !== 'claimed' && event.type !== 'done') return;
    tellNews({ type: event.type, path: event.path, at: String(process.hrtime.bigint()) });
  });
  gate.open();
  engine = await openEngine(root, tell, instantModel(gate));
  await engine.nightshift.start();
}

async function close(): Promise<void> {
  await engine?.close();
  engine = undefined;
}

failOnTrouble();
answer<EngineRequest>(async (request) => {
  switch (request.type) {
    case 'open':
      return open(request.root);
    case 'slice':
      return slice(request.files);
    case 'work':
      return work(request.root, request.files, request.early);
    case 'watch':
      return watch(request.root);
    case 'rss':
      // In kilobytes: https://nodejs.org/api/process.html#processresourceusage
      return process.resourceUsage().maxRSS / 1024;
    case 'close':
      return close();
  }
}, close);
