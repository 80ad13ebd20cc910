/** Windows and OS/2 bitmaps, which sharp cannot read. */
import type { FileToRead } from '../contract.ts';
import { damaged, imageTooLarge } from '../failures.ts';
import { fileHeaderBytes, readHeader } from './bmp-header.ts';
import { bitmapPixels } from './bmp-pixels.ts';
import type { RawPixels } from './raw-pixels.ts';

/**
 * The pixels of a bitmap of 1 to 32 bits a pixel, in runs or not, stored upward or downward.
 * @throws NightshiftError `file-damaged`, or `image-too-large` above `mostPixels`.
 */
export function decodeBmp(file: FileToRead, bytes: Uint8Array, mostPixels: number): RawPixels {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pixelsAt = bytes.length < fileHeaderBytes ? 0 : view.getUint32(10, true);
  const header = readHeader(bytes, fileHeaderBytes, pixelsAt);
  if (header === undefined) {
    throw damaged(file, 'cannot be opened as a bitmap: its header is broken or of a rare variant');
  }
  if (header.width * header.height > mostPixels) throw imageTooLarge(file, header.width, header.height);
  const pixels = bitmapPixels(bytes, header);
  if (pixels === undefined) throw damaged(file, 'breaks off: pixels are missing at its end');
  return pixels;
}
