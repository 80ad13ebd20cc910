/** Makes a picture ready for Tesseract: black on white, large enough to read, and turned as asked. */

import type { Sharp, SharpConstructor } from 'sharp';
import { type GreyPixels, skewOf, skewSide } from './tesseract-skew.ts';

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
 * Dots an inch that pictures are said to have. Without it Tesseract guesses from the height of letters, and then
 * takes the gap between two columns for one between words; so it does at 300.
 */
const statedDensity = 72;

/** Makes the grey PNG that Tesseract gets, quickly rather than small. */
export function readablePng(picture: Sharp): Sharp {
  return picture.toColourspace('b-w').withDensity(statedDensity).png({ compressionLevel: 1 });
}

/** A picture with this share of its pixels below this grey shows light words on dark, if any; of paper on a table less is dark. */
const darkShare = 0.8;
const darkest = 100;

/**
 * Decodes PNG or JPEG bytes and gives a grey PNG without transparency, whose lines do not lean, and dark on light
 * where most of it was light on dark: so it is read twice as fast.
 * @throws {UnreadablePicture} for bytes that cannot be decoded.
 */
export async function preparePicture(bytes: Uint8Array): Promise<PreparedPicture> {
  const { default: sharp } = await import('sharp');
  try {
    const grey = await decode(bytes);
    const small = await pixelsOf(
      rawPicture(sharp, grey).resize({
        width: skewSide,
        height: skewSide,
        fit: 'inside',
        withoutEnlargement: true,
      }),
    );
    const upright = rawPicture(sharp, grey).negate(isDark(small));
    const skew = await skewOf(small);
    const straight = skew === 0 ? upright : upright.rotate(skew, { background: '#ffffff' });
    const { data, info } = await readablePng(straight).toBuffer({ resolveWithObject: true });
    return { png: data, width: info.width, height: info.height };
  } catch (error) {
    const message = error instanceof Error ? error.message.split('\n')[0]?.trim() : String(error);
    throw new UnreadablePicture(message, { cause: error });
  }
}

/** The picture in grey, at the size at which it is read. */
async function decode(bytes: Uint8Array): Promise<GreyPixels> {
  const { default: sharp } = await import('sharp');
  const picture = sharp(bytes, { failOn: 'error' });
  const { width, height } = await picture.metadata();
  const side = Math.max(width, height);
  const factor = Math.min(longestSide / side, Math.max(1, Math.min(2, goodSide / side)));
  return pixelsOf(
    picture
      .flatten({ background: '#ffffff' })
      .greyscale()
      .resize(Math.max(1, Math.round(width * factor))),
  );
}

async function pixelsOf(picture: Sharp): Promise<GreyPixels> {
  const { data, info } = await picture.greyscale().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, grey: data };
}

function rawPicture(sharp: SharpConstructor, { width, height, grey }: GreyPixels): Sharp {
  return sharp(grey, { raw: { width, height, channels: 1 } });
}

function isDark({ grey }: GreyPixels): boolean {
  return grey.filter((value) => value < darkest).length > darkShare * grey.length;
}

/** Turns a prepared picture clockwise. */
export async function turnPicture(
  picture: PreparedPicture,
  degrees: 90 | 180 | 270,
): Promise<PreparedPicture> {
  const { default: sharp } = await import('sharp');
  const turned = readablePng(sharp(picture.png).rotate(degrees));
  const { data, info } = await turned.toBuffer({ resolveWithObject: true });
  return { png: data, width: info.width, height: info.height };
}

/** Makes light words dark and their dark ground light. */
export async function invertPicture({ png, width, height }: PreparedPicture): Promise<PreparedPicture> {
  const { default: sharp } = await import('sharp');
  return { png: await readablePng(sharp(png).negate()).toBuffer(), width, height };
}
