/** How far the lines of a page lean: Tesseract reads lines that lean by more than two degrees badly, or not at all. */
import { setImmediate } from 'node:timers/promises';

/** Longest side, in pixels, at which this is measured: small enough to be quick, large enough to tell lines apart. */
export const skewSide = 800;

/** A grey picture in memory. */
export interface GreyPixels {
  readonly width: number;
  readonly height: number;
  /** 0 to 255, row by row. */
  readonly grey: Uint8Array;
}

/** Degrees: what is looked for, coarsely and then finely. */
const mostDegrees = 15;
const coarseStep = 0.5;
const fineStep = 0.25;

/** Less is left as it is: turning blurs more than it mends. */
const leastDegrees = 0.5;

/** How much clearer the lines must stand out than without turning. */
const leastGain = 1.15;

/** And than at the middle one of all turns: 7 and more was measured of leaning pages, 2.4 at most of grain and hills. */
const leastClarity = 4;

/** Steps of grey between a pixel and the mean around it from which it counts as ink, and how far around is, in pixels. */
const inkSteps = 25;
const reach = 8;

/** Fewer specks of ink are no line. */
const leastInk = 200;

/**
 * Degrees, clockwise, by which a picture of about 800 pixels has to be turned to make its lines level (or plumb);
 * 0 when it has none that lean.
 */
export async function skewOf(pixels: GreyPixels): Promise<number> {
  const ink = inkOf(pixels);
  if (ink.x.length < leastInk) return 0;
  const level = await leanOf((degrees) => unevenness(ink.y, ink.x, degrees));
  const plumb = await leanOf((degrees) => unevenness(ink.x, ink.y, -degrees));
  const lean = level.clarity >= plumb.clarity ? level : plumb;
  const isSure = lean.clarity >= leastClarity && lean.gain > leastGain;
  return isSure && Math.abs(lean.degrees) >= leastDegrees ? lean.degrees : 0;
}

interface Lean {
  /** The turn at which the lines stand out most. */
  readonly degrees: number;
  /** By how much, against the middle one of all turns. */
  readonly clarity: number;
  /** By how much, against no turn. */
  readonly gain: number;
}

async function leanOf(unevennessAt: (degrees: number) => number): Promise<Lean> {
  const tried: number[] = [];
  let degrees = 0;
  let most = 0;
  const attempt = async (turn: number): Promise<number> => {
    // A few milliseconds each: a hundred at a stretch would hold up the main loop.
    await setImmediate();
    const value = unevennessAt(turn);
    if (value > most) [degrees, most] = [turn, value];
    return value;
  };
  for (let turn = -mostDegrees; turn <= mostDegrees; turn += coarseStep) tried.push(await attempt(turn));
  const coarse = degrees;
  for (const turn of [coarse - fineStep, coarse + fineStep]) await attempt(turn);
  const middle = tried.toSorted((one, other) => one - other)[tried.length >> 1] ?? 0;
  return { degrees, clarity: most / middle, gain: most / unevennessAt(0) };
}

interface Ink {
  readonly x: Int16Array;
  readonly y: Int16Array;
}

/** The places of the pixels that differ from the mean of the square around them, light ones on dark included. */
function inkOf({ width, height, grey }: GreyPixels): Ink {
  const sums = summed({ width, height, grey });
  const x: number[] = [];
  const y: number[] = [];
  for (let row = 0; row < height; row++) {
    const [top, bottom] = [Math.max(0, row - reach), Math.min(height, row + reach + 1)];
    for (let column = 0; column < width; column++) {
      const [left, right] = [Math.max(0, column - reach), Math.min(width, column + reach + 1)];
      const at = (across: number, down: number): number => sums[down * (width + 1) + across] ?? 0;
      const total = at(right, bottom) - at(left, bottom) - at(right, top) + at(left, top);
      const mean = total / ((right - left) * (bottom - top));
      if (Math.abs(mean - (grey[row * width + column] ?? 0)) <= inkSteps) continue;
      x.push(column);
      y.push(row);
    }
  }
  return { x: Int16Array.from(x), y: Int16Array.from(y) };
}

/** For each place the sum of all pixels above and to the left of it, in rows of `width + 1`. */
function summed({ width, height, grey }: GreyPixels): Float64Array {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let row = 0; row < height; row++) {
    let total = 0;
    for (let column = 0; column < width; column++) {
      total += grey[row * width + column] ?? 0;
      const at = (row + 1) * (width + 1) + column + 1;
      sums[at] = total + (sums[at - width - 1] ?? 0);
    }
  }
  return sums;
}

/**
 * How unevenly the ink falls on rows after turning: lines of text make full and empty ones.
 * @returns the sum of squared steps from one row to the next.
 */
function unevenness(across: Int16Array, along: Int16Array, degrees: number): number {
  const sine = Math.sin((degrees * Math.PI) / 180);
  const cosine = Math.cos((degrees * Math.PI) / 180);
  // A picture of 800 pixels turned by 15 degrees reaches a quarter of its side beyond each end.
  const rows = new Int32Array(3 * skewSide);
  for (let index = 0; index < across.length; index++) {
    const row = Math.round((along[index] ?? 0) * sine + (across[index] ?? 0) * cosine) + skewSide;
    rows[row] = (rows[row] ?? 0) + 1;
  }
  let total = 0;
  for (let row = 1; row < rows.length; row++) total += ((rows[row] ?? 0) - (rows[row - 1] ?? 0)) ** 2;
  return total;
}
