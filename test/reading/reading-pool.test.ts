import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as later } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ReadingPool } from '../../src/reading/reading-pool.ts';
import { patient, scratchFolder } from './files.ts';

const worker = new URL('./faulty-worker.ts', import.meta.url);
const job = (name: string, path = `/${name}`) => ({ file: { path, name, mime: 'text/plain', bytes: 1 } });
type Good = { readonly ok: true; readonly name: string };

function pool(t: TestContext, seconds = 30, processes = 1, memory = 400): ReadingPool {
  const made = new ReadingPool({ worker, processes, limits: () => ({ seconds, memory }), heap: 64 });
  t.after(() => made.close());
  return made;
}

for (const [name, code, what] of [
  ['die', 'reading-crashed', 'exited with code 1'],
  ['throw-later', 'reading-crashed', 'thrown out of the event loop'],
  ['reject', 'reading-crashed', 'rejected'],
  ['be-killed', 'reading-crashed', 'ended by SIGKILL'],
  ['hoard', 'reading-memory', 'more memory'],
  ['split', 'reading-memory', 'more memory'],
  ['fill', 'reading-memory', 'more memory'],
] as const) {
  test(`a process in which a file does “${name}” is a failure of that file alone, and the next is read`, async (t) => {
    const processes = pool(t);
    const results = await Promise.all(
      [name, 'good', name, 'better'].map((each) => processes.run<Good>(job(each), patient)),
    );
    assert.deepEqual(
      results.map((result) => (result.ok ? result.name : result.failure.code)),
      [code, 'good', code, 'better'],
    );
    const [failed] = results;
    assert.ok(failed !== undefined && !failed.ok);
    assert.match(failed.failure.reason, new RegExp(`\\b${name}\\b.*${what}.*\\.$`));
    assert.equal(failed.retryable, code === 'reading-crashed');
  });
}

test('a job may have less time than others', async (t) => {
  const processes = pool(t, 600);
  const folder = await scratchFolder(t);
  const limits = { seconds: 1, memory: 400 };
  const spun = await processes.run<Good>(job('spin', join(folder, '1')), patient, limits);
  assert.ok(!spun.ok && spun.failure.code === 'reading-timeout');
});

test('a file that takes for ever is stopped from outside, and the next one is read', async (t) => {
  const processes = pool(t, 1);
  const folder = await scratchFolder(t);
  const [spun, good] = await Promise.all([
    processes.run(job('spin', join(folder, '1')), patient),
    processes.run(job('good'), patient),
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

test('when the reading part of the program itself is missing, every file that waits fails at once and truly', async (t) => {
  const missing = new URL('./no-such-worker.ts', import.meta.url);
  const processes = new ReadingPool({
    ...{ worker: missing, processes: 1, limits: () => ({ seconds: 3600, memory: 400 }) },
  });
  t.after(() => processes.close());
  for (const result of await Promise.all(
    ['one', 'two'].map((name) => processes.run<Good>(job(name), patient)),
  )) {
    assert.ok(!result.ok && result.retryable);
    assert.equal(result.failure.code, 'reading-unavailable');
    assert.match(result.failure.reason, /could not start \(Cannot find module .*no-such-worker/);
    assert.match(result.failure.hint, /^Install Nightshift anew/);
  }
});

test('a process that is killed while it starts is no fault of the file that waits for it', async (t) => {
  const killed = new URL('./killed-worker.ts', import.meta.url);
  const processes = new ReadingPool({
    ...{ worker: killed, processes: 1, limits: () => ({ seconds: 3600, memory: 400 }) },
  });
  t.after(() => processes.close());
  const result = await processes.run<Good>(job('one'), patient);
  assert.ok(!result.ok && result.retryable);
  assert.equal(result.failure.code, 'reading-unavailable');
});

test('where no process can be started, a file fails truly, and the next one is read when one can', async (t) => {
  const processes = pool(t);
  const { PATH } = process.env;
  // More than any system takes: it refuses at once, as it does without memory.
  process.env.PATH = 'x'.repeat(8 * 1024 * 1024);
  t.after(() => Object.assign(process.env, { PATH }));
  const result = await processes.run<Good>(job('one'), patient);
  Object.assign(process.env, { PATH });
  assert.ok(!result.ok && result.retryable);
  assert.equal(result.failure.code, 'reading-unavailable');
  assert.match(result.failure.reason, /could not start \(spawn E2BIG\)/);
  assert.deepEqual(await processes.run<Good>(job('good'), patient), { ok: true, name: 'good' });
});

test('a process that reads lives in the time zone of the program, and knows none of its keys', async (t) => {
  const processes = pool(t);
  const { TZ, SECRET_KEY } = process.env;
  t.after(() => {
    for (const [name, value] of Object.entries({ TZ, SECRET_KEY })) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
  Object.assign(process.env, { TZ: 'Asia/Tokyo', SECRET_KEY: 'k' });
  assert.deepEqual(await processes.run<Good>(job('zone'), patient), { ok: true, name: 'Asia/Tokyo' });
  assert.deepEqual(await processes.run<Good>(job('key'), patient), { ok: true, name: 'undefined' });
});

test('a process rests after a file and takes the next one', async (t) => {
  const processes = pool(t);
  const first = await processes.run<Good>(job('who'), patient);
  assert.ok(first.ok);
  assert.deepEqual(await processes.run<Good>(job('who'), patient), first);
});

test('a process that dies while it rests is no failure of the next file', async (t) => {
  const processes = pool(t);
  const first = await processes.run<Good>(job('who'), patient);
  assert.ok(first.ok);
  process.kill(Number(first.name), 'SIGKILL');
  while (isAlive(Number(first.name))) await later(20);
  const second = await processes.run<Good>(job('who'), patient);
  assert.ok(second.ok && second.name !== first.name, JSON.stringify(second));
});

/** The processes that spin, when there are `count`. Each writes its number into a file of the folder. */
async function spinning(folder: string, count: number): Promise<readonly number[]> {
  const watcher = watch(folder);
  try {
    for (;;) {
      const names = await readdir(folder);
      const numbers = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
      if (numbers.filter(Boolean).length === count) return numbers.map(Number);
      // An event may have come before the watcher was there.
      await Promise.race([once(watcher, 'change'), later(100)]);
    }
  } finally {
    watcher.close();
  }
}

/** Whether a process is there and no zombie. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('the caller can stop a read, before it begins and in the middle', async (t) => {
  const processes = pool(t);
  const folder = await scratchFolder(t);
  const controller = new AbortController();
  const running = processes.run(job('spin', join(folder, '1')), controller.signal);
  const waiting = processes.run(job('good'), controller.signal);
  const unrelated = processes.run(job('good'), patient);
  await spinning(folder, 1);
  controller.abort();
  for (const result of [await running, await waiting, await processes.run(job('good'), controller.signal)]) {
    const { ok, failure, retryable } = result as {
      ok: boolean;
      failure?: { code: string };
      retryable?: boolean;
    };
    assert.deepEqual({ ok, code: failure?.code, retryable }, { ok: false, code: 'aborted', retryable: true });
  }
  assert.deepEqual(await unrelated, { ok: true, name: 'good' });
});

test('closing stops what runs, answers what waits, leaves no process behind, and may be done twice', async (t) => {
  const processes = pool(t, 30, 2);
  const folder = await scratchFolder(t);
  const results = ['spin', 'spin', 'good'].map((name, n) =>
    processes.run<{ ok: true }>(job(name, join(folder, `${n}`)), patient),
  );
  const numbers = await spinning(folder, 2);
  await Promise.all([processes.close(), processes.close()]);
  assert.deepEqual(numbers.filter(isAlive), []);
  for (const result of await Promise.all([...results, processes.run<{ ok: true }>(job('good'), patient)])) {
    assert.equal(result.ok, false);
    assert.ok(!result.ok && result.failure.code === 'aborted' && result.retryable, JSON.stringify(result));
  }
});

test('a process that reads does not outlive the program, however that ends', async (t) => {
  const folder = await scratchFolder(t);
  const child = fileURLToPath(new URL('./pool-child.ts', import.meta.url));
  const program = spawn(process.execPath, [child, join(folder, '1')], { stdio: 'ignore' });
  const [number = 0] = await spinning(folder, 1);
  program.kill('SIGKILL');
  await once(program, 'exit');
  while (isAlive(number)) await later(100);
});
