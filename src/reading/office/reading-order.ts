/** The order in which a person reads what lies on a slide. */

/** A rectangle on a slide, in any unit. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The part of its size by which a box may reach into its neighbour and still count as beside it. */
const overlap = 0.2;

/** Levels of rows and columns in each other that are looked for. */
const deepest = 30;

/**
 * Things in the order of reading: rows from top to bottom, in a row its columns from left to right, in a
 * column its rows, and so on. Things without a place keep theirs behind all others.
 */
export function inReadingOrder<Thing>(
  things: readonly Thing[],
  boxOf: (thing: Thing) => Box | undefined,
): Thing[] {
  const placed: Placed<Thing>[] = [];
  const others: Thing[] = [];
  for (const thing of things) {
    const box = boxOf(thing);
    if (box === undefined) others.push(thing);
    else placed.push({ thing, box });
  }
  return [...ordered(placed, 0).map(({ thing }) => thing), ...others];
}

interface Placed<Thing> {
  readonly thing: Thing;
  readonly box: Box;
}

function ordered<Thing>(things: readonly Placed<Thing>[], depth: number): Placed<Thing>[] {
  if (things.length < 2) return [...things];
  if (depth < deepest) {
    for (const axis of ['y', 'x'] as const) {
      const parts = cut(things, axis);
      if (parts.length > 1) return parts.flatMap((part) => ordered(part, depth + 1));
    }
  }
  return [...things].sort((one, other) => one.box.y - other.box.y || one.box.x - other.box.x);
}

/** Parts between which a straight line fits. */
function cut<Thing>(things: readonly Placed<Thing>[], axis: 'x' | 'y'): Placed<Thing>[][] {
  const size = axis === 'x' ? 'width' : 'height';
  const sorted = [...things].sort((one, other) => one.box[axis] - other.box[axis]);
  const parts: Placed<Thing>[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const thing of sorted) {
    const { [axis]: start, [size]: length } = thing.box;
    if (start >= end) parts.push([]);
    parts.at(-1)?.push(thing);
    end = Math.max(end, start + length * (1 - overlap));
  }
  return parts;
}
