import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { describe, it } from 'node:test';
import { handleCloudFile } from '../../src/processing/cloud-file.ts';
import { photo } from '../support/cloud-journey.ts';
import { dropBelow, namesBelow } from '../support/journey.ts';
import { Processing } from '../support/processing-tools.ts';

const never = new AbortController().signal;

describe('a file in cloud/ that need not be bought any more', () => {
  it('keeps its stall until it is home, so that whoever dies on the way does not buy it afterwards', async (t) => {
    const { root, parts } = await Processing.open(t);
    const { laneTools: tools } = parts;
    const bytes = await photo();
    const sha256 = hash('sha256', bytes);
    const stall = {
      task: 'describe',
      reason: 'The night is too short.',
      lacking: false,
      planned: true,
    } as const;
    tools.journal.noteStall(sha256, stall);
    await dropBelow(root.cloud, 'a.jpg', bytes);
    await tools.waiting.start();
    await tools.waiting.settled();
    const file = tools.waiting.take('a.jpg');
    assert.ok(file);
    const killed = new Error('It was killed.');
    const move = (): Promise<never> => Promise.reject(killed);
    const mover = { ...tools.mover, move };
    await assert.rejects(handleCloudFile(file, new Map(), { ...tools, mover }, never), killed);
    assert.deepEqual(tools.journal.stall(sha256), stall);
    await handleCloudFile(file, new Map(), tools, never);
    assert.deepEqual([await namesBelow(root.ingest), await namesBelow(root.cloud)], [['a.jpg'], []]);
    assert.equal(tools.journal.stall(sha256), undefined);
  });
});
