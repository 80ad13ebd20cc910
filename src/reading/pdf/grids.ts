/** Tables that are drawn: ruling lines that cross make grids, and grids make cells. */
import type { Box } from './geometry.ts';
import type { Rule, Rules } from './rules.ts';

/** Lines that hang together, as a grid: `xs` and `ys` are the edges of its columns and rows. */
export interface Grid {
  readonly box: Box;
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  /** The cell (a number of its own) at each row and column; where no line parts them, cells are one. */
  readonly cells: readonly (readonly number[])[];
  readonly rules: Rules;
}

/** Points: lines that end this near to one another meet. */
const room = 3;

/** Points: columns and rows are wider and higher than this; double lines are nearer. */
const narrowest = 5;

/** Columns times rows; beyond it is squared paper. */
const mostCells = 20_000;

/** Crossings that are tried: above it the page is a plan or a pattern. */
const mostCrossings = 1_000_000;

/** The grids of two columns or more, top to bottom. */
export function gridsOf(rules: Rules): Grid[] {
  if (rules.across.length * rules.down.length > mostCrossings) return [];
  return connected(rules)
    .flatMap(gridOf)
    .sort((one, other) => one.box.y0 - other.box.y0);
}

function reaches(rule: Rule, at: number): boolean {
  return rule.from - room <= at && rule.to + room >= at;
}

/** Lines that meet, directly or through others. */
function connected({ across, down }: Rules): Rules[] {
  const groups = new Map<Rule, { across: Rule[]; down: Rule[] }>();
  for (const rule of across) groups.set(rule, { across: [rule], down: [] });
  for (const rule of down) {
    const met = across.filter((other) => reaches(other, rule.at) && reaches(rule, other.at));
    const merged: { across: Rule[]; down: Rule[] } = { across: [], down: [rule] };
    for (const group of new Set(met.map((other) => groups.get(other)))) {
      merged.across.push(...(group?.across ?? []));
      merged.down.push(...(group?.down ?? []));
    }
    for (const other of merged.across) groups.set(other, merged);
  }
  return [...new Set(groups.values())].filter((group) => group.across.length > 1 && group.down.length > 0);
}

function gridOf({ across, down }: Rules): Grid[] {
  const xs = edges(down, across);
  const ys = edges(across, down);
  const [columns, rows] = [xs.length - 1, ys.length - 1];
  if (columns < 2 || rows < 1 || columns * rows > mostCells) return [];
  const box = { x0: xs[0] ?? 0, y0: ys[0] ?? 0, x1: xs[columns] ?? 0, y1: ys[rows] ?? 0 };
  return [{ box, xs, ys, cells: cellNumbers(xs, ys, across, down), rules: { across, down } }];
}

/** Where lines stand; and where the crossing lines end, when the grid is open at that side. */
function edges(rules: readonly Rule[], crossing: readonly Rule[]): number[] {
  const ends = crossing.filter(({ from, to }) => to - from > narrowest);
  const from = Math.min(...ends.map((rule) => rule.from));
  const to = Math.max(...ends.map((rule) => rule.to));
  const values = rules.map(({ at }) => at);
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  if (lowest - from > 2 * narrowest) values.push(from);
  if (to - highest > 2 * narrowest) values.push(to);
  const apart: number[] = [];
  for (const value of values.sort((one, other) => one - other)) {
    if (value - (apart.at(-1) ?? -Infinity) > narrowest) apart.push(value);
  }
  return apart;
}

/** Neighbours without a line between them get the same number. */
function cellNumbers(
  xs: readonly number[],
  ys: readonly number[],
  across: readonly Rule[],
  down: readonly Rule[],
): number[][] {
  const [columns, rows] = [xs.length - 1, ys.length - 1];
  const parents = Array.from({ length: columns * rows }, (_, i) => i);
  const rootOf = (cell: number): number => {
    let root = cell;
    while (parents[root] !== root) root = parents[root] ?? root;
    parents[cell] = root;
    return root;
  };
  const isParted = (rules: readonly Rule[], at: number, middle: number): boolean =>
    rules.some((rule) => Math.abs(rule.at - at) <= narrowest && rule.from <= middle && rule.to >= middle);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [x, y] = [middleOf(xs, column), middleOf(ys, row)];
      const cell = row * columns + column;
      if (column + 1 < columns && !isParted(down, xs[column + 1] ?? 0, y))
        parents[rootOf(cell + 1)] = rootOf(cell);
      if (row + 1 < rows && !isParted(across, ys[row + 1] ?? 0, x))
        parents[rootOf(cell + columns)] = rootOf(cell);
    }
  }
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => rootOf(row * columns + column)),
  );
}

function middleOf(edges: readonly number[], i: number): number {
  return ((edges[i] ?? 0) + (edges[i + 1] ?? 0)) / 2;
}
