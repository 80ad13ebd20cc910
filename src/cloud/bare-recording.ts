/** A recording in pieces that can be sent, with nothing in them but their sound. */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { SoundRequest } from '../models/contract.ts';
import type { RecordingCargo } from '../models/paid-contract.ts';
import { convertToWave } from '../models/whisper-sound.ts';
import type { Failure } from '../types/failure.ts';
import { bareMp4 } from './bare-mp4.ts';
import { type BareSound, bareFlac, bareMp3 } from './bare-sound.ts';
import { readWave, type Wave, waveStretch } from './wave.ts';

/** A piece has a key of its own, so its ends depend on nothing but the recording's length. */
export const pieceSeconds = 600;
/** A rest as short as this goes with the piece before it: less than 0.1 s is turned away, after all else was paid for. */
const shortestSeconds = 1;
/** OpenAI takes up to 25 MB: https://developers.openai.com/api/docs/guides/speech-to-text */
const mostBytes = 24 * 1024 * 1024;

/** What making pieces needs. */
export interface RecordingTools {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** An existing folder for sound that had to be converted; the pieces need it until the last of them was loaded. */
  readonly temporary: string;
  readonly signal: AbortSignal;
}

/** A stretch of the recording. Its sound is read when it is needed. */
export interface Piece {
  readonly seconds: number;
  readonly fromSeconds: number;
  load(): Promise<RecordingCargo>;
}

type Pieces =
  | { readonly ok: true; readonly value: readonly Piece[] }
  | { readonly ok: false; readonly failure: Failure };

/** Formats that are freed of what they carry besides sound without a converter. */
const bare: readonly (readonly [mime: RegExp, strip: (bytes: Uint8Array) => BareSound | undefined])[] = [
  [/^audio\/(x-)?flac$/, bareFlac],
  [/^audio\/(mpeg|mp3)$/, bareMp3],
  [/^audio\/(mp4|x-m4a|m4a)$/, bareMp4],
];

/** The pieces of a sound file, or why it cannot be sent as it is. Rejects with the system's errors, or when aborted. */
export async function piecesOf(sound: SoundRequest, tools: RecordingTools): Promise<Pieces> {
  const isWave = /^audio\/(x-|vnd\.)?wave?$/.test(sound.mime);
  const own = isWave ? await readWave(sound.path) : undefined;
  if (own && fits(own)) {
    const load = (from: number, seconds: number) => waveStretch(own, from, seconds);
    return { ok: true, value: piecesOfWave(own.seconds, own.seconds, load) };
  }
  const converted = await convert(sound, tools);
  if ('reason' in converted) return whole(sound, converted);
  const load = (from: number, seconds: number) => waveStretch(converted, from, seconds);
  const { seconds } = converted;
  return { ok: true, value: piecesOfWave(seconds, lengthToCut(sound, seconds), load) };
}

/** The sound as WAV, or why there is none; then nothing is left of it. */
async function convert({ path }: SoundRequest, tools: RecordingTools): Promise<Wave | Failure> {
  const { temporary, environment, signal } = tools;
  const folder = await mkdtemp(join(temporary, 'sound-'));
  let wave: Wave | undefined;
  try {
    const made = join(folder, 'sound.wav');
    const failure = await convertToWave(path, made, environment, signal);
    if (failure) return failure;
    wave = await readWave(made);
    return wave ?? silent;
  } finally {
    if (wave === undefined) await rm(folder, { recursive: true, force: true });
  }
}

const silent: Failure = {
  code: 'bad-input',
  reason: 'There is no sound in it.',
  hint: 'Play it in another program and save it again as WAV or MP3.',
};

const fits = ({ bytesPerSecond, seconds }: Wave): boolean =>
  bytesPerSecond * Math.min(seconds, pieceSeconds + shortestSeconds) <= mostBytes;

const countOf = (seconds: number): number =>
  Math.max(1, Math.ceil((seconds - shortestSeconds) / pieceSeconds));

/** Without a converter only the length is known that the file tells; where that is about right, it decides with one too. */
function lengthToCut({ durationSeconds }: SoundRequest, seconds: number): number {
  const isRight = durationSeconds !== undefined && Math.abs(durationSeconds - seconds) < shortestSeconds / 2;
  return isRight ? durationSeconds : seconds;
}

/** `length` says how many there are, and the last one lasts until `seconds`. */
function piecesOfWave(
  seconds: number,
  length: number,
  stretch: (fromSeconds: number, seconds: number) => Promise<Uint8Array>,
): readonly Piece[] {
  const count = countOf(length);
  return Array.from({ length: count }, (_, index) => {
    const fromSeconds = index * pieceSeconds;
    const lasts = index === count - 1 ? seconds - fromSeconds : pieceSeconds;
    const load = async (): Promise<RecordingCargo> => ({
      kind: 'recording',
      bytes: await stretch(fromSeconds, lasts),
      mime: 'audio/wav',
      seconds: lasts,
    });
    return { seconds: lasts, fromSeconds, load };
  });
}

/** Without a converter: in one piece, where the format can be freed of what it carries and it is short enough. */
async function whole({ path, mime, durationSeconds = 0 }: SoundRequest, failure: Failure): Promise<Pieces> {
  const refused = {
    ok: false,
    failure: failure.code === 'model-missing' ? unprepared(path) : failure,
  } as const;
  const strip = bare.find(([pattern]) => pattern.test(mime))?.[1];
  if (!strip || (await stat(path)).size > mostBytes) return refused;
  // Tried now, so that what cannot be sent is not reserved for.
  const tried = strip(await readFile(path));
  const seconds = Math.max(durationSeconds, tried?.seconds ?? 0);
  if (tried === undefined || seconds === 0 || countOf(seconds) > 1) return refused;
  const load = async (): Promise<RecordingCargo> => {
    const found = strip(await readFile(path));
    const isSame = found !== undefined && (found.seconds ?? 0) <= seconds;
    if (!isSame) throw new Error('The sound is another one now.');
    return { kind: 'recording', bytes: found.bytes, mime, seconds };
  };
  return { ok: true, value: [{ seconds, fromSeconds: 0, load }] };
}

function unprepared(path: string): Failure {
  return {
    code: 'not-prepared',
    reason: `"${basename(path)}" must be cut, or freed of what it says besides sound, before it may be sent, and there is no program here that can.`,
    hint: 'Run: brew install ffmpeg (macOS) or sudo apt install ffmpeg (Debian, Ubuntu).',
  };
}
