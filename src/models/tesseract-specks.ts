/** Counts what in a picture might be a letter: each takes Tesseract a few milliseconds when it looks for words anywhere. */
import type { PreparedPicture } from './tesseract-picture.ts';

/** The longest side, in pixels, at which this is measured: letters that can be read are some pixels high. */
const side = 1000;

/** Steps of grey by which ink is darker than what is around it, and how far around is, in pixels. */
const inkSteps = 25;
const reach = 6;

/** Fewer pixels that touch are dust. */
const leastPixels = 4;

/** The number of dark shapes in the picture that are parted from one another. */
export async function countSpecks({ png }: PreparedPicture): Promise<number> {
  const { default: sharp } = await import('sharp');
  const small = sharp(png)
    .greyscale()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
  const { data, info } = await small.clone().raw().toBuffer({ resolveWithObject: true });
  const around = await small.clone().blur(reach).raw().toBuffer();
  const ink = Uint8Array.from(data, (grey, at) => ((around[at] ?? 0) - grey > inkSteps ? 1 : 0));
  let specks = 0;
  for (let at = 0; at < ink.length; at++) if (wipedFrom(ink, at, info.width) >= leastPixels) specks++;
  return specks;
}

/** Takes the shape away of which `start` is a part, and gives the number of its pixels: 0 where there is no ink. */
function wipedFrom(ink: Uint8Array, start: number, width: number): number {
  let pixels = 0;
  const stack = [start];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (ink[at] !== 1) continue;
    ink[at] = 0;
    pixels++;
    const column = at % width;
    if (column > 0) stack.push(at - 1);
    if (column < width - 1) stack.push(at + 1);
    stack.push(at - width, at + width);
  }
  return pixels;
}
