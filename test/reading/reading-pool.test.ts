import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReadingPool } from '../../src/reading/reading-pool.ts';
import { patient } from './files.ts';

const worker = new URL('./faulty-worker.ts', import.meta.url);
const job = (name: string) => ({ file: { path: `/${name}`, name, mime: 'text/plain', bytes: 1 } });

function pool(test: { after(fn: () => Promise<void>): void }, seconds = 30, threads = 1): ReadingPool {
  const made = new ReadingPool({ worker, threads, limits: { seconds, heapMegabytes: 32 } });
  test.after(() => made.close());
  return made;
}

for (const [name, code] of [
  ['die', 'reading-crashed'],
  ['throw-later', 'reading-crashed'],
  ['reject', 'reading-crashed'],
  ['hoard', 'reading-memory'],
] as const) {
  test(`a thread that ${name}s is a failure of its file alone, and the next file is read`, async (t) => {
    const threads = pool(t);
    const results = await Promise.all(
      [name, 'good', name, 'better'].map((each) =>
        threads.run<{ ok: true; name: string }>(job(each), patient),
      ),
    );
    assert.deepEqual(
      results.map((result) => (result.ok ? result.name : result.failure.code)),
      [code, 'good', code, 'better'],
    );
    const [failed] = results;
    assert.ok(failed !== undefined && !failed.ok);
    assert.match(failed.failure.reason, new RegExp(`\\b${name}\\b.*\\.$`));
    assert.equal(failed.retryable, code === 'reading-crashed');
  });
}

test('a file that takes for ever is stopped from outside, and the next one is read', async (t) => {
  const threads = pool(t, 1);
  const [spun, good] = await Promise.all([
    threads.run(job('spin'), patient),
    threads.run(job('good'), patient),
  ]);
  assert.deepEqual(spun, {
    ok: false,
    failure: {
      code: 'reading-timeout',
      reason: 'Reading spin took longer than 1 seconds and was stopped.',
      hint: 'Split it into smaller files, or save it anew from the program that made it.',
    },
    retryable: true,
  });
  assert.deepEqual(good, { ok: true, name: 'good' });
});

/** Resolves when `count` threads have begun to spin. */
function spinning(test: { after(fn: () => void): void }, count: number): Promise<void> {
  const channel = new BroadcastChannel('faulty-worker');
  test.after(() => channel.close());
  const { promise, resolve } = Promise.withResolvers<void>();
  let begun = 0;
  channel.onmessage = () => {
    begun++;
    if (begun === count) resolve();
  };
  return promise;
}

test('the caller can stop a read, before it begins and in the middle', async (t) => {
  const threads = pool(t);
  const begun = spinning(t, 1);
  const controller = new AbortController();
  const running = threads.run(job('spin'), controller.signal);
  const waiting = threads.run(job('good'), controller.signal);
  const unrelated = threads.run(job('good'), patient);
  await begun;
  controller.abort();
  for (const result of [await running, await waiting, await threads.run(job('good'), controller.signal)]) {
    const { ok, failure, retryable } = result as {
      ok: boolean;
      failure?: { code: string };
      retryable?: boolean;
    };
    assert.deepEqual({ ok, code: failure?.code, retryable }, { ok: false, code: 'aborted', retryable: true });
  }
  assert.deepEqual(await unrelated, { ok: true, name: 'good' });
});

test('closing stops what runs, answers what waits, and may be done twice', async (t) => {
  const threads = pool(t, 30, 2);
  const begun = spinning(t, 2);
  const results = ['spin', 'spin', 'good'].map((name) => threads.run<{ ok: true }>(job(name), patient));
  await begun;
  await Promise.all([threads.close(), threads.close()]);
  for (const result of await Promise.all([...results, threads.run<{ ok: true }>(job('good'), patient)])) {
    assert.equal(result.ok, false);
    assert.ok(!result.ok && result.failure.code === 'aborted' && result.retryable, JSON.stringify(result));
  }
});
