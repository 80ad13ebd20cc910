/** Makes a picture ready for Tesseract: black on white, large enough to read, and turned as asked. */

import type { Sharp } from 'sharp';
import { type GreyPixels, skewOf } from './tesseract-skew.ts';

/** A PNG that Tesseract reads well. */
export interface PreparedPicture {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Thrown for bytes that are no picture, or a broken one; the message is a clause without a full stop. */
export class UnreadablePicture extends Error {}

/**
 * Tesseract wants letters of 20 pixels or more. A page of this height, in pixels, has them; smaller
 * pictures are enlarged, at most twofold (on a scan of 135 dpi this mended every wrong figure).
 */
const goodSide = 2200;
/** Larger pictures gain nothing, and Tesseract refuses sides above 32,767 pixels. */
const longestSide = 6000;

/**
 * Decodes PNG or JPEG bytes and gives a grey PNG without transparency, whose lines do not lean.
 * @throws {UnreadablePicture} for bytes that cannot be decoded.
 */
export async function preparePicture(bytes: Uint8Array): Promise<PreparedPicture> {
  const { default: sharp } = await import('sharp');
  try {
    const picture = sharp(bytes, { failOn: 'error' });
    const { width, height } = await picture.metadata();
    const side = Math.max(width, height);
    const factor = Math.min(longestSide / side, Math.max(1, Math.min(2, goodSide / side)));
    const grey = picture
      .flatten({ background: '#ffffff' })
      .greyscale()
      .resize(Math.max(1, Math.round(width * factor)));
    const skew = skewOf(await pixelsOf(grey.clone().png({ compressionLevel: 1 })));
    const straight =
      skew === 0
        ? grey
        : sharp(await grey.png({ compressionLevel: 1 }).toBuffer()).rotate(skew, { background: '#ffffff' });
    const { data, info } = await straight.png({ compressionLevel: 1 }).toBuffer({ resolveWithObject: true });
    return { png: data, width: info.width, height: info.height };
  } catch (error) {
    const message = error instanceof Error ? error.message.split('\n')[0]?.trim() : String(error);
    throw new UnreadablePicture(message, { cause: error });
  }
}

/** Small enough to measure quickly, large enough to tell lines apart. */
const skewSide = 800;

async function pixelsOf(picture: Sharp): Promise<GreyPixels> {
  const { default: sharp } = await import('sharp');
  const { data, info } = await sharp(await picture.toBuffer())
    .greyscale()
    .resize({ width: skewSide, height: skewSide, fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, grey: data };
}

/** Turns a prepared picture clockwise. */
export async function turnPicture(
  picture: PreparedPicture,
  degrees: 90 | 180 | 270,
): Promise<PreparedPicture> {
  const { default: sharp } = await import('sharp');
  const { data, info } = await sharp(picture.png)
    .rotate(degrees)
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true });
  return { png: data, width: info.width, height: info.height };
}

/** Makes light words dark and their dark ground light. */
export async function invertPicture({ png, width, height }: PreparedPicture): Promise<PreparedPicture> {
  const { default: sharp } = await import('sharp');
  return { png: await sharp(png).negate().png({ compressionLevel: 1 }).toBuffer(), width, height };
}

/** Pixels across, at which grain is measured; and the share of them at which a picture is little else. */
const grainSide = 1000;
const mostGrain = 0.12;
/** Steps of grey that a speck differs from both of its neighbours. */
const speckSteps = 8;

/**
 * Whether a picture is mostly grain. Of pages, photographs and drawings 0.002 to 0.033 was measured, of noise
 * 0.18 and more.
 */
export async function isBusy({ png }: PreparedPicture): Promise<boolean> {
  const { default: sharp } = await import('sharp');
  const { data, info } = await sharp(png)
    .greyscale()
    .resize({ width: grainSide })
    .raw()
    .toBuffer({ resolveWithObject: true });
  let specks = 0;
  for (let at = 1; at < data.length - 1; at++) {
    const here = data[at] ?? 0;
    const rise = here - (data[at - 1] ?? 0);
    const fall = here - (data[at + 1] ?? 0);
    if (rise * fall > 0 && Math.min(Math.abs(rise), Math.abs(fall)) > speckSteps) specks++;
  }
  return specks > mostGrain * info.width * info.height;
}
