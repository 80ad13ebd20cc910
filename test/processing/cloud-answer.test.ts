import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from 'node:test';
import type { CloudDoor } from '../../src/models/purchase.ts';
import type { ActiveContents } from '../../src/processing/active-contents.ts';
import { handleCloudFile } from '../../src/processing/cloud-file.ts';
import { photo } from '../support/cloud-journey.ts';
import { dropBelow } from '../support/journey.ts';
import { Processing } from '../support/processing-tools.ts';

it('an answer about a file that is in work is read when that has ended, and the file has its turn after it', async (t) => {
  const settings = { stabilityMs: 20, models: { image: { night: [] }, embed: { night: [] } } };
  const opened = await Processing.open(t, { settings });
  const { waiting, ...others } = opened.parts.laneTools;
  const active: ActiveContents = new Map();
  const order: string[] = [];
  const cloud: CloudDoor = {
    buyable: async () => new Set(),
    buy: async () => {
      order.push('asked');
      if (order.length === 1) await handle('beach.jpg.unknown.md');
      return { type: 'waits', why: 'It is unknown.', hint: '' };
    },
    hasSent: () => true,
    hasOpen: () => true,
    costUsd: () => 0,
    readAnswer: async (path) => {
      await readFile(join(opened.root.path, path));
      order.push('answered');
      return true;
    },
  };
  async function handle(name: string): Promise<void> {
    const file = waiting.take(name);
    assert.ok(file, `${name} is ready`);
    await handleCloudFile(file, active, { ...others, waiting, cloud }, new AbortController().signal);
  }
  await waiting.start();
  await dropBelow(opened.root.cloud, 'beach.jpg', await photo());
  await dropBelow(opened.root.cloud, 'beach.jpg.unknown.md', 'What the person ticked.');
  await waiting.rescan();
  await waiting.settled();
  // As the work does: whatever may be taken again is taken in the same breath.
  const again: Promise<void>[] = [];
  opened.parts.onChange.add(() => {
    for (const { path } of waiting.ready()) again.push(handle(path));
  });
  const first = handle('beach.jpg');
  await first;
  while (again.length > 0) await again.shift();
  assert.deepEqual(order, ['asked', 'answered', 'asked']);
});
