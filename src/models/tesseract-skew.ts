/** How far the lines of a page lean: Tesseract reads lines that lean by more than two degrees badly, or not at all. */

/** A grey picture in memory. */
export interface GreyPixels {
  readonly width: number;
  readonly height: number;
  /** 0 to 255, row by row. */
  readonly grey: Uint8Array;
}

/** Degrees: what is looked for, coarsely and then finely. */
const mostDegrees = 15;
const coarseStep = 1;
const fineStep = 0.25;

/** Less is left as it is: turning blurs more than it mends. */
const leastDegrees = 0.5;

/** How much clearer the lines must stand out than without turning; of photographs none do. */
const leastGain = 1.15;

/** Steps of grey between a pixel and the mean around it from which it counts as ink. */
const inkSteps = 25;

/**
 * Degrees, clockwise, by which a picture of about 800 pixels has to be turned to make its lines level (or plumb);
 * 0 when it has none that lean.
 */
export function skewOf(pixels: GreyPixels): number {
  const ink = inkOf(pixels);
  if (ink.length < 200) return 0;
  const clarity = (degrees: number): number => Math.max(...clarities(ink, degrees));
  const best = (from: number, to: number, step: number): number => {
    let found = from;
    let most = -1;
    for (let degrees = from; degrees <= to; degrees += step) {
      const value = clarity(degrees);
      if (value > most) [found, most] = [degrees, value];
    }
    return found;
  };
  const coarse = best(-mostDegrees, mostDegrees, coarseStep);
  const fine = best(coarse - coarseStep, coarse + coarseStep, fineStep);
  const leans = Math.abs(fine) >= leastDegrees && Math.abs(coarse) < mostDegrees;
  return leans && clarity(fine) > leastGain * clarity(0) ? fine : 0;
}

type Point = readonly [x: number, y: number];

/** Pixels that differ from what is around them, light ones on dark included. */
function inkOf({ width, height, grey }: GreyPixels): Point[] {
  const points: Point[] = [];
  const reach = 8;
  for (let y = 0; y < height; y++) {
    // The mean of the pixels to both sides, carried along the row.
    let total = 0;
    let count = 0;
    for (let x = 0; x < Math.min(width, reach); x++, count++) total += grey[y * width + x] ?? 0;
    for (let x = 0; x < width; x++) {
      if (x + reach < width) {
        total += grey[y * width + x + reach] ?? 0;
        count++;
      }
      if (x - reach > 0) {
        total -= grey[y * width + x - reach - 1] ?? 0;
        count--;
      }
      if (Math.abs(total / count - (grey[y * width + x] ?? 0)) > inkSteps) points.push([x, y]);
    }
  }
  return points;
}

/** How unevenly the ink falls on rows, and on columns, after turning: lines of text make full and empty ones. */
function clarities(ink: readonly Point[], degrees: number): readonly [rows: number, columns: number] {
  const sine = Math.sin((degrees * Math.PI) / 180);
  const cosine = Math.cos((degrees * Math.PI) / 180);
  const rows = new Map<number, number>();
  const columns = new Map<number, number>();
  for (const [x, y] of ink) {
    const row = Math.round(x * sine + y * cosine);
    const column = Math.round(x * cosine - y * sine);
    rows.set(row, (rows.get(row) ?? 0) + 1);
    columns.set(column, (columns.get(column) ?? 0) + 1);
  }
  return [unevenness(rows), unevenness(columns)];
}

/** The sum of squared steps from one row to the next. */
function unevenness(counts: ReadonlyMap<number, number>): number {
  let total = 0;
  for (const [row, count] of counts) total += (count - (counts.get(row - 1) ?? 0)) ** 2;
  return total;
}
