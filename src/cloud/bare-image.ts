/** A picture with nothing in it but its pixels, as small as the task allows. */
import type { PictureRequest } from '../models/contract.ts';
import type { ImageCargo } from '../models/paid-contract.ts';

/** The longest side in pixels: what a picture shows is seen in less than it takes to read small print. */
export const longestSide = { describe: 1024, recognise: 2048 } as const;
const jpegQuality = 88;

/**
 * Decodes and encodes anew, so that no metadata can be left (sharp writes none unless it is asked to:
 * https://sharp.pixelplumbing.com/api-output). Rejects when the picture cannot be decoded.
 */
export async function bareImage(
  { bytes }: PictureRequest,
  task: 'recognise' | 'describe',
): Promise<ImageCargo> {
  const { default: sharp } = await import('sharp');
  const side = longestSide[task];
  const { data, info } = await sharp(bytes, { failOn: 'error' })
    .rotate()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .jpeg({ quality: jpegQuality })
    .toBuffer({ resolveWithObject: true });
  return {
    kind: 'image',
    bytes: new Uint8Array(data),
    mime: 'image/jpeg',
    width: info.width,
    height: info.height,
  };
}
