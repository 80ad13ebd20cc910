import assert from 'node:assert/strict';
import { describe, it, type TestContext, test } from 'node:test';
import { countFolders } from '../../src/report/counts.ts';
import { gatherStatus, type StatusSources } from '../../src/report/gather-status.ts';
import { dropBelow } from '../support/journey.ts';
import { scratchRoot } from '../support/scratch-root.ts';

const now = Date.UTC(2026, 10, 3, 12);

/** The facts of an empty root, changed as the test says, with these files in ingest/. */
async function sources(
  t: TestContext,
  given: Partial<StatusSources> = {},
  files: readonly string[] = [],
): Promise<StatusSources> {
  const root = await scratchRoot(t);
  for (const path of files) await dropBelow(root.ingest, path, path);
  return {
    ...{ root, now, timeZone: 'Europe/Zurich', ingest: 0 },
    window: { open: false, opensAt: now + 12 * 3_600_000, closesAt: now + 17 * 3_600_000 },
    counts: { processing: 0, cloud: 0, done: 0, failed: 0 },
    ...{ held: [], refused: [], working: [], notices: [], owner: undefined },
    ...given,
  };
}

describe('gathering a status', () => {
  it('of an empty root has every promised key, and times in the zone that is asked for', async (t) => {
    assert.deepEqual(await gatherStatus(await sources(t)), {
      asOf: '2026-11-03T13:00:00+01:00',
      ...{ ingest: 0, processing: 0, cloud: 0, done: 0, failed: 0 },
      window: { open: false, opensAt: '2026-11-04T01:00:00+01:00', closesAt: '2026-11-04T06:00:00+01:00' },
      ...{ waiting: [], waitingTotal: 0, needs: [], notices: [], working: [] },
    });
  });

  it('tells once what several files need, and why each of them waits', async (t) => {
    const held = ['a.mp3', 'b.mp3'].map((path) => {
      return { folder: 'ingest' as const, path, why: 'Nobody can listen.', hint: 'Install it.', needy: true };
    });
    const status = await gatherStatus(await sources(t, { held }, ['a.mp3', 'b.mp3']));
    assert.deepEqual(status.needs, [{ why: 'Nobody can listen.', hint: 'Install it.', files: 2 }]);
    assert.deepEqual(status.waiting, [
      { path: 'a.mp3', why: 'Nobody can listen.' },
      { path: 'b.mp3', why: 'Nobody can listen.' },
    ]);
    assert.equal(status.waitingTotal, 2);
  });

  it('says until when a file waits, and what to do where that is its own affair', async (t) => {
    const held = [
      {
        folder: 'ingest' as const,
        path: 'a.txt',
        why: 'It broke.',
        hint: 'Mend it.',
        until: now + 60_000,
        needy: false,
      },
      {
        folder: 'ingest' as const,
        path: 'b.txt',
        why: 'It waits.',
        hint: '',
        until: Number.POSITIVE_INFINITY,
        needy: false,
      },
    ];
    const refused = [{ path: 'link', reason: 'It is a link.', hint: 'Drop the file.' }];
    const status = await gatherStatus(await sources(t, { held, refused }, ['a.txt', 'b.txt']));
    assert.deepEqual(status.waiting, [
      { path: 'link', why: 'It is a link. Drop the file.' },
      { path: 'a.txt', why: 'It broke. Mend it.', until: '2026-11-03T13:01:00+01:00' },
      { path: 'b.txt', why: 'It waits.' },
    ]);
    assert.deepEqual(status.needs, []);
  });

  it('leaves out what people took away meanwhile', async (t) => {
    const held = ['here.mp3', 'gone.mp3'].map((path) => {
      return { folder: 'ingest' as const, path, why: 'Nobody can listen.', hint: 'Install it.', needy: true };
    });
    const status = await gatherStatus(await sources(t, { held }, ['here.mp3']));
    assert.deepEqual([status.waitingTotal, status.needs[0]?.files], [1, 1]);
  });

  it('names a thousand at most, and counts all', async (t) => {
    const refused = Array.from({ length: 1200 }, (_, index) => {
      return { path: `link ${index}`, reason: 'It is a link.', hint: 'Drop the file.' };
    });
    const status = await gatherStatus(await sources(t, { refused }));
    assert.deepEqual([status.waiting.length, status.waitingTotal], [1000, 1200]);
  });

  it('says who looks after the root and what is in work', async (t) => {
    const working = [{ path: 'a.txt', since: now - 5000, task: 'summarise', spec: 'a:b' } as const];
    const status = await gatherStatus(await sources(t, { working, owner: 42, notices: ['Look.'] }));
    assert.deepEqual(status.owner, { pid: 42 });
    assert.deepEqual(status.notices, ['Look.']);
    assert.equal(status.working[0]?.since, '2026-11-03T12:59:55+01:00');
  });
});

test('a folder that shares its name with a Markdown file still counts, and so do questions', async (t) => {
  const root = await scratchRoot(t);
  for (const path of ['Project.md', 'Project.md.md', 'Project/a.txt']) await dropBelow(root.done, path, path);
  assert.equal((await countFolders(root)).done, 2);
  assert.equal('questions' in (await countFolders(root)), false);
  await dropBelow(root.ask, 'now/rent.txt', 'What is the rent?');
  assert.equal((await countFolders(root)).questions, 1);
});
