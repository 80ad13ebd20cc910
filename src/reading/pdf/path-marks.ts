/** A painted path as marks: ruling lines, rectangles, and everything else. */
import type { OPS as Operators } from 'pdfjs-dist';
import { around, type Box, boxThrough, type Matrix, place } from './geometry.ts';

/** One thing that a path draws. */
export interface Mark extends Box {
  readonly type: 'across' | 'down' | 'area' | 'drawing';
  /** For drawings: its corners. A curve through many points is the line of a chart. */
  readonly points?: number;
}

/** Points: an area that is thinner than this is a line. */
const thin = 3;

/** Points: what differs by less is level, or upright. */
const level = 0.7;

/** Points: shorter lines are dots, or the strokes of letters that are drawn as paths. */
const shortest = 2;

/** Points that one path may have; maps and plots have more, and are no tables. */
const mostNumbers = 40_000;

/** pdf.js's own codes for the parts of a path (`DrawOPS`), each followed by so many numbers. */
const parts = [2, 2, 6, 4, 0] as const;
const [moveTo, , , , closePath] = [0, 1, 2, 3, 4] as const;

/** The marks of a `constructPath` operator; none when the path only clips. */
export function marksOf(args: unknown, matrix: Matrix, operators: typeof Operators): Mark[] {
  const [paint, [data] = [null], extent] = args as [number, [ArrayLike<number> | null]?, ArrayLike<number>?];
  if (paint === operators.endPath || data === null) return [];
  if (data.length > mostNumbers) {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = Array.from(extent ?? []);
    return [{ type: 'drawing', points: mostNumbers, ...boxThrough(matrix, { x0, y0, x1, y1 }) }];
  }
  const paths = subpaths(data, matrix);
  const fills = paint === operators.stroke || paint === operators.closeStroke ? [] : paths.flatMap(fillMarks);
  const strokes = paint === operators.fill || paint === operators.eoFill ? [] : paths.flatMap(strokeMarks);
  return [...fills, ...strokes];
}

interface Subpath {
  /** Corners, the first one again at the end of a closed path. */
  readonly points: (readonly [number, number])[];
  curved: boolean;
}

function subpaths(data: ArrayLike<number>, matrix: Matrix): Subpath[] {
  const paths: Subpath[] = [];
  let open: Subpath = { points: [], curved: false };
  for (let i = 0; i < data.length; ) {
    const part = data[i] ?? closePath;
    const count = parts[part] ?? 0;
    if (part === moveTo) {
      open = { points: [], curved: false };
      paths.push(open);
    }
    const [first] = open.points;
    if (part === closePath && first !== undefined) open.points.push(first);
    for (let j = i + 1; j < i + 1 + count; j += 2)
      open.points.push(place(matrix, data[j] ?? 0, data[j + 1] ?? 0));
    open.curved ||= count > 2;
    i += 1 + count;
  }
  return paths.filter(({ points }) => points.length > 1);
}

function boxOf(points: readonly (readonly [number, number])[]): Box {
  return around(points.map(([x, y]) => ({ x0: x, y0: y, x1: x, y1: y })));
}

/** Every straight side on its own. */
function strokeMarks({ points, curved }: Subpath): Mark[] {
  const drawing: Mark = { type: 'drawing', points: points.length, ...boxOf(points) };
  if (curved) return [drawing];
  const marks = points.slice(1).map((point, i) => lineMark(boxOf([points[i] ?? point, point])));
  if (marks.some((mark) => mark.type === 'drawing')) return [drawing];
  return marks.filter((mark) => Math.max(mark.x1 - mark.x0, mark.y1 - mark.y0) >= shortest);
}

function lineMark(box: Box): Mark {
  if (box.y1 - box.y0 <= level) return { type: 'across', ...box };
  return { type: box.x1 - box.x0 <= level ? 'down' : 'drawing', ...box };
}

function fillMarks({ points, curved }: Subpath): Mark[] {
  const box = boxOf(points);
  const [width, height] = [box.x1 - box.x0, box.y1 - box.y0];
  if (curved || !isRectangle(points)) return [{ type: 'drawing', points: points.length, ...box }];
  if (width < thin && height < thin) return [];
  if (height < thin) return [{ ...box, type: 'across' }];
  return [{ ...box, type: width < thin ? 'down' : 'area' }];
}

function isRectangle(points: readonly (readonly [number, number])[]): boolean {
  return (
    points.length <= 6 &&
    points.every(([x, y], i) => {
      const [nextX, nextY] = points[i + 1] ?? points[0] ?? [x, y];
      return Math.abs(nextX - x) <= level || Math.abs(nextY - y) <= level;
    })
  );
}
