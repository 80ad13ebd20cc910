/** A night that nobody was there for is noticed, told and caught up. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it, type TestContext } from 'node:test';
import type { Root } from '../../src/folders/root.ts';
import { dropBelow, Journey, plainRoot, quickSettings } from '../support/journey.ts';
import { nightshift } from '../support/journey-process.ts';

const settings = (catchUp: boolean): object => ({
  ...quickSettings,
  window: { from: '01:00', to: '06:00', timeZone: 'UTC', catchUp },
});

/** The program at work on `root` from that time of November 2099, when every file is an old one. */
async function startedAt(t: TestContext, root: Root, time: string): Promise<Journey> {
  const ahead = Date.parse(`2099-11-${time}:00Z`) - Date.now();
  const journey = await Journey.open(t, { root, clock: { now: () => Date.now() + ahead } });
  await journey.nightshift.start();
  return journey;
}

const letter = 'A letter about a garden. It is short.';

describe('a night through which the program did not run', () => {
  it('is told at the next start, and what waited for it is done at once', async (t) => {
    const root = await plainRoot(t, settings(true));
    const evening = await startedAt(t, root, '22T20:00');
    assert.deepEqual(evening.told('missed'), [], 'the first start ever misses nothing');
    await evening.nightshift.stop();
    await dropBelow(root.ingest, 'letter.txt', letter);
    const morning = await startedAt(t, root, '23T08:00');
    await morning.until('done');
    const missed = {
      ...{ type: 'missed', opened: '2099-11-23T01:00:00+00:00', closed: '2099-11-23T06:00:00+00:00' },
      ...{ missedS: 18_000, nights: 1 },
    };
    const told = morning.told('missed').map(({ lateUntil, ...facts }) => facts);
    assert.deepEqual(told, [missed]);
    assert.match((await morning.nightshift.status()).window.closesAt, /T13:00:0\d\+00:00$/);
    await morning.nightshift.stop();
    const line = /^The night of 2099-11-23 \(01:00 to 06:00\) was missed: .* It is caught up until 13:00\.$/m;
    assert.match(await readFile(root.statusFile, 'utf8'), line);
    const { stdout } = await nightshift(t, ['status', '--root', root.path]);
    assert.match(
      stdout,
      /^The night of 2099-11-23 \(01:00 to 06:00\) was missed: /m,
      'when nobody runs, too',
    );
  });

  it('is told and not caught up when the person does not want that', async (t) => {
    const root = await plainRoot(t, settings(false));
    await (await startedAt(t, root, '22T20:00')).nightshift.stop();
    await dropBelow(root.ingest, 'letter.txt', letter);
    const morning = await startedAt(t, root, '23T08:00');
    assert.equal((await morning.until('missed')).notLate, 'off');
    // What is urgent is done by day, and shows that the work goes on without the letter.
    await morning.drop('now/urgent.txt');
    await morning.until('done', ({ path }) => path === 'now/urgent.txt');
    assert.deepEqual(await morning.names('ingest'), ['letter.txt']);
  });
});
