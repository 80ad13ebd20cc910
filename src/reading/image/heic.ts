/** HEIC photographs: pixels in HEVC, which sharp's own libheif can measure but not decode. */
import type { FileToRead } from '../contract.ts';
import { damaged } from '../failures.ts';
import type { RawPixels } from './raw-pixels.ts';

/** Files of the HEIF family that are not AVIF, by the brands in their first box (ISO/IEC 23008-12). */
export function isHeic(bytes: Uint8Array): boolean {
  const head = String.fromCharCode(...bytes.subarray(4, 64));
  return !/avi[fs]/.test(head) && /^ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1)/.test(head);
}

/**
 * One image of the file, counted from 0, turned and mirrored as its boxes say. Whether it may be decoded has to
 * be known before.
 * @throws NightshiftError `file-damaged` when its pixels cannot be decoded.
 */
export async function decodeHeic(file: FileToRead, bytes: Uint8Array, index: number): Promise<RawPixels> {
  const { default: decode } = await import('heic-decode');
  const images = await decode.all({ buffer: bytes }).catch((error: unknown) => {
    throw damaged(file, 'cannot be opened as a HEIC image: its data is broken', error);
  });
  try {
    const image = images[index];
    if (image === undefined) throw damaged(file, `lacks the image ${index + 1} that it lists`);
    return await image.decode().catch((error: unknown) => {
      throw damaged(file, 'cannot be decoded: the pixels of the image are broken', error);
    });
  } finally {
    images.dispose();
  }
}

/**
 * How far the outermost boxes (ISO/IEC 14496-12, section 4.2) reach beyond the end. libheif decodes what it
 * finds of a file that breaks off, and half a photograph would pass for a whole one.
 */
export function missingBytes(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at + 8 <= bytes.length) {
    const size = view.getUint32(at);
    // 0 means "to the end of the file", 1 that a 64-bit size follows the type.
    if (size === 0) return 0;
    if (size === 1 && at + 16 > bytes.length) return 1;
    const length = size === 1 ? Number(view.getBigUint64(at + 8)) : size;
    if (length < 8) return 0;
    at += length;
  }
  return Math.max(0, at - bytes.length);
}
