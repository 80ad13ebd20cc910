import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Answer } from '../../src/models/contract.ts';
import { abortedError, refused } from '../../src/models/errors.ts';
import type { RoutedTask, Turn } from '../../src/models/router.ts';
import type { UsualTimes } from '../../src/processing/usual-times.ts';
import { manualRuns, minuteEach } from '../support/runs.ts';

const minute = 60_000;
const size = { bytes: 1000 };
/** It has a slot. */
const served: Turn = { servedAt: 0 };

/** A model that works until it is told to stop or to answer. */
function busyModel() {
  const { promise, resolve } = Promise.withResolvers<Answer<string>>();
  const signals: AbortSignal[] = [];
  return {
    signals,
    answer: () => resolve({ ok: true, value: 'done', usage: { seconds: 1 } }),
    work: (signal: AbortSignal): Promise<Answer<string>> => {
      signals.push(signal);
      signal.addEventListener('abort', () => resolve(refused(abortedError('a:b'))));
      return promise;
    },
  };
}

/** A task of a file under way at a busy model. */
function underWay(task: RoutedTask = 'describe', times: UsualTimes = minuteEach, turn: Turn = served) {
  const { time, runs } = manualRuns(times);
  const file = runs.of('a.jpg');
  const stop = new AbortController();
  const model = busyModel();
  const run = file.watch({ task, spec: 'a:b', size, turn, signal: stop.signal }, model.work);
  return { time, runs, file, stop, model, run };
}

describe('a run', () => {
  it('that ends in time is answered as it was', async () => {
    const { time, model, run } = underWay();
    time.advance(9 * minute);
    model.answer();
    assert.equal((await run).ok, true);
    assert.equal(time.pending, 0);
  });

  it('that is not done after the limit is broken off, and says for how long it ran', async () => {
    const { time, run } = underWay();
    time.advance(10 * minute + 20_000);
    const answer = await run;
    assert.ok(!answer.ok);
    assert.equal(answer.error.code, 'ran-away');
    assert.equal(answer.error.retryable, true);
    assert.match(answer.error.reason, /^a:b was not done after 10 minutes/);
    assert.equal(time.pending, 0);
  });

  it('has the longer of the limit and so many times what is usual for its size', async () => {
    const sizes: unknown[] = [];
    const usualMs = (_task: unknown, _spec: unknown, its: unknown) => {
      sizes.push(its);
      return 5 * minute;
    };
    const { time, model, run } = underWay('transcribe', { ...minuteEach, usualMs });
    time.advance(19 * minute);
    assert.equal(model.signals[0]?.aborted, false);
    time.advance(2 * minute);
    const answer = await run;
    assert.ok(!answer.ok);
    assert.equal(answer.error.code, 'ran-away');
    assert.deepEqual(sizes[0], size);
  });

  it('is not broken off by a night of sleep', async () => {
    const { time, model, run } = underWay();
    time.advance(5 * minute);
    time.step(8 * 60 * minute);
    time.advance(4 * minute);
    assert.equal(model.signals[0]?.aborted, false);
    time.advance(2 * minute);
    assert.equal((await run).ok, false);
  });

  it('does not run while it waits at the server behind others', async () => {
    const turn: Turn = { servedAt: undefined };
    const { time, model, run } = underWay('describe', minuteEach, turn);
    time.advance(60 * minute);
    turn.servedAt = 1;
    time.advance(9 * minute);
    assert.equal(model.signals[0]?.aborted, false);
    time.advance(2 * minute);
    assert.equal((await run).ok, false);
  });

  it('that we stop ourselves has not run away, whatever time it is', async () => {
    const { time, stop, run } = underWay();
    stop.abort();
    time.advance(60 * minute);
    const answer = await run;
    assert.ok(!answer.ok);
    assert.equal(answer.error.code, 'aborted');
  });
});

describe('what a file has before it', () => {
  const wanted = [
    { task: 'recognise', size, times: 3 },
    { task: 'summarise', size, times: 1 },
  ] as const;

  it('is not known while no model works on it, nor when nobody works on it', () => {
    const { runs } = manualRuns();
    runs.of('a.jpg').expect(wanted);
    assert.equal(runs.leftMs('a.jpg'), undefined);
    assert.equal(runs.leftMs('b.jpg'), undefined);
  });

  it('gets less with each heartbeat and each part that is ended', async () => {
    const { time, runs, file, model, run } = underWay('recognise');
    file.expect(wanted);
    // Nobody has summarised anything here yet.
    assert.equal(runs.leftMs('a.jpg'), 3 * minute);
    time.advance(30_000);
    assert.equal(runs.leftMs('a.jpg'), 2.5 * minute);
    file.ended('recognise');
    assert.equal(runs.leftMs('a.jpg'), 1.5 * minute);
    model.answer();
    await run;
    assert.equal(runs.leftMs('a.jpg'), undefined);
  });

  it('counts what another file has shown that it can be done here, and forgets what is behind it', async () => {
    const { runs, model, run } = underWay('summarise');
    const other = runs.of('b.pdf');
    other.expect(wanted);
    const reading = busyModel();
    const signal = new AbortController().signal;
    const seen = other.watch({ task: 'recognise', spec: 'a:b', size, turn: served, signal }, reading.work);
    assert.equal(runs.leftMs('b.pdf'), 4 * minute);
    reading.answer();
    await seen;
    const summing = busyModel();
    const summed = other.watch({ task: 'summarise', spec: 'a:b', size, turn: served, signal }, summing.work);
    assert.equal(runs.leftMs('b.pdf'), minute);
    other.ended('summarise');
    assert.equal(runs.leftMs('b.pdf'), 0);
    summing.answer();
    model.answer();
    await Promise.all([summed, run]);
    runs.forget('b.pdf');
    assert.equal(runs.leftMs('b.pdf'), undefined);
  });
});
