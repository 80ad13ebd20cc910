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

/** Seconds of one frame of `mp3Frames`. */
export const mp3FrameSeconds = 1152 / 32_000;

/** Frames of silence: MPEG 1, layer III, 32 kbit/s, 32 kHz, one channel, 144 bytes each. */
export function mp3Frames(count: number): Buffer {
  const frame = Buffer.alloc(144);
  frame.set([0xff, 0xfb, 0x18, 0xc4]);
  return Buffer.concat(Array.from({ length: count }, () => frame));
}

/** An ID3v2 tag around any content (https://id3.org/id3v2.4.0-structure). */
export function id3v2(content: Uint8Array, { version = 3, flags = 0 } = {}): Buffer {
  const size = [21, 14, 7, 0].map((bits) => (content.length >> bits) & 0x7f);
  const head = Buffer.from([0x49, 0x44, 0x33, version, 0, flags, ...size]);
  const foot = Buffer.from([0x33, 0x44, 0x49, version, 0, flags, ...size]);
  return Buffer.concat([head, content, (flags & 0x10) === 0 ? Buffer.alloc(0) : foot]);
}

/** An ID3v1 tag with this title. */
export function id3v1(title: string): Buffer {
  const tag = Buffer.alloc(128);
  tag.write(`TAG${title}`, 0, 'latin1');
  return tag;
}

/** An APEv2 tag with one item. */
export function apeTag(value: string, { head = true } = {}): Buffer {
  const item = Buffer.concat([
    Buffer.from([value.length, 0, 0, 0, 0, 0, 0, 0]),
    Buffer.from(`Title\0${value}`),
  ]);
  const edge = (isHead: boolean): Buffer => {
    const bytes = Buffer.alloc(32);
    bytes.write('APETAGEX', 0, 'latin1');
    bytes.writeUInt32LE(2000, 8);
    bytes.writeUInt32LE(item.length + 32, 12);
    bytes.writeUInt32LE(1, 16);
    bytes.writeUInt32LE(((head ? 0x80000000 : 0) + (isHead ? 0x20000000 : 0)) >>> 0, 20);
    return bytes;
  };
  return Buffer.concat([...(head ? [edge(true)] : []), item, edge(false)]);
}

/** A Lyrics3v2 block. */
export function lyrics3(words: string): Buffer {
  const body = `LYRICSBEGINLYR${String(words.length).padStart(5, '0')}${words}`;
  return Buffer.from(`${body}${String(body.length).padStart(6, '0')}LYRICS200`, 'latin1');
}

/** A FLAC metadata block; `last` ends them. */
export function flacBlock(type: number, content: Uint8Array, last = false): Buffer {
  const head = Buffer.from([(last ? 0x80 : 0) | type, 0, 0, 0]);
  head.writeUIntBE(content.length, 1, 3);
  return Buffer.concat([head, content]);
}

const flacSamples = 4096;

/** The stream-info block of `count` frames of `flacFrames`. */
export function flacStreamInfo(count: number): Buffer {
  const info = Buffer.alloc(34);
  info.writeUInt16BE(flacSamples, 0);
  info.writeUInt16BE(flacSamples, 2);
  // 20 bits of rate, 3 of channels less one, 5 of bits less one, 36 of samples.
  info.writeBigUInt64BE((16_000n << 44n) | (15n << 36n) | BigInt(count * flacSamples), 10);
  return info;
}

/** Frames of one constant value each: 16 kHz, 16 bits, one channel, 4,096 samples (RFC 9639 §9). */
export function flacFrames(count: number): Buffer {
  return Buffer.concat(
    Array.from({ length: count }, (_, index) => {
      const head = Buffer.from([0xff, 0xf8, 0xc5, 0x08, index & 0x7f]);
      const frame = Buffer.concat([head, Buffer.from([crc(head, 8, 0x07), 0x00, 0x12, index])]);
      const check = Buffer.alloc(2);
      check.writeUInt16BE(crc(frame, 16, 0x8005));
      return Buffer.concat([frame, check]);
    }),
  );
}

function crc(bytes: Uint8Array, width: 8 | 16, polynomial: number): number {
  let value = 0;
  for (const byte of bytes) {
    value ^= byte << (width - 8);
    for (let bit = 0; bit < 8; bit += 1) {
      value = (value << 1) ^ ((value >> (width - 1)) & 1 ? polynomial : 0);
      value &= (1 << width) - 1;
    }
  }
  return value;
}

/** A box of MP4; `size` is 32 bits, 64 bits, or 0 for "to the end". */
export function mp4Box(name: string, content: Uint8Array, size: 'short' | 'wide' | 'open' = 'short'): Buffer {
  const head = Buffer.alloc(size === 'wide' ? 16 : 8);
  head.write(name, 4, 'latin1');
  if (size === 'wide') {
    head.writeUInt32BE(1, 0);
    head.writeBigUInt64BE(BigInt(content.length + 16), 8);
  } else head.writeUInt32BE(size === 'open' ? 0 : content.length + 8, 0);
  return Buffer.concat([head, content]);
}

/** What a test wants to be otherwise in `mp4File`. */
export interface Mp4Changes {
  /** The kind of its one track. */
  readonly handler?: string;
  /** 1: times take eight bytes. */
  readonly version?: 0 | 1;
  /** In `moov`, behind its track. */
  readonly more?: readonly Uint8Array[];
  /** The data reference; "in this file" unless it says otherwise. */
  readonly reference?: Uint8Array;
  readonly media?: Buffer;
}

/** The time that `mp4File` was made at, as it stands in it. */
export const mp4Time = 0xe1b2c3d4;

/** A file with one track, its sound in `mdat`; not one that plays, but built as one. */
export function mp4File(changes: Mp4Changes = {}): Buffer {
  const { handler = 'soun', version = 0, more = [], media = mp4Box('mdat', soundBytes(400)) } = changes;
  const { reference = mp4Box('url ', Buffer.from([0, 0, 0, 1])) } = changes;
  const times = Buffer.alloc(version === 1 ? 16 : 8);
  for (const at of version === 1 ? [4, 12] : [0, 4]) times.writeUInt32BE(mp4Time, at);
  const dated = (rest: string): Buffer =>
    Buffer.concat([Buffer.from([version, 0, 0, 0]), times, Buffer.from(rest)]);
  const named = Buffer.concat([
    Buffer.alloc(8),
    Buffer.from(handler),
    Buffer.alloc(12),
    Buffer.from('secret-file-name.wav\0'),
  ]);
  const list = mp4Box('dref', Buffer.concat([Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), reference]));
  const tables = ['stsd', 'stts', 'stsc', 'stsz', 'stco'].map((name) =>
    mp4Box(name, Buffer.from(`table ${name}`)),
  );
  const stbl = mp4Box('stbl', Buffer.concat(tables));
  const minf = mp4Box('minf', Buffer.concat([mp4Box('smhd', Buffer.alloc(8)), mp4Box('dinf', list), stbl]));
  const mdia = mp4Box('mdia', Buffer.concat([mp4Box('mdhd', dated('kept')), mp4Box('hdlr', named), minf]));
  const trak = mp4Box('trak', Buffer.concat([mp4Box('tkhd', dated('kept')), mdia]));
  const moov = mp4Box('moov', Buffer.concat([mp4Box('mvhd', dated('kept')), trak, ...more]));
  return Buffer.concat([mp4Box('ftyp', Buffer.from('M4A \0\0\0\0')), moov, media]);
}
