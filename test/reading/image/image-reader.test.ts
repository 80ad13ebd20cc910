import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { imageReader } from '../../../src/reading/image/image-reader.ts';
import { needsSamples, put, sample, samples, scratchFolder } from '../files.ts';
import { close, colour, halves, load } from './pictures.ts';

for (const format of ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const) {
  test(`${format} is read with its size and rendered as PNG`, async (t) => {
    const bytes = await halves(800, 600).toFormat(format).toBuffer();
    const file = await put(await scratchFolder(t), `a.${format}`, bytes, `image/${format}`);
    const { facts, pictures, kind, omissions } = await imageReader.read(file);
    assert.equal(kind, 'image');
    assert.deepEqual([facts.width, facts.height, omissions], [800, 600, []]);
    assert.deepEqual(pictures, [{ id: 'file', role: 'file', width: 800, height: 600 }]);
    const picture = await load(file);
    close(await colour(picture, 0.25, 0.5), [255, 0, 0]);
    close(await colour(picture, 0.75, 0.5), [0, 0, 255]);
  });
}

test('a photograph that was taken upright is upright, and its camera and time are facts', async (t) => {
  const exif = {
    IFD0: { Make: 'Canon', Model: 'Canon EOS R5', Artist: 'Ada' },
    IFD2: { DateTimeOriginal: '2024:05:01 12:33:00', OffsetTimeOriginal: '+02:00' },
    IFD3: {
      GPSLatitudeRef: 'N',
      GPSLatitude: '52/1 31/1 12/1',
      GPSLongitudeRef: 'W',
      GPSLongitude: '13/1 24/1 18/1',
    },
  };
  for (const format of ['jpeg', 'webp', 'png'] as const) {
    const bytes = await halves(1000, 800)
      .withExif(exif)
      .withMetadata({ orientation: 6 })
      .toFormat(format)
      .toBuffer();
    const tagged = await sharp(bytes).withExifMerge(exif).withMetadata({ orientation: 6 }).toBuffer();
    const file = await put(await scratchFolder(t), `a.${format}`, tagged, `image/${format}`);
    const { facts } = await imageReader.read(file);
    assert.deepEqual(facts, {
      width: 800,
      height: 1000,
      author: 'Ada',
      created: '2024-05-01T12:33:00+02:00',
      other: { Camera: 'Canon EOS R5', Location: '52.52000° N, 13.40500° W' },
    });
    // Orientation 6 turns a quarter to the right: what was left is on top.
    const picture = await load(file);
    close(await colour(picture, 0.5, 0.25), [255, 0, 0]);
    close(await colour(picture, 0.5, 0.75), [0, 0, 255]);
  }
});

test('transparency becomes white', async (t) => {
  const clear = { create: { width: 900, height: 900, channels: 4 as const, background: '#00000000' } };
  const file = await put(await scratchFolder(t), 'a.png', await sharp(clear).png().toBuffer(), 'image/png');
  close(await colour(await load(file), 0.5, 0.5), [255, 255, 255]);
});

test('tiny pictures are doubled, huge ones scaled down', async (t) => {
  const folder = await scratchFolder(t);
  const small = await put(folder, 's.png', await halves(200, 100).png().toBuffer(), 'image/png');
  const large = await put(folder, 'l.png', await halves(6000, 1000).png().toBuffer(), 'image/png');
  assert.deepEqual((await load(small)).width, 400);
  const { width, height } = await load(large);
  assert.deepEqual([width, height], [3000, 500]);
});

test('a TIFF file of several pages is a picture for each page', async (t) => {
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
  const file = await put(await scratchFolder(t), 'fax.tif', bytes, 'image/tiff');
  const { pictures, facts } = await imageReader.read(file);
  assert.deepEqual(pictures, [
    { id: 'page-1', role: 'page', position: { page: 1 }, width: 800, height: 700 },
    { id: 'page-2', role: 'page', position: { page: 2 }, width: 800, height: 700 },
    { id: 'page-3', role: 'page', position: { page: 3 }, width: 800, height: 700 },
  ]);
  assert.equal(facts.pages, 3);
  close(await colour(await load(file, 1), 0.5, 0.5), [0, 255, 0]);
});

test('of a moving image the first frame is looked at, and that is said', async (t) => {
  const frames = [await halves(800, 600).png().toBuffer(), await halves(800, 600).negate().png().toBuffer()];
  const bytes = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  const file = await put(await scratchFolder(t), 'a.gif', bytes, 'image/gif');
  const { pictures, omissions, facts } = await imageReader.read(file);
  assert.deepEqual(pictures, [{ id: 'file', role: 'file', width: 800, height: 600 }]);
  assert.equal(facts.other?.Frames, '2');
  assert.deepEqual(omissions, ['Only the first of its 2 frames is looked at.']);
  close(await colour(await load(file), 0.25, 0.5), [255, 0, 0]);
});

test('a HEIC photograph is decoded', needsSamples, async () => {
  const file = sample('RGB_8__128x128.heic', 'image/heic');
  const { facts } = await imageReader.read(file);
  assert.deepEqual([facts.width, facts.height], [128, 128]);
  assert.equal((await load(file)).width, 256);
});

test('a HEIC file that breaks off is damaged, with a true reason and what to do', needsSamples, async (t) => {
  await assert.rejects(imageReader.read(sample('truncated.heic', 'image/heic')), {
    code: 'file-damaged',
    reason: 'truncated.heic is cut short: its end is missing.',
    hint: /copy it again/,
  });
  const whole = await readFile(`${samples}/RGB_8__128x128.heic`);
  const folder = await scratchFolder(t);
  for (const length of [whole.length - 1, 3000, 40, 20]) {
    const cut = await put(folder, 'cut.heic', whole.subarray(0, length), 'image/heic');
    await assert.rejects(imageReader.read(cut), { code: 'file-damaged' }, `${length} bytes`);
  }
});

test('the photograph among the samples tells its title and time', needsSamples, async () => {
  const { facts } = await imageReader.read(sample('test.jpg', 'image/jpeg'));
  assert.equal(facts.title, 'AutoGen: Enabling Next-Gen LLM Applications via Multi-Agent Conversation');
  assert.equal(facts.created, '2024-03-14T22:10:00');
  assert.deepEqual([facts.width, facts.height], [1615, 1967]);
});

for (const format of ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const) {
  test(`a ${format} file that breaks off is damaged when it is read, not later`, async (t) => {
    const noise = {
      create: {
        width: 400,
        height: 400,
        channels: 3 as const,
        noise: { type: 'gaussian' as const, mean: 99, sigma: 60 },
        background: '#777777',
      },
    };
    const whole = await sharp(noise).toFormat(format).toBuffer();
    const file = await put(
      await scratchFolder(t),
      `cut.${format}`,
      whole.subarray(0, whole.length >> 1),
      `image/${format}`,
    );
    await assert.rejects(imageReader.read(file), {
      code: 'file-damaged',
      reason: new RegExp(`^cut\\.${format} `),
    });
  });
}

test('absurd dimensions are refused by name before anything is decoded', async (t) => {
  const header = Buffer.alloc(25);
  header.write('IHDR', 4, 'latin1');
  header.writeUInt32BE(13, 0);
  header.writeUInt32BE(50_000, 8);
  header.writeUInt32BE(50_000, 12);
  header.set([8, 2, 0, 0, 0], 16);
  header.writeUInt32BE(crc32(header.subarray(4, 21)), 21);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = Buffer.from('000000004944415435af061e', 'hex');
  const bytes = Buffer.concat([signature, header, data]);
  await assert.rejects(imageReader.read(await put(await scratchFolder(t), 'bomb.png', bytes, 'image/png')), {
    code: 'image-too-large',
    reason: 'bomb.png measures 50000 × 50000 pixels, more than can be decoded safely.',
  });
});

test('a picture that the file does not have is a failure', async (t) => {
  const file = await put(
    await scratchFolder(t),
    'a.png',
    await halves(800, 600).png().toBuffer(),
    'image/png',
  );
  for (const id of ['page-2', 'page-0', 'figure-1', '../x']) {
    const asked = imageReader.loadPicture?.(file, { id, role: 'page', width: 1, height: 1 });
    await assert.rejects(asked ?? Promise.resolve(), { code: 'picture-missing' }, id);
  }
});
