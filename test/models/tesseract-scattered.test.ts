import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { preparePicture } from '../../src/models/tesseract-picture.ts';
import { withScattered } from '../../src/models/tesseract-scattered.ts';
import { countSpecks } from '../../src/models/tesseract-specks.ts';
import type { Layout, WordReader } from '../../src/models/tesseract-words.ts';
import { scene } from '../support/scenes.ts';

/** So many black dots on white. */
async function dots(count: number, radius: number) {
  const shapes = Array.from(
    { length: count },
    (_, i) => `<circle cx="${12 + (i % 60) * 16}" cy="${12 + Math.floor(i / 60) * 16}" r="${radius}"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="980" height="980"><rect width="100%" height="100%" fill="white"/>${shapes.join('')}</svg>`;
  const png = await sharp(Buffer.from(svg)).png().toBuffer();
  return { png, width: 980, height: 980 };
}

test('what may be a letter is counted, and dust is not', async () => {
  assert.equal(await countSpecks(await dots(70, 4)), 70);
  assert.equal(await countSpecks(await dots(70, 0.2)), 0);
  assert.equal(await countSpecks(await preparePicture(await scene('empty page'))), 0);
});

test('whether a picture is looked at for scattered words goes by what is in it, not by the time that it takes', async () => {
  const asked: (Layout | undefined)[] = [];
  const reader: WordReader = {
    check: async () => ({ available: true }),
    read: async (_png, _signal, layout) => {
      asked.push(layout);
      return '5\t1\t1\t1\t1\t1\t10\t10\t60\t20\t96\tQUAY';
    },
    close: async () => undefined,
  };
  const { signal } = new AbortController();
  const few = await withScattered(reader, await dots(300, 4), [], signal);
  assert.deepEqual([few.map(({ text }) => text), asked.splice(0)], [['QUAY'], ['scattered', 'scattered']]);
  const noise = await preparePicture(await scene('noise'));
  assert.deepEqual([await withScattered(reader, noise, [], signal), asked], [[], []]);
});
