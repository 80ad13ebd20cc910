/** Pixels in memory, and their measure. */

/** Whole numbers of pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Pixels that were decoded here: upright RGBA, eight bits a channel. */
export interface RawPixels extends Size {
  readonly data: Uint8ClampedArray | Uint8Array;
}
