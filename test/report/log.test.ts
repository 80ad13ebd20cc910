import assert from 'node:assert/strict';
import { mkdtemp, open, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { openLog } from '../../src/report/log.ts';
import { NightshiftError } from '../../src/types/failure.ts';

describe('the log', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nightshift-log-'));
    file = join(folder, 'nightshift.log');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const lines = async () =>
    (await readFile(file, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it('has one JSON object a line, all of them once it is closed, and goes on where it stopped', async () => {
    const log = await openLog(file);
    for (let i = 0; i < 500; i++) log.event({ type: 'claimed', path: `a\n${i}.txt`, bytes: i });
    await log.close();
    await log.close();
    const again = await openLog(file);
    again.event({ type: 'notice', level: 'warn', message: 'late' });
    await again.close();
    const all = await lines();
    assert.equal(all.length, 501);
    assert.equal(all[7]?.path, 'a\n7.txt');
    assert.equal(all[500]?.level, 'warn');
    assert.match(String(all[0]?.time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
  });

  it('never holds a key, wherever it was hidden', async () => {
    const secrets = ['quite-"secret"-value', 'r8_abcdefghijklmnop'];
    const log = await openLog(file, { secrets });
    const message = `401 for sk-proj-AbCd1234EfGh5678 and ${secrets.join(' ')} (Bearer abcdefgh12345)`;
    log.event({ type: 'notice', level: 'error', message });
    log.error(new Error('no', { cause: new Error(message) }));
    await log.close();
    const text = await readFile(file, 'utf8');
    assert.equal((await lines()).length, 2);
    assert.doesNotMatch(text, /AbCd1234|secret|abcdefgh/);
    assert.match(text, /\[key\]/);
  });

  it('writes errors with code, reason, hint and cause', async () => {
    const log = await openLog(file);
    const cause = Object.assign(new Error('denied'), { code: 'EACCES' });
    log.error(new NightshiftError({ code: 'x-y', reason: 'It broke.', hint: 'Mend it.' }, { cause }));
    log.error('just words');
    await log.close();
    const [first, second] = await lines();
    const error = first?.error as Record<string, unknown>;
    assert.deepEqual([error.code, error.reason, error.hint], ['x-y', 'It broke.', 'Mend it.']);
    assert.equal((error.cause as Record<string, unknown>).code, 'EACCES');
    assert.deepEqual(second?.error, { reason: 'just words' });
  });

  it('is put aside when it has grown large', async () => {
    const handle = await open(file, 'w');
    await handle.truncate(10_000_001);
    await handle.close();
    const log = await openLog(file);
    log.event({ type: 'gone', path: 'a' });
    await log.close();
    assert.equal((await stat(`${file}.1`)).size, 10_000_001);
    assert.equal((await lines()).length, 1);
  });

  it('survives a disk that is full', {
    skip: process.platform !== 'linux' && 'needs /dev/full',
  }, async () => {
    const log = await openLog('/dev/full');
    log.event({ type: 'gone', path: 'a' });
    await log.close();
  });
});
