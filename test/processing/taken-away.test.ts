import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { CloudDoor } from '../../src/models/purchase.ts';
import { type ActiveContents, alone } from '../../src/processing/active-contents.ts';
import { handleCloudFile } from '../../src/processing/cloud-file.ts';
import { photo } from '../support/cloud-journey.ts';
import { dropBelow } from '../support/journey.ts';
import { Processing } from '../support/processing-tools.ts';

const settings = { stabilityMs: 20, models: { image: { night: [] }, embed: { night: [] } } };
const never = new AbortController().signal;

/** A picture in cloud/ under one name, and a door that sells its description; `meanwhile` happens before it answers. */
async function bought(
  t: TestContext,
  meanwhile: (opened: {
    readonly parts: Processing;
    readonly path: string;
    readonly active: ActiveContents;
    handle(name: string): Promise<void>;
  }) => Promise<void>,
): Promise<Processing> {
  const parts = await Processing.open(t, { settings });
  const { laneTools } = parts.parts;
  const active: ActiveContents = new Map();
  await laneTools.waiting.start();
  const path = await dropBelow(parts.root.cloud, 'beach.jpg', await photo());
  const handle = async (name: string): Promise<void> => {
    await laneTools.waiting.rescan();
    await laneTools.waiting.settled();
    const file = laneTools.waiting.take(name);
    assert.ok(file, `${name} is ready`);
    await handleCloudFile(file, active, { ...laneTools, cloud }, never);
  };
  const cloud: CloudDoor = {
    buyable: async () => new Set(),
    buy: async (wanted, buyer) => {
      await meanwhile({ parts, path, active, handle });
      const value = { text: 'A beach.', tags: [] };
      for (const part of wanted) await buyer.save(part, { spec: 'openai:gpt-6-luna', value, seconds: 1 });
      return { type: 'bought' };
    },
    hasSent: () => true,
    hasOpen: () => true,
    costUsd: () => 0.25,
    readAnswer: async () => false,
  };
  await handle('beach.jpg');
  return parts;
}

describe('a file that leaves cloud/ while it is bought', () => {
  it('is written without its original when it is nowhere here', async (t) => {
    const parts = await bought(t, ({ path }) => rm(path));
    assert.deepEqual(await parts.names('done'), ['beach.jpg.md']);
    assert.deepEqual(parts.told('gone'), []);
  });

  it('is written once, where it lies now, when it only has another name', async (t) => {
    const parts = await bought(t, async ({ path, handle, parts: { root } }) => {
      await rename(path, join(root.cloud, 'sea.jpg'));
      // It waits for the work on its content under the old name.
      await handle('sea.jpg');
    });
    assert.deepEqual(await parts.names('done'), []);
    assert.equal(parts.told('gone').length, 1);
  });

  it('is written when only another file of its name waits for its place', async (t) => {
    const parts = await bought(t, async ({ path, active }) => {
      await rm(path);
      const other = { sha256: 'another content', place: 'beach.jpg', source: 'beach.jpg' };
      const rest = await alone(other, active, () => undefined, assert.fail);
      assert.equal(rest.type, 'back');
    });
    assert.deepEqual(await parts.names('done'), ['beach.jpg.md']);
  });

  it('is not written at all when its content is known to be private meanwhile', async (t) => {
    const parts = await bought(t, async ({ path, parts: { tools } }) => {
      await rm(path);
      const sha256 = hash('sha256', await photo());
      tools.journal.know({ sha256, bytes: 1, mime: 'image/jpeg', private: true });
    });
    assert.deepEqual(await parts.names('done'), []);
    assert.equal(parts.told('gone').length, 1);
  });
});
