/** Pictures made by code, and looking at what the reader makes of them. */
import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import type { FileToRead, LoadedPicture } from '../../../src/reading/contract.ts';
import { imageReader } from '../../../src/reading/image/image-reader.ts';

export const red = [255, 0, 0] as const;
export const green = [0, 255, 0] as const;
export const blue = [0, 0, 255] as const;
export const white = [255, 255, 255] as const;

/** Left half red, right half blue. */
export function halves(width: number, height: number): Sharp {
  const left = { create: { width, height, channels: 3 as const, background: '#ff0000' } };
  const right = { create: { width: width / 2, height, channels: 3 as const, background: '#0000ff' } };
  return sharp(left).composite([{ input: right, left: width / 2, top: 0 }]);
}

/** The pixels of one of the file's pictures, which must be as the reader's contract promises. */
export async function load(file: FileToRead, index = 0): Promise<LoadedPicture> {
  const picture = (await imageReader.read(file)).pictures[index];
  assert.ok(picture && imageReader.loadPicture);
  const loaded = await imageReader.loadPicture(file, picture);
  assert.deepEqual([loaded.width, loaded.height], [picture.width, picture.height], 'as large as it was told');
  const { width, height, format, space, depth, hasAlpha } = await sharp(loaded.bytes).metadata();
  assert.deepEqual(
    { width, height, format, space, depth, hasAlpha },
    {
      width: loaded.width,
      height: loaded.height,
      format: 'png',
      space: 'srgb',
      depth: 'uchar',
      hasAlpha: false,
    },
  );
  return loaded;
}

/** Red, green and blue at a point given in shares of the sides. */
export async function colour(
  { bytes, width, height }: LoadedPicture,
  x: number,
  y: number,
): Promise<number[]> {
  const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(y * height) * width + Math.floor(x * width)) * 3;
  return [...data.subarray(at, at + 3)];
}

/** Fails unless each part of the colour is about as expected: JPEG and AVIF do not keep it to the last bit. */
export function close(actual: readonly number[], expected: readonly number[], message = ''): void {
  assert.ok(
    actual.every((value, i) => Math.abs(value - (expected[i] ?? -99)) < 30),
    `${message} ${actual} is not about ${expected}`,
  );
}

/** A PNG chunk with its check sum. */
export function pngChunk(type: string, data: Buffer): Buffer {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, 'latin1');
  data.copy(bytes, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}
