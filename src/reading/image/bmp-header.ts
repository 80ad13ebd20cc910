/** The header of a Windows or OS/2 bitmap: what stands where, and what a pixel means. */
import type { Size } from './raw-pixels.ts';

/** How the pixels are stored (`biCompression` of [MS-WMF], section 2.1.1.7). */
export const stored = { plain: 0, runs8: 1, runs4: 2, masks: 3, masksWithAlpha: 6 } as const;

/** What a bitmap says about itself, checked: nothing in it leads outside the file. */
export interface BitmapHeader extends Size {
  readonly bits: 1 | 2 | 4 | 8 | 16 | 24 | 32;
  readonly compression: number;
  /** The rows stand from top to bottom; usually they stand from bottom to top. */
  readonly downward: boolean;
  /** Where the pixels begin. */
  readonly pixelsAt: number;
  /** Red, green and blue of each colour in turn; empty above eight bits. */
  readonly palette: Uint8Array;
  /** Which bits of a pixel of 16 or 32 bits are red, green, blue and alpha; 0 for no alpha. */
  readonly masks: readonly [number, number, number, number];
}

/** Bytes of the file header, which an icon leaves out. */
export const fileHeaderBytes = 14;
const coreBytes = 12;
const infoBytes = 40;

/**
 * Reads the header that begins at `at`. `pixelsAt` of the file header tells where the pixels are; without it they
 * follow the colours. Undefined when it breaks off, contradicts itself, or is of a variant that nobody writes.
 */
export function readHeader(bytes: Uint8Array, at: number, pixelsAt?: number): BitmapHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = at + 4 <= bytes.length ? view.getUint32(at, true) : 0;
  const core = length === coreBytes;
  if (length < coreBytes || (!core && length < 16) || at + length > bytes.length) return undefined;
  const width = core ? view.getUint16(at + 4, true) : view.getInt32(at + 4, true);
  const height = core ? view.getUint16(at + 6, true) : view.getInt32(at + 8, true);
  const bits = view.getUint16(at + (core ? 10 : 14), true);
  const compression = length >= 20 ? view.getUint32(at + 16, true) : stored.plain;
  if (width <= 0 || height === 0 || !isDepth(bits) || !isPossible(bits, compression)) return undefined;
  const masksAt = at + infoBytes;
  const masks = compression === stored.plain ? undefined : masksOf(view, masksAt, length, compression);
  const loose = length === infoBytes && masks ? (compression === stored.masks ? 12 : 16) : 0;
  const { palette, end } = colours(
    bytes,
    at + length + loose,
    bits,
    core,
    length >= 36 ? view.getUint32(at + 32, true) : 0,
  );
  return {
    width,
    height: Math.abs(height),
    bits,
    compression,
    downward: height < 0,
    pixelsAt: pixelsAt ?? end,
    palette,
    masks: masks ?? (bits === 16 ? [0x7c00, 0x3e0, 0x1f, 0] : [0xff0000, 0xff00, 0xff, 0]),
  };
}

function isDepth(bits: number): bits is BitmapHeader['bits'] {
  return [1, 2, 4, 8, 16, 24, 32].includes(bits);
}

function isPossible(bits: number, compression: number): boolean {
  if (compression === stored.plain) return true;
  if (compression === stored.runs8) return bits === 8;
  if (compression === stored.runs4) return bits === 4;
  return (
    (compression === stored.masks || compression === stored.masksWithAlpha) && (bits === 16 || bits === 32)
  );
}

/** Undefined when the pixels need none. They stand in the header from its second version on, else behind it. */
function masksOf(
  view: DataView,
  at: number,
  length: number,
  compression: number,
): BitmapHeader['masks'] | undefined {
  if (compression !== stored.masks && compression !== stored.masksWithAlpha) return undefined;
  if (at + 16 > view.byteLength) return undefined;
  const hasAlpha = length >= 56 || compression === stored.masksWithAlpha;
  const mask = (index: number): number => view.getUint32(at + index * 4, true);
  return [mask(0), mask(1), mask(2), hasAlpha ? mask(3) : 0];
}

/** Blue, green, red and, except in the oldest header, a fourth byte without meaning. */
function colours(
  bytes: Uint8Array,
  at: number,
  bits: number,
  core: boolean,
  used: number,
): { readonly palette: Uint8Array; readonly end: number } {
  const entry = core ? 3 : 4;
  if (bits > 8) return { palette: new Uint8Array(), end: at + used * entry };
  const count = used > 0 && used < 2 ** bits ? used : 2 ** bits;
  // A colour that the file leaves out is black.
  const palette = new Uint8Array(256 * 3);
  for (let index = 0; index < count; index++) {
    for (let part = 0; part < 3; part++)
      palette[index * 3 + part] = bytes[at + index * entry + 2 - part] ?? 0;
  }
  return { palette, end: at + (used > 0 ? used : count) * entry };
}
