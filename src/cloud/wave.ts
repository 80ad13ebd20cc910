/**
 * Uncompressed WAV files, read by their chunks: stretches of them are written anew with the sound alone.
 * Format: "Multimedia Programming Interface and Data Specifications 1.0" (Microsoft and IBM, 1991), RIFF WAVE.
 */
import { type FileHandle, open } from 'node:fs/promises';

/** A WAV file that holds plain samples. */
export interface Wave {
  readonly path: string;
  /** The format chunk, as it stands there. */
  readonly format: Uint8Array;
  readonly bytesPerSecond: number;
  /** Bytes of one sample of all channels. */
  readonly frame: number;
  /** Where the sound lies. */
  readonly offset: number;
  readonly length: number;
  readonly seconds: number;
}

const headBytes = 12;
const chunkHead = 8;
/** PCM, floating point, and the extensible form of both. */
const plainFormats = new Set([1, 3, 0xfffe]);
/** Chunks before the sound are few; a file with more is none that a recorder made. */
const mostChunks = 64;

async function read(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}

/** Undefined when it is no WAV file, or its sound is compressed. Rejects with the system's errors. */
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
      if (name === 'fmt ' && length >= 16 && length <= 256) format = await read(file, begin, length);
      if (name === 'data') return format && waveOf(path, format, begin, Math.min(length, size - begin));
      offset = begin + length + (length % 2);
    }
    return undefined;
  } finally {
    await file.close();
  }
}

function waveOf(path: string, format: Buffer, offset: number, length: number): Wave | undefined {
  const bytesPerSecond = format.readUInt32LE(8);
  const frame = format.readUInt16LE(12);
  if (!plainFormats.has(format.readUInt16LE(0)) || bytesPerSecond === 0 || frame === 0) return undefined;
  return { path, format, bytesPerSecond, frame, offset, length, seconds: length / bytesPerSecond };
}

/** A WAV file of its own with `seconds` of the sound from `fromSeconds` on, and nothing else in it. */
export async function waveStretch(wave: Wave, fromSeconds: number, seconds: number): Promise<Uint8Array> {
  const { path, format, bytesPerSecond, frame, offset, length } = wave;
  const whole = (bytes: number): number => Math.floor(bytes / frame) * frame;
  const from = whole(fromSeconds * bytesPerSecond);
  const bytes = Math.min(whole(Math.ceil(seconds * bytesPerSecond) + frame - 1), length - from);
  const file = await open(path, 'r');
  try {
    const sound = await read(file, offset + from, Math.max(0, bytes));
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
