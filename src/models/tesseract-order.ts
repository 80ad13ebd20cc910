/**
 * In which order the regions of a page are read. Tesseract's own order is that of its search: an axis may come before
 * the title above it, a stamp after the small print below it.
 */
import type { Region } from './tesseract-regions.ts';
import { around, type Box, overlap } from './tesseract-words.ts';

interface Placed {
  readonly region: Region;
  readonly box: Box;
}

/** From top to bottom, and column by column where running text stands in columns; else Tesseract's own order. */
export function inReadingOrder(regions: readonly Region[]): Region[] {
  const placed = regions.map((region) => ({ region, box: around(region.rows.map((row) => row.box)) }));
  return bandsOf(fromTop(placed)).flatMap((band) => band.map(({ region }) => region));
}

/** Nothing comes after what stands right below it. */
function fromTop(regions: readonly Placed[]): Placed[] {
  const ordered: Placed[] = [];
  for (const placed of regions) {
    const { box } = placed;
    const width = box.right - box.left;
    const below = ordered.findIndex(
      (other) =>
        box.bottom <= other.box.top &&
        overlap(box, other.box, 'left', 'right') * 2 > Math.min(width, other.box.right - other.box.left),
    );
    ordered.splice(below < 0 ? ordered.length : below, 0, placed);
  }
  return ordered;
}

/** Parts that an empty strip from side to side parts, each in the given order; columns that go on below stay whole. */
function bandsOf(regions: readonly Placed[]): Placed[][] {
  const bands: Placed[][] = [];
  let bottom = Number.NEGATIVE_INFINITY;
  for (const placed of regions.toSorted((one, other) => one.box.top - other.box.top)) {
    const band = bands.at(-1);
    if (band === undefined || placed.box.top >= bottom) bands.push([placed]);
    else band.push(placed);
    bottom = Math.max(bottom, placed.box.bottom);
  }
  const joined: Placed[][] = [];
  for (const band of bands) {
    const above = joined.at(-1);
    if (above && hasColumns(above) && hasColumns(band)) above.push(...band);
    else joined.push(band);
  }
  return joined.map((band) => regions.filter((placed) => band.includes(placed)));
}

function hasColumns(band: readonly Placed[]): boolean {
  const prose = band.filter(({ region }) => region.prose);
  return prose.some((one) =>
    prose.some((other) => one !== other && overlap(one.box, other.box, 'left', 'right') <= 0),
  );
}
