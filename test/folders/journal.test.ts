import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { describe, it, type TestContext } from 'node:test';
import { Journal } from '../../src/folders/journal.ts';
import { scratchFolder } from '../support/scratch-root.ts';

async function journalFile(t: TestContext): Promise<string> {
  return join(await scratchFolder(t), 'state.db');
}

function openJournal(t: TestContext, file: string, options?: { readOnly?: boolean }): Journal {
  const journal = new Journal(file, options);
  t.after(() => {
    try {
      journal.close();
    } catch {
      // The test has closed it already.
    }
  });
  return journal;
}

async function freshJournal(t: TestContext): Promise<Journal> {
  return openJournal(t, await journalFile(t));
}

const claim = {
  place: 'a/b.txt',
  source: 'now/a/b.txt',
  origin: 'ingest',
  sha256: 'aa',
  ino: 18_446_744_073_709_551_615n,
  bytes: 12,
  mime: 'text/plain',
  private: false,
} as const;
const settled = {
  ...({ at: 1000, state: 'done', isCopy: false } as const),
  ...{ result: 'done/a/b.txt', noteSha256: 'n1' },
} as const;

describe('the claims of the journal', () => {
  it('keep the place, the source and all 64 bits of the inode', async (t) => {
    const journal = await freshJournal(t);
    assert.equal(journal.claim(claim), true);
    const { place, source, origin, sha256, ino } = claim;
    const expected = { place, source, origin, sha256, ino, target: undefined, noteSha256: undefined };
    assert.deepEqual(journal.claims(), [expected]);
  });

  it('refuse a place that is taken and keep the first claim as it was', async (t) => {
    const journal = await freshJournal(t);
    assert.equal(journal.claim(claim), true);
    const other = { ...claim, source: 'a/b.txt', sha256: 'bb', ino: 2n };
    assert.equal(journal.claim(other), false);
    assert.deepEqual(
      journal.claims().map(({ source, sha256 }) => [source, sha256]),
      [[claim.source, 'aa']],
    );
    journal.unclaim(claim.place);
    assert.equal(journal.claim(other), true);
  });

  it('remember where the original is about to go', async (t) => {
    const journal = await freshJournal(t);
    journal.claim(claim);
    await journal.intend(claim.place, 'done/a/b.txt', 'n1');
    const [written] = journal.claims();
    assert.deepEqual([written?.target, written?.noteSha256], ['done/a/b.txt', 'n1']);
  });
});

describe('what the journal knows of a content', () => {
  it('is nothing before the first claim', async (t) => {
    const journal = await freshJournal(t);
    assert.equal(journal.content('aa'), undefined);
    assert.equal(journal.contentOfNote('n1'), undefined);
    assert.equal(journal.contentOfResult('done/a/b.txt'), undefined);
  });

  it('is found by its hash, by its note and by its place once it is settled', async (t) => {
    const journal = await freshJournal(t);
    journal.claim(claim);
    assert.equal(journal.content('aa')?.state, 'known');
    await journal.settle(claim, settled);
    const record = journal.content('aa');
    assert.deepEqual(record, {
      ...{ sha256: 'aa', bytes: 12, mime: 'text/plain', private: false },
      ...{ state: 'done', attempts: 0, firstFailed: undefined, lastFailed: undefined },
      ...{ result: 'done/a/b.txt', noteSha256: 'n1' },
    });
    assert.deepEqual(journal.contentOfNote('n1'), record);
    assert.deepEqual(journal.contentOfResult('done/a/b.txt'), record);
    assert.deepEqual(journal.claims(), []);
  });

  it('stays as it is when a further copy is settled', async (t) => {
    const journal = await freshJournal(t);
    journal.claim(claim);
    await journal.settle(claim, settled);
    const copy = { ...claim, place: 'copy.txt', source: 'copy.txt', ino: 3n };
    journal.claim(copy);
    await journal.settle(copy, { ...settled, at: 2000, result: 'done/copy.txt', isCopy: true });
    assert.equal(journal.content('aa')?.result, 'done/a/b.txt');
    assert.deepEqual(journal.claims(), []);
  });

  it('stays private for ever once it was seen below private/', async (t) => {
    const journal = await freshJournal(t);
    journal.claim({ ...claim, private: true });
    journal.unclaim(claim.place);
    journal.claim({ ...claim, private: false });
    assert.equal(journal.content('aa')?.private, true);
  });

  it('counts attempts from the first failure to the last, and forgets them when it is retried', async (t) => {
    const journal = await freshJournal(t);
    journal.claim(claim);
    journal.countAttempt('aa', 1000);
    journal.countAttempt('aa', 5000);
    const failed = journal.content('aa');
    assert.deepEqual([failed?.attempts, failed?.firstFailed, failed?.lastFailed], [2, 1000, 5000]);
    await journal.settle(claim, { ...settled, state: 'failed', result: 'failed/a/b.txt' });
    journal.forgetAttempts('aa');
    const again = journal.content('aa');
    assert.deepEqual([again?.state, again?.attempts, again?.firstFailed], ['known', 0, undefined]);
    assert.equal(journal.contentOfNote('n1'), undefined);
    assert.equal(journal.contentOfResult('failed/a/b.txt'), undefined);
  });
});

describe('task results in the journal', () => {
  it('come back as they were saved, each under its own content, task and part', async (t) => {
    const journal = await freshJournal(t);
    const value = { text: 'Zürich 東京 🌙', lines: [1, 2.5], nothing: null };
    await journal.saveResult('aa', 'recognise', 'page-1', { spec: 'tesseract:eng', value, seconds: 1.25 });
    const saved = journal.savedResult('aa', 'recognise', 'page-1');
    assert.deepEqual(saved, { spec: 'tesseract:eng', value, seconds: 1.25 });
    assert.equal(journal.savedResult('aa', 'recognise', 'page-2'), undefined);
    assert.equal(journal.savedResult('aa', 'describe', 'page-1'), undefined);
    assert.equal(journal.savedResult('bb', 'recognise', 'page-1'), undefined);
  });

  it('are replaced by a later one, and outlive a failed attempt', async (t) => {
    const journal = await freshJournal(t);
    journal.claim(claim);
    await journal.saveResult('aa', 'summarise', '', { spec: 'a:b', value: 'old', seconds: 1 });
    await journal.saveResult('aa', 'summarise', '', { spec: 'c:d', value: 'new', seconds: 2 });
    journal.forgetAttempts('aa');
    const saved = journal.savedResult('aa', 'summarise', '');
    assert.deepEqual(saved, { spec: 'c:d', value: 'new', seconds: 2 });
  });
});

describe('held files, facts and moves in the journal', () => {
  it('a held file is there until it is released, with its latest reason', async (t) => {
    const journal = await freshJournal(t);
    journal.hold({ folder: 'ingest', source: 'b.mp3', why: 'Old.', hint: 'Old.', until: undefined });
    journal.hold({
      folder: 'ingest',
      source: 'b.mp3',
      why: 'No model.',
      hint: 'Install one.',
      until: undefined,
    });
    journal.hold({ folder: 'ingest', source: 'a.txt', why: 'Busy.', hint: '', until: 9_000_000_000_000 });
    assert.deepEqual(journal.held(), [
      { folder: 'ingest', source: 'a.txt', why: 'Busy.', hint: '', until: 9_000_000_000_000 },
      { folder: 'ingest', source: 'b.mp3', why: 'No model.', hint: 'Install one.', until: undefined },
    ]);
    journal.unhold('ingest', 'a.txt');
    assert.deepEqual(
      journal.held().map(({ source }) => source),
      ['b.mp3'],
    );
  });

  it('a fact is what was said last', async (t) => {
    const journal = await freshJournal(t);
    assert.equal(journal.fact('seen ollama:m'), undefined);
    journal.setFact('seen ollama:m', '1');
    journal.setFact('seen ollama:m', '2');
    assert.equal(journal.fact('seen ollama:m'), '2');
  });

  it('a move that has begun is open until it ends', async (t) => {
    const { moveIntents } = await freshJournal(t);
    const first = moveIntents.begin('ingest/a', 'processing/a', 0n);
    const second = moveIntents.begin('ingest/b', 'processing/b', 18_446_744_073_709_551_615n);
    moveIntents.end(first);
    const expected = { id: second, from: 'ingest/b', to: 'processing/b' };
    assert.deepEqual(moveIntents.open(), [{ ...expected, placeholderIno: 18_446_744_073_709_551_615n }]);
  });
});

describe('a content that stalled', () => {
  const stall = { task: 'describe', reason: 'Nobody here sees.', lacking: true } as const;

  it('is known with its task, its reason, and whether there was a model at all; a new reason takes the old one’s place', async (t) => {
    const journal = await freshJournal(t);
    assert.equal(journal.stall('aa'), undefined);
    journal.noteStall('aa', stall);
    journal.noteStall('bb', { task: 'transcribe', reason: 'It took too long.', lacking: false });
    assert.deepEqual(journal.stall('aa'), stall);
    assert.deepEqual(journal.stall('bb'), {
      task: 'transcribe',
      reason: 'It took too long.',
      lacking: false,
    });
    const again = { task: 'recognise', reason: 'Two attempts failed.', lacking: false } as const;
    journal.noteStall('aa', again);
    assert.deepEqual(journal.stall('aa'), again);
    const planned = { ...again, planned: true };
    journal.noteStall('aa', planned);
    assert.deepEqual(journal.stall('aa'), planned);
  });

  it('is none any more when that is forgotten', async (t) => {
    const journal = await freshJournal(t);
    journal.noteStall('aa', stall);
    journal.noteStall('bb', stall);
    journal.forgetStall('aa');
    journal.forgetStall('cc');
    assert.deepEqual([journal.stall('aa'), journal.stall('bb')], [undefined, stall]);
  });
});

describe('the content of a claim', () => {
  const rows = (file: string): unknown => {
    const database = new DatabaseSync(file, { readOnly: true });
    const { contents } = database.prepare('SELECT count(*) AS contents FROM content').get() ?? {};
    database.close();
    return contents;
  };

  it('is written down when the journal is asked next, or closed', async (t) => {
    const file = await journalFile(t);
    const journal = new Journal(file);
    journal.claim(claim);
    assert.equal(rows(file), 0);
    assert.equal(journal.claims().length, 1);
    assert.equal(rows(file), 1);
    journal.claim({ ...claim, place: 'c', sha256: 'cc' });
    journal.claim({ ...claim, place: 'd', sha256: 'dd' });
    assert.equal(rows(file), 2);
    journal.close();
    assert.equal(rows(file), 3);
  });

  it('is written down at once where it is private', async (t) => {
    const file = await journalFile(t);
    openJournal(t, file).claim({ ...claim, private: true });
    assert.equal(rows(file), 1);
  });
});

it('all but a claim and its content waits for the disk, on the spot or until a promise resolves', async (t) => {
  const writes: string[] = [];
  const journal = new Journal(await journalFile(t), { sync: async () => void writes.push('the log') });
  t.after(() => journal.close());
  let level = 'FULL';
  const { exec } = DatabaseSync.prototype;
  t.mock.method(DatabaseSync.prototype, 'exec', function (this: DatabaseSync, sql: string) {
    level = /synchronous = (\w+)/.exec(sql)?.[1] ?? level;
    exec.call(this, sql);
  });
  const { run } = StatementSync.prototype;
  t.mock.method(StatementSync.prototype, 'run', function (this: StatementSync, ...values: unknown[]) {
    writes.push(`${level} ${this.sourceSQL.split(' ').slice(0, 3).join(' ')}`);
    return Reflect.apply(run, this, values);
  });
  journal.claim(claim);
  journal.content('aa');
  await journal.saveResult('aa', 'extract', '', { spec: 'a:b', value: 1, seconds: 1 });
  await journal.intend('a/b.txt', 'done/a/b.txt', 'n1');
  await journal.settle(claim, settled);
  journal.claim({ ...claim, private: true });
  journal.unclaim('a/b.txt');
  journal.claim({ ...claim, sha256: 'bb' });
  journal.setFact('a', 'b');
  assert.deepEqual(writes, [
    'NORMAL INSERT OR IGNORE',
    'NORMAL INSERT INTO content',
    'NORMAL BEGIN IMMEDIATE',
    'NORMAL INSERT INTO task_result',
    'NORMAL COMMIT',
    'the log',
    'NORMAL UPDATE claim SET',
    'the log',
    'NORMAL BEGIN IMMEDIATE',
    'NORMAL DELETE FROM claim',
    'NORMAL INSERT INTO settled',
    'NORMAL DELETE FROM settled',
    'NORMAL UPDATE content SET',
    'NORMAL COMMIT',
    'the log',
    'FULL INSERT INTO content',
    'NORMAL INSERT OR IGNORE',
    'FULL DELETE FROM claim',
    'NORMAL INSERT OR IGNORE',
    'NORMAL INSERT INTO content',
    'FULL INSERT OR REPLACE',
  ]);
});

it('what is saved resolves when its log is on the disk, and rejects when that failed', async (t) => {
  const sync = Promise.withResolvers<void>();
  const journal = new Journal(await journalFile(t), { sync: () => sync.promise });
  t.after(() => journal.close());
  let isSaved = false;
  const saved = journal.saveResult('aa', 'extract', '', { spec: 'a:b', value: 1, seconds: 1 });
  const noted = saved.then(() => {
    isSaved = true;
  });
  await new Promise(setImmediate);
  assert.equal(isSaved, false);
  sync.reject(new Error('EIO: i/o error, fdatasync'));
  await assert.rejects(noted, /EIO/);
});

it('begins its log anew when a sync of it has failed, before anything is said to be saved again', async (t) => {
  const file = await journalFile(t);
  let isBroken = true;
  const journal = new Journal(file, {
    sync: async () => {
      if (isBroken) throw new Error('EIO: i/o error, fdatasync');
    },
  });
  t.after(() => journal.close());
  const save = (part: string) =>
    journal.saveResult('aa', 'extract', part, { spec: 'a:b', value: 1, seconds: 1 });
  await assert.rejects(save('1'), /EIO/);
  isBroken = false;
  const before = statSync(`${file}-wal`).size;
  const reader = new DatabaseSync(file, { readOnly: true });
  reader.exec('BEGIN; SELECT count(*) FROM task_result');
  await assert.rejects(save('2'), /another program reads it/);
  reader.close();
  await save('3');
  assert.ok(statSync(`${file}-wal`).size < before);
  assert.deepEqual([journal.savedTasks('aa').get('extract')], [3]);
});

it('waits for every commit on the spot where the file system has no write-ahead log', async (t) => {
  const { prepare } = DatabaseSync.prototype;
  t.mock.method(DatabaseSync.prototype, 'prepare', function (this: DatabaseSync, sql: string) {
    return Reflect.apply(prepare, this, [
      sql === 'PRAGMA journal_mode' ? "SELECT 'delete' AS journal_mode" : sql,
    ]);
  });
  const levels: string[] = [];
  const { exec } = DatabaseSync.prototype;
  t.mock.method(DatabaseSync.prototype, 'exec', function (this: DatabaseSync, sql: string) {
    levels.push(...(/synchronous = \w+/.exec(sql) ?? []));
    exec.call(this, sql);
  });
  const journal = new Journal(await journalFile(t), {
    sync: () => Promise.reject(new Error('There is no log.')),
  });
  t.after(() => journal.close());
  journal.claim(claim);
  await journal.settle(claim, settled);
  assert.deepEqual(levels, ['synchronous = FULL']);
});

it('claims of an earlier version are kept, each with all that it says', async (t) => {
  const file = await journalFile(t);
  new Journal(file).close();
  const database = new DatabaseSync(file);
  database.exec(`DROP TABLE claim;
    CREATE TABLE claim (place TEXT NOT NULL PRIMARY KEY, source TEXT NOT NULL, sha256 TEXT NOT NULL, ino TEXT NOT NULL,
      target TEXT, note_sha256 TEXT, origin TEXT NOT NULL DEFAULT 'ingest') STRICT;
    INSERT INTO claim VALUES ('b.jpg', 'now/b.jpg', 'bb', '12', 'done/b.jpg', 'n', 'cloud');
    PRAGMA user_version = 8;`);
  database.close();
  const kept = { place: 'b.jpg', source: 'now/b.jpg', origin: 'cloud', sha256: 'bb', ino: 12n };
  assert.deepEqual(openJournal(t, file).claims(), [{ ...kept, target: 'done/b.jpg', noteSha256: 'n' }]);
});

describe('what waits in two folders under one name', () => {
  const hold = (folder: 'ingest' | 'cloud', why: string) =>
    ({ folder, source: 'a.jpg', why, hint: '', until: undefined }) as const;

  it('waits there for two things, ingest/ first', async (t) => {
    const journal = await freshJournal(t);
    journal.hold(hold('cloud', 'No money.'));
    journal.hold(hold('ingest', 'No model.'));
    assert.deepEqual(journal.held(), [hold('ingest', 'No model.'), hold('cloud', 'No money.')]);
    journal.hold(hold('cloud', 'No key.'));
    journal.unhold('ingest', 'a.jpg');
    assert.deepEqual(journal.held(), [hold('cloud', 'No key.')]);
  });
});

describe('a journal that is opened again', () => {
  it('still knows where each file was claimed from, what waits where, and what stalled', async (t) => {
    const file = await journalFile(t);
    const before = openJournal(t, file);
    before.claim(claim);
    before.claim({ ...claim, place: 'c.jpg', source: 'c.jpg', origin: 'cloud', sha256: 'cc' });
    for (const folder of ['ingest', 'cloud'] as const)
      before.hold({ folder, source: 'x', why: folder, hint: '', until: undefined });
    const stall = { task: 'transcribe', reason: 'No model.', lacking: true } as const;
    before.noteStall('aa', stall);
    before.close();

    const after = openJournal(t, file);
    assert.deepEqual(
      after
        .claims()
        .map(({ place, origin }) => [place, origin])
        .sort(),
      [
        ['a/b.txt', 'ingest'],
        ['c.jpg', 'cloud'],
      ],
    );
    assert.deepEqual(
      after.held().map(({ folder, why }) => [folder, why]),
      [
        ['ingest', 'ingest'],
        ['cloud', 'cloud'],
      ],
    );
    assert.deepEqual(after.stall('aa'), stall);
  });

  it('still knows everything', async (t) => {
    const file = await journalFile(t);
    const before = openJournal(t, file);
    before.claim(claim);
    await before.intend(claim.place, 'done/a/b.txt', 'n1');
    await before.saveResult('aa', 'summarise', '', { spec: 'a:b', value: { title: 'T' }, seconds: 1 });
    before.hold({ folder: 'ingest', source: 'x', why: 'Why.', hint: '', until: 7 });
    before.setFact('f', 'v');
    before.moveIntents.begin('a', 'b', 5n);
    before.close();

    const after = openJournal(t, file);
    assert.equal(after.claims()[0]?.target, 'done/a/b.txt');
    assert.deepEqual(after.savedResult('aa', 'summarise', '')?.value, { title: 'T' });
    assert.equal(after.held().length, 1);
    assert.equal(after.fact('f'), 'v');
    assert.equal(after.moveIntents.open().length, 1);
  });

  it('can be read beside its owner, but not written', async (t) => {
    const file = await journalFile(t);
    const owner = openJournal(t, file);
    owner.claim(claim);
    const reader = openJournal(t, file, { readOnly: true });
    assert.equal(reader.claims().length, 1);
    assert.throws(() => reader.unclaim(claim.place), /readonly/);
    assert.equal(owner.claims().length, 1);
  });

  it('throws for a file that is no database', async (t) => {
    const file = await journalFile(t);
    await writeFile(file, 'This is a letter, and no database at all. '.repeat(40));
    assert.throws(() => openJournal(t, file), /not a database/);
  });
});

describe('the notes in failed/', () => {
  const rest = { at: 1000, state: 'failed', isCopy: false } as const;
  const failed = { ...rest, result: 'failed/a.txt', noteSha256: 'n1' };
  const second = { ...rest, result: 'failed/b.txt', noteSha256: 'n2' };

  it('are known by their bytes, by their place and by their content, each copy’s own', async (t) => {
    const journal = await freshJournal(t);
    for (const one of [failed, second]) {
      journal.claim(claim);
      await journal.settle(claim, one);
    }
    const notes = [
      { noteSha256: 'n1', result: 'failed/a.txt', sha256: 'aa' },
      { noteSha256: 'n2', result: 'failed/b.txt', sha256: 'aa' },
    ];
    const { ownNotes } = journal;
    assert.deepEqual(ownNotes.of('aa'), notes);
    assert.deepEqual(ownNotes.beside('failed/a.txt'), [notes[0]]);
    journal.forgetAttempts('aa');
    assert.deepEqual(ownNotes.withBytes('n2'), notes[1]);
    ownNotes.forget('n2');
    assert.deepEqual(ownNotes.of('aa'), [notes[0]]);
  });

  it('are known by their bytes as soon as they are written, and after a restart, until they are gone', async (t) => {
    const file = await journalFile(t);
    const before = new Journal(file);
    assert.equal(before.ownNotes.withBytes('n1'), undefined);
    const note = { noteSha256: 'n1', result: 'failed/a.txt', sha256: undefined };
    before.ownNotes.add(note);
    assert.deepEqual(before.ownNotes.withBytes('n1'), note);
    before.close();
    const { ownNotes } = openJournal(t, file);
    assert.deepEqual(ownNotes.withBytes('n1'), note);
    ownNotes.forget('n1');
    assert.equal(ownNotes.withBytes('n1'), undefined);
  });

  it('of a result in done/ are none', async (t) => {
    const journal = await freshJournal(t);
    journal.claim(claim);
    await journal.settle(claim, settled);
    assert.deepEqual(journal.ownNotes.of('aa'), []);
  });

  it('that were written before there was a list of them are in it', async (t) => {
    const file = await journalFile(t);
    const old = new Journal(file);
    old.claim(claim);
    await old.settle(claim, failed);
    old.close();
    const database = new DatabaseSync(file);
    const later = ['own_note', 'call', 'carried', 'tally', 'stall', 'measurement', 'settled']
      .map((table) => `DROP TABLE ${table};`)
      .join(' ');
    database.exec(`${later} ALTER TABLE claim DROP COLUMN origin; PRAGMA user_version = 1;`);
    database.close();
    const journal = openJournal(t, file);
    assert.equal(journal.ownNotes.withBytes('n1')?.result, 'failed/a.txt');
  });
});

it('how many results there are is told by task; unfinished parts and time in vain are none', async (t) => {
  const journal = await freshJournal(t);
  const saved = (spec: string) => ({ spec, value: 'v', seconds: 1 });
  await journal.saveResult('aa', 'describe', 'page-1', saved('a:b'));
  await journal.saveResult('aa', 'describe', 'page-2', saved('a:b'));
  await journal.saveResult('aa', 'summarise', 'chunk-1', saved('part'));
  await journal.saveResult('aa', 'recognise', 'in vain', saved('none'));
  assert.deepEqual(journal.savedTasks('aa'), new Map([['describe', 2]]));
  assert.deepEqual(journal.savedTasks('bb'), new Map());
});

describe('what came to rest', () => {
  it('is known with its moment, copies and failures too, when the process is another', async (t) => {
    const file = join(await scratchFolder(t), 'state.db');
    const first = new Journal(file);
    first.claim(claim);
    await first.settle(claim, settled);
    await first.settle({ ...claim, place: 'c' }, { ...settled, at: 1500, result: 'done/c', isCopy: true });
    first.settled.add({ at: 2000, state: 'failed', result: 'failed/Letter.pages', isCopy: false });
    first.close();
    const journal = new Journal(file);
    t.after(() => journal.close());
    assert.deepEqual(journal.settled.between(1000, 2001), [
      { at: 1000, state: 'done', result: 'done/a/b.txt', isCopy: false },
      { at: 1500, state: 'done', result: 'done/c', isCopy: true },
      { at: 2000, state: 'failed', result: 'failed/Letter.pages', isCopy: false },
    ]);
    assert.deepEqual(
      journal.settled.between(1001, 2000).map(({ at }) => at),
      [1500],
    );
  });

  it('is forgotten after a few days', async (t) => {
    const journal = await freshJournal(t);
    const day = 24 * 3_600_000;
    const add = (at: number): void =>
      journal.settled.add({ at, state: 'done', result: `done/${at}`, isCopy: false });
    for (const at of [0, 1, 2, 5 * day, 5 * day + 1]) add(at);
    assert.deepEqual(
      journal.settled.between(0, 9 * day).map(({ at }) => at),
      [5 * day, 5 * day + 1],
    );
  });
});
