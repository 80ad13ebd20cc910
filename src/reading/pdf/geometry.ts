/** Boxes and turns. Points (1/72 inch), x to the right and y downwards, from the page's upper left corner. */

/** An upright rectangle. */
export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** `[a, b, c, d, e, f]` as in PDF 32000-1, section 8.3.3. */
export type Matrix = readonly [number, number, number, number, number, number];

/** What `inner` does, seen through `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  return [
    a * inner[0] + c * inner[1],
    b * inner[0] + d * inner[1],
    a * inner[2] + c * inner[3],
    b * inner[2] + d * inner[3],
    a * inner[4] + c * inner[5] + e,
    b * inner[4] + d * inner[5] + f,
  ];
}

/** Numbers from a file as a matrix, undefined when they are none. */
export function asMatrix(value: unknown): Matrix | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const numbers = Array.from(value as ArrayLike<unknown>);
  return numbers.length === 6 && numbers.every(Number.isFinite) ? (numbers as unknown as Matrix) : undefined;
}

/** Where a point of the inner space lies in the outer one. */
export function place([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** The upright box around a rectangle of the inner space. */
export function boxThrough(matrix: Matrix, { x0, y0, x1, y1 }: Box): Box {
  const corners = [
    place(matrix, x0, y0),
    place(matrix, x1, y0),
    place(matrix, x0, y1),
    place(matrix, x1, y1),
  ];
  return around(corners.map(([x, y]) => ({ x0: x, y0: y, x1: x, y1: y })));
}

/** The smallest box that holds them all. */
export function around(boxes: readonly Box[]): Box {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    x0 = Math.min(x0, box.x0);
    y0 = Math.min(y0, box.y0);
    x1 = Math.max(x1, box.x1);
    y1 = Math.max(y1, box.y1);
  }
  return { x0, y0, x1, y1 };
}

/** The part of one box that lies in the other; without area when they do not meet. */
export function common(one: Box, other: Box): Box {
  const x0 = Math.max(one.x0, other.x0);
  const y0 = Math.max(one.y0, other.y0);
  return {
    x0,
    y0,
    x1: Math.max(x0, Math.min(one.x1, other.x1)),
    y1: Math.max(y0, Math.min(one.y1, other.y1)),
  };
}

/** Square points. */
export function areaOf({ x0, y0, x1, y1 }: Box): number {
  return Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
}

/** True when the middle of `inner` lies in `outer`. */
export function holdsMiddle(outer: Box, inner: Box): boolean {
  const x = (inner.x0 + inner.x1) / 2;
  const y = (inner.y0 + inner.y1) / 2;
  return x >= outer.x0 && x <= outer.x1 && y >= outer.y0 && y <= outer.y1;
}

/** A point as it stands when the page is turned back by `angle` (radians). */
export function turn(x: number, y: number, angle: number): { readonly x: number; readonly y: number } {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return { x: x * cos + y * sin, y: y * cos - x * sin };
}

/** A box as it stands when the page is turned back by a multiple of a right angle (radians). */
export function turnBox(box: Box, angle: number): Box {
  const one = turn(box.x0, box.y0, angle);
  const other = turn(box.x1, box.y1, angle);
  return {
    x0: Math.min(one.x, other.x),
    y0: Math.min(one.y, other.y),
    x1: Math.max(one.x, other.x),
    y1: Math.max(one.y, other.y),
  };
}

/** The middle one of the values, 0 when there are none. */
export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
}
