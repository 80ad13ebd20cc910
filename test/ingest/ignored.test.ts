import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bundleAround,
  bundleName,
  ignoredFolderName,
  ignoredName,
  ignoredPath,
  itemAt,
} from '../../src/ingest/ignored.ts';

test('what Finder and Windows leave behind is hidden', () => {
  for (const name of [
    '.DS_Store',
    '._x',
    '.gitkeep',
    '.hidden',
    'Icon\r',
    'Thumbs.db',
    'THUMBS.DB',
    'desktop.ini',
    '__MACOSX',
  ]) {
    assert.equal(ignoredName(name), 'hidden', JSON.stringify(name));
  }
});

test('unfinished downloads and Office locks are partial, in any case of letters', () => {
  const names = [
    'a.pdf.crdownload',
    'a.part',
    'a.PART',
    'a.partial',
    'a.filepart',
    'a.download',
    'a.opdownload',
    'a.tmp',
  ];
  for (const name of [...names, '~$report.docx']) assert.equal(ignoredName(name), 'partial', name);
});

test('ordinary names are left alone, even those that look a little like it', () => {
  const names = [
    'a.pdf',
    'part',
    'download',
    'apart',
    'x.parts',
    'Icon',
    'my~$file',
    'a.tmp.txt',
    'tmp',
    '-x',
    '~notes',
  ];
  for (const name of names) assert.equal(ignoredName(name), undefined, name);
});

test('a folder is a partial download only when Safari made it', () => {
  assert.equal(ignoredFolderName('film.mp4.download'), 'partial');
  assert.equal(ignoredFolderName('thesis.part'), undefined);
  assert.equal(ignoredFolderName('.git'), 'hidden');
});

test('a path is passed over when any folder of it is', () => {
  assert.equal(ignoredPath('a/.git/config'), true);
  assert.equal(ignoredPath('film.download/film.mp4'), true);
  assert.equal(ignoredPath('thesis.part/chapter.txt'), false);
  assert.equal(ignoredPath('a/b/x.part'), true);
});

test('a folder that Finder shows as one item is a bundle', () => {
  for (const name of ['Letter.pages', 'Some.APP', 'Photos Library.photoslibrary', 'x.rtfd']) {
    assert.equal(bundleName(name), true, name);
  }
  for (const name of ['pages', '.app', 'report.2026', 'a.pdf', 'app.d'])
    assert.equal(bundleName(name), false, name);
});

test('what lies in a bundle belongs to the outermost one', () => {
  assert.equal(bundleAround('a/X.app/Contents/Y.framework/y'), 'a/X.app');
  assert.equal(bundleAround('a/X.app'), undefined);
  assert.equal(bundleAround('a/b.txt'), undefined);
});

test('what a path belongs to is itself, the bundle around it, or nothing', () => {
  const items: readonly (readonly [string, string | undefined])[] = [
    ['a.txt', 'a.txt'],
    ['now/a.txt', 'now/a.txt'],
    ['now/b.txt', 'now/b.txt'],
    ['now/.b.txt', undefined],
    ['.git/config', undefined],
    ['a/.git/config', undefined],
    ['a/b.txt', 'a/b.txt'],
    ['a/X.app', 'a/X.app'],
    ['a/X.app/Info.plist', 'a/X.app'],
    ['a/X.app/.hidden', 'a/X.app'],
    ['a/X.app/Contents/Y.framework/y', 'a/X.app'],
    ['.a/X.app/y', undefined],
    ['film.download/film.mp4', undefined],
    ['thesis.part/chapter.txt', 'thesis.part/chapter.txt'],
    ['thesis.part/x.part', undefined],
    ['x.crdownload', undefined],
  ];
  for (const [path, item] of [...items, ...items.toReversed()]) assert.equal(itemAt(path), item, path);
});
