/**
 * What lies around the words of a picture: the bare ground on which they stand (paper, a window, a slide), what is
 * drawn on it, and what surrounds it. A page of words has little but ground; a photograph of a sign has little of it.
 */
import type { Recognition } from '../types/task.ts';
import type { PreparedPicture } from './tesseract-picture.ts';
import type { Box } from './tesseract-words.ts';

/** The longest side, in cells, of the grid on which this is measured; each cell is the mean of its pixels. */
const gridSide = 160;

/** Steps of grey by which the ground may differ from what it is beside the nearest words. */
const groundSteps = 28;

/** How many of a cell's nine neighbours (itself included) differ, at least, where more than a thin line is drawn. */
const solidNeighbours = 6;

type Shares = Pick<Recognition, 'groundShare' | 'figureShare'>;

interface Grid {
  readonly width: number;
  readonly height: number;
  /** 0 to 255, row by row. */
  readonly grey: Uint8Array;
}

/** A word's place on the grid, and the grey of the ground beside it. */
interface Anchor {
  readonly box: Box;
  readonly grey: number;
}

/** Measures the ground around `boxes`, the places of the words in `picture`; nothing where there are no words. */
export async function measureGround(picture: PreparedPicture, boxes: readonly Box[]): Promise<Shares> {
  if (boxes.length === 0) return {};
  const grid = await gridOf(picture);
  const scale = grid.width / picture.width;
  const scaled = boxes.map((box) => ({
    left: Math.floor(box.left * scale),
    top: Math.floor(box.top * scale),
    right: Math.ceil(box.right * scale),
    bottom: Math.ceil(box.bottom * scale),
  }));
  const covered = wordCells(grid, scaled);
  const anchors = scaled.map((box) => ({ box, grey: greyBeside(grid, covered, box) }));
  const other = Uint8Array.from(grid.grey, (grey, cell) => {
    if (covered[cell] === 1) return 0;
    const anchor = nearest(anchors, cell % grid.width, Math.floor(cell / grid.width));
    return Math.abs(grey - anchor.grey) > groundSteps ? 1 : 0;
  });
  const cells = grid.width * grid.height;
  return {
    groundShare: rounded(1 - sum(other) / cells),
    figureShare: rounded(sum(enclosedIn(grid, solid(grid, other), other)) / cells),
  };
}

async function gridOf({ png, width, height }: PreparedPicture): Promise<Grid> {
  const { default: sharp } = await import('sharp');
  const factor = Math.min(1, gridSide / Math.max(width, height));
  const { data, info } = await sharp(png)
    .greyscale()
    .resize(Math.max(1, Math.round(width * factor)), Math.max(1, Math.round(height * factor)), {
      fit: 'fill',
      kernel: 'linear',
    })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, grey: data };
}

/** 1 for the cells of words and of the gaps between the words of a line. */
function wordCells(grid: Grid, boxes: readonly Box[]): Uint8Array {
  const covered = new Uint8Array(grid.width * grid.height);
  for (const box of boxes) {
    const gap = Math.max(1, Math.ceil((box.bottom - box.top) / 2));
    eachCell(grid, { ...box, left: box.left - gap, right: box.right + gap }, (cell) => {
      covered[cell] = 1;
    });
  }
  return covered;
}

/** The middle one of the greys around a word, other words left out. */
function greyBeside(grid: Grid, covered: Uint8Array, box: Box): number {
  const ring: number[] = [];
  const reach = Math.max(2, box.bottom - box.top);
  const outside = {
    left: box.left - reach,
    top: box.top - reach,
    right: box.right + reach,
    bottom: box.bottom + reach,
  };
  eachCell(grid, outside, (cell) => {
    if (covered[cell] === 0) ring.push(grid.grey[cell] ?? 0);
  });
  return ring.sort((one, other) => one - other)[ring.length >> 1] ?? 255;
}

function eachCell(grid: Grid, box: Box, visit: (cell: number) => void): void {
  for (let y = Math.max(0, box.top); y < Math.min(grid.height, box.bottom); y++) {
    for (let x = Math.max(0, box.left); x < Math.min(grid.width, box.right); x++) visit(y * grid.width + x);
  }
}

function nearest(anchors: readonly Anchor[], x: number, y: number): Anchor {
  let best = anchors[0] as Anchor;
  let least = Number.POSITIVE_INFINITY;
  for (const anchor of anchors) {
    const { box } = anchor;
    const aside = Math.max(box.left - x, 0, x - box.right);
    const above = Math.max(box.top - y, 0, y - box.bottom);
    const distance = aside * aside + above * above;
    if (distance < least) [best, least] = [anchor, distance];
  }
  return best;
}

/** Keeps what is more than a thin line: the rules of a table and the frames of a form are no figures. */
function solid(grid: Grid, other: Uint8Array): Uint8Array {
  return other.map((value, cell) => {
    if (value === 0) return 0;
    const [x, y] = [cell % grid.width, Math.floor(cell / grid.width)];
    let neighbours = 0;
    eachCell(grid, { left: x - 1, top: y - 1, right: x + 2, bottom: y + 2 }, (near) => {
      neighbours += other[near] ?? 0;
    });
    return neighbours >= solidNeighbours ? 1 : 0;
  });
}

/** The cells of `marked` that no path through `other` joins to the picture's edge: what is there surrounds the ground. */
function enclosedIn(grid: Grid, marked: Uint8Array, other: Uint8Array): Uint8Array {
  const outer = new Uint8Array(other.length);
  const stack: number[] = [];
  const reach = (cell: number): void => {
    if (other[cell] !== 1 || outer[cell] === 1) return;
    outer[cell] = 1;
    stack.push(cell);
  };
  for (let cell = 0; cell < other.length; cell++) {
    const [x, y] = [cell % grid.width, Math.floor(cell / grid.width)];
    if (x === 0 || y === 0 || x === grid.width - 1 || y === grid.height - 1) reach(cell);
  }
  for (let cell = stack.pop(); cell !== undefined; cell = stack.pop()) {
    const x = cell % grid.width;
    if (x > 0) reach(cell - 1);
    if (x < grid.width - 1) reach(cell + 1);
    reach(cell - grid.width);
    reach(cell + grid.width);
  }
  return marked.map((value, cell) => (outer[cell] === 1 ? 0 : value));
}

function sum(cells: Uint8Array): number {
  return cells.reduce((total, value) => total + value, 0);
}

function rounded(share: number): number {
  return Math.round(share * 1000) / 1000;
}
