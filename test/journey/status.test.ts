/** STATUS.md is kept current without anybody asking, and a root that loses its lock is left alone. */
import assert from 'node:assert/strict';
import { watch } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Journey } from '../support/journey.ts';

/** Resolves once the file at `path` holds `wanted`, now or after a change. */
async function untilFile(t: TestContext, path: string, wanted: RegExp): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const look = async (): Promise<void> => {
    const text = await readFile(path, 'utf8').catch(() => '');
    if (wanted.test(text)) resolve(text);
  };
  const watcher = watch(dirname(path), (_event, name) => {
    if (name === basename(path)) look().catch(reject);
  });
  t.after(() => watcher.close());
  await look();
  return promise;
}

describe('while start runs', () => {
  it('STATUS.md says that nothing is in work soon after the last file is done, with what is where', async (t) => {
    const journey = await Journey.open(t);
    await journey.nightshift.start();
    for (const name of ['a', 'b', 'c']) await journey.drop(`now/${name}.txt`);
    for (const name of ['a', 'b', 'c']) await journey.until('done', ({ path }) => path === `now/${name}.txt`);
    const status = await untilFile(t, journey.root.statusFile, /\| 0 \| 0 \| 0 \| 3 \| 0 \|/);
    assert.match(status, /Nothing is waiting/);
    assert.doesNotMatch(status, /In work/);
  });

  it('a program whose .nightshift/ is taken away says so and stops', async (t) => {
    const journey = await Journey.open(t);
    await journey.nightshift.start();
    await rm(journey.root.machine, { recursive: true });
    await journey.nightshift.ended;
    assert.match(journey.told('notice').at(-1)?.message ?? '', /taken away/);
  });
});
