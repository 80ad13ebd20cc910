/** The narrow empty strips between columns, which single lines do not show: many lines leave the same gap. */
import type { Rule } from './rules.ts';
import type { TextRun } from './text-runs.ts';

/** Font sizes: a gap of this width may be a gutter; spaces between justified words are mostly narrower. */
const narrowest = 0.55;

/** So many lines have to leave the same gap. */
const fewestLines = 6;

/** Strips that are followed at once. */
const mostOpen = 40;

interface Strip {
  x0: number;
  x1: number;
  readonly from: number;
  to: number;
  /** Lines that have words on both sides of it. */
  count: number;
}

/** The gutters between lines of runs (each left to right, top to bottom), as upright rules. */
export function guttersOf(lines: readonly (readonly TextRun[])[]): Rule[] {
  const done: Strip[] = [];
  let open: Strip[] = [];
  for (const line of lines) {
    const [first] = line;
    const last = line.at(-1);
    if (first === undefined || last === undefined) continue;
    const gaps = gapsOf(line);
    const next: Strip[] = [];
    for (const strip of open) {
      const gap = gaps.find(
        ({ x0, x1 }) => Math.min(x1, strip.x1) - Math.max(x0, strip.x0) >= 0.9 * leastGap(first),
      );
      const isBeside = last.x1 <= strip.x0 + 1 || first.x0 >= strip.x1 - 1;
      if (gap !== undefined) {
        Object.assign(strip, { x0: Math.max(gap.x0, strip.x0), x1: Math.min(gap.x1, strip.x1), to: first.y });
        strip.count++;
        next.push(strip);
      } else if (isBeside) next.push(strip);
      else done.push(strip);
    }
    for (const gap of gaps) {
      if (next.length < mostOpen && !next.some((strip) => strip.x0 < gap.x1 && strip.x1 > gap.x0)) {
        next.push({ ...gap, from: first.y - first.size, to: first.y, count: 1 });
      }
    }
    open = next;
  }
  return [...done, ...open]
    .filter(({ count }) => count >= fewestLines)
    .map(({ x0, x1, from, to }) => ({ at: (x0 + x1) / 2, from, to: to + 1 }));
}

/** A typewriter's space is wide: two of them may be a gutter. */
function leastGap({ size, letters }: TextRun): number {
  return (letters.fixedWidth ? 2 * narrowest : narrowest) * size;
}

function gapsOf(line: readonly TextRun[]): { readonly x0: number; readonly x1: number }[] {
  const gaps: { x0: number; x1: number }[] = [];
  let reached = -Infinity;
  for (const run of line) {
    if (run.x0 - reached >= leastGap(run) && reached > -Infinity) gaps.push({ x0: reached, x1: run.x0 });
    reached = Math.max(reached, run.x1);
  }
  return gaps;
}
