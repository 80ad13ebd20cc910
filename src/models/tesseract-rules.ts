/** Takes the rules of tables and the frames of boxes away: Tesseract takes what they enclose for a drawing. */
import { setImmediate } from 'node:timers/promises';
import { readablePng } from './tesseract-picture.ts';

/** The least length of a rule, as a share of the picture's longer side and in pixels; no letter is as wide. */
const leastShare = 0.04;
const leastLength = 80;

/** The thickest rule, in pixels; what is thicker is a bar or a dark ground. */
const mostThickness = 14;

/** Below this grey a pixel is dark. */
const darkest = 150;

/** Pixels along the side of the squares whose means are the grey of the ground. */
const groundSide = 32;

interface Plane {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

/** The PNG in grey without its long thin dark lines, level or plumb; the same bytes when it has none. */
export async function withoutRules(png: Uint8Array): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp');
  const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true });
  const plane = { width: info.width, height: info.height, grey: data };
  const found = await rulesIn(plane);
  if (found.length === 0) return png;
  // On a dark ground the gaps between light lines of text are as long, as thin and as dark.
  const ground = groundOf(plane);
  const rules = found.filter((at) => ground(at) >= darkest);
  if (rules.length === 0) return png;
  for (const at of rules) data[at] = 255;
  return readablePng(
    sharp(data, { raw: { width: info.width, height: info.height, channels: 1 } }),
  ).toBuffer();
}

/** The places of the pixels that belong to a rule, with the paler ones along its edges. */
async function rulesIn(plane: Plane): Promise<number[]> {
  const { width, height } = plane;
  const least = Math.max(leastLength, leastShare * Math.max(width, height));
  const directions: readonly Direction[] = [
    { lines: height, length: width, along: 1, across: width },
    { lines: width, length: height, along: width, across: 1 },
  ];
  const found: number[][] = [];
  for (const direction of directions) {
    const long = longRuns(plane, direction, least);
    // Millions of pixels each time: the main loop has its turn in between.
    await setImmediate();
    found.push(thinIn(long, direction));
    await setImmediate();
  }
  return found.flat();
}

/** A direction to go through the picture: so many lines of such a length, and the steps in memory. */
interface Direction {
  readonly lines: number;
  readonly length: number;
  readonly along: number;
  readonly across: number;
}

/** 1 for the pixels of dark runs along `direction` that have `least` pixels at least. */
function longRuns({ grey }: Plane, { lines, length, along, across }: Direction, least: number): Uint8Array {
  const long = new Uint8Array(grey.length);
  for (let line = 0; line < lines; line++) {
    let start = 0;
    for (let step = 0; step <= length; step++) {
      const dark = step < length && (grey[line * across + step * along] ?? 255) < darkest;
      if (dark) continue;
      if (step - start >= least) {
        for (let at = start; at < step; at++) long[line * across + at * along] = 1;
      }
      start = step + 1;
    }
  }
  return long;
}

/** The places of those that are thin, and of one pixel more on each side: the edge of a rule is grey. */
function thinIn(long: Uint8Array, { lines, length, along, across }: Direction): number[] {
  const found: number[] = [];
  for (let step = 0; step < length; step++) {
    let start = 0;
    for (let line = 0; line <= lines; line++) {
      if (line < lines && long[line * across + step * along] === 1) continue;
      const thickness = line - start;
      if (thickness > 0 && thickness <= mostThickness) {
        for (let at = Math.max(0, start - 1); at < Math.min(lines, line + 1); at++)
          found.push(at * across + step * along);
      }
      start = line + 1;
    }
  }
  return found;
}

/** The mean grey around a pixel, by its place in memory. */
function groundOf({ width, height, grey }: Plane): (at: number) => number {
  const across = Math.ceil(width / groundSide);
  const squares = across * Math.ceil(height / groundSide);
  const [sums, counts] = [new Float64Array(squares), new Uint32Array(squares)];
  const squareOf = (x: number, y: number): number =>
    Math.floor(y / groundSide) * across + Math.floor(x / groundSide);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const square = squareOf(x, y);
      sums[square] = (sums[square] ?? 0) + (grey[y * width + x] ?? 0);
      counts[square] = (counts[square] ?? 0) + 1;
    }
  }
  return (at) => {
    const square = squareOf(at % width, Math.floor(at / width));
    return (sums[square] ?? 0) / (counts[square] ?? 1);
  };
}
