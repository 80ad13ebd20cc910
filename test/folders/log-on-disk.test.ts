import assert from 'node:assert/strict';
import { fstatSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { LogOnDisk } from '../../src/folders/log-on-disk.ts';
import { scratchFolder } from '../support/scratch-root.ts';

/** A log whose syncs end when the test says so. */
async function steppedLog(t: TestContext) {
  const path = join(await scratchFolder(t), 'state.db-wal');
  writeFileSync(path, '');
  const syncs: (PromiseWithResolvers<void> & { file: number })[] = [];
  const log = new LogOnDisk(path, (file) => {
    const sync = { ...Promise.withResolvers<void>(), file };
    syncs.push(sync);
    return sync.promise;
  });
  const ended: string[] = [];
  const reach = (name: string): Promise<void> => log.reached().then(() => void ended.push(name));
  return { log, syncs, ended, reach };
}

const isOpen = (file: number): boolean => {
  try {
    return fstatSync(file).isFile();
  } catch {
    return false;
  }
};

describe('whoever waits for the log', () => {
  it('is let go by a sync that began after the call, and shares it with all who came meanwhile', async (t) => {
    const { syncs, ended, reach } = await steppedLog(t);
    const first = reach('first');
    const others = Promise.all([reach('second'), reach('third')]);
    assert.equal(syncs.length, 1);
    syncs[0]?.resolve();
    await first;
    await new Promise(setImmediate);
    assert.equal(syncs.length, 2);
    assert.deepEqual(ended, ['first']);
    const late = reach('late');
    syncs[1]?.resolve();
    await others;
    assert.deepEqual(ended, ['first', 'second', 'third']);
    await new Promise(setImmediate);
    assert.equal(syncs.length, 3);
    syncs[2]?.resolve();
    await late;
  });

  it('is told when the disk fails, with all who came meanwhile, and whoever comes later is not', async (t) => {
    const { syncs, reach } = await steppedLog(t);
    const first = assert.rejects(reach('first'), /EIO/);
    const second = assert.rejects(reach('second'), /EIO/);
    syncs[0]?.reject(new Error('EIO: i/o error, fdatasync'));
    await Promise.all([first, second]);
    assert.equal(syncs.length, 1);
    const later = reach('later');
    syncs[1]?.resolve();
    await later;
  });
});

it('is closed when it is no longer being synced', async (t) => {
  const { log, syncs, reach } = await steppedLog(t);
  const waits = reach('first');
  const file = syncs[0]?.file ?? -1;
  log.close();
  assert.ok(isOpen(file));
  const late = assert.rejects(reach('late'), /closed/);
  syncs[0]?.resolve();
  await waits;
  await late;
  await new Promise(setImmediate);
  assert.ok(!isOpen(file));
});

it('is opened when it is waited for, so that it need not be there before', async (t) => {
  const path = join(await scratchFolder(t), 'state.db-wal');
  const log = new LogOnDisk(path);
  await assert.rejects(log.reached(), { code: 'ENOENT' });
  writeFileSync(path, 'frames');
  await log.reached();
  log.close();
});
