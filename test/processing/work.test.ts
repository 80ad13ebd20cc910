import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { ActiveContents } from '../../src/processing/active-contents.ts';
import { handleFile } from '../../src/processing/handle-file.ts';
import { type Admission, Work } from '../../src/processing/work.ts';
import { dropBelow } from '../support/journey.ts';
import { Processing } from '../support/processing-tools.ts';

/** Files that are ready, and the work that will take them; stopped before the parts are closed. */
async function workOn(t: TestContext, paths: readonly string[], filesAtOnce = 2) {
  const processing = await Processing.open(t);
  const { tools, root } = processing;
  for (const path of paths) await dropBelow(root.ingest, path, `The words of ${path}.`);
  await tools.waiting.start();
  await tools.waiting.settled();
  let admission: Admission = 'all';
  const open = (given = tools, order?: () => Iterable<string>): Work => {
    const active: ActiveContents = new Map();
    const work = new Work(given, {
      filesAtOnce: () => filesAtOnce,
      admission: () => admission,
      ...(order && { order }),
      handle: (file, own, signal) => handleFile(file, active, own, signal),
    });
    t.after(() => work.stop());
    return work;
  };
  return { processing, tools, model: processing.model, open, admit: (next: Admission) => (admission = next) };
}

describe('the work', () => {
  it('takes up so many files at once and no more, until all are done', async (t) => {
    const { processing, model, open } = await workOn(t, ['a.txt', 'b.txt', 'c.txt']);
    const work = open();
    model.hold();
    work.wake();
    await model.askedTimes(2);
    assert.equal(work.running, 2);
    work.wake();
    assert.equal(work.running, 2);
    model.release();
    await work.idle();
    assert.equal(work.running, 0);
    assert.equal(processing.told('done').length, 3);
  });

  it('lets a file come to its claim before it takes up the next', async (t) => {
    const { model, open } = await workOn(t, ['a.txt', 'b.txt']);
    const work = open();
    model.hold();
    work.wake();
    assert.equal(work.running, 1);
    await model.askedTimes(2);
    assert.equal(work.running, 2);
    model.release();
    await work.idle();
  });

  it('takes up files in the order that it is told, passing what is not there, and only those', async (t) => {
    const { processing, tools, open } = await workOn(t, ['a.txt', 'b.txt', 'c.txt'], 1);
    const work = open(tools, () => ['c.txt', 'gone.txt', 'a.txt']);
    await work.idle();
    assert.deepEqual(
      processing.told('claimed').map(({ path }) => path),
      ['c.txt', 'a.txt'],
    );
    assert.deepEqual(await processing.names('ingest'), ['b.txt']);
  });

  it('takes up only what lies in now/ while that is all that may be, and nothing when nothing may be', async (t) => {
    const { processing, open, admit } = await workOn(t, ['a.txt', 'now/b.txt']);
    const work = open();
    admit('none');
    await work.idle();
    assert.equal(processing.told('claimed').length, 0);
    admit('urgent');
    await work.idle();
    assert.deepEqual(await processing.names('done'), ['b.txt', 'b.txt.md']);
    assert.deepEqual(await processing.names('ingest'), ['a.txt']);
  });

  it('puts back what is in work when it is stopped, and takes up nothing more', async (t) => {
    const { processing, tools, model, open } = await workOn(t, ['a.txt', 'b.txt', 'c.txt']);
    const work = open();
    model.hold();
    work.wake();
    await model.askedTimes(2);
    await work.stop();
    assert.deepEqual(await processing.names('ingest'), ['a.txt', 'b.txt', 'c.txt']);
    assert.deepEqual(await processing.names('processing'), []);
    assert.deepEqual(tools.journal.claims(), []);
    await work.idle();
    assert.equal(model.asked.length, 2);
  });

  it('rests and tells it when the root itself fails, and loses nothing', async (t) => {
    const { processing, tools, open } = await workOn(t, ['a.txt', 'b.txt'], 1);
    const move: typeof tools.mover.move = async (from, to, expected) => {
      if (!to.startsWith(tools.root.done)) return tools.mover.move(from, to, expected);
      throw Object.assign(new Error('write failed'), { code: 'ENOSPC' });
    };
    const work = open({ ...tools, mover: { ...tools.mover, move } });
    work.wake();
    await processing.until('notice');
    const [notice] = processing.told('notice');
    assert.equal(notice?.level, 'error');
    assert.match(notice?.message ?? '', /^The disk is full while "a\.txt" was worked on; it is kept/);
    assert.equal(work.troubles, 1);
    assert.equal(processing.told('claimed').length, 1);
    await work.stop();
    assert.deepEqual(await processing.names('ingest'), ['a.txt', 'b.txt']);
    assert.deepEqual(await processing.names('done'), []);
  });

  it('keeps no claim of a file whose move to processing/ failed', async (t) => {
    const { processing, tools, open } = await workOn(t, ['a.txt']);
    const move: typeof tools.mover.move = async (from, to, expected) => {
      if (!to.startsWith(tools.root.processing)) return tools.mover.move(from, to, expected);
      throw Object.assign(new Error('write failed'), { code: 'ENOSPC' });
    };
    const work = open({ ...tools, mover: { ...tools.mover, move } });
    work.wake();
    await processing.until('notice');
    await work.stop();
    assert.deepEqual(tools.journal.claims(), []);
    assert.deepEqual(await processing.names('ingest'), ['a.txt']);
  });

  it('holds a file whose own place is in the way, tells what to do, and goes on with the others', async (t) => {
    const { processing, tools, open } = await workOn(t, ['notes/a.txt', 'b.txt'], 1);
    await dropBelow(tools.root.processing, 'notes', 'a file with the name of a folder');
    const work = open();
    await work.idle();
    assert.equal(work.troubles, 0);
    const [waiting] = processing.told('waiting');
    assert.match(waiting?.why ?? '', /^A file has the name of a folder that "notes\/a\.txt" needs/);
    assert.deepEqual(await processing.names('ingest'), ['notes/a.txt']);
    assert.deepEqual(await processing.names('done'), ['b.txt', 'b.txt.md']);
    assert.deepEqual(tools.journal.claims(), []);
  });

  it('does a file and what is in a folder of its name one after the other', async (t) => {
    const { processing, open } = await workOn(t, ['notes', 'now/notes/a.txt', 'now/notes/sub/b.txt'], 3);
    await open().idle();
    assert.equal(processing.told('done').length, 3);
    assert.deepEqual(processing.told('waiting'), []);
    const names = await processing.names('done');
    assert.equal(names.length, 6);
    assert.equal(names.filter((name) => /^notes( \(2\))?\/(a\.txt|sub\/b\.txt)$/.test(name)).length, 2);
    assert.deepEqual(await processing.names('processing'), []);
  });
});
