/** Ruling lines made whole: pieces of one line that the file draws one by one become one line. */
import type { Box } from './geometry.ts';
import type { Graphics } from './graphics.ts';

/** A line, level or upright: where it lies (`at`), and from where to where it runs. Points. */
export interface Rule {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** The lines of a page. */
export interface Rules {
  readonly across: readonly Rule[];
  readonly down: readonly Rule[];
}

/** Points: lines that lie nearer to one another are one. */
const near = 1.5;

/** Points: a dotted or dashed line has gaps up to this. */
const gap = 4;

/** Points: what is shorter, once it is whole, is no rule. */
const shortest = 5;

/** Lines above this many are a pattern or a map. */
const mostRules = 4000;

/** All lines of a page, and the sides of its areas as `edges`. */
export function rulesOf({ across, down, areas }: Graphics): Rules & { readonly edges: Rules } {
  return {
    ...wholeRules(across.map(level), down.map(upright)),
    edges: wholeRules(
      [
        ...across.map(level),
        ...areas.flatMap(({ x0, x1, y0, y1 }) => [y0, y1].map((at) => ({ at, from: x0, to: x1 }))),
      ],
      [
        ...down.map(upright),
        ...areas.flatMap(({ x0, x1, y0, y1 }) => [x0, x1].map((at) => ({ at, from: y0, to: y1 }))),
      ],
    ),
  };
}

function wholeRules(across: readonly Rule[], down: readonly Rule[]): Rules {
  return { across: joined(across), down: joined(down) };
}

function level({ x0, x1, y0, y1 }: Box): Rule {
  return { at: (y0 + y1) / 2, from: x0, to: x1 };
}

function upright({ x0, x1, y0, y1 }: Box): Rule {
  return { at: (x0 + x1) / 2, from: y0, to: y1 };
}

function joined(parts: readonly Rule[]): Rule[] {
  const lanes: Rule[][] = [];
  let last = -Infinity;
  for (const part of parts.toSorted((one, other) => one.at - other.at)) {
    if (part.at - last > near) lanes.push([]);
    last = part.at;
    lanes.at(-1)?.push(part);
  }
  const rules = lanes.flatMap(joinedLane).filter(({ from, to }) => to - from >= shortest);
  return rules.length > mostRules ? [] : rules;
}

function joinedLane(parts: readonly Rule[]): Rule[] {
  const rules: Rule[] = [];
  for (const part of parts.toSorted((one, other) => one.from - other.from)) {
    const last = rules.at(-1);
    if (last === undefined || part.from - last.to > gap) rules.push(part);
    else rules[rules.length - 1] = { ...last, to: Math.max(last.to, part.to) };
  }
  return rules;
}
