/** A recording in pieces that can be sent, with nothing in them but their sound. */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SoundRequest } from '../models/contract.ts';
import type { RecordingCargo } from '../models/paid-contract.ts';
import { convertToWave } from '../models/whisper-sound.ts';
import type { Failure } from '../types/failure.ts';
import { bareMp3 } from './bare-mp3.ts';
import { bareFlac, bareMp4 } from './bare-sound.ts';
import { readWave, type Wave, waveStretch } from './wave.ts';

/** A piece has a key of its own, so its ends depend on nothing but the recording's length. */
export const pieceSeconds = 600;
/** OpenAI takes up to 25 MB: https://developers.openai.com/api/docs/guides/speech-to-text */
const mostBytes = 24 * 1024 * 1024;

/** What making pieces needs. */
export interface RecordingTools {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** An existing folder for sound that had to be converted; its content may be removed at any time between purchases. */
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
const bare: readonly (readonly [mime: RegExp, strip: (bytes: Uint8Array) => Uint8Array | undefined])[] = [
  [/^audio\/(x-)?flac$/, bareFlac],
  [/^audio\/(mpeg|mp3)$/, bareMp3],
  [/^audio\/(mp4|x-m4a|m4a)$/, bareMp4],
];

/** The pieces of a sound file, or why it cannot be sent as it is. Rejects with the system's errors, or when aborted. */
export async function piecesOf(sound: SoundRequest, tools: RecordingTools): Promise<Pieces> {
  const isWave = /^audio\/(x-|vnd\.)?wave?$/.test(sound.mime);
  const own = isWave ? await readWave(sound.path) : undefined;
  if (own && fits(own)) return { ok: true, value: piecesOfWave(own) };
  const folder = await mkdtemp(join(tools.temporary, 'sound-'));
  const path = join(folder, 'sound.wav');
  const failed = await convertToWave(sound.path, path, tools.environment, tools.signal);
  const converted = failed ? undefined : await readWave(path);
  if (converted) return { ok: true, value: piecesOfWave(converted) };
  await rm(folder, { recursive: true, force: true });
  return whole(sound);
}

const fits = ({ bytesPerSecond }: Wave): boolean => bytesPerSecond * pieceSeconds <= mostBytes;

function piecesOfWave(wave: Wave): readonly Piece[] {
  const count = Math.max(1, Math.ceil(wave.seconds / pieceSeconds));
  return Array.from({ length: count }, (_, index) => {
    const fromSeconds = index * pieceSeconds;
    const seconds = Math.min(pieceSeconds, wave.seconds - fromSeconds);
    const load = async (): Promise<RecordingCargo> => ({
      kind: 'recording',
      bytes: await waveStretch(wave, fromSeconds, seconds),
      mime: 'audio/wav',
      seconds,
    });
    return { seconds, fromSeconds, load };
  });
}

/** Without a converter: in one piece, where the format can be freed of what it carries and it is short enough. */
async function whole({ path, mime, durationSeconds = 0 }: SoundRequest): Promise<Pieces> {
  const strip = bare.find(([pattern]) => pattern.test(mime))?.[1];
  const short = durationSeconds > 0 && durationSeconds <= pieceSeconds;
  if (!strip || !short || (await stat(path)).size > mostBytes)
    return { ok: false, failure: unprepared(path) };
  const load = async (): Promise<RecordingCargo> => {
    const bytes = strip(await readFile(path));
    if (bytes === undefined) throw new Error('The sound cannot be told from what else is in the file.');
    return { kind: 'recording', bytes, mime, seconds: durationSeconds };
  };
  // Tried now, so that what cannot be sent is not reserved for.
  if (strip(await readFile(path)) === undefined) return { ok: false, failure: unprepared(path) };
  return { ok: true, value: [{ seconds: durationSeconds, fromSeconds: 0, load }] };
}

function unprepared(path: string): Failure {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return {
    code: 'not-prepared',
    reason: `"${name}" must be cut, or freed of what it says besides sound, before it may be sent, and there is no program here that can.`,
    hint: 'Run: brew install ffmpeg (macOS) or sudo apt install ffmpeg (Debian, Ubuntu).',
  };
}
