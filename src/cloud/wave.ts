/**
 * Uncompressed WAV files, read by their chunks: stretches of them are written anew with the sound alone.
 * Format: "Multimedia Programming Interface and Data Specifications 1.0" (Microsoft and IBM, 1991), RIFF WAVE.
 */
import { type FileHandle, open } from 'node:fs/promises';

/** A WAV file that holds plain samples. */
export interface Wave {
  readonly path: string;
  /** What must be said of the samples: the format chunk without what programs add to it. */
  readonly format: Uint8Array;
  readonly bytesPerSecond: number;
  /** Bytes of one sample of all channels. */
  readonly frame: number;
  /** Where the sound lies. */
  readonly offset: number;
  /** In bytes; whole frames. */
  readonly length: number;
  readonly seconds: number;
}

const headBytes = 12;
const chunkHead = 8;
/** Chunks before the sound are few; a file with more is none that a recorder made. */
const mostChunks = 64;

const extensible = 0xfffe;
/** PCM and floating point. */
const plainFormats = new Set([1, 3]);
const plainBytes = 16;
const extensibleBytes = 40;

async function read(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}

/** Undefined when it is no WAV file, has no sound in it, or its sound is compressed. Rejects with the system's errors. */
export async function readWave(path: string): Promise<Wave | undefined> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = await read(file, 0, headBytes);
    if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE')
      return undefined;
    let format: Buffer | undefined;
    let offset = headBytes;
    for (let chunk = 0; chunk < mostChunks && offset + chunkHead <= size; chunk += 1) {
      const start = await read(file, offset, chunkHead);
      const name = start.toString('latin1', 0, 4);
      const length = start.readUInt32LE(4);
      const begin = offset + chunkHead;
      if (name === 'fmt ') format = plainFormat(await read(file, begin, Math.min(length, extensibleBytes)));
      if (name === 'data') return format && waveOf(path, format, begin, Math.min(length, size - begin));
      offset = begin + length + (length % 2);
    }
    return undefined;
  } finally {
    await file.close();
  }
}

/** The format of plain samples, as long as it must be; undefined when it is another, or contradicts itself. */
function plainFormat(chunk: Buffer): Buffer | undefined {
  if (chunk.length < plainBytes) return undefined;
  const tag = chunk.readUInt16LE(0);
  const isExtensible = tag === extensible && chunk.length === extensibleBytes;
  // The extensible form names the true format at the head of an identifier.
  if (!plainFormats.has(isExtensible ? chunk.readUInt16LE(24) : tag)) return undefined;
  const [channels, rate, frame, bits] = [2, 4, 12, 14].map((at) =>
    at === 4 ? chunk.readUInt32LE(at) : chunk.readUInt16LE(at),
  ) as [number, number, number, number];
  if (rate === 0 || frame === 0 || frame !== channels * Math.ceil(bits / 8)) return undefined;
  const format = Buffer.from(chunk.subarray(0, isExtensible ? extensibleBytes : plainBytes));
  // Whoever plays it goes by the rate of the samples; a wrong rate of bytes would make the recording seem shorter.
  format.writeUInt32LE(Math.min(rate * frame, 0xffffffff), 8);
  return format;
}

function waveOf(path: string, format: Buffer, offset: number, bytes: number): Wave | undefined {
  const frame = format.readUInt16LE(12);
  const bytesPerSecond = format.readUInt32LE(4) * frame;
  const length = bytes - (bytes % frame);
  if (length === 0) return undefined;
  return { path, format, bytesPerSecond, frame, offset, length, seconds: length / bytesPerSecond };
}

/** A WAV file of its own with `seconds` of the sound from `fromSeconds` on, and nothing else in it. */
export async function waveStretch(wave: Wave, fromSeconds: number, seconds: number): Promise<Uint8Array> {
  const { path, format, bytesPerSecond, frame, offset, length } = wave;
  // Rounded from the start both times, so that one stretch begins where the other ends.
  const at = (time: number): number => Math.min(length, Math.round((time * bytesPerSecond) / frame) * frame);
  const from = at(fromSeconds);
  const file = await open(path, 'r');
  try {
    const sound = await read(file, offset + from, at(fromSeconds + seconds) - from);
    const head = Buffer.alloc(headBytes + chunkHead + format.length + chunkHead);
    head.write('RIFF', 0, 'latin1');
    head.writeUInt32LE(head.length - 8 + sound.length, 4);
    head.write('WAVEfmt ', 8, 'latin1');
    head.writeUInt32LE(format.length, 16);
    head.set(format, 20);
    head.write('data', 20 + format.length, 'latin1');
    head.writeUInt32LE(sound.length, 24 + format.length);
    return new Uint8Array(Buffer.concat([head, sound]));
  } finally {
    await file.close();
  }
}
