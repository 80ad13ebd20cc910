import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Journal } from '../../src/folders/journal.ts';
import type { Routed, Router, Routing } from '../../src/models/router.ts';
import type { Errand } from '../../src/processing/errand.ts';
import { TaskRun } from '../../src/processing/task-run.ts';
import type { NightshiftEvent } from '../../src/types/event.ts';
import type { Summary } from '../../src/types/task.ts';
import { manualRuns } from '../support/runs.ts';
import { scratchFolder } from '../support/scratch-root.ts';

const summary: Summary = { title: 'T', summary: 'S.', keyPoints: [], tags: [], language: 'en' };
const request = async () => ({ text: 'words', name: 'a.txt' });
const failure: Routed<never> = {
  ...{ ok: false, cause: 'failed', spec: 'a:b' },
  error: { code: 'timeout', reason: 'Slow.', hint: 'Wait.', retryable: true, charged: 'no' },
};

/** Tasks of one content, over a router that answers as told and remembers what it was asked. */
async function taskRuns(t: TestContext) {
  const journal = new Journal(join(await scratchFolder(t), 'state.db'));
  t.after(() => journal.close());
  const asked: { task: string; routing: Routing }[] = [];
  const events: NightshiftEvent[] = [];
  let answer: Routed<unknown> = { ok: true, value: summary, spec: 'a:b', usage: { seconds: 1.5 } };
  const router: Router = {
    route: async (task, _request, routing) => {
      asked.push({ task, routing });
      return answer as Routed<never>;
    },
    availableFor: async () => ({ ok: true, spec: 'a:b', slots: 1, contextTokens: 4096 }),
  };
  const open = (sha256 = 'aa', errand?: Pick<Errand, 'mustWait'>) =>
    new TaskRun({
      ...{ errand, clock: { now: () => 7 } },
      ...{ router, journal, sha256, path: 'a.txt', private: true, bytes: 9, runs: manualRuns().runs.of('a') },
      ...{ tell: (event) => events.push(event), signal: new AbortController().signal },
    });
  const answers = (next: Routed<unknown>): void => {
    answer = next;
  };
  return { journal, asked, events, open, answers };
}

describe('a task', () => {
  it('is measured with its result, without the time that the model took to load', async (t) => {
    const { journal, open, answers } = await taskRuns(t);
    const usage = { seconds: 12.5, loadSeconds: 10 };
    answers({ ok: true, value: summary, spec: 'a:b', usage });
    const text = 'x'.repeat(4000);
    await open().run('summarise', '', async () => ({ text, name: 'a.txt' }));
    assert.equal(journal.savedResult('aa', 'summarise', '')?.seconds, 12.5, 'the result keeps all of it');
    const pixels = { bytes: new Uint8Array(1), mime: 'image/png', width: 1, height: 1 } as const;
    await open().run('describe', 'file', async () => pixels);
    const sound = { path: '/a.mp3', mime: 'audio/mpeg' };
    await open().run('transcribe', '', async () => ({ ...sound, durationSeconds: 90 }));
    assert.deepEqual(
      journal.measurements
        .all()
        .map(({ task, spec, units, seconds, at }) => [task, spec, units, seconds, at]),
      [
        ['summarise', 'a:b', 5, 2.5, 7],
        ['describe', 'a:b', 1, 2.5, 7],
        ['transcribe', 'a:b', 1.6, 2.5, 7],
      ],
    );
  });

  it('is not measured when how much work it was is not known, or nobody could do it', async (t) => {
    const { journal, open, answers } = await taskRuns(t);
    await open().run('transcribe', '', async () => ({ path: '/a.mp3', mime: 'audio/mpeg' }));
    answers({ ok: false, cause: 'unavailable', outage: true, reason: 'R.', hint: '', missing: [] });
    await open().run('extract', '', request);
    assert.deepEqual(journal.measurements.all(), []);
  });

  it('waits for the turn of its model without being asked, unless its result is saved', async (t) => {
    const { asked, open } = await taskRuns(t);
    await open().run('summarise', '', request);
    const waiting = open('aa', { mustWait: (_, spec) => spec === 'a:b' });
    assert.equal((await waiting.run('summarise', '', request))?.ok, true);
    const unneeded = () => Promise.reject(new Error('What waits needs no request.'));
    assert.deepEqual(await waiting.run('extract', '', unneeded), {
      ...{ ok: false, cause: 'set-aside', task: 'extract', spec: 'a:b' },
    });
    assert.equal(asked.length, 1);
  });

  it('is saved when it is done and never asked for again, not even by a later run', async (t) => {
    const { asked, open } = await taskRuns(t);
    const first = await open().run('summarise', '', request);
    assert.deepEqual(first, { ok: true, value: summary, spec: 'a:b', usage: { seconds: 1.5 } });
    const later = open();
    const unneeded = () => Promise.reject(new Error('A saved result needs no request.'));
    assert.deepEqual(await later.run('summarise', '', unneeded), first);
    assert.equal(asked.length, 1);
    assert.deepEqual([later.models, later.seconds], [{ summarise: 'a:b' }, 1.5]);
  });

  it('is another one for another part, another task and another content', async (t) => {
    const { asked, open } = await taskRuns(t);
    await open().run('summarise', '', request);
    await open().run('summarise', 'page-2', request);
    await open().run('extract', '', request);
    await open('bb').run('summarise', '', request);
    assert.equal(asked.length, 4);
  });

  it('that failed is not saved, and is asked for again', async (t) => {
    const { asked, open, answers } = await taskRuns(t);
    answers(failure);
    const run = open();
    assert.deepEqual(await run.run('summarise', '', request), failure);
    assert.deepEqual([run.models, run.seconds], [{}, 0]);
    answers({ ok: true, value: summary, spec: 'c:d', usage: { seconds: 1 } });
    assert.equal((await open().run('summarise', '', request))?.ok, true);
    assert.equal(asked.length, 2);
  });

  it('with nothing to send asks nobody', async (t) => {
    const { asked, open } = await taskRuns(t);
    assert.equal(await open().run('summarise', '', async () => undefined), undefined);
    assert.equal(asked.length, 0);
  });

  it('of a private file says so to the router', async (t) => {
    const { asked, open } = await taskRuns(t);
    await open().run('summarise', '', request);
    assert.equal(asked[0]?.routing.private, true);
  });

  it('keeps its finished parts, so that a long one goes on where it broke off', async (t) => {
    const { asked, open, answers } = await taskRuns(t);
    answers(failure);
    await open().run('summarise', '', request);
    asked[0]?.routing.memo?.save('part 1 of 3', { points: ['one'] });
    await open().run('summarise', '', request);
    assert.deepEqual(asked[1]?.routing.memo?.load('part 1 of 3'), { points: ['one'] });
    assert.equal(asked[1]?.routing.memo?.load('part 2 of 3'), undefined);
  });

  it('tells which part it is at: of the pages where there are pages, else of the text', async (t) => {
    const { asked, events, open } = await taskRuns(t);
    await open().run('summarise', '', request);
    asked[0]?.routing.onPart?.('a:b', 2, 5);
    await open().run('summarise', 'page-3', request, { part: 3, parts: 7 });
    asked[1]?.routing.onPart?.('a:b', 1, 1);
    const said = { type: 'task', path: 'a.txt', task: 'summarise', spec: 'a:b' };
    assert.deepEqual(events, [
      { ...said, part: 2, parts: 5 },
      { ...said, part: 3, parts: 7 },
    ]);
  });

  it('adds up the seconds, and names every model once', async (t) => {
    const { open, answers } = await taskRuns(t);
    const run = open();
    await run.run('summarise', '1', request);
    await run.run('summarise', '2', request);
    answers({ ok: true, value: summary, spec: 'c:d', usage: { seconds: 2 } });
    await run.run('summarise', '3', request);
    assert.deepEqual([run.models, run.seconds], [{ summarise: 'a:b, c:d' }, 5]);
  });

  it('counts the seconds of models that were asked in vain, by an attempt that failed too', async (t) => {
    const { open, answers } = await taskRuns(t);
    answers({ ...failure, vainSeconds: 7 });
    const failed = open();
    await failed.run('summarise', '', request);
    assert.deepEqual([failed.models, failed.seconds], [{}, 7]);
    answers({ ok: true, value: summary, spec: 'c:d', usage: { seconds: 2 }, vainSeconds: 3 });
    const done = open();
    await done.run('summarise', '', request);
    assert.deepEqual([done.models, done.seconds], [{ summarise: 'c:d' }, 12]);
    const later = open();
    await later.run('summarise', '', request);
    assert.equal(later.seconds, 12);
    assert.equal(open('bb').seconds, 0);
  });
});
