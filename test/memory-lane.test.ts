import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Parts } from '../src/assembly.ts';
import { MemoryIndex } from '../src/memory/index.ts';
import { indexJob } from '../src/memory/index-job.ts';
import type { MemoryJob, MemoryTools } from '../src/memory/job.ts';
import { MemoryLane } from '../src/memory-lane.ts';
import { defaultSettings } from '../src/settings.ts';
import type { NightshiftEvent, Tell } from '../src/types/event.ts';
import { dropBelow, Journey, namesBelow, quickSettings, shutWindow } from './support/journey.ts';
import { longAgo, putNote } from './support/memories.ts';
import { scratchRoot } from './support/scratch-root.ts';

const minute = 60_000;

/** A lane in a world whose hour, files and clock the test turns; `jobs` say in `log` when they begin and end. */
async function laneOf(t: TestContext, makers: readonly ((tools: MemoryTools) => MemoryJob)[]) {
  const root = await scratchRoot(t);
  const world = { now: Date.now(), open: false, running: 0, ready: 0, runs: 0 };
  const watchers = new Set<Tell>();
  const events: NightshiftEvent[] = [];
  let idle = Promise.withResolvers<void>();
  const tools = {
    waiting: { counts: () => ({ ready: world.ready }) },
    journal: { content: () => undefined },
    router: {},
    tell: (event: NightshiftEvent) => void events.push(event),
  };
  const parts = {
    ...{ root, watchers, tools, onChange: new Set<() => void>(), cloud: {} },
    timers: { setTimeout, clearTimeout },
    ...{ clock: { now: () => world.now }, settings: { current: defaultSettings } },
  };
  const lane = new MemoryLane(parts as unknown as Parts, {
    isOpen: () => world.open,
    isRunning: () => world.runs > 0,
    work: {
      get running() {
        return world.running;
      },
      idle: () => idle.promise,
    },
    jobs: (tools) => makers.map((make) => make(tools)),
    onQuestions: () => undefined,
  });
  t.after(() => lane.stop());
  return {
    ...{ root, lane, events },
    /** Turns the world, and tells the lane so. */
    turn(change: Partial<typeof world>): void {
      Object.assign(world, change);
      if (world.running === 0) {
        idle.resolve();
        idle = Promise.withResolvers<void>();
      }
      lane.wake();
    },
    later: (ms: number) => {
      world.now += ms;
      lane.wake();
    },
    tell(event: NightshiftEvent): void {
      for (const watcher of watchers) watcher(event);
    },
    messages: () => events.map((event) => (event.type === 'notice' ? event.message : event.type)),
  };
}

/** Jobs that last until they are let go or stopped, and what they did. */
function steered(...names: readonly string[]) {
  const log: string[] = [];
  const heard = new Map<string, () => void>();
  const gates = new Map<string, PromiseWithResolvers<void>>();
  const note = (entry: string): void => {
    log.push(entry);
    heard.get(entry)?.();
  };
  const jobs = names.map((name) => () => ({
    name,
    async run(signal: AbortSignal) {
      const gate = Promise.withResolvers<void>();
      gates.set(name, gate);
      signal.addEventListener('abort', () => gate.resolve(), { once: true });
      note(`${name} begins`);
      await gate.promise;
      note(`${name} ${signal.aborted ? 'stops' : 'ends'}`);
    },
  }));
  /** Resolves when this is said the next time, or was said already since the last wait. */
  const until = async (entry: string): Promise<void> => {
    const at = log.indexOf(entry);
    if (at !== -1) {
      log.splice(0, at + 1);
      return;
    }
    await new Promise<void>((resolve) => heard.set(entry, resolve));
    heard.delete(entry);
    log.splice(0, log.indexOf(entry) + 1);
  };
  return { jobs, until, log, release: (name: string) => gates.get(name)?.resolve() };
}

describe('the lane of the memory', () => {
  it('runs one job after the other in the window, and rests until something has changed', async (t) => {
    const { jobs, until, log, release } = steered('one', 'two');
    const { lane, turn, later } = await laneOf(t, jobs);
    lane.begin();
    assert.deepEqual(log, [], 'by day nothing');
    turn({ open: true });
    await until('one begins');
    assert.deepEqual(log, []);
    release('one');
    await until('two begins');
    release('two');
    await until('two ends');
    later(minute / 2);
    assert.deepEqual(log, [], 'nothing has changed');
    later(10 * minute);
    await until('one begins');
  });

  it('lets files go first, and goes on behind them', async (t) => {
    const { jobs, until, log, release } = steered('one', 'two');
    const { lane, turn } = await laneOf(t, jobs);
    turn({ open: true, ready: 1 });
    lane.begin();
    assert.deepEqual(log, [], 'a file waits');
    turn({ ready: 0, running: 1 });
    assert.deepEqual(log, [], 'a file is in work');
    turn({ running: 0 });
    await until('one begins');
    release('one');
    await until('two begins');
    turn({ running: 1 });
    await until('two stops');
    turn({ running: 0 });
    await until('one begins');
    release('one');
    await until('two begins');
  });

  it('stops when the window closes, and when the program does', async (t) => {
    const { jobs, until } = steered('one');
    const { lane, turn } = await laneOf(t, jobs);
    turn({ open: true });
    lane.begin();
    await until('one begins');
    turn({ open: false });
    await until('one stops');
    turn({ open: true });
    await until('one begins');
    await lane.stop();
    await until('one stops');
  });

  it('has its turn behind a run by day, and says when that is over', async (t) => {
    const { jobs, until, log, release } = steered('one', 'two');
    const { lane, turn } = await laneOf(t, jobs);
    lane.begin();
    turn({ runs: 1, ready: 1 });
    await lane.settled();
    assert.deepEqual(log, []);
    turn({ runs: 0 });
    lane.afterRun();
    const settled = lane.settled();
    await until('one begins');
    release('one');
    await until('two begins');
    release('two');
    await settled;
    assert.deepEqual(log, ['two ends']);
  });

  it('goes on with the other jobs when one fails, and tells it once', async (t) => {
    const failing = () => ({ name: 'digests', run: () => Promise.reject(new Error('no luck')) });
    const { jobs, until, release } = steered('other');
    const { lane, turn, later, messages } = await laneOf(t, [failing, ...jobs]);
    turn({ open: true });
    lane.begin();
    for (let round = 0; round < 2; round += 1) {
      await until('other begins');
      release('other');
      await until('other ends');
      await Promise.resolve();
      later(11 * minute);
    }
    await until('other begins');
    assert.deepEqual(messages(), [
      'The memory could not work on digests (no luck); it is tried again later.',
    ]);
  });

  it('notices by day what was edited and deleted in done/, and an index that was taken away', async (t) => {
    const { jobs, until, release } = steered('listed');
    const listingOf = (tools: MemoryTools): MemoryJob => {
      const [index, after] = [indexJob(tools), jobs[0]?.()];
      return {
        name: index.name,
        run: async (signal) => {
          await index.run(signal);
          await after?.run(signal);
        },
      };
    };
    const { root, lane, later } = await laneOf(t, [listingOf]);
    await putNote(root, 'a.md', 'A yellow boat.');
    await putNote(root, 'b.md', 'A green boat.');
    const listed = async (): Promise<readonly string[]> => {
      later(2 * minute);
      await until('listed begins');
      release('listed');
      await until('listed ends');
      const index = new MemoryIndex(root.indexFile);
      try {
        return index.rows('SELECT text FROM chunk ORDER BY text').map(({ text }) => String(text));
      } finally {
        index.close();
      }
    };
    lane.begin();
    assert.deepEqual(await listed(), ['A green boat.', 'A yellow boat.']);
    await rm(join(root.done, 'b.md'));
    await putNote(root, 'a.md', 'A yellow coat.', longAgo + 1);
    assert.deepEqual(await listed(), ['A yellow coat.']);
    for (const ending of ['', '-wal', '-shm']) await rm(`${root.indexFile}${ending}`, { force: true });
    assert.deepEqual(await listed(), ['A yellow coat.']);
  });

  it('takes what was settled into the index, without a listing', async (t) => {
    const { root, lane, tell, turn } = await laneOf(t, []);
    await putNote(root, 'a.md', 'A yellow boat.');
    turn({ running: 1 });
    lane.begin();
    const done = { path: 'a', note: 'done/a.md', seconds: 1, incomplete: [] } as const;
    tell({ type: 'done', ...done });
    const index = new MemoryIndex(root.indexFile);
    t.after(() => index.close());
    while (index.counts().files === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual([...index.stamps().keys()], ['done/a.md']);
  });
});

describe('a run', () => {
  it('leaves what it did in the index, a digest of the day, the graph, and answers', async (t) => {
    const journey = await Journey.open(t);
    await journey.drop('boat.txt', 'A yellow boat lies in the harbour. Mrs. Ada Lovelace moored it there.');
    await dropBelow(journey.root.ask, 'boat.md', 'Where is the yellow boat?');
    await journey.run();
    await journey.nightshift.remembered();
    const index = new MemoryIndex(journey.root.indexFile);
    t.after(() => index.close());
    assert.deepEqual([...index.stamps().keys()], ['done/boat.txt.md']);
    assert.match(await journey.read('answers/boat.md'), /yellow boat lies in the harbour/);
    const kept = await namesBelow(journey.root.memory);
    assert.ok(
      kept.some((path) => /^daily\/\d{4}-\d\d-\d\d\.md$/.test(path)),
      kept.join(),
    );
    assert.ok(kept.includes('graph.json'), kept.join());
  });
});

describe('a question in ask/now/', () => {
  it('is answered at once, while the window is shut', async (t) => {
    const journey = await Journey.open(t, { settings: { ...quickSettings, window: shutWindow() } });
    await dropBelow(journey.root.done, 'boat.md', 'The yellow boat lies in the harbour.');
    await journey.nightshift.start();
    await dropBelow(journey.root.ask, 'now/boat.md', 'Where is the yellow boat?');
    while (!(await namesBelow(journey.root.answers)).includes('boat.md')) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.match(await journey.read('answers/boat.md'), /harbour/);
  });
});
