import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { imageReader } from '../../../src/reading/image/image-reader.ts';
import { put, scratchFolder } from '../files.ts';
import { threeImagesHeic, turnedHeic } from './heic-files.ts';
import { blue, close, colour, green, halves, load, red, white } from './pictures.ts';

/** Orientation → what is seen in the upper left and in the lower left corner of a picture stored red | blue. */
const orientations = [
  [1, red, red],
  [2, blue, blue],
  [3, blue, blue],
  [4, red, red],
  [5, red, blue],
  [6, red, blue],
  [7, blue, red],
  [8, blue, red],
] as const;

for (const format of ['jpeg', 'png', 'webp', 'tiff', 'avif'] as const) {
  test(`${format} stands upright for each of the eight orientations`, async (t) => {
    const folder = await scratchFolder(t);
    const stored = await halves(800, 720).png().toBuffer();
    for (const [orientation, upper, lower] of orientations) {
      const bytes = await sharp(stored).withMetadata({ orientation }).toFormat(format).toBuffer();
      const file = await put(folder, `${orientation}.${format}`, bytes, `image/${format}`);
      const { facts } = await imageReader.read(file);
      const size = orientation < 5 ? [800, 720] : [720, 800];
      assert.deepEqual([facts.width, facts.height], size, `orientation ${orientation}`);
      const picture = await load(file);
      close(await colour(picture, 0.1, 0.1), upper, `orientation ${orientation}, above:`);
      close(await colour(picture, 0.1, 0.9), lower, `orientation ${orientation}, below:`);
    }
  });
}

test('a HEIC photograph that is turned by a box and by EXIF is turned once', async (t) => {
  const file = await put(await scratchFolder(t), 'a.heic', turnedHeic, 'image/heic');
  const { facts } = await imageReader.read(file);
  assert.deepEqual([facts.width, facts.height, facts.other?.Camera], [200, 400, 'iPhone 15']);
  const picture = await load(file);
  close(await colour(picture, 0.5, 0.25), red);
  close(await colour(picture, 0.5, 0.75), blue);
});

test('a HEIC file of several images is a picture for each, and measures what its main one does', async (t) => {
  const file = await put(await scratchFolder(t), 'a.heic', threeImagesHeic, 'image/heic');
  const { facts, pictures } = await imageReader.read(file);
  assert.deepEqual([facts.width, facts.height, facts.pages], [320, 240, 3]);
  assert.deepEqual(
    pictures.map(({ id, role, position }) => [id, role, position?.page]),
    [
      ['page-1', 'figure', 1],
      ['page-2', 'figure', 2],
      ['page-3', 'figure', 3],
    ],
  );
  close(await colour(await load(file, 0), 0.5, 0.5), red);
  close(await colour(await load(file, 1), 0.5, 0.5), [0, 128, 0]);
  close(await colour(await load(file, 2), 0.5, 0.5), blue);
});

test('colours of every kind come out as a screen shows them', async (t) => {
  const folder = await scratchFolder(t);
  const red900 = sharp({ create: { width: 900, height: 900, channels: 3, background: '#ff0000' } });
  const grey900 = sharp({ create: { width: 900, height: 900, channels: 3, background: '#808080' } });
  const cases = [
    ['CMYK JPEG', await red900.clone().withIccProfile('cmyk').jpeg().toBuffer(), 'jpeg', [230, 40, 30]],
    ['CMYK TIFF', await red900.clone().toColourspace('cmyk').tiff().toBuffer(), 'tiff', [232, 0, 0]],
    ['Display P3', await red900.clone().withIccProfile('p3').jpeg().toBuffer(), 'jpeg', red],
    ['16 bits', await red900.clone().toColourspace('rgb16').png().toBuffer(), 'png', red],
    ['16 bits grey', await grey900.clone().toColourspace('grey16').png().toBuffer(), 'png', [128, 128, 128]],
    ['16 bits TIFF', await red900.clone().toColourspace('rgb16').tiff().toBuffer(), 'tiff', red],
    ['a palette', await red900.clone().png({ palette: true }).toBuffer(), 'png', red],
    ['JPEG in TIFF', await red900.clone().tiff({ compression: 'jpeg' }).toBuffer(), 'tiff', red],
  ] as const;
  for (const [name, bytes, format, expected] of cases) {
    const file = await put(folder, `${name}.${format}`, bytes, `image/${format}`);
    close(await colour(await load(file), 0.5, 0.5), expected, name);
  }
});

for (const [name, miniswhite] of [
  ['black is 1', true],
  ['black is 0', false],
] as const) {
  test(`a fax of one bit, where ${name}, is black on white`, async (t) => {
    const pixels = Buffer.alloc(800 * 800, 255).fill(0, 0, 800 * 400);
    const bytes = await sharp(pixels, { raw: { width: 800, height: 800, channels: 1 } })
      .toColourspace('b-w')
      .tiff({ compression: 'ccittfax4', bitdepth: 1, miniswhite })
      .toBuffer();
    const file = await put(await scratchFolder(t), 'fax.tif', bytes, 'image/tiff');
    const picture = await load(file);
    close(await colour(picture, 0.5, 0.25), [0, 0, 0]);
    close(await colour(picture, 0.5, 0.75), white);
  });
}

test('the small copy that a scanner adds to a TIFF file is no page', async (t) => {
  const pages = await Promise.all(
    ['#ff0000', '#00ff00', '#0000ff'].map((background) =>
      sharp({ create: { width: 800, height: 700, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const bytes = await sharp(pages, { join: { animated: true } })
    .tiff()
    .toBuffer();
  markSecondAsCopy(bytes);
  const file = await put(await scratchFolder(t), 'scan.tif', bytes, 'image/tiff');
  const { pictures, facts } = await imageReader.read(file);
  assert.deepEqual([pictures.map(({ id }) => id), facts.pages], [['page-1', 'page-2'], 2]);
  close(await colour(await load(file, 0), 0.5, 0.5), red);
  close(await colour(await load(file, 1), 0.5, 0.5), blue);
});

/** Changes the subfile type of the second directory, which the encoder writes as "one page of several". */
function markSecondAsCopy(tiff: Buffer): void {
  const second = nextDirectory(tiff, tiff.readUInt32LE(4));
  for (let at = second + 2; at < second + 2 + tiff.readUInt16LE(second) * 12; at += 12) {
    if (tiff.readUInt16LE(at) === 254) tiff.writeUInt32LE(1, at + 8);
  }
}

function nextDirectory(tiff: Buffer, at: number): number {
  return tiff.readUInt32LE(at + 2 + tiff.readUInt16LE(at) * 12);
}

/** A Windows icon of these images, each with its stated side and bits a pixel. */
function icon(
  images: readonly { readonly side: number; readonly bits: number; readonly data: Buffer }[],
): Buffer {
  const head = Buffer.alloc(6 + images.length * 16);
  head.set([0, 0, 1, 0, images.length, 0]);
  let offset = head.length;
  for (const [index, { side, bits, data }] of images.entries()) {
    const at = 6 + index * 16;
    head.set([side % 256, side % 256, 0, 0, 1, 0, bits, 0], at);
    head.writeUInt32LE(data.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += data.length;
  }
  return Buffer.concat([head, ...images.map(({ data }) => data)]);
}

/** The bitmap in an icon: 24 bits, of one colour in blue, green and red, with a mask that hides the lower half. */
function iconBitmap(side: number, bgr: readonly number[]): Buffer {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(side, 4);
  header.writeInt32LE(side * 2, 8);
  header.set([1, 0, 24, 0], 12);
  const pixels = Buffer.alloc(side * side * 3, Buffer.from(bgr));
  const maskRow = Math.ceil(side / 32) * 4;
  const mask = Buffer.alloc(maskRow * side).fill(0xff, 0, (maskRow * side) / 2);
  return Buffer.concat([header, pixels, mask]);
}

test('of an icon the largest image is looked at, without what its mask hides', async (t) => {
  const folder = await scratchFolder(t);
  const bitmaps = icon([
    { side: 16, bits: 24, data: iconBitmap(16, [255, 0, 0]) },
    { side: 64, bits: 24, data: iconBitmap(64, [0, 0, 255]) },
  ]);
  const file = await put(folder, 'a.ico', bitmaps, 'image/x-icon');
  const { facts } = await imageReader.read(file);
  assert.deepEqual([facts.width, facts.height], [64, 64]);
  const picture = await load(file);
  close(await colour(picture, 0.5, 0.25), red);
  close(await colour(picture, 0.5, 0.75), white);
  const png = await sharp({ create: { width: 256, height: 256, channels: 4, background: '#00ff00' } })
    .png()
    .toBuffer();
  const withPng = icon([
    { side: 64, bits: 24, data: iconBitmap(64, [0, 0, 255]) },
    { side: 256, bits: 32, data: png },
  ]);
  close(await colour(await load(await put(folder, 'b.ico', withPng, 'image/x-icon')), 0.5, 0.5), green);
  for (const length of [4, 10, 22, 60, 200]) {
    const cut = await put(folder, 'cut.ico', bitmaps.subarray(0, length), 'image/x-icon');
    await assert.rejects(imageReader.read(cut), { code: 'file-damaged' }, `${length} bytes`);
  }
});
