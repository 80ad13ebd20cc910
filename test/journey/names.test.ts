import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { link, mkdir, readFile, readlink, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { dropBelow, Journey, namesBelow, plainRoot, quickSettings } from '../support/journey.ts';
import { scratchFolder } from '../support/scratch-root.ts';
import { SteeredModel, steeredSettings } from '../support/steered-model.ts';

const within = { timeout: 180_000 };

describe('a dropped name', within, () => {
  it('dropped twice at once, in ingest/ and in ingest/now/, gives two pairs in one run', async (t) => {
    const journey = await Journey.open(t);
    await journey.drop('x.txt', 'The one that was dropped into ingest.');
    await journey.drop('now/x.txt', 'The one that was dropped into now.');
    const report = await journey.run();
    assert.deepEqual(report, { done: 2, failed: 0, waiting: 0, refused: 0 });
    assert.deepEqual(await journey.names('done'), ['x (2).txt', 'x (2).txt.md', 'x.txt', 'x.txt.md']);
    for (const name of ['x.txt', 'x (2).txt']) {
      const { data, body } = await journey.note(`done/${name}.md`);
      const original = await journey.read(`done/${name}`);
      assert.ok(body.includes(original), `${name} has its own words`);
      assert.equal(data.source, original.includes('now') ? 'now/x.txt' : 'x.txt');
    }
  });

  it('dropped again while the first is in work waits for it and gets the next name', async (t) => {
    const model = new SteeredModel();
    model.hold();
    const journey = await Journey.open(t, { settings: steeredSettings, provider: model.provider });
    await journey.drop('sub/x.txt', 'The first of two.');
    const run = journey.run();
    await model.askedTimes(1);
    await journey.drop('sub/x.txt', 'The second of two.');
    model.release();
    await run;
    const rest = await journey.run();
    assert.equal(rest.waiting, 0);
    assert.equal(await journey.read('done/sub/x.txt'), 'The first of two.');
    assert.equal(await journey.read('done/sub/x (2).txt'), 'The second of two.');
    assert.deepEqual(await journey.names('processing'), []);
  });

  it('in a folder tree that is moved in keeps its sub-folders all the way through', async (t) => {
    const journey = await Journey.open(t, {
      settings: { ...quickSettings, window: { from: '00:00', to: '00:00' } },
    });
    await journey.nightshift.start();
    const outside = await scratchFolder(t);
    const paths = ['tree/a.txt', 'tree/deep/er/b.txt', 'tree/ünï/c d.txt', 'tree/now/d.txt'];
    for (const path of paths) await dropBelow(outside, path, `Words of ${path}.`);
    await rename(join(outside, 'tree'), join(journey.root.ingest, 'tree'));
    for (const path of paths) await journey.until('done', (done) => done.path === path);
    assert.deepEqual(await journey.names('done'), paths.flatMap((path) => [path, `${path}.md`]).sort());
    assert.deepEqual(await namesBelow(journey.root.processing), []);
  });

  it('that is Finder’s, Office’s or a partial download stays and counts as nothing; renamed, it is done', async (t) => {
    const journey = await Journey.open(t);
    const passedOver = ['.DS_Store', '._x.txt', '~$x.docx', 'x.part', 'sub/.DS_Store', 'y.crdownload'];
    for (const name of passedOver) await journey.drop(name);
    assert.deepEqual(await journey.run(), { done: 0, failed: 0, waiting: 0, refused: 0 });
    for (const name of passedOver) await readFile(join(journey.root.ingest, name));
    await rename(join(journey.root.ingest, 'x.part'), join(journey.root.ingest, 'x.txt'));
    assert.deepEqual(await journey.run(), { done: 1, failed: 0, waiting: 0, refused: 0 });
    assert.deepEqual(await journey.names('done'), ['x.txt', 'x.txt.md']);
  });

  it('of a symbolic link, to outside or in a loop, stays where it is and is named in STATUS.md', async (t) => {
    const journey = await Journey.open(t);
    const outside = await dropBelow(await scratchFolder(t), 'secret.txt', 'Not to be read.');
    const { ingest } = journey.root;
    await symlink(outside, join(ingest, 'to-outside.txt'));
    await symlink(join(outside, '..'), join(ingest, 'folder-outside'));
    await mkdir(join(ingest, 'sub'));
    await symlink(ingest, join(ingest, 'sub', 'loop'));
    await symlink('itself', join(ingest, 'itself'));
    await journey.drop('plain.txt');
    assert.deepEqual(await journey.run(), { done: 1, failed: 0, waiting: 0, refused: 4 });
    await journey.nightshift.stop();
    const status = await journey.read('STATUS.md');
    for (const name of ['to-outside.txt', 'folder-outside', 'sub/loop', 'itself']) {
      assert.match(status.replaceAll('\\', ''), new RegExp(name), `${name} is named`);
      await readlink(join(ingest, name));
    }
    assert.match(status, /symbolic link/);
    assert.deepEqual(await journey.names('done'), ['plain.txt', 'plain.txt.md']);
    assert.equal(await readFile(outside, 'utf8'), 'Not to be read.');
  });

  it('of a named pipe neither blocks anything nor goes anywhere', async (t) => {
    const journey = await Journey.open(t);
    execFileSync('mkfifo', [join(journey.root.ingest, 'pipe.txt')]);
    await journey.drop('plain.txt');
    assert.deepEqual(await journey.run(), { done: 1, failed: 0, waiting: 0, refused: 1 });
    const status = await journey.nightshift.status();
    assert.match(JSON.stringify(status.waiting), /pipe\.txt.*named pipe/);
    assert.deepEqual(await journey.names('ingest'), ['pipe.txt']);
  });

  it('of a directory bundle fails as one item with a clear note, and nothing in it is touched', async (t) => {
    const journey = await Journey.open(t);
    await journey.drop('letters/Trip.pages/Index.zip', 'index');
    await journey.drop('letters/Trip.pages/Data/photo.jpg', 'photo');
    await journey.drop('Tool.app/Contents/Info.plist', '<plist/>');
    assert.deepEqual(await journey.run(), { done: 0, failed: 2, waiting: 0, refused: 0 });
    assert.deepEqual(await journey.names('failed'), [
      'Tool.app.md',
      'Tool.app/Contents/Info.plist',
      'letters/Trip.pages.md',
      'letters/Trip.pages/Data/photo.jpg',
      'letters/Trip.pages/Index.zip',
    ]);
    const { data } = await journey.note('failed/letters/Trip.pages.md');
    assert.equal(data.error, 'bundle-unsupported');
    assert.match(String(data.reason), /"Trip\.pages" is a folder that the Mac shows as one file/);
    assert.match(String(data.hint), /export it as PDF/);
    assert.equal((await journey.nightshift.status()).failed, 2);
  });

  it('in two Unicode forms is two files, and both stay apart where a Mac would take them for one', async (t) => {
    const journey = await Journey.open(t);
    await journey.drop('caf\u00e9.txt', 'The composed one.');
    await journey.drop('cafe\u0301.txt', 'The decomposed one.');
    assert.deepEqual(await journey.run(), { done: 2, failed: 0, waiting: 0, refused: 0 });
    const names = await journey.names('done');
    assert.equal(new Set(names.map((name) => name.normalize('NFC'))).size, 4, names.join());
    assert.deepEqual(await journey.originals(), ['The composed one.', 'The decomposed one.']);
  });

  it('that differs in letter case only is two pairs that a Mac can hold', async (t) => {
    const journey = await Journey.open(t);
    await journey.drop('A.txt', 'The capital one.');
    await journey.drop('a.TXT', 'The small one.');
    assert.deepEqual(await journey.run(), { done: 2, failed: 0, waiting: 0, refused: 0 });
    const names = await journey.names('done');
    assert.equal(new Set(names.map((name) => name.toLowerCase())).size, 4, names.join());
    assert.deepEqual(await journey.originals(), ['The capital one.', 'The small one.']);
  });

  it('a.txt beside a dropped a.txt.md: neither note nor original ever takes the other’s place', async (t) => {
    const journey = await Journey.open(t);
    await journey.drop('a.txt', 'A file of words.');
    await journey.drop('a.txt.md', '# A person’s own Markdown');
    assert.deepEqual(await journey.run(), { done: 2, failed: 0, waiting: 0, refused: 0 });
    const names = await journey.names('done');
    assert.equal(names.length, 4, names.join());
    const contents = await Promise.all(names.map((name) => journey.read(`done/${name}`)));
    assert.equal(contents.filter((content) => content === 'A file of words.').length, 1);
    assert.equal(contents.filter((content) => content === '# A person’s own Markdown').length, 1);
    assert.equal(contents.filter((content) => content.startsWith('---\n')).length, 2);
  });

  it('of 255 bytes is done under a name that leaves room for its note', async (t) => {
    const journey = await Journey.open(t);
    const long = `${'ü'.repeat(125)}x.txt`;
    assert.equal(Buffer.byteLength(long), 255);
    await journey.drop(long, 'Words under a long name.');
    assert.deepEqual(await journey.run(), { done: 1, failed: 0, waiting: 0, refused: 0 });
    const [name = '', note] = await journey.names('done');
    assert.equal(note, `${name}.md`);
    assert.ok(Buffer.byteLength(`${name}.md`) <= 255 && name.endsWith('.txt'));
    assert.equal((await journey.note(`done/${name}.md`)).data.source, long);
  });

  it('with quotes, newlines, leading dashes and emoji goes through unchanged and harms no note and no STATUS.md', async (t) => {
    const journey = await Journey.open(t);
    const names = [
      `it's "quoted".txt`,
      'two\nlines.txt',
      '-rf.txt',
      '--help',
      '🦉 night 👩‍👩‍👧.txt',
      '# heading | cell <b>.txt',
      '[[link]] $(id) `id`.txt',
      '  spaces  .txt',
      '%2e%2e%2f.txt',
    ];
    for (const name of names) await journey.drop(name, `Words of ${JSON.stringify(name)}.`);
    await symlink(
      'nowhere',
      join(journey.root.ingest, '<script>alert(1)</script>\n# big.txt'.replaceAll('/', '')),
    );
    assert.deepEqual(await journey.run(), { done: names.length, failed: 0, waiting: 0, refused: 1 });
    for (const name of names) {
      assert.equal(await journey.read(`done/${name}`), `Words of ${JSON.stringify(name)}.`);
      assert.equal((await journey.note(`done/${name}.md`)).data.source, name);
    }
    await journey.nightshift.stop();
    const status = await journey.read('STATUS.md');
    assert.match(status, /\\<script>/, 'it is named, with its tag escaped');
    assert.doesNotMatch(status, /(?<!\\)<script>|^# big/m);
  });

  it('of a zero-byte file fails with a note that says what to do', async (t) => {
    const journey = await Journey.open(t);
    await journey.drop('nothing.txt', '');
    assert.deepEqual(await journey.run(), { done: 0, failed: 1, waiting: 0, refused: 0 });
    const { data } = await journey.note('failed/nothing.txt.md');
    assert.equal(data.error, 'file-empty');
    assert.match(String(data.hint), /copy it again/);
    assert.equal(await journey.read('failed/nothing.txt'), '');
  });

  it('of a file with another hard link outside is done, and the other name keeps the content', async (t) => {
    const journey = await Journey.open(t);
    const outside = await dropBelow(await scratchFolder(t), 'kept.txt', 'A file with two names.');
    // Both on one file system, as all of a root is.
    await link(outside, join(journey.root.ingest, 'linked.txt'));
    assert.deepEqual(await journey.run(), { done: 1, failed: 0, waiting: 0, refused: 0 });
    assert.equal(await journey.read('done/linked.txt'), 'A file with two names.');
    assert.equal(await readFile(outside, 'utf8'), 'A file with two names.');
  });
});

describe('a copy on its way', within, () => {
  it('that pauses and goes on, or was half there at start-up, is done once and whole', async (t) => {
    const settings = { ...quickSettings, stabilityMs: 400, window: { from: '00:00', to: '00:00' } };
    const root = await plainRoot(t, settings);
    const path = await dropBelow(root.ingest, 'copy.txt', 'The first half is here. ');
    const journey = await Journey.open(t, { root });
    await journey.nightshift.start();
    for (const piece of ['The second follows. ', 'And the end.']) {
      assert.deepEqual(journey.told('claimed'), [], 'it is not taken while it grows');
      await writeFile(path, piece, { flag: 'a' });
    }
    await journey.until('done');
    assert.equal(
      await journey.read('done/copy.txt'),
      'The first half is here. The second follows. And the end.',
    );
    assert.equal(journey.told('claimed').length, 1);
    assert.match((await journey.note('done/copy.txt.md')).body, /And the end\./);
  });
});
