/**
 * MP3 with nothing in it but its frames: whatever stands before, between and behind them is left out (tags, titles,
 * pictures, of whatever kind). The header of a frame: ISO/IEC 11172-3 §2.4.1.3, and MPEG 2.5 as all decoders know it.
 */

/** Kilobits a second by index, of Layer III: MPEG 1, and MPEG 2 and 2.5. */
const bitrates = {
  one: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  two: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
/** Hertz by index, of MPEG 1; MPEG 2 has half of it, MPEG 2.5 a quarter. */
const rates = [44_100, 48_000, 32_000] as const;

interface Frame {
  readonly length: number;
  /** What all frames of one recording share: version, layer and sample rate. */
  readonly kind: number;
}

/** The frame that begins at `at`; undefined when none does, or its length is not told. */
function frameAt(bytes: Uint8Array, at: number): Frame | undefined {
  const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
  const version = (second >> 3) & 3;
  const isLayer3 = ((second >> 1) & 3) === 1;
  const rate = rates[(third >> 2) & 3];
  const isOne = version === 3;
  const kilobits = (isOne ? bitrates.one : bitrates.two)[third >> 4];
  if (version === 1 || !isLayer3 || rate === undefined || !kilobits) return undefined;
  const hertz = isOne ? rate : version === 2 ? rate / 2 : rate / 4;
  const padding = (third >> 1) & 1;
  const length = Math.floor(((isOne ? 144 : 72) * kilobits * 1000) / hertz) + padding;
  return { length, kind: (second & 0xfe) * 256 + (third & 0x0c) };
}

/** Where the next two frames of this kind begin one behind the other, from `from` on: bytes that only look like one are rare enough. */
function nextPair(bytes: Uint8Array, from: number, kind: number | undefined): number | undefined {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const frame = frameAt(bytes, at);
    if (!frame || (kind !== undefined && frame.kind !== kind)) continue;
    if (frameAt(bytes, at + frame.length)?.kind === frame.kind) return at;
  }
  return undefined;
}

/** The length of an ID3v2 tag at `at`, 0 when there is none. */
function tagLength(bytes: Uint8Array, at: number): number {
  if (Buffer.from(bytes.subarray(at, at + 3)).toString('latin1') !== 'ID3') return 0;
  const size = [6, 7, 8, 9].reduce((sum, index) => sum * 128 + ((bytes[at + index] ?? 0) & 0x7f), 0);
  const footer = ((bytes[at + 5] ?? 0) & 0x10) !== 0 ? 10 : 0;
  return 10 + size + footer;
}

/** Undefined when there are no two frames, one behind the other, anywhere behind the tags at the beginning. */
export function bareMp3(bytes: Uint8Array): Uint8Array | undefined {
  let from = 0;
  for (let tag = tagLength(bytes, 0); tag > 0; tag = tagLength(bytes, from)) from += tag;
  const kept: Uint8Array[] = [];
  let kind: number | undefined;
  for (let at = nextPair(bytes, from, kind); at !== undefined; at = nextPair(bytes, from, kind)) {
    from = at;
    for (let frame = frameAt(bytes, from); frame; frame = frameAt(bytes, from)) {
      kind ??= frame.kind;
      // What is cut short at the end may be a frame, and may be a tag that looks like one.
      if (frame.kind !== kind || from + frame.length > bytes.length) break;
      from += frame.length;
    }
    if (from === at) break;
    kept.push(bytes.subarray(at, from));
  }
  return kept.length > 0 ? new Uint8Array(Buffer.concat(kept)) : undefined;
}
