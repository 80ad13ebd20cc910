import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { link, lstat, mkdir, readdir, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Journal } from '../../src/folders/journal.ts';
import type { Origin } from '../../src/folders/journal-records.ts';
import { createMover } from '../../src/folders/move.ts';
import type { Root } from '../../src/folders/root.ts';
import { type Recovered, recover } from '../../src/processing/recover.ts';
import { dropBelow } from '../support/journey.ts';
import { contents, scratchRoot } from '../support/scratch-root.ts';

const text = 'The words of a person.';
const note = '# The note\n';
const hash = (content: string): string => createHash('sha256').update(content).digest('hex');
const sha256 = hash(text);

interface Crashed {
  readonly root: Root;
  readonly journal: Journal;
}

async function crashed(t: TestContext): Promise<Crashed> {
  const root = await scratchRoot(t);
  const journal = new Journal(root.stateFile);
  t.after(() => journal.close());
  return { root, journal };
}

function attempted({ root, journal }: Crashed): ReturnType<typeof recover> {
  return recover({ root, journal, mover: createMover(root, 'link', journal.moveIntents) });
}

async function recovered(was: Crashed): Promise<Recovered> {
  const { failures, ...rest } = await attempted(was);
  assert.deepEqual(failures, []);
  return rest;
}

/** What lies in the four folders of the journey. */
async function journeyFiles(root: Root): Promise<readonly (readonly [string, string])[]> {
  const folders = ['cloud', 'done', 'failed', 'ingest', 'processing'] as const;
  const lists = await Promise.all(
    folders.map(async (name) =>
      (await contents(root[name])).map(([path, content]) => [`${name}/${path}`, content] as const),
    ),
  );
  return lists.flat();
}

/** A claim as the dead owner wrote it down for the file at `path`, on its way to `target` when that is said. */
async function writeClaim(
  { journal }: Crashed,
  path: string,
  names: { place?: string; source?: string; target?: string; origin?: Origin },
): Promise<void> {
  const { place = 'a/b.txt', source = 'a/b.txt', target, origin = 'ingest' } = names;
  const { ino } = await lstat(path, { bigint: true });
  const facts = {
    origin,
    sha256,
    ino,
    bytes: text.length,
    mime: 'text/plain',
    private: false,
  } as const;
  assert.ok(journal.claim({ place, source, ...facts }));
  if (target) await journal.intend(place, target, hash(note));
}

describe('recovering what a dead owner claimed', () => {
  it('forgets a claim whose move had not begun', async (t) => {
    const was = await crashed(t);
    await writeClaim(was, await dropBelow(was.root.ingest, 'a/b.txt', text), {});
    assert.deepEqual(await recovered(was), { finished: [], putBack: [] });
    assert.deepEqual(await journeyFiles(was.root), [['ingest/a/b.txt', text]]);
    assert.deepEqual(was.journal.claims(), []);
  });

  it('leaves one name to a file that had two when the claim was cut short', async (t) => {
    const was = await crashed(t);
    const path = await dropBelow(was.root.ingest, 'a/b.txt', text);
    await writeClaim(was, path, {});
    await mkdir(join(was.root.processing, 'a'));
    await link(path, join(was.root.processing, 'a/b.txt'));
    assert.deepEqual((await recovered(was)).putBack, ['ingest/a/b.txt']);
    assert.deepEqual(await journeyFiles(was.root), [['ingest/a/b.txt', text]]);
    assert.deepEqual(was.journal.claims(), []);
  });

  it('puts a claimed file back to where it was dropped, now/ included', async (t) => {
    const was = await crashed(t);
    await writeClaim(was, await dropBelow(was.root.processing, 'a/b.txt', text), { source: 'now/a/b.txt' });
    assert.deepEqual((await recovered(was)).putBack, ['ingest/now/a/b.txt']);
    assert.deepEqual(await journeyFiles(was.root), [['ingest/now/a/b.txt', text]]);
    assert.deepEqual(was.journal.claims(), []);
    assert.equal(was.journal.content(sha256)?.attempts, 0);
  });

  it('puts a file that was claimed from cloud/ back there, and not where it would wait for a model', async (t) => {
    const was = await crashed(t);
    const source = 'a/b.txt';
    await writeClaim(was, await dropBelow(was.root.processing, source, text), { source, origin: 'cloud' });
    assert.deepEqual((await recovered(was)).putBack, ['cloud/a/b.txt']);
    assert.deepEqual(await journeyFiles(was.root), [['cloud/a/b.txt', text]]);
    assert.deepEqual(was.journal.claims(), []);
  });

  it('puts it back to cloud/ beside a file that took its name, and leaves one name to it', async (t) => {
    const was = await crashed(t);
    const path = await dropBelow(was.root.processing, 'a/b.txt', text);
    await writeClaim(was, path, { origin: 'cloud' });
    await dropBelow(was.root.cloud, 'a/b.txt', 'another');
    await link(path, join(was.root.cloud, 'a/b (2).txt'));
    assert.deepEqual((await recovered(was)).putBack, ['cloud/a/b (2).txt']);
    assert.deepEqual(await journeyFiles(was.root), [
      ['cloud/a/b (2).txt', text],
      ['cloud/a/b.txt', 'another'],
    ]);
  });

  it('takes away what was being made for a purchase', async (t) => {
    const was = await crashed(t);
    await dropBelow(was.root.temporary, 'purchase-x/sound-y/sound.wav', 'RIFF');
    await recovered(was);
    assert.deepEqual(await readdir(was.root.temporary), []);
  });

  it('puts it back beside a file that took its name meanwhile', async (t) => {
    const was = await crashed(t);
    await writeClaim(was, await dropBelow(was.root.processing, 'a/b.txt', text), {});
    await dropBelow(was.root.ingest, 'a/b.txt', 'another');
    assert.deepEqual((await recovered(was)).putBack, ['ingest/a/b (2).txt']);
    assert.deepEqual(await journeyFiles(was.root), [
      ['ingest/a/b (2).txt', text],
      ['ingest/a/b.txt', 'another'],
    ]);
  });

  it('leaves one name to a file whose way back was cut short', async (t) => {
    const was = await crashed(t);
    const path = await dropBelow(was.root.processing, 'a/b.txt', text);
    await writeClaim(was, path, {});
    await mkdir(join(was.root.ingest, 'a'));
    await link(path, join(was.root.ingest, 'a/b (2).txt'));
    assert.deepEqual((await recovered(was)).putBack, ['ingest/a/b (2).txt']);
    assert.deepEqual(await journeyFiles(was.root), [['ingest/a/b (2).txt', text]]);
  });

  it('forgets a claim whose file the person took away', async (t) => {
    const was = await crashed(t);
    const path = await dropBelow(was.root.processing, 'a/b.txt', text);
    await writeClaim(was, path, { target: 'done/a/b.txt' });
    await dropBelow(was.root.done, 'a/b.txt.md', note);
    await unlink(path);
    assert.deepEqual(await recovered(was), { finished: [], putBack: [] });
    assert.deepEqual(await journeyFiles(was.root), []);
    assert.deepEqual(was.journal.claims(), []);
  });
});

describe('recovering a settling that was cut short', () => {
  it('puts the file back when its note was not written', async (t) => {
    const was = await crashed(t);
    await writeClaim(was, await dropBelow(was.root.processing, 'a/b.txt', text), { target: 'done/a/b.txt' });
    assert.deepEqual((await recovered(was)).putBack, ['ingest/a/b.txt']);
    assert.deepEqual(await journeyFiles(was.root), [['ingest/a/b.txt', text]]);
  });

  it('takes the note away when the file had not moved', async (t) => {
    const was = await crashed(t);
    await writeClaim(was, await dropBelow(was.root.processing, 'a/b.txt', text), { target: 'done/a/b.txt' });
    await dropBelow(was.root.done, 'a/b.txt.md', note);
    assert.deepEqual((await recovered(was)).putBack, ['ingest/a/b.txt']);
    assert.deepEqual(await journeyFiles(was.root), [['ingest/a/b.txt', text]]);
    assert.equal(was.journal.content(sha256)?.state, 'known');
  });

  it("leaves a note that is not the owner's", async (t) => {
    const was = await crashed(t);
    await writeClaim(was, await dropBelow(was.root.processing, 'a/b.txt', text), { target: 'done/a/b.txt' });
    await dropBelow(was.root.done, 'a/b.txt.md', 'A page of a person.');
    await recovered(was);
    assert.deepEqual(await journeyFiles(was.root), [
      ['done/a/b.txt.md', 'A page of a person.'],
      ['ingest/a/b.txt', text],
    ]);
  });

  for (const folder of ['done', 'failed'] as const) {
    it(`finishes in ${folder}/ what has both names, and knows it from then on`, async (t) => {
      const was = await crashed(t);
      const path = await dropBelow(was.root.processing, 'a/b.txt', text);
      await writeClaim(was, path, { target: `${folder}/a/b.txt` });
      await dropBelow(was.root[folder], 'a/b.txt.md', note);
      await link(path, join(was.root[folder], 'a/b.txt'));
      assert.deepEqual(await recovered(was), { finished: [`${folder}/a/b.txt`], putBack: [] });
      assert.deepEqual(await journeyFiles(was.root), [
        [`${folder}/a/b.txt`, text],
        [`${folder}/a/b.txt.md`, note],
      ]);
      const known = was.journal.content(sha256);
      assert.deepEqual([known?.state, known?.result], [folder, `${folder}/a/b.txt`]);
      assert.equal(known?.noteSha256, hash(note));
      assert.deepEqual(was.journal.claims(), []);
    });
  }

  it('finishes what had moved and was not yet written down', async (t) => {
    const was = await crashed(t);
    const path = await dropBelow(was.root.processing, 'a/b.txt', text);
    await writeClaim(was, path, { target: 'done/a/b.txt' });
    await dropBelow(was.root.done, 'a/b.txt.md', note);
    await rename(path, join(was.root.done, 'a/b.txt'));
    assert.deepEqual((await recovered(was)).finished, ['done/a/b.txt']);
    assert.equal(was.journal.content(sha256)?.state, 'done');
  });

  it('does not let a further copy take the place of the first result', async (t) => {
    const was = await crashed(t);
    await writeClaim(was, await dropBelow(was.root.done, 'first.txt', text), { target: 'done/first.txt' });
    const rest = { at: 1000, state: 'done', isCopy: false } as const;
    const settled = { ...rest, result: 'done/first.txt', noteSha256: 'first' };
    await was.journal.settle({ place: 'a/b.txt', sha256 }, settled);
    const path = await dropBelow(was.root.processing, 'copy.txt', text);
    await writeClaim(was, path, { place: 'copy.txt', source: 'copy.txt', target: 'done/copy.txt' });
    await dropBelow(was.root.done, 'copy.txt.md', note);
    await link(path, join(was.root.done, 'copy.txt'));
    assert.deepEqual((await recovered(was)).finished, ['done/copy.txt']);
    assert.equal(was.journal.content(sha256)?.result, 'done/first.txt');
  });

  it('keeps a file that took the name in done/ meanwhile, whoever it is', async (t) => {
    const was = await crashed(t);
    await writeClaim(was, await dropBelow(was.root.processing, 'a/b.txt', text), { target: 'done/a/b.txt' });
    await dropBelow(was.root.done, 'a/b.txt', 'another');
    await recovered(was);
    assert.deepEqual(await journeyFiles(was.root), [
      ['done/a/b.txt', 'another'],
      ['ingest/a/b.txt', text],
    ]);
  });
});

describe('recovering without the journal', () => {
  it('puts back all that lies in processing/, with its folders', async (t) => {
    const was = await crashed(t);
    await dropBelow(was.root.processing, 'a/b/c.txt', text);
    await dropBelow(was.root.processing, 'd.txt', 'other');
    assert.deepEqual([...(await recovered(was)).putBack].sort(), ['ingest/a/b/c.txt', 'ingest/d.txt']);
    assert.deepEqual(await journeyFiles(was.root), [
      ['ingest/a/b/c.txt', text],
      ['ingest/d.txt', 'other'],
    ]);
  });

  it('leaves one name to a file that is in ingest/ as well', async (t) => {
    const was = await crashed(t);
    const path = await dropBelow(was.root.processing, 'b.txt', text);
    await link(path, join(was.root.ingest, 'b.txt'));
    await recovered(was);
    assert.deepEqual(await journeyFiles(was.root), [['ingest/b.txt', text]]);
  });

  it('removes files that were being written, and changes nothing where nothing is wrong', async (t) => {
    const was = await crashed(t);
    await writeFile(join(was.root.temporary, 'half'), 'hal');
    await dropBelow(was.root.done, 'a.txt', text);
    await dropBelow(was.root.done, 'a.txt.md', note);
    assert.deepEqual(await recovered(was), { finished: [], putBack: [] });
    assert.deepEqual(await contents(was.root.temporary), []);
    assert.equal((await journeyFiles(was.root)).length, 2);
  });
});

describe('recovering what cannot be put right', () => {
  it('leaves it where it is and says so, and puts all the rest right', async (t) => {
    const was = await crashed(t);
    const path = await dropBelow(was.root.processing, 'a/b.txt', text);
    await writeClaim(was, path, {});
    await dropBelow(was.root.processing, 'c.txt', 'other');
    const mover = createMover(was.root, 'link', was.journal.moveIntents);
    const move: typeof mover.move = async (from, to, expected) => {
      if (from !== path) return mover.move(from, to, expected);
      throw Object.assign(new Error('not permitted'), { code: 'EACCES' });
    };
    const { putBack, failures } = await recover({ ...was, mover: { ...mover, move } });
    assert.deepEqual([putBack, failures.length], [['ingest/c.txt'], 1]);
    assert.equal(was.journal.claims().length, 1);
    assert.deepEqual((await recovered(was)).putBack, ['ingest/a/b.txt']);
  });
});

describe('recovering twice', () => {
  it('finds nothing to do the second time', async (t) => {
    const was = await crashed(t);
    const path = await dropBelow(was.root.processing, 'a/b.txt', text);
    await writeClaim(was, path, {});
    await recovered(was);
    const after = await journeyFiles(was.root);
    assert.deepEqual(await recovered(was), { finished: [], putBack: [] });
    assert.deepEqual(await journeyFiles(was.root), after);
  });

  it('works where a person removed the folders of a claim', async (t) => {
    const was = await crashed(t);
    const path = await dropBelow(was.root.processing, 'a/b.txt', text);
    await writeClaim(was, path, { target: 'done/a/b.txt' });
    await rm(dirname(path), { recursive: true });
    assert.deepEqual(await recovered(was), { finished: [], putBack: [] });
    assert.deepEqual(was.journal.claims(), []);
  });
});
