import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it, type TestContext } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { placeOf } from '../../src/ingest/place.ts';
import type { WaitingFile } from '../../src/ingest/waiting-file.ts';
import { Glances } from '../../src/night/glances.ts';
import type { FileToRead, GlanceResult } from '../../src/reading/readers.ts';

const scan = { pages: 3, figures: 0, characters: 0, isScan: true };
const text = { pages: 0, figures: 0, characters: 900, isScan: false };
const waiting = (path: string, size = 10): WaitingFile => ({
  ...{ path, type: 'file', place: placeOf(path), size, mtimeMs: 5, ino: 1n, firstSeen: 6 },
});

/** Glances at files that a test names; each ends when the test says what was seen. */
function glancing(t: TestContext, ready: readonly WaitingFile[]) {
  const files = [...ready];
  const events = new EventTarget();
  const open: { readonly file: FileToRead; readonly see: (result: GlanceResult) => void }[] = [];
  const seen: string[] = [];
  let known = 0;
  const glances = new Glances({
    folder: '/ingest',
    ready: () => files,
    readers: {
      glance: (file) => {
        seen.push(file.path);
        const { promise, resolve } = Promise.withResolvers<GlanceResult>();
        open.push({ file, see: resolve });
        events.dispatchEvent(new Event('glance'));
        return promise;
      },
    },
    onKnown: () => {
      known += 1;
      events.dispatchEvent(new Event('known'));
    },
  });
  t.after(() => glances.stop());
  const next = async () => {
    if (open.length === 0) await once(events, 'glance');
    return open.splice(0)[0];
  };
  /** What the next glance sees; resolves when it is known. */
  const sees = async (result: GlanceResult): Promise<void> => {
    const one = await next();
    const isKnown = once(events, 'known');
    one?.see(result);
    await isKnown;
  };
  return { glances, files, seen, open, sees, next, known: () => known };
}

describe('glances at what waits', () => {
  it('are at PDFs, one after the other, each once', async (t) => {
    const names = ['a.pdf', 'b.txt', 'sub/C.PDF', 'd.png'];
    const { glances, seen, sees, open } = glancing(
      t,
      names.map((name) => waiting(name)),
    );
    assert.deepEqual(glances.about(waiting('a.pdf')), { unsure: true });
    assert.deepEqual(glances.about(waiting('b.txt')), {}, 'its name says it');
    glances.wake();
    glances.wake();
    await sees({ ok: true, extent: scan });
    await sees({ ok: true, extent: text });
    assert.deepEqual(seen, ['/ingest/a.pdf', '/ingest/sub/C.PDF']);
    assert.deepEqual(glances.about(waiting('a.pdf')), { extent: scan });
    assert.deepEqual(glances.about(waiting('sub/C.PDF')), { extent: text });
    glances.wake();
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    assert.deepEqual(open, []);
  });

  it('are made anew at a file that has changed, and at others that came meanwhile', async (t) => {
    const { glances, files, seen, sees } = glancing(t, [waiting('a.pdf')]);
    glances.wake();
    files.push(waiting('b.pdf'));
    await sees({ ok: true, extent: text });
    await sees({ ok: true, extent: text });
    files[0] = waiting('a.pdf', 11);
    assert.deepEqual(glances.about(waiting('a.pdf', 11)), { unsure: true });
    glances.wake();
    await sees({ ok: true, extent: scan });
    assert.deepEqual(seen, ['/ingest/a.pdf', '/ingest/b.pdf', '/ingest/a.pdf']);
    assert.deepEqual(glances.about(waiting('a.pdf', 11)), { extent: scan });
  });

  it('leave nobody surer when they fail, and are not made again', async (t) => {
    const { glances, seen, sees } = glancing(t, [waiting('a.pdf')]);
    const failure = { code: 'file-encrypted', reason: 'It is locked.', hint: 'Unlock it.' };
    glances.wake();
    await sees({ ok: false, failure, retryable: false });
    glances.wake();
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    assert.deepEqual([seen.length, glances.about(waiting('a.pdf'))], [1, { unsure: true }]);
  });

  it('say less than its reading does', async (t) => {
    const { glances, sees } = glancing(t, [waiting('a.pdf')]);
    glances.wake();
    glances.learn(waiting('a.pdf'), text);
    await sees({ ok: true, extent: scan });
    assert.deepEqual(glances.about(waiting('a.pdf')), { extent: text });
    glances.learn(waiting('b.txt'), text);
    assert.deepEqual(glances.about(waiting('b.txt')), {}, 'its name is enough');
  });

  it('wait for work that no plan is made for', async (t) => {
    const { glances, seen, sees } = glancing(t, [waiting('a.pdf')]);
    await glances.after(async () => {
      glances.wake();
      for (let turn = 0; turn < 20; turn += 1) await setImmediate();
      assert.deepEqual(seen, []);
    });
    await sees({ ok: true, extent: scan });
  });

  it('end when the program does', async (t) => {
    const { glances, seen, next, known } = glancing(t, [waiting('a.pdf'), waiting('b.pdf')]);
    glances.wake();
    const one = await next();
    glances.stop();
    one?.see({ ok: true, extent: scan });
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    assert.deepEqual([seen.length, known()], [1, 0]);
  });
});
