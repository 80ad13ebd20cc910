import assert from 'node:assert/strict';
import { it } from 'node:test';
import { afterwards } from '../../src/types/afterwards.ts';

it('what is put off is done once, after all that waits for nothing else, and again when it is asked for again', async () => {
  const acts: string[] = [];
  const later = afterwards(() => acts.push('put off'));
  const begun = (async () => {
    for (let step = 1; step <= 3; step += 1) {
      await undefined;
      acts.push(`step ${step}`);
    }
  })();
  later();
  later();
  await begun;
  assert.deepEqual(acts, ['step 1', 'step 2', 'step 3']);
  await new Promise(setImmediate);
  assert.equal(acts.splice(0).at(-1), 'put off');
  later();
  await new Promise(setImmediate);
  assert.deepEqual(acts, ['put off']);
});
