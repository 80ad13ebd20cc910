/** Where a page has figures: images, and drawings of many strokes. */
import { areaOf, around, type Box, common, holdsMiddle } from './geometry.ts';
import type { Graphics } from './graphics.ts';

/** Points: images that lie nearer are strips or tiles of one. */
const touching = 2;

/** Points: one square of the raster on which the strokes of a drawing find one another. */
const square = 8;

/** A drawing has at least so many curves and slanted lines; fewer are bullets, arrows and rounded frames. */
const fewestStrokes = 8;

/** A chart has at least so many bars, and they are so thick (points). */
const fewestBars = 3;
const thinnestBar = 3;

/** Areas that are compared with the words of the page. */
const mostBars = 300;

/** Figures of one page that are told apart; beyond, they are taken for a pattern. */
const mostImages = 400;

/** Images, those that touch as one. Small ones are still among them. */
export function imagePlaces({ images }: Graphics): Box[] {
  if (images.length > mostImages) return images.length === 0 ? [] : [around(images)];
  const places: Box[] = [];
  for (const image of images) {
    const near = places.filter((other) => areNear(image, other));
    const rest = places.filter((other) => !near.includes(other));
    places.splice(0, places.length, ...rest, around([image, ...near]));
  }
  return places;
}

function areNear(one: Box, other: Box): boolean {
  return (
    one.x0 <= other.x1 + touching &&
    other.x0 <= one.x1 + touching &&
    one.y0 <= other.y1 + touching &&
    other.y0 <= one.y1 + touching
  );
}

/**
 * Drawings: strokes that lie near one another, with the straight lines and areas that belong to them; and
 * areas of several sizes without a word in them, which are the bars of a chart. `words`: where text stands.
 */
export function drawingPlaces(graphics: Graphics, words: readonly Box[], sheet: Box): Box[] {
  const isPart = (box: Box): boolean => areaOf(box) < 0.5 * areaOf(sheet);
  const strokes = graphics.drawings.filter(isPart);
  const bars = graphics.areas
    .filter(isBar)
    .slice(0, mostBars)
    .filter((bar) => !words.some((word) => holdsMiddle(bar, word)));
  const weight = strokes.reduce((sum, { points }) => sum + strokesOf(points), 0);
  if (weight < fewestStrokes && bars.length < fewestBars) return [];
  const others = [...graphics.across, ...graphics.down, ...graphics.areas].filter(isPart);
  const raster = new Raster(sheet);
  for (const box of [...strokes, ...others]) raster.ink(box);
  return raster.places().flatMap(({ label, box }) => {
    const within = strokes.filter((stroke) => raster.labelAt(stroke) === label);
    const drawn = within.reduce((sum, { points }) => sum + strokesOf(points), 0) >= fewestStrokes;
    return drawn || areBars(bars.filter((bar) => raster.labelAt(bar) === label)) ? [common(box, sheet)] : [];
  });
}

/** A line through many points is the line of a chart, a circle is one stroke. */
function strokesOf(points: number): number {
  return Math.max(1, Math.floor(points / 6));
}

function isBar({ x0, x1, y0, y1 }: Box): boolean {
  return Math.min(x1 - x0, y1 - y0) >= thinnestBar && Math.max(x1 - x0, y1 - y0) < 400;
}

/** Bars that stand on one line, or at one, and differ in length; the cells of a table do not. */
function areBars(bars: readonly Box[]): boolean {
  const differ = (foot: (bar: Box) => number, length: (bar: Box) => number): boolean => {
    const feet = new Map<number, Set<number>>();
    for (const bar of bars) {
      const key = Math.round(foot(bar) / 2);
      feet.set(key, (feet.get(key) ?? new Set()).add(Math.round(length(bar) / 2)));
    }
    return [...feet.values()].some((lengths) => lengths.size >= fewestBars);
  };
  return (
    differ(
      ({ y1 }) => y1,
      ({ y0, y1 }) => y1 - y0,
    ) ||
    differ(
      ({ x0 }) => x0,
      ({ x0, x1 }) => x1 - x0,
    )
  );
}

/** The page in squares; inked squares that touch have one label. */
class Raster {
  readonly #columns: number;
  readonly #rows: number;
  readonly #ink: Int32Array;
  readonly #labels: Int32Array;

  constructor(sheet: Box) {
    this.#columns = Math.min(2000, Math.ceil(sheet.x1 / square) + 1);
    this.#rows = Math.min(2000, Math.ceil(sheet.y1 / square) + 1);
    this.#ink = new Int32Array((this.#columns + 1) * (this.#rows + 1));
    this.#labels = new Int32Array(this.#columns * this.#rows);
  }

  /** Adds a box as differences at its corners, so that its size does not matter. */
  ink(box: Box): void {
    const [x0, y0] = this.#squareOf(box.x0, box.y0);
    const [x1, y1] = this.#squareOf(box.x1, box.y1);
    this.#add(x0, y0, 1);
    this.#add(x1 + 1, y0, -1);
    this.#add(x0, y1 + 1, -1);
    this.#add(x1 + 1, y1 + 1, 1);
  }

  places(): { readonly label: number; readonly box: Box }[] {
    this.#sum();
    const found: { label: number; box: Box }[] = [];
    for (let at = 0; at < this.#labels.length; at++) {
      if (this.#labels[at] === -1)
        found.push({ label: found.length + 1, box: this.#flood(at, found.length + 1) });
    }
    return found;
  }

  labelAt(box: Box): number {
    const [x, y] = this.#squareOf((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2);
    return this.#labels[y * this.#columns + x] ?? 0;
  }

  #squareOf(x: number, y: number): readonly [number, number] {
    const limit = (value: number, most: number): number =>
      Math.max(0, Math.min(most - 1, Math.floor(value / square)));
    return [limit(x, this.#columns), limit(y, this.#rows)];
  }

  #add(x: number, y: number, change: number): void {
    const at = y * (this.#columns + 1) + x;
    this.#ink[at] = (this.#ink[at] ?? 0) + change;
  }

  #sum(): void {
    const above = new Int32Array(this.#columns);
    for (let y = 0; y < this.#rows; y++) {
      let row = 0;
      for (let x = 0; x < this.#columns; x++) {
        row += this.#ink[y * (this.#columns + 1) + x] ?? 0;
        above[x] = (above[x] ?? 0) + row;
        this.#labels[y * this.#columns + x] = (above[x] ?? 0) > 0 ? -1 : 0;
      }
    }
  }

  #flood(start: number, label: number): Box {
    let [x0, y0, x1, y1] = [Infinity, Infinity, 0, 0];
    const open = [start];
    this.#labels[start] = label;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const x = at % this.#columns;
      const y = (at - x) / this.#columns;
      [x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x), Math.max(y1, y)];
      for (const [dx, dy] of around8) {
        const next = (y + dy) * this.#columns + x + dx;
        const isInside = x + dx >= 0 && x + dx < this.#columns && y + dy >= 0 && y + dy < this.#rows;
        if (!isInside || this.#labels[next] !== -1) continue;
        this.#labels[next] = label;
        open.push(next);
      }
    }
    return { x0: x0 * square, y0: y0 * square, x1: (x1 + 1) * square, y1: (y1 + 1) * square };
  }
}

const around8 = [-1, 0, 1]
  .flatMap((dx) => [-1, 0, 1].map((dy) => [dx, dy] as const))
  .filter(([x, y]) => x || y);
