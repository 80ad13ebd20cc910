/** Places on the earth (WGS 84) in words. */

/** Digits behind the point: about a metre. */
const digits = 5;
/** Kilometres. */
const earthRadius = 6371.0088;

/** `53.54, 8.58`: degrees, latitude first, as people write them. */
export function placeText(latitude: number, longitude: number): string {
  return `${Number(latitude.toFixed(digits))}, ${Number(longitude.toFixed(digits))}`;
}

/** Kilometres between two places as the crow flies. */
export function distance(from: readonly [number, number], to: readonly [number, number]): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const [a, b] = [radians(from[0]), radians(to[0])];
  const across = Math.sin((b - a) / 2) ** 2;
  const along = Math.sin(radians(to[1] - from[1]) / 2) ** 2;
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(across + Math.cos(a) * Math.cos(b) * along)));
}

/** The rectangle around places. */
export class Bounds {
  #south = Number.POSITIVE_INFINITY;
  #north = Number.NEGATIVE_INFINITY;
  #west = Number.POSITIVE_INFINITY;
  #east = Number.NEGATIVE_INFINITY;

  add(latitude: number, longitude: number): void {
    if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return;
    this.#south = Math.min(this.#south, latitude);
    this.#north = Math.max(this.#north, latitude);
    this.#west = Math.min(this.#west, longitude);
    this.#east = Math.max(this.#east, longitude);
  }

  /** `53.5, 8.1 to 53.6, 8.6`, south-west to north-east; undefined without a place. */
  text(): string | undefined {
    if (this.#south > this.#north) return undefined;
    return `${placeText(this.#south, this.#west)} to ${placeText(this.#north, this.#east)}`;
  }
}
