import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodeBmp } from '../../../src/reading/image/bmp.ts';
import { NightshiftError } from '../../../src/types/failure.ts';

const file = { path: '/a.bmp', name: 'a.bmp', mime: 'image/bmp', bytes: 1 };
const most = 1_000_000;

/** Five wide, two high: the upper row in colours 0 to 4, the lower one in colour 1. */
const rows = [
  [0, 1, 2, 3, 4],
  [1, 1, 1, 1, 1],
] as const;
const colours = [
  [255, 255, 255],
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [0, 0, 0],
] as const;
const expected = rows.flatMap((row) => row.flatMap((index) => [...colours[index], 255]));
/** With two colours only. */
const expectedBits = rows.flatMap((row) =>
  row.flatMap((index) => [...colours[index % 2 === 0 ? 0 : 1], 255]),
);

interface Recipe {
  readonly bits: number;
  readonly pixels: readonly number[];
  readonly compression?: number;
  readonly downward?: boolean;
  readonly headerBytes?: number;
  readonly masks?: readonly number[];
  readonly paletteBytes?: 3 | 4;
  readonly width?: number;
  readonly height?: number;
}

/** A bitmap as Windows writes it, or as OS/2 did with a header of 12 bytes. */
function bitmap(recipe: Recipe): Buffer {
  const { bits, pixels, compression = 0, headerBytes = 40, masks = [], width = 5, height = 2 } = recipe;
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32LE(headerBytes, 0);
  if (headerBytes === 12) {
    header.writeUInt16LE(width, 4);
    header.writeUInt16LE(height, 6);
    header.writeUInt16LE(bits, 10);
  } else {
    header.writeInt32LE(width, 4);
    header.writeInt32LE(recipe.downward ? -height : height, 8);
    header.writeUInt16LE(bits, 14);
    header.writeUInt32LE(compression, 16);
    header.writeUInt32LE(bits <= 8 ? Math.min(colours.length, 2 ** bits) : 0, 32);
  }
  const maskBytes = Buffer.alloc(masks.length * 4);
  for (const [index, mask] of masks.entries()) maskBytes.writeUInt32LE(mask, index * 4);
  if (headerBytes > 40) maskBytes.copy(header, 40);
  const loose = headerBytes > 40 ? Buffer.alloc(0) : maskBytes;
  const count = headerBytes === 12 ? 2 ** bits : colours.length;
  const palette = Array.from({ length: bits > 8 ? 0 : Math.min(count, 2 ** bits) }, (_, index) => {
    const [r = 0, g = 0, b = 0] = colours[index] ?? [];
    return headerBytes === 12 ? [b, g, r] : [b, g, r, 0];
  }).flat();
  const start = Buffer.concat([header, loose, Buffer.from(palette)]);
  const front = Buffer.alloc(14);
  front.write('BM', 'latin1');
  front.writeUInt32LE(14 + start.length, 10);
  return Buffer.concat([front, start, Buffer.from(pixels)]);
}

/** Each row as bytes filled up to a multiple of four, the lower one first. */
const stored = (row: (indexes: readonly number[]) => readonly number[], downward = false): number[] =>
  (downward ? rows : rows.toReversed()).flatMap((indexes) => {
    const bytes = row(indexes);
    return [...bytes, ...Array.from({ length: (4 - (bytes.length % 4)) % 4 }, () => 0)];
  });
const little = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, index) => Math.floor(value / 256 ** index) % 256);
const direct =
  (bytes: number, value: (rgb: readonly [number, number, number]) => number) =>
  (indexes: readonly number[]) =>
    indexes.flatMap((index) => little(value(colours[index] ?? [0, 0, 0]), bytes));
const bgr = direct(3, ([r, g, b]) => r * 65_536 + g * 256 + b);

const pixelsOf = (bytes: Uint8Array): number[] => [...decodeBmp(file, bytes, most).data];

describe('a bitmap is decoded in every usual variant', () => {
  const bytes8 = stored((indexes) => indexes);
  const cases: readonly [string, Recipe][] = [
    [
      '4 bits',
      { bits: 4, pixels: stored(([a = 0, b = 0, c = 0, d = 0, e = 0]) => [a * 16 + b, c * 16 + d, e * 16]) },
    ],
    ['8 bits', { bits: 8, pixels: bytes8 }],
    ['8 bits, from top to bottom', { bits: 8, pixels: stored((indexes) => indexes, true), downward: true }],
    ['8 bits, of OS/2', { bits: 8, pixels: bytes8, headerBytes: 12 }],
    ['8 bits, with the longest header', { bits: 8, pixels: bytes8, headerBytes: 124 }],
    ['24 bits', { bits: 24, pixels: stored(bgr) }],
    [
      '16 bits without masks',
      { bits: 16, pixels: stored(direct(2, ([r, g, b]) => (r >> 3) * 1024 + (g >> 3) * 32 + (b >> 3))) },
    ],
    [
      '16 bits with masks',
      {
        bits: 16,
        compression: 3,
        masks: [0xf800, 0x07e0, 0x001f],
        pixels: stored(direct(2, ([r, g, b]) => (r >> 3) * 2048 + (g >> 2) * 32 + (b >> 3))),
      },
    ],
    [
      '32 bits, whatever the fourth byte holds',
      { bits: 32, pixels: stored(direct(4, ([r, g, b]) => 0x1f000000 + r * 65_536 + g * 256 + b)) },
    ],
    [
      '32 bits with masks in the header and an alpha of nothing but zeros',
      {
        bits: 32,
        compression: 3,
        headerBytes: 108,
        masks: [0xff000000, 0x00ff0000, 0x0000ff00, 0x000000ff],
        pixels: stored(direct(4, ([r, g, b]) => r * 2 ** 24 + g * 65_536 + b * 256)),
      },
    ],
    [
      'runs of 8 bits, with an end of line before the end',
      { bits: 8, compression: 1, pixels: [5, 1, 0, 0, 0, 5, 0, 1, 2, 3, 4, 0, 0, 0, 0, 1] },
    ],
    ['runs of 4 bits', { bits: 4, compression: 2, pixels: [5, 0x11, 0, 0, 0, 5, 0x01, 0x23, 0x40, 0, 0, 1] }],
    [
      'runs that jump over pixels of the first colour',
      { bits: 8, compression: 1, pixels: [5, 1, 0, 2, 0, 0, 0, 0, 0, 2, 1, 0, 1, 1, 1, 2, 1, 3, 1, 4, 0, 1] },
    ],
  ];
  for (const [name, recipe] of cases) {
    it(name, () => assert.deepEqual(pixelsOf(bitmap(recipe)), expected));
  }

  it('1 bit', () => {
    const pixels = stored((indexes) => [
      indexes.reduce((byte, index, at) => byte | ((index % 2) << (7 - at)), 0),
    ]);
    assert.deepEqual(pixelsOf(bitmap({ bits: 1, pixels })), expectedBits);
  });

  it('with transparency where its masks say so', () => {
    const masks = [0xff0000, 0xff00, 0xff, 0xff000000];
    const pixels = [0, 0, 255, 128, 0, 255, 0, 0];
    const bytes = bitmap({ bits: 32, compression: 3, headerBytes: 124, masks, pixels, width: 2, height: 1 });
    assert.deepEqual(pixelsOf(bytes), [255, 0, 0, 128, 0, 255, 0, 0]);
  });
});

describe('a bitmap that is broken', () => {
  it('is refused by its header before anything is decoded when it claims to be huge', () => {
    const bytes = bitmap({ bits: 24, pixels: [], width: 50_000, height: 50_000 });
    assert.throws(() => decodeBmp(file, bytes, most), {
      code: 'image-too-large',
      reason: 'a.bmp measures 50000 × 50000 pixels, more than can be decoded safely.',
    });
  });

  it('is damaged when it breaks off', () => {
    const whole = bitmap({ bits: 24, pixels: stored(bgr) });
    for (const length of [2, 13, 20, 40, 60, whole.length - 1]) {
      assert.throws(
        () => decodeBmp(file, whole.subarray(0, length), most),
        { code: 'file-damaged' },
        `${length}`,
      );
    }
    const runs = bitmap({ bits: 8, compression: 1, pixels: [5, 1, 0, 0, 3, 1] });
    assert.throws(() => decodeBmp(file, runs, most), { code: 'file-damaged' });
  });

  it('ends in pixels or in a failure, whatever is in it', () => {
    const whole = bitmap({ bits: 8, compression: 1, pixels: [5, 1, 0, 0, 0, 5, 0, 1, 2, 3, 4, 0, 0, 1] });
    const change = fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
        const bytes = Buffer.from(whole);
        for (const { at, value } of changes) bytes[at] = value;
        try {
          const { data, width, height } = decodeBmp(file, bytes, most);
          assert.equal(data.length, width * height * 4);
        } catch (error) {
          assert.ok(error instanceof NightshiftError, String(error));
        }
      }),
      { numRuns: 2000 },
    );
  });
});
