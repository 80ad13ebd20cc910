import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { ModelError } from '../../src/models/contract.ts';
import type { ActiveContents } from '../../src/processing/active-contents.ts';
import { handleFile } from '../../src/processing/handle-file.ts';
import { dropBelow, readNote } from '../support/journey.ts';
import { Processing } from '../support/processing-tools.ts';
import { contents } from '../support/scratch-root.ts';

const never = new AbortController().signal;
const modelError = (code: ModelError['code']): ModelError => {
  return { code, reason: 'It broke.', hint: 'Mend it.', retryable: true, charged: 'no' };
};

/** Drops a file and handles it to its rest. */
async function handled(processing: Processing, path: string, content: string): Promise<void> {
  await handleFile(await processing.take(path, content), new Map(), processing.tools, never);
}

/** Handles again what waits in ingest/, as if its time had come. */
async function handledAgain(processing: Processing, path: string): Promise<void> {
  processing.tools.waiting.release(path);
  await handleFile(await processing.takeAgain(path), new Map(), processing.tools, never);
}

describe('a file that is handled', () => {
  it('is claimed, done and told of, and no longer waits', async (t) => {
    const processing = await Processing.open(t);
    await handled(processing, 'now/a/b.txt', 'The words of b.');
    assert.deepEqual(await processing.names('done'), ['a/b.txt', 'a/b.txt.md']);
    assert.deepEqual(await processing.names('ingest'), []);
    const types = processing.events.map(({ type }) => type).filter((type) => type !== 'task');
    assert.deepEqual(types, ['claimed', 'done']);
    assert.equal(processing.told('done')[0]?.note, 'done/a/b.txt.md');
    assert.equal(processing.tools.waiting.counts().waiting, 0);
  });

  it('fails with a true reason when it is empty, or of a kind that is not read', async (t) => {
    const processing = await Processing.open(t);
    await handled(processing, 'empty.txt', '');
    await handled(processing, 'a.zip', 'PK\u0003\u0004\u0014\u0000\u0000\u0000');
    const codes = processing.told('failed').map(({ code }) => code);
    assert.deepEqual(codes, ['file-empty', 'kind-unsupported']);
    const { data } = await readNote(join(processing.root.failed, 'empty.txt.md'));
    assert.deepEqual([data.error, data.attempts, data.source], ['file-empty', 1, 'empty.txt']);
  });

  it('that is a bundle fails as one item', async (t) => {
    const processing = await Processing.open(t);
    await dropBelow(processing.root.ingest, 'Letter.pages/Index.iwa', 'inside');
    const file = await processing.takeAgain('Letter.pages');
    await handleFile(file, new Map(), processing.tools, never);
    assert.deepEqual(await processing.names('failed'), ['Letter.pages.md', 'Letter.pages/Index.iwa']);
    assert.equal(processing.told('failed')[0]?.code, 'bundle-unsupported');
  });

  it('goes back untouched when the work is told to stop', async (t) => {
    const processing = await Processing.open(t);
    const { model, tools, root } = processing;
    const stopping = new AbortController();
    model.hold();
    const file = await processing.take('now/b.txt', 'The words of b.');
    const handling = handleFile(file, new Map(), tools, stopping.signal);
    await model.askedTimes(1);
    stopping.abort();
    await handling;
    assert.deepEqual(await contents(root.ingest), [['now/b.txt', 'The words of b.']]);
    assert.equal(tools.journal.content(await onlySha(processing))?.attempts ?? 0, 0);
    assert.deepEqual(tools.journal.claims(), []);
  });

  it('is not kept from its place in processing/ by an empty folder of its name', async (t) => {
    const processing = await Processing.open(t);
    await handled(processing, 'now/notes/sub/a.txt', 'The words of a.');
    await handled(processing, 'notes', 'The words of notes.');
    assert.deepEqual(
      processing.told('done').map(({ note }) => note),
      ['done/notes/sub/a.txt.md', 'done/notes (2).md'],
    );
  });

  it('waits a moment when its place in processing/ is taken', async (t) => {
    const processing = await Processing.open(t);
    const { tools } = processing;
    await dropBelow(processing.root.processing, 'b.txt', 'another');
    await handled(processing, 'b.txt', 'The words of b.');
    assert.deepEqual(await processing.names('ingest'), ['b.txt']);
    assert.equal(tools.waiting.counts().postponed, 1);
    assert.deepEqual(tools.journal.claims(), []);
  });
});

describe('attempts', () => {
  it('wait longer after a failure, and end in failed/ when they are used up', async (t) => {
    const processing = await Processing.open(t);
    const { model, tools } = processing;
    model.error = modelError('timeout');
    const before = Date.now();
    await handled(processing, 'b.txt', 'The words of b.');
    assert.deepEqual(await processing.names('ingest'), ['b.txt']);
    const hold = tools.held.entries().get('b.txt');
    assert.ok(hold?.until !== undefined && hold.until >= before + 60_000);
    assert.equal(hold.needs, undefined);
    assert.equal(tools.waiting.counts().postponed, 1);

    await handledAgain(processing, 'b.txt');
    const { data } = await readNote(join(processing.root.failed, 'b.txt.md'));
    assert.deepEqual([data.error, data.attempts], ['timeout', 2]);
    assert.equal(tools.held.entries().size, 0);
  });

  it('wait as long under the next name, where the old one was taken meanwhile', async (t) => {
    const processing = await Processing.open(t);
    const { model, tools, root } = processing;
    model.error = modelError('timeout');
    model.hold();
    const before = Date.now();
    const handling = handled(processing, 'b.txt', 'The words of b.');
    await model.askedTimes(1);
    await dropBelow(root.ingest, 'b.txt', 'A newer b.');
    model.release();
    await handling;
    assert.deepEqual(await processing.names('ingest'), ['b (2).txt', 'b.txt']);
    await handledAgain(processing, 'b (2).txt');
    assert.equal(model.asked.length, 1);
    assert.equal(tools.waiting.counts().postponed, 1);
    const hold = tools.held.entries().get('b (2).txt');
    assert.ok(hold?.until !== undefined && hold.until >= before + 60_000);

    // Released, as a run that is asked for does it: tried at once, and the attempts are used up.
    await handledAgain(processing, 'b (2).txt');
    assert.equal(model.asked.length, 2);
    assert.deepEqual(await processing.names('failed'), ['b (2).txt', 'b (2).txt.md']);
  });

  it('are used by a mistake of the program itself, which never keeps a file in work', async (t) => {
    const processing = await Processing.open(t);
    const { root } = processing;
    const mistakes = [
      new TypeError('x is not a function'),
      Object.assign(new Error("Cannot find module './worker.ts'"), { code: 'ERR_MODULE_NOT_FOUND' }),
    ];
    const readers = Object.assign(Object.create(processing.tools.readers), {
      read: () => Promise.reject(mistakes.shift()),
    });
    const tools = { ...processing.tools, readers };
    await handleFile(await processing.take('b.txt', 'The words of b.'), new Map(), tools, never);
    assert.match(tools.held.entries().get('b.txt')?.why ?? '', /x is not a function.*tried again later/);
    tools.waiting.release('b.txt');
    await handleFile(await processing.takeAgain('b.txt'), new Map(), tools, never);
    const { data } = await readNote(join(root.failed, 'b.txt.md'));
    assert.deepEqual([data.error, data.attempts], ['program-failed', 2]);
    assert.match(String(data.reason), /Cannot find module/);
    assert.deepEqual(tools.journal.claims(), []);
  });

  it('are not used by an outage, however often there is one', async (t) => {
    const processing = await Processing.open(t);
    const { model, tools } = processing;
    model.error = modelError('outage');
    await handled(processing, 'b.txt', 'The words of b.');
    const sha256 = await onlySha(processing);
    for (let again = 0; again < 3; again += 1) {
      processing.parts.availability.forget();
      await handledAgain(processing, 'b.txt');
    }
    assert.equal(model.asked.length, 4);
    assert.equal(tools.journal.content(sha256)?.attempts, 0);
    assert.equal(tools.held.entries().get('b.txt')?.needs, 'summarise');
    model.error = undefined;
    processing.parts.availability.forget();
    await handledAgain(processing, 'b.txt');
    assert.deepEqual(await processing.names('done'), ['b.txt', 'b.txt.md']);
  });

  it('begin anew when a file is dragged from failed/ to ingest/, and the old note goes', async (t) => {
    const processing = await Processing.open(t);
    const { model, root } = processing;
    model.error = modelError('bad-input');
    await handled(processing, 'b.txt', 'The words of b.');
    assert.deepEqual(await processing.names('failed'), ['b.txt', 'b.txt.md']);
    model.error = undefined;
    await rename(join(root.failed, 'b.txt'), join(root.ingest, 'b.txt'));
    await handledAgain(processing, 'b.txt');
    assert.deepEqual(await processing.names('failed'), []);
    assert.deepEqual(await processing.names('done'), ['b.txt', 'b.txt.md']);
  });

  it('take away our own failure note that was dragged along, but not one that was edited', async (t) => {
    const processing = await Processing.open(t);
    const { model, root } = processing;
    model.error = modelError('bad-input');
    await handled(processing, 'b.txt', 'The words of b.');
    await rename(join(root.failed, 'b.txt.md'), join(root.ingest, 'b.txt.md'));
    await handledAgain(processing, 'b.txt.md');
    assert.deepEqual(await processing.names('ingest'), []);
    model.error = undefined;
    await handled(processing, 'c.txt.md', 'My own page about c.');
    assert.deepEqual(await processing.names('done'), ['c.txt.md', 'c.txt.md.md']);
  });
});

describe('two copies of a content that failed', () => {
  const withTwo = async (t: TestContext): Promise<Processing> => {
    const processing = await Processing.open(t);
    processing.model.error = modelError('bad-input');
    for (const name of ['a.txt', 'b.txt']) await handled(processing, name, 'The words of both.');
    assert.deepEqual(await processing.names('failed'), ['a.txt', 'a.txt.md', 'b.txt', 'b.txt.md']);
    return processing;
  };

  it('each take their own note along when they are dragged to ingest/', async (t) => {
    const processing = await withTwo(t);
    const { root } = processing;
    processing.model.error = undefined;
    for (const name of ['a.txt', 'b.txt']) {
      await rename(join(root.failed, name), join(root.ingest, name));
      await handledAgain(processing, name);
      assert.deepEqual(await processing.names('failed'), name === 'a.txt' ? ['b.txt', 'b.txt.md'] : []);
    }
    assert.equal(processing.told('done')[1]?.duplicateOf, 'done/a.txt');
  });

  it('dragged with their notes give no documents but themselves', async (t) => {
    const processing = await withTwo(t);
    const { root } = processing;
    for (const name of ['a.txt', 'b.txt', 'a.txt.md', 'b.txt.md']) {
      await rename(join(root.failed, name), join(root.ingest, name));
    }
    // The originals are older than their notes, so they come first.
    for (const name of ['a.txt', 'b.txt', 'a.txt.md', 'b.txt.md']) await handledAgain(processing, name);
    assert.deepEqual(await processing.names('ingest'), []);
    assert.deepEqual(await processing.names('failed'), ['a.txt', 'a.txt.md', 'b.txt', 'b.txt.md']);
    assert.equal(processing.told('claimed').length, 4);
  });
});

describe('a file that no model can do', () => {
  const settings = { stabilityMs: 20, models: { text: { night: [] }, embed: { night: [] } } };

  it('waits in ingest/, unclaimed, with what it needs', async (t) => {
    const processing = await Processing.open(t, { settings });
    await handled(processing, 'b.txt', 'The words of b.');
    assert.deepEqual(await processing.names('ingest'), ['b.txt']);
    assert.deepEqual(processing.told('claimed'), []);
    assert.equal(processing.tools.held.entries().get('b.txt')?.needs, 'summarise');
    assert.equal(processing.tools.waiting.counts().postponed, 1);
  });

  it('is done all the same when its content was done before', async (t) => {
    const first = await Processing.open(t);
    await handled(first, 'a.txt', 'The words of both.');
    await writeFile(first.root.settingsFile, JSON.stringify(settings));
    first.parts.settings.refresh();
    await handled(first, 'b.txt', 'The words of both.');
    assert.equal(first.told('done')[1]?.duplicateOf, 'done/a.txt');
    assert.equal(first.model.asked.length, 1);
  });
});

describe('a content that is there twice', () => {
  it('gets a short note that points to the first result, without a model', async (t) => {
    const processing = await Processing.open(t);
    await handled(processing, 'a.txt', 'The words of both.');
    await handled(processing, 'x/b.txt', 'The words of both.');
    assert.equal(processing.model.asked.length, 1);
    const { data, body } = await readNote(join(processing.root.done, 'x/b.txt.md'));
    assert.equal(data.duplicate_of, 'a.txt');
    assert.match(body, /\(<\.\.\/a\.txt\.md>\)/);
    assert.deepEqual(await processing.names('done'), ['a.txt', 'a.txt.md', 'x/b.txt', 'x/b.txt.md']);
  });

  it('has its short note point to the first from the folder where it really lies', async (t) => {
    const processing = await Processing.open(t);
    await dropBelow(processing.root.done, 'x/y', 'a file in the way');
    await handled(processing, 'a.txt', 'The words of both.');
    await handled(processing, 'x/y/b.txt', 'The words of both.');
    const { body } = await readNote(join(processing.root.done, 'x/y (2)/b.txt.md'));
    assert.match(body, /\(<\.\.\/\.\.\/a\.txt\.md>\)/);
  });

  it('is written anew from what is saved when the first result was deleted', async (t) => {
    const processing = await Processing.open(t);
    await handled(processing, 'a.txt', 'The words of both.');
    await rm(join(processing.root.done, 'a.txt.md'));
    await handled(processing, 'b.txt', 'The words of both.');
    assert.equal(processing.model.asked.length, 1);
    assert.equal(processing.told('done')[1]?.duplicateOf, undefined);
    const { data } = await readNote(join(processing.root.done, 'b.txt.md'));
    assert.deepEqual([data.title, data.route], ['a.txt', 'local']);
  });

  it('is worked on once at a time: the second copy waits for the first', async (t) => {
    const processing = await Processing.open(t);
    const { model, tools } = processing;
    const active: ActiveContents = new Map();
    const first = await processing.take('a.txt', 'The words of both.');
    const second = await processing.take('b.txt', 'The words of both.');
    model.hold();
    const handling = handleFile(first, active, tools, never);
    await model.askedTimes(1);
    await handleFile(second, active, tools, never);
    assert.equal(tools.waiting.counts().postponed, 1);
    model.release();
    await handling;
    assert.deepEqual([tools.waiting.counts().ready, active.size], [1, 0]);
    assert.equal(model.asked.length, 1);
  });
});

describe('a private content', () => {
  it('stays private when it comes back from elsewhere', async (t) => {
    const processing = await Processing.open(t);
    await handled(processing, 'private/a.txt', 'Nobody else may read this.');
    const sha256 = await onlySha(processing);
    await handled(processing, 'b.txt', 'Nobody else may read this.');
    assert.equal(processing.tools.journal.content(sha256)?.private, true);
  });

  it('that was only seen in private/, and taken out of there before its turn, stays private', async (t) => {
    const processing = await Processing.open(t, {
      provider: (spec) => ({ ...processing.model.provider(spec), place: 'network' }),
    });
    const { root, tools } = processing;
    const words = 'Nobody else may read this.';
    const sha256 = hash('sha256', words, 'hex');
    const file = await processing.take('sub/Private/a.txt', words);
    while (tools.journal.content(sha256)?.private !== true) await new Promise(setImmediate);
    await rename(join(root.ingest, file.path), join(root.ingest, 'b.txt'));
    tools.waiting.claimed(file.path);
    await handledAgain(processing, 'b.txt');
    assert.deepEqual(processing.model.asked, []);
    assert.deepEqual(await processing.names('ingest'), ['b.txt']);
    assert.match(tools.held.entries().get('b.txt')?.why ?? '', /private files never leave this one/);
  });

  it('is not shown to a model on another machine', async (t) => {
    const processing = await Processing.open(t, {
      provider: (spec) => ({ ...processing.model.provider(spec), place: 'network' }),
    });
    await handled(processing, 'x/private/a.txt', 'Nobody else may read this.');
    await handled(processing, 'b.txt', 'Anybody may read this.');
    assert.deepEqual(processing.model.asked, ['Anybody may read this.']);
    assert.deepEqual(await processing.names('ingest'), ['x/private/a.txt']);
  });
});

/** The hash of the one content that the journal knows. */
async function onlySha({ root, tools }: Processing): Promise<string> {
  for (const folder of [root.ingest, root.done, root.failed, root.processing]) {
    const [first] = await contents(folder);
    const sha256 = first && hash('sha256', first[1], 'hex');
    if (sha256 && tools.journal.content(sha256)) return sha256;
  }
  throw new Error('The journal knows none of the files.');
}
