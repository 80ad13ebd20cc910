/** The frames of MPEG audio (ISO/IEC 11172-3 and 13818-3, and the common "2.5" of them): what of an MP3 file is sound. */

/** Where a frame lies, and for how long it sounds. */
export interface MpegFrame {
  readonly at: number;
  /** In bytes. */
  readonly length: number;
  readonly seconds: number;
}

interface Head {
  readonly length: number;
  readonly seconds: number;
  /** Version, layer and rate of samples; they stay the same in a file. */
  readonly sort: number;
}

/** Kilobits a second by the four bits that stand for it, from 1 on. */
const bitrates = {
  v1l1: [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  v1l2: [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  v1l3: [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  v2l1: [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  v2l23: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const rates = [44_100, 48_000, 32_000] as const;
const headBytes = 4;

/** The head at `at`; undefined where there is none, or one that does not say how long its frame is. */
function headAt(bytes: Uint8Array, at: number): Head | undefined {
  const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + headBytes);
  if (at + headBytes > bytes.length || first !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
  const version = (second >> 3) & 3;
  const layer = 4 - ((second >> 1) & 3);
  const rate = (rates[(third >> 2) & 3] ?? 0) / (version === 3 ? 1 : version === 2 ? 2 : 4);
  const kilobits = bitratesOf(version === 3, layer)[(third >> 4) - 1];
  if (version === 1 || layer === 4 || rate === 0 || kilobits === undefined) return undefined;
  const padding = (third >> 1) & 1;
  const samples = layer === 1 ? 384 : layer === 3 && version !== 3 ? 576 : 1152;
  const slot = layer === 1 ? 4 : 1;
  const length = (Math.floor((samples * kilobits * 1000) / 8 / slot / rate) + padding) * slot;
  return { length, seconds: samples / rate, sort: (second & 0xfe) * 256 + (third & 0x0c) };
}

function bitratesOf(isFirstVersion: boolean, layer: number): readonly number[] {
  if (isFirstVersion) return layer === 1 ? bitrates.v1l1 : layer === 2 ? bitrates.v1l2 : bitrates.v1l3;
  return layer === 1 ? bitrates.v2l1 : bitrates.v2l23;
}

/**
 * The whole frames from `from` to `to`, in their order, past all that lies between them. A frame counts when it follows
 * another or is followed by one, since its few fixed bits turn up by chance in anything.
 * @param skip the length of what begins at a place and is known to be no sound, else 0.
 */
export function* mpegFrames(
  bytes: Uint8Array,
  from: number,
  to: number,
  skip: (at: number) => number,
): Generator<MpegFrame> {
  let sort: number | undefined;
  let follows = false;
  for (let at = from; at + headBytes <= to; ) {
    const head = headAt(bytes, at);
    const next = at + (head?.length ?? 0);
    const fits = head && next <= to && (sort ?? head.sort) === head.sort;
    if (fits && (follows || next === to || headAt(bytes, next)?.sort === head.sort)) {
      yield { at, length: head.length, seconds: head.seconds };
      sort = head.sort;
      follows = true;
      at = next;
    } else {
      follows = false;
      at += Math.max(1, skip(at));
    }
  }
}
