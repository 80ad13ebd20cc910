import assert from 'node:assert/strict';
import {
  appendFile,
  chmod,
  copyFile,
  type FileHandle,
  mkdir,
  open,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import iconv from 'iconv-lite';
import { openTables } from '../../../src/memory/digest/digest-tables.ts';
import { LogCalendar } from '../../../src/memory/digest/log-date.ts';
import { addLog, knownLogs, logsOf } from '../../../src/memory/digest/log-store.ts';
import { readOn } from '../../../src/memory/digest/read-log.ts';
import { readLogs } from '../../../src/memory/digest/read-logs.ts';
import { MemoryIndex } from '../../../src/memory/index.ts';
import { scratchFolder, scratchRoot } from '../../support/scratch-root.ts';

const now = Date.parse('2026-11-27T12:00:00Z');

/** A root with a log folder that is read on demand. */
async function logsIn(t: TestContext) {
  const root = await scratchRoot(t);
  const index = new MemoryIndex(root.indexFile);
  t.after(() => index.close());
  openTables(index);
  const notices: string[] = [];
  const told = new Set<string>();
  const tell = (event: { type: string }) =>
    notices.push('message' in event ? String(event.message) : event.type);
  const read = async (signal = new AbortController().signal, at = now) =>
    readLogs({ root, index, now: () => at, zone: 'Europe/Berlin', tell, told, signal });
  const file = (name: string) => join(root.logs, name);
  /** Writes a log, changed at that moment. */
  const put = async (name: string, content: string | Uint8Array, changed = '2026-11-27T11:59:00Z') => {
    await mkdir(dirname(file(name)), { recursive: true });
    await writeFile(file(name), content);
    await utimes(file(name), new Date(changed), new Date(changed));
  };
  const add = async (name: string, content: string, changed = '2026-11-27T11:59:30Z') => {
    await appendFile(file(name), content);
    await utimes(file(name), new Date(changed), new Date(changed));
  };
  /** `path:line text` of a day. */
  const said = (day: string) =>
    logsOf(index, day).flatMap(({ path, gone, kept }) =>
      kept.map(
        ({ at, text, count }) =>
          `${path}${gone ? ' (gone)' : ''}:${at} ${text}${count > 1 ? ` ×${count}` : ''}`,
      ),
    );
  return { root, index, notices, read, file, put, add, said };
}

describe('the logs', () => {
  it('are read in place, and only what is new is read', async (t) => {
    const { read, put, add, said, file, index } = await logsIn(t);
    await put('app.log', '2026-11-03 10:00 one\n2026-11-04 10:00 two\n');
    await read();
    const before = await readFile(file('app.log'));
    assert.deepEqual(said('2026-11-03'), ['app.log:1 2026-11-03 10:00 one']);
    await add('app.log', '2026-11-04 11:00 three\n');
    await read();
    assert.deepEqual(said('2026-11-04'), [
      'app.log:2 2026-11-04 10:00 two',
      'app.log:3 2026-11-04 11:00 three',
    ]);
    assert.deepEqual((await readFile(file('app.log'))).subarray(0, before.length), before);
    assert.deepEqual(
      knownLogs(index).map(({ offset, lines }) => [offset, lines]),
      [[65, 3]],
    );
  });

  it('lie in sub-folders too; links are not followed, and what is hidden is passed over', async (t) => {
    const { read, put, said, file } = await logsIn(t);
    const outside = await scratchFolder(t);
    await writeFile(join(outside, 'secret.log'), '2026-11-03 10:00 secret\n');
    await symlink(join(outside, 'secret.log'), file('link.log'));
    await symlink(outside, file('folder'));
    await put('.hidden', '2026-11-03 10:00 hidden\n');
    await put('a/b/app.log', '2026-11-03 10:00 one\n');
    await read();
    assert.deepEqual(said('2026-11-03'), ['a/b/app.log:1 2026-11-03 10:00 one']);
  });

  it('wait for the end of a half line; one that has rested is believed, and read again when it goes on', async (t) => {
    const { read, put, add, said } = await logsIn(t);
    await put('app.log', '2026-11-03 10:00 one\n2026-11-03 10:01 tw');
    await read();
    assert.deepEqual(said('2026-11-03'), ['app.log:1 2026-11-03 10:00 one']);
    await read(undefined, now + 3_600_000);
    assert.deepEqual(said('2026-11-03'), ['app.log:1 2026-11-03 10:00 one', 'app.log:2 2026-11-03 10:01 tw']);
    await add('app.log', 'o\n2026-11-03 10:02 three\n');
    await read();
    assert.deepEqual(said('2026-11-03'), [
      'app.log:1 2026-11-03 10:00 one',
      'app.log:2 2026-11-03 10:01 two',
      'app.log:3 2026-11-03 10:02 three',
    ]);
  });

  it('are followed when they are turned over', async (t) => {
    const { read, put, add, said, file } = await logsIn(t);
    await put('app.log', '2026-11-03 10:00 one\n');
    await read();
    await add('app.log', '2026-11-03 11:00 two\n');
    await rename(file('app.log'), file('app.log.1'));
    await put('app.log', '2026-11-03 12:00 three\n');
    await read();
    assert.deepEqual(said('2026-11-03'), [
      'app.log:1 2026-11-03 12:00 three',
      'app.log.1:1 2026-11-03 10:00 one',
      'app.log.1:2 2026-11-03 11:00 two',
    ]);
    await rm(file('app.log.1'));
    await read();
    assert.deepEqual(said('2026-11-03').slice(1), [
      'app.log.1 (gone):1 2026-11-03 10:00 one',
      'app.log.1 (gone):2 2026-11-03 11:00 two',
    ]);
  });

  it('say what they said when they are emptied, once, also where a copy was kept', async (t) => {
    const { read, put, said, file } = await logsIn(t);
    await put('app.log', '2026-11-03 10:00 one\n2026-11-03 11:00 two\n');
    await read();
    await truncate(file('app.log'));
    await read();
    assert.equal(said('2026-11-03').length, 2);
    await put('app.log', '2026-11-03 12:00 three\n');
    await read();
    assert.deepEqual(said('2026-11-03').toSorted(), [
      'app.log (gone):1 2026-11-03 10:00 one',
      'app.log (gone):2 2026-11-03 11:00 two',
      'app.log:1 2026-11-03 12:00 three',
    ]);
    await copyFile(file('app.log'), file('app.log.1'));
    await put('app.log', '2026-11-03 13:00 four\n');
    await read();
    assert.deepEqual(said('2026-11-03').toSorted(), [
      'app.log (gone):1 2026-11-03 10:00 one',
      'app.log (gone):2 2026-11-03 11:00 two',
      'app.log.1:1 2026-11-03 12:00 three',
      'app.log:1 2026-11-03 13:00 four',
    ]);
  });

  it('that a person edits say what they say now, and lines without a date keep the day that they had', async (t) => {
    const { read, put, said, file } = await logsIn(t);
    await put('journal.md', 'Ada came.\nThe roof is mended.\n', '2026-11-20T10:00:00Z');
    await read();
    await put(
      'new',
      'Ada came.\nThe roof is mended at last.\nWe had tea.\nAda came.\n',
      '2026-11-21T10:00:00Z',
    );
    await rename(file('new'), file('journal.md'));
    await read();
    assert.deepEqual(said('2026-11-20'), ['journal.md:1 Ada came. ×2']);
    assert.deepEqual(said('2026-11-21'), [
      'journal.md:2 The roof is mended at last.',
      'journal.md:3 We had tea.',
    ]);
  });

  it('of which one is written anew every day keep their days', async (t) => {
    const { read, put, said } = await logsIn(t);
    await put('today.md', 'Ada came.\n', '2026-11-20T10:00:00Z');
    await read();
    await put('today.md', 'We had tea.\n', '2026-11-21T10:00:00Z');
    await read();
    await put('today.md', 'We had tea and cake.\n', '2026-11-21T11:00:00Z');
    await read();
    assert.deepEqual(said('2026-11-20'), ['today.md (gone):1 Ada came.']);
    assert.deepEqual(said('2026-11-21'), ['today.md:1 We had tea and cake.']);
  });

  it('give a line the day of its own date, else of the heading, the name, or the change', async (t) => {
    const { read, put, said } = await logsIn(t);
    await put('2026-11-03.log', 'Error: no disk\n2026-11-04 00:01 next day\n    at the next line\n');
    await put('journal.md', '# 2026-11-05\n\nWe walked.\n\n## 6 November 2026\n\nIt rained.\n');
    await put('sea.md', '---\ntitle: A trip\ndate: 2026-11-09\n---\nWe saw the sea.\n');
    await put('plain.txt', 'Just so.\n', '2026-11-07T23:30:00Z');
    await read();
    assert.deepEqual(said('2026-11-03'), ['2026-11-03.log:1 Error: no disk']);
    assert.deepEqual(said('2026-11-04').length, 2);
    assert.deepEqual(said('2026-11-05'), ['journal.md:3 We walked.']);
    assert.deepEqual(said('2026-11-06'), ['journal.md:7 It rained.']);
    assert.deepEqual(said('2026-11-09'), ['sea.md:5 We saw the sea.']);
    assert.deepEqual(said('2026-11-08'), ['plain.txt:1 Just so.']);
  });

  it('that go on below an old date are of the day on which they were written', async (t) => {
    const { read, put, add, said } = await logsIn(t);
    await put('notes.txt', '2026-11-03 I begin these notes.\nThe first.\n', '2026-11-03T10:00:00Z');
    await read();
    await add('notes.txt', 'Much later.\n', '2026-11-20T10:00:00Z');
    await read();
    assert.equal(said('2026-11-03').length, 2);
    assert.deepEqual(said('2026-11-20'), ['notes.txt:3 Much later.']);
  });

  it('are read in any encoding; what is no text is passed over with one notice', async (t) => {
    const { read, put, add, said, notices } = await logsIn(t);
    await put('latin.log', iconv.encode('2026-11-03 10:00 Grüße aus Köln, schöne Tage\n', 'windows-1252'));
    await put('wide.log', iconv.encode('\ufeff2026-11-03 10:00 Größe\n', 'utf-16le'));
    await put('app.log.2.gz', Buffer.from('1f8b0800000000000003e3020093', 'hex'));
    await put('noise.bin', Buffer.from(Array.from({ length: 9000 }, (_, at) => (at * 7919) % 256)));
    await read();
    await read();
    assert.deepEqual(said('2026-11-03'), [
      'latin.log:1 2026-11-03 10:00 Grüße aus Köln, schöne Tage',
      'wide.log:1 2026-11-03 10:00 Größe',
    ]);
    assert.deepEqual(notices, ['logs/app.log.2.gz, logs/noise.bin are no text and passed over.']);
    await add('app.log.2.gz', 'more');
    await read();
    assert.equal(notices.length, 1);
  });

  it('of any length keep what they say, and say how often', async (t) => {
    const { read, put, index } = await logsIn(t);
    const lines = Array.from({ length: 50_000 }, (_, at) =>
      at === 40_000
        ? '2026-11-03 10:00:00 ERROR the disk is full\n'
        : `2026-11-03 10:00:00 INFO request ${at} took ${at % 7} ms\n`,
    );
    await put('app.log', lines.join(''));
    await read();
    const [log] = logsOf(index, '2026-11-03');
    assert.deepEqual([log?.lines, log?.errors, log?.kept.length], [50_000, 1, 6]);
    assert.equal(
      log?.kept.reduce((sum, { count }) => sum + count, 0),
      50_000,
    );
    assert.equal(log?.kept.at(-1)?.at, 40_001);
  });

  it('are read on where a stop came between', async (t) => {
    const { read, put, index } = await logsIn(t);
    const line = '2026-11-03 10:00:00 INFO the same again and again\n';
    await put('app.log', line.repeat(60_000));
    // Says stop after a few pieces of many.
    let looks = 0;
    const stopping = {
      throwIfAborted: () => {},
      get aborted() {
        return ++looks > 5;
      },
    };
    await read(stopping as AbortSignal);
    const lines = logsOf(index, '2026-11-03')[0]?.lines ?? 0;
    assert.ok(lines > 10_000 && lines < 50_000, `${lines} lines were read before the stop`);
    await read();
    assert.equal(logsOf(index, '2026-11-03')[0]?.lines, 60_000);
  });

  it('may grow while they are read: every line is taken once, and whole', async (t) => {
    const { read, put, index, file } = await logsIn(t);
    const all = Array.from(
      { length: 300 },
      (_, at) => `2026-11-03 10:00 note ${'abcdefghij'[at % 10]}${'x'.repeat(at)}\n`,
    ).join('');
    await put('app.log', '');
    for (let at = 0; at < all.length; at += 997) {
      await Promise.all([appendFile(file('app.log'), all.slice(at, at + 997)), read()]);
    }
    await read();
    const [log, ...more] = logsOf(index, '2026-11-03');
    assert.deepEqual(more, []);
    assert.deepEqual([log?.lines, log?.last], [300, 300]);
    assert.deepEqual(log?.kept.map(({ text }) => `${text}\n`).join(''), all);
  });

  it('that may not be read are told once, and the others are read', {
    skip: process.getuid?.() === 0 && 'root reads everything',
  }, async (t) => {
    const { read, put, said, notices, file } = await logsIn(t);
    await put('a.log', '2026-11-03 10:00 one\n');
    await put('b.log', '2026-11-03 10:00 two\n');
    await chmod(file('a.log'), 0);
    await read();
    await read();
    assert.deepEqual(said('2026-11-03'), ['b.log:1 2026-11-03 10:00 two']);
    assert.deepEqual(notices, ['logs/a.log cannot be read (EACCES) and was passed over.']);
  });

  it('that were emptied under a program which goes on writing are read behind the hole', async (t) => {
    const { read, put, said, file } = await logsIn(t);
    await put('app.log', '2026-11-03 10:00 one\n');
    await read();
    const handle = await open(file('app.log'), 'r+');
    await handle.truncate(0);
    await handle.write('2026-11-03 11:00 two\n', 300_000_000);
    await handle.close();
    await read();
    assert.deepEqual(said('2026-11-03'), [
      'app.log (gone):1 2026-11-03 10:00 one',
      'app.log:1 2026-11-03 11:00 two',
    ]);
  });

  it('are read in small pieces, however long they are', async (t) => {
    const { index } = await logsIn(t);
    const line = Buffer.from('2026-11-03 10:00:00 INFO the same again and again\n'.repeat(20_000));
    const size = 20 * line.length;
    let largest = 0;
    let read = 0;
    const file = {
      async read(buffer: Buffer, _at: number, length: number, position: number) {
        largest = Math.max(largest, length);
        read += length;
        for (let at = 0; at < length; ) {
          const from = (position + at) % line.length;
          at += line.copy(buffer, at, from, Math.min(line.length, from + length - at));
        }
        return { buffer, bytesRead: length };
      },
    };
    const log = addLog(index, {
      identity: '1:1',
      path: 'a.log',
      size,
      modified: now,
      encoding: 'utf-8',
      lineEnd: 10,
    });
    const calendar = new LogCalendar({ zone: 'Europe/Berlin', today: '2026-11-27' });
    const { signal } = new AbortController();
    const reading = { index, calendar, now, signal, daysBefore: new Map<string, string>() };
    const saved = await readOn(file as unknown as FileHandle, log, reading);
    assert.deepEqual([saved.offset, saved.lines], [size, 400_000]);
    assert.ok(largest <= 1024 * 1024, `${largest} bytes at once`);
    assert.ok(read < size * 1.1, 'nothing is read twice');
    assert.equal(logsOf(index, '2026-11-03')[0]?.kept.length, 5);
  });
});
