import assert from 'node:assert/strict';
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { forgetTaken, releaseServed } from '../../src/processing/needs.ts';
import { Processing } from '../support/processing-tools.ts';

/** The steered model can neither listen nor look. */
const settings = {
  stabilityMs: 20,
  models: {
    text: { night: ['ollama:steered'] },
    audio: { night: ['ollama:steered'] },
    embed: { night: [] },
  },
};

describe('files that wait for a model', () => {
  it('go on when somebody can do what they need, and not before', async (t) => {
    const { tools } = await Processing.open(t, { settings });
    tools.held.hold('song.mp3', { why: 'Nobody listens.', hint: 'Install it.', needs: 'transcribe' });
    tools.held.hold('note.txt', { why: 'Nobody read it.', hint: 'Install it.', needs: 'summarise' });
    assert.deepEqual(await releaseServed(tools), ['note.txt']);
    assert.deepEqual([...tools.held.entries().keys()], ['song.mp3']);
    assert.deepEqual(await releaseServed(tools), []);
  });

  it('are left alone while they wait until a time, since their server is only busy', async (t) => {
    const { tools } = await Processing.open(t, { settings });
    const until = Date.now() + 3_600_000;
    tools.held.hold('note.txt', { why: 'Busy.', hint: '', needs: 'summarise', until });
    assert.deepEqual(await releaseServed(tools), []);
  });

  it('are left alone when they wait for no model at all', async (t) => {
    const { tools } = await Processing.open(t, { settings });
    tools.held.hold('note.txt', { why: 'It may not be read.', hint: '' });
    assert.deepEqual(await releaseServed(tools), []);
  });

  it('are made ready again when they are released', async (t) => {
    const processing = await Processing.open(t, { settings });
    const { tools } = processing;
    const file = await processing.take('note.txt', 'Something to read.');
    tools.waiting.postpone(file.path, Number.POSITIVE_INFINITY);
    tools.held.hold('note.txt', { why: 'Nobody read it.', hint: '', needs: 'summarise' });
    assert.equal(tools.waiting.counts().ready, 0);
    await releaseServed(tools);
    assert.equal(tools.waiting.counts().ready, 1);
  });

  it('are forgotten once people took them away, those of an earlier run too', async (t) => {
    const processing = await Processing.open(t, { settings });
    const { tools, root } = processing;
    await processing.take('stays.txt', 'one');
    await processing.take('goes.txt', 'two');
    for (const path of ['stays.txt', 'goes.txt']) tools.held.hold(path, { why: 'Why.', hint: '' });
    await unlink(join(root.ingest, 'goes.txt'));
    await forgetTaken(tools);
    assert.deepEqual(
      tools.journal.held().map(({ source }) => source),
      ['stays.txt'],
    );
  });
});
