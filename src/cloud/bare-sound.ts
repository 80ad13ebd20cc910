/**
 * Sound files freed of what they carry besides sound (titles, places, pictures), without decoding them. Each function
 * gives undefined where the file is not built as its format says: then nothing of it may leave. None ever throws.
 */
import { mpegFrames } from './mpeg-frames.ts';

/** A sound by itself. */
export interface BareSound {
  readonly bytes: Uint8Array;
  /** How long it sounds, where that was counted. */
  readonly seconds?: number;
}

function text(bytes: Uint8Array, from: number, to: number): string {
  return from < 0 ? '' : Buffer.from(bytes.subarray(from, to)).toString('latin1');
}

/** Sizes in ID3v2 have seven bits in each of four bytes. */
function sevenBits(bytes: Uint8Array, at: number): number {
  return [0, 1, 2, 3].reduce((sum, index) => sum * 128 + ((bytes[at + index] ?? 0) & 0x7f), 0);
}

/** The length of the ID3v2 tag that begins at `at`, its head and foot included; 0 where none does (https://id3.org). */
function id3Length(bytes: Uint8Array, at: number): number {
  if (text(bytes, at, at + 3) !== 'ID3') return 0;
  const foot = ((bytes[at + 5] ?? 0) & 0x10) !== 0 ? 10 : 0;
  return 10 + sevenBits(bytes, at + 6) + foot;
}

/** Where the sound ends: before the tags of ID3v1, ID3v2 with a foot, APE and Lyrics3 that taggers append. */
function endOfSound(bytes: Uint8Array): number {
  for (let to = bytes.length; ; ) {
    const length = tagBefore(bytes, to);
    if (length <= 0 || !(length <= to)) return to;
    to -= length;
  }
}

/** The length of the tag that ends at `to`; 0 where none does. */
function tagBefore(bytes: Uint8Array, to: number): number {
  if (text(bytes, to - 128, to - 125) === 'TAG') return 128;
  if (text(bytes, to - 10, to - 7) === '3DI') return 20 + sevenBits(bytes, to - 4);
  if (text(bytes, to - 9, to) === 'LYRICS200') return 15 + Number(text(bytes, to - 15, to - 9));
  if (text(bytes, to - 32, to - 24) === 'APETAGEX') {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const head = (view.getUint32(to - 12, true) & 0x80000000) !== 0 ? 32 : 0;
    return view.getUint32(to - 20, true) + head;
  }
  return 0;
}

/** FLAC (RFC 9639 §8): of the metadata blocks only the first, which describes the stream, is kept. */
export function bareFlac(bytes: Uint8Array): BareSound | undefined {
  const start = id3Length(bytes, 0);
  if (text(bytes, start, start + 4) !== 'fLaC') return undefined;
  const streamInfo = 34;
  const first = start + 4;
  if (((bytes[first] ?? 0) & 0x7f) !== 0 || blockLength(bytes, first) !== streamInfo) return undefined;
  let at = first;
  for (let last = false; !last; ) {
    if (at + 4 > bytes.length) return undefined;
    last = ((bytes[at] ?? 0) & 0x80) !== 0;
    at += 4 + blockLength(bytes, at);
  }
  // A frame begins with fourteen ones.
  if (bytes[at] !== 0xff || ((bytes[at + 1] ?? 0) & 0xfc) !== 0xf8) return undefined;
  const head = new Uint8Array(bytes.subarray(start, first + 4 + streamInfo));
  head[4] = 0x80;
  return { bytes: new Uint8Array(Buffer.concat([head, bytes.subarray(at, endOfSound(bytes))])) };
}

function blockLength(bytes: Uint8Array, at: number): number {
  return ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
}

/** MP3: its frames and nothing else, wherever tags stand. Counted, since a file of several says the length of its first. */
export function bareMp3(bytes: Uint8Array): BareSound | undefined {
  const parts: Uint8Array[] = [];
  let seconds = 0;
  const from = id3Length(bytes, 0);
  for (const frame of mpegFrames(bytes, from, endOfSound(bytes), (at) => id3Length(bytes, at))) {
    parts.push(bytes.subarray(frame.at, frame.at + frame.length));
    seconds += frame.seconds;
  }
  return parts.length === 0 ? undefined : { bytes: new Uint8Array(Buffer.concat(parts)), seconds };
}
