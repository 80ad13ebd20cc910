/** Sound files made by code, with whatever a recorder, a tagger or a broken program may leave in them. */

/** A chunk of a RIFF file; `length` says something else than the truth. */
export function riffChunk(name: string, content: Uint8Array, length = content.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 0, 'latin1');
  head.writeUInt32LE(length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

/** What a WAV file says of its samples. */
export interface SampleFormat {
  readonly tag?: number;
  readonly channels?: number;
  readonly rate?: number;
  readonly bits?: number;
  readonly bytesPerSecond?: number;
  readonly frame?: number;
  /** What follows the sixteen bytes that all formats have. */
  readonly more?: Uint8Array;
}

/** The content of a format chunk: 8,000 samples a second, 16 bits, one channel, unless it says otherwise. */
export function sampleFormat(format: SampleFormat = {}): Buffer {
  const { tag = 1, channels = 1, rate = 8000, bits = 16, more = Buffer.alloc(0) } = format;
  const { frame = channels * Math.ceil(bits / 8) } = format;
  const { bytesPerSecond = rate * frame } = format;
  const content = Buffer.alloc(16);
  content.writeUInt16LE(tag, 0);
  content.writeUInt16LE(channels, 2);
  content.writeUInt32LE(rate, 4);
  content.writeUInt32LE(bytesPerSecond, 8);
  content.writeUInt16LE(frame, 12);
  content.writeUInt16LE(bits, 14);
  return Buffer.concat([content, more]);
}

/** A WAV file of these chunks. */
export function wavFile(...chunks: readonly Uint8Array[]): Buffer {
  return riffChunk('RIFF', Buffer.concat([Buffer.from('WAVE'), ...chunks]));
}

/** Bytes that are all different from their neighbours, so that a wrong place is noticed. */
export function soundBytes(length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, index) => (index * 7 + (index >> 8)) % 251));
}
