import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import sharp from 'sharp';
import { imageReader } from '../../../src/reading/image/image-reader.ts';
import { NightshiftError } from '../../../src/types/failure.ts';
import { put, scratchFolder } from '../files.ts';
import { threeImagesHeic } from './heic-files.ts';
import { halves, pngChunk } from './pictures.ts';

/** A whole TIFF file that claims these sides and has one empty strip. */
function tiffOf(width: number, height: number): Buffer {
  const tags: readonly (readonly [tag: number, type: number, value: number])[] = [
    [256, 4, width],
    [257, 4, height],
    [258, 3, 8],
    [259, 3, 8],
    [262, 3, 1],
    [273, 4, 8],
    [277, 3, 1],
    [278, 4, height],
    [279, 4, 1],
  ];
  const bytes = Buffer.alloc(8 + 2 + tags.length * 12 + 4);
  bytes.write('II*\0', 'latin1');
  bytes.writeUInt32LE(8, 4);
  bytes.writeUInt16LE(tags.length, 8);
  for (const [index, [tag, type, value]] of tags.entries()) {
    const at = 10 + index * 12;
    bytes.writeUInt16LE(tag, at);
    bytes.writeUInt16LE(type, at + 2);
    bytes.writeUInt32LE(1, at + 4);
    bytes.writeUInt32LE(value, at + 8);
  }
  return bytes;
}

async function gifOf(width: number, height: number): Promise<Buffer> {
  const gif = await halves(8, 8).gif().toBuffer();
  const frame = gif.indexOf(Buffer.from([0x2c, 0, 0, 0, 0, 8, 0, 8, 0]));
  for (const at of [6, frame + 5]) {
    gif.writeUInt16LE(width, at);
    gif.writeUInt16LE(height, at + 2);
  }
  return gif;
}

async function avifOf(width: number, height: number): Promise<Buffer> {
  const avif = await halves(64, 64).avif().toBuffer();
  const size = avif.indexOf('ispe') + 8;
  avif.writeUInt32BE(width, size);
  avif.writeUInt32BE(height, size + 4);
  return avif;
}

async function jpegOf(width: number, height: number): Promise<Buffer> {
  const jpeg = await halves(64, 64).jpeg().toBuffer();
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  jpeg.writeUInt16BE(height, frame + 5);
  jpeg.writeUInt16BE(width, frame + 7);
  return jpeg;
}

function heicOf(width: number, height: number): Buffer {
  const heic = Buffer.from(threeImagesHeic);
  for (let at = heic.indexOf('ispe'); at > 0; at = heic.indexOf('ispe', at + 4)) {
    heic.writeUInt32BE(width, at + 8);
    heic.writeUInt32BE(height, at + 12);
  }
  return heic;
}

const bombs: readonly (readonly [string, () => Buffer | Promise<Buffer>])[] = [
  ['tiff', () => tiffOf(50_000, 50_000)],
  ['gif', () => gifOf(50_000, 50_000)],
  ['jpeg', () => jpegOf(50_000, 50_000)],
  ['avif', () => avifOf(50_000, 50_000)],
  ['heic', () => heicOf(50_000, 50_000)],
];

for (const [format, make] of bombs) {
  test(`a small ${format} file that claims 50,000 × 50,000 pixels is refused before it is decoded`, async (t) => {
    const file = await put(await scratchFolder(t), `bomb.${format}`, await make(), `image/${format}`);
    await assert.rejects(imageReader.read(file), (error) => {
      assert.ok(error instanceof NightshiftError);
      // libheif has a limit of its own and says no more than that it is broken.
      if (format === 'avif' || format === 'heic')
        assert.match(error.code, /^(image-too-large|file-damaged)$/);
      else
        assert.equal(
          error.reason,
          `bomb.${format} measures 50000 × 50000 pixels, more than can be decoded safely.`,
        );
      return true;
    });
  });
}

test('formats that are decoded whole may be less large', async (t) => {
  const folder = await scratchFolder(t);
  const gif = await put(folder, 'large.gif', await gifOf(15_000, 15_000), 'image/gif');
  await assert.rejects(imageReader.read(gif), { code: 'image-too-large' });
});

test('an animated PNG is its first frame, and the others are said', async (t) => {
  const png = await halves(800, 600).png().toBuffer();
  const animation = Buffer.alloc(8);
  animation.writeUInt32BE(12, 0);
  const header = 8 + 25;
  const bytes = Buffer.concat([png.subarray(0, header), pngChunk('acTL', animation), png.subarray(header)]);
  const file = await put(await scratchFolder(t), 'a.png', bytes, 'image/png');
  const { facts, omissions } = await imageReader.read(file);
  assert.equal(facts.other?.Frames, '12');
  assert.deepEqual(omissions, ['Only the first of its 12 frames is looked at.']);
});

test('a moving image of very many frames costs no more than its first', async (t) => {
  const frames = await Promise.all(
    Array.from({ length: 600 }, (_, index) =>
      sharp({
        create: {
          width: 16,
          height: 16,
          channels: 3,
          background: { r: index % 256, g: (index * 37) % 256, b: (index * 91) % 256 },
        },
      })
        .png()
        .toBuffer(),
    ),
  );
  const bytes = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  const { pictures, omissions } = await imageReader.read(
    await put(await scratchFolder(t), 'a.gif', bytes, 'image/gif'),
  );
  assert.equal(pictures.length, 1);
  assert.deepEqual(omissions, ['Only the first of its 600 frames is looked at.']);
});

test('any bytes whatever end in a document or in a failure', async (t) => {
  const folder = await scratchFolder(t);
  const formats = ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const;
  const whole = await Promise.all(
    formats.map(async (format) => [format, await halves(32, 24).toFormat(format).toBuffer()] as const),
  );
  const files = [...whole, ['heic', threeImagesHeic] as const];
  for (const [format, bytes] of files) {
    const change = fc.record({ at: fc.nat(bytes.length - 1), value: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const changed = Buffer.from(bytes);
        for (const { at, value } of changes) changed[at] = value;
        const file = await put(folder, `a.${format}`, changed, `image/${format}`);
        const outcome = await imageReader.read(file).catch((error: unknown) => error);
        if (outcome instanceof Error)
          assert.ok(outcome instanceof NightshiftError, `${format}: ${outcome.stack}`);
      }),
      { numRuns: 40 },
    );
  }
});
