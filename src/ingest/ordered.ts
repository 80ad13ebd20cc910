/** A set that is always in order: adding, removing and taking the next are cheap at 100,000 elements. */

/** Elements in one bucket at most; a removal or an insertion moves that many pointers at worst. */
const bucketSize = 512;

/**
 * Sorted buckets of sorted elements. The comparison must be total: two elements that compare as 0 are one.
 * An element's order must not change while it is in the set.
 */
export class OrderedSet<T> {
  readonly #compare: (a: T, b: T) => number;
  readonly #buckets: T[][] = [];
  #size = 0;

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#size;
  }

  /** The least element. */
  first(): T | undefined {
    return this.#buckets[0]?.[0];
  }

  /** Adds an element; one that is equal to it stays as it is. */
  add(element: T): void {
    const at = Math.min(this.#bucketOf(element), this.#buckets.length - 1);
    const bucket = this.#buckets[at];
    if (bucket === undefined) {
      this.#buckets.push([element]);
      this.#size = 1;
      return;
    }
    const index = firstNotBelow(bucket, element, this.#compare);
    const there = bucket[index];
    if (there !== undefined && this.#compare(there, element) === 0) return;
    bucket.splice(index, 0, element);
    this.#size += 1;
    if (bucket.length > bucketSize) this.#buckets.splice(at + 1, 0, bucket.splice(bucketSize / 2));
  }

  /** Removes the element equal to this one, if it is there. */
  delete(element: T): void {
    const at = this.#bucketOf(element);
    const bucket = this.#buckets[at];
    if (bucket === undefined) return;
    const index = firstNotBelow(bucket, element, this.#compare);
    const there = bucket[index];
    if (there === undefined || this.#compare(there, element) !== 0) return;
    bucket.splice(index, 1);
    this.#size -= 1;
    if (bucket.length === 0) this.#buckets.splice(at, 1);
  }

  /** The elements in order, one at a time; the set may be changed between two of them. */
  *[Symbol.iterator](): Generator<T> {
    let current = this.first();
    while (current !== undefined) {
      yield current;
      current = this.#after(current);
    }
  }

  /** The least element greater than this one, which need not be in the set. */
  #after(element: T): T | undefined {
    const at = this.#bucketOf(element);
    const bucket = this.#buckets[at];
    if (bucket === undefined) return undefined;
    const index = firstNotBelow(bucket, element, this.#compare);
    const there = bucket[index];
    if (there !== undefined && this.#compare(there, element) > 0) return there;
    return bucket[index + 1] ?? this.#buckets[at + 1]?.[0];
  }

  /** The index of the bucket where the element is or belongs: the first whose last is not below it. */
  #bucketOf(element: T): number {
    let low = 0;
    let high = this.#buckets.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const last = this.#buckets[middle]?.at(-1);
      if (last !== undefined && this.#compare(last, element) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function firstNotBelow<T>(sorted: readonly T[], element: T, compare: (a: T, b: T) => number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = sorted[middle];
    if (there !== undefined && compare(there, element) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
