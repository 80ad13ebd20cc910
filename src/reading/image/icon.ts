/** Windows icons and cursors: one small image in several sizes, of which the largest is looked at. */
import type { FileToRead } from '../contract.ts';
import { damaged } from '../failures.ts';
import { readHeader } from './bmp-header.ts';
import { bitmapPixels, rowBytes } from './bmp-pixels.ts';
import type { RawPixels } from './raw-pixels.ts';

/** Bytes of the directory's head and of each of its entries. */
const headBytes = 6;
const entryBytes = 16;

/** The longest side that an entry can state, in pixels. */
const longestSide = 256;

/**
 * The largest image of the file, in most colours: as a PNG file, or as pixels.
 * @throws NightshiftError `file-damaged`.
 */
export function decodeIcon(file: FileToRead, bytes: Uint8Array): RawPixels | { readonly png: Uint8Array } {
  const image = largest(bytes);
  if (image === undefined) throw damaged(file, 'cannot be opened as an icon: its list of images is broken');
  if (image[0] === 0x89 && image[1] === 0x50) return { png: image };
  const pixels = bitmapOf(image);
  if (pixels === undefined) throw damaged(file, 'cannot be decoded as an icon: its pixels are broken');
  return pixels;
}

function largest(bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let best: { readonly at: number; readonly rank: number } | undefined;
  const count = bytes.length < headBytes ? 0 : view.getUint16(4, true);
  for (let index = 0; index < count; index++) {
    const at = headBytes + index * entryBytes;
    if (at + entryBytes > bytes.length) break;
    // A side of 256 pixels is written as 0. In a cursor the hot spot stands where the bits of a pixel do.
    const area = (view.getUint8(at) || longestSide) * (view.getUint8(at + 1) || longestSide);
    const rank = area * 64 + Math.min(63, view.getUint16(at + 6, true));
    if (best === undefined || rank > best.rank) best = { at, rank };
  }
  if (best === undefined) return undefined;
  const start = view.getUint32(best.at + 12, true);
  return bytes.subarray(start, start + view.getUint32(best.at + 8, true));
}

/** A bitmap without its file header, twice as high as it looks: below it is a mask of what shows through. */
function bitmapOf(image: Uint8Array): RawPixels | undefined {
  const both = readHeader(image, 0);
  if (both === undefined) return undefined;
  const header = { ...both, height: both.height >> 1 };
  if (Math.max(header.width, header.height) > longestSide) return undefined;
  const pixels = bitmapPixels(image, header);
  if (pixels === undefined || header.bits === 32) return pixels;
  const stride = rowBytes({ width: header.width, bits: 1 });
  const mask = image.subarray(header.pixelsAt + rowBytes(header) * header.height);
  const data = Uint8Array.from(pixels.data);
  for (let y = 0; y < header.height; y++) {
    for (let x = 0; x < header.width; x++) {
      const byte = mask[(header.height - 1 - y) * stride + (x >> 3)] ?? 0;
      if ((byte >> (7 - (x & 7))) & 1) data[(y * header.width + x) * 4 + 3] = 0;
    }
  }
  return { ...pixels, data };
}
