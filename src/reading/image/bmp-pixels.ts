/** The pixels of a bitmap, row by row or from runs, as upright RGBA. */
import { type BitmapHeader, stored } from './bmp-header.ts';
import type { RawPixels } from './raw-pixels.ts';

/**
 * Decodes what `header` describes. Undefined when the file breaks off before its last row.
 * Whether so many pixels may be decoded has to be known before.
 */
export function bitmapPixels(bytes: Uint8Array, header: BitmapHeader): RawPixels | undefined {
  const { width, height, bits, compression } = header;
  const data = new Uint8Array(width * height * 4);
  const runs = compression === stored.runs8 || compression === stored.runs4;
  if (!runs && header.pixelsAt + rowBytes(header) * height > bytes.length) return undefined;
  if (runs) {
    const indexes = unpackRuns(bytes, header);
    if (indexes === undefined) return undefined;
    paint(data, header, (x, y) => indexes[y * width + x] ?? 0);
  } else if (bits <= 8) {
    const stride = rowBytes(header);
    const perByte = 8 / bits;
    const mask = 2 ** bits - 1;
    paint(data, header, (x, y) => {
      const byte = bytes[header.pixelsAt + y * stride + Math.floor(x / perByte)] ?? 0;
      return (byte >> (8 - bits - (x % perByte) * bits)) & mask;
    });
  } else {
    paintColours(data, bytes, header);
  }
  return { data, width, height };
}

/** Rows are filled up to a multiple of four bytes. */
export function rowBytes({ width, bits }: Pick<BitmapHeader, 'width' | 'bits'>): number {
  return Math.ceil((width * bits) / 32) * 4;
}

/** The row, from the top, that stands `row` rows into the file. */
function placeOf(row: number, { height, downward }: BitmapHeader): number {
  return downward ? row : height - 1 - row;
}

function paint(data: Uint8Array, header: BitmapHeader, indexAt: (x: number, y: number) => number): void {
  const { width, height, palette } = header;
  for (let y = 0; y < height; y++) {
    let to = placeOf(y, header) * width * 4;
    for (let x = 0; x < width; x++, to += 4) {
      const colour = indexAt(x, y) * 3;
      data[to] = palette[colour] ?? 0;
      data[to + 1] = palette[colour + 1] ?? 0;
      data[to + 2] = palette[colour + 2] ?? 0;
      data[to + 3] = 255;
    }
  }
}

function paintColours(data: Uint8Array, bytes: Uint8Array, header: BitmapHeader): void {
  const { width, height, bits, pixelsAt } = header;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = header.masks.map(partOf);
  const read = (at: number): number =>
    bits === 16
      ? view.getUint16(at, true)
      : bits === 32
        ? view.getUint32(at, true)
        : view.getUint16(at, true) + (bytes[at + 2] ?? 0) * 65_536;
  let visible = header.masks[3] === 0;
  for (let y = 0; y < height; y++) {
    let to = placeOf(y, header) * width * 4;
    let from = pixelsAt + y * rowBytes(header);
    for (let x = 0; x < width; x++, to += 4, from += bits / 8) {
      const pixel = read(from);
      for (let part = 0; part < 4; part++) data[to + part] = parts[part]?.(pixel) ?? 0;
      visible ||= data[to + 3] !== 0;
    }
  }
  // Programs that know nothing of transparency leave all of it zero.
  if (!visible) for (let at = 3; at < data.length; at += 4) data[at] = 255;
}

/** How a part of a colour is taken out of a pixel and stretched to eight bits; opaque for an empty mask. */
function partOf(mask: number, index: number): (pixel: number) => number {
  if (mask === 0) return () => (index === 3 ? 255 : 0);
  const shift = 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  return (pixel) => Math.round((((pixel & mask) >>> shift) / most) * 255);
}

/**
 * The colour of each pixel in the order of the file, from runs of one colour or two in turn ([MS-WMF], section
 * 3.1.6). Pixels that are skipped have colour 0. Undefined when the file ends before the runs do.
 */
function unpackRuns(bytes: Uint8Array, header: BitmapHeader): Uint8Array | undefined {
  const { width, height, pixelsAt, bits } = header;
  const indexes = new Uint8Array(width * height);
  const half = bits === 4;
  let x = 0;
  let y = 0;
  let at = pixelsAt;
  // What reaches beyond a row is dropped, as other programs do.
  const put = (count: number, indexOf: (index: number) => number): void => {
    const room = Math.min(count, width - x);
    for (let index = 0; index < room; index++) indexes[y * width + x + index] = indexOf(index);
    x = Math.min(width, x + count);
  };
  while (y < height) {
    const count = bytes[at];
    const value = bytes[at + 1];
    if (count === undefined || value === undefined) return undefined;
    at += 2;
    if (count > 0) {
      put(count, (index) => (half ? (value >> (index % 2 === 0 ? 4 : 0)) & 15 : value));
    } else if (value === 0) {
      x = 0;
      y += 1;
    } else if (value === 1) {
      break;
    } else if (value === 2) {
      x = Math.min(width, x + (bytes[at] ?? 0));
      y += bytes[at + 1] ?? 0;
      at += 2;
    } else {
      const from = at;
      put(value, (index) => {
        const byte = bytes[from + (half ? index >> 1 : index)] ?? 0;
        return half ? (byte >> (index % 2 === 0 ? 4 : 0)) & 15 : byte;
      });
      // Filled up to an even number of bytes.
      at += (half ? Math.ceil(value / 2) : value) + 1;
      at -= (at - from) % 2;
    }
  }
  return indexes;
}
