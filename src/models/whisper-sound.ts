/** Turns a sound file that whisper.cpp cannot read into one that it can: 16 kHz, mono, WAV. */
import type { ModelError } from './contract.ts';
import { modelError } from './errors.ts';
import { type Environment, findProgram } from './whisper-files.ts';

/** Whether whisper.cpp reads this media type itself ("supported audio formats: flac, mp3, ogg, wav"). */
export function isReadByWhisper(mime: string): boolean {
  return /^audio\/(x-|vnd\.)?(wav|wave|mpeg|mp3|flac|ogg|vorbis)$/.test(mime);
}

/** What went wrong with a conversion, or undefined. */
export type Conversion = ModelError | undefined;

/**
 * Writes `to` from `from` with ffmpeg, else with macOS's afconvert.
 * @returns an error when neither is there or it cannot read the file.
 * @throws when `signal` aborts.
 */
export async function convertToWave(
  from: string,
  to: string,
  environment: Environment,
  signal: AbortSignal,
): Promise<Conversion> {
  const converter = await findConverter(from, to, environment);
  if (converter === undefined) {
    return modelError(
      'model-missing',
      'This sound must be converted before whisper can read it, and neither ffmpeg nor afconvert is on PATH.',
      'Run: brew install ffmpeg (macOS) or sudo apt install ffmpeg (Debian, Ubuntu).',
    );
  }
  const { program, options } = converter;
  const run = await (await import('execa')).execa(program, options, {
    env: { ...environment },
    extendEnv: false,
    cancelSignal: signal,
    reject: false,
    stdin: 'ignore',
    stdout: 'ignore',
  });
  signal.throwIfAborted();
  if (!run.failed) return undefined;
  return modelError(
    'bad-input',
    `The sound could not be converted: ${lastLine(run.stderr) || run.shortMessage}.`,
    'Play it in another program and save it again as WAV or MP3.',
  );
}

async function findConverter(
  from: string,
  to: string,
  environment: Environment,
): Promise<{ program: string; options: string[] } | undefined> {
  const ffmpeg = await findProgram(['ffmpeg'], environment);
  if (ffmpeg) {
    // With `file:` a name with a colon is not taken for a protocol.
    const sound = [
      '-i',
      `file:${from}`,
      '-vn',
      '-ar',
      '16000',
      '-ac',
      '1',
      '-c:a',
      'pcm_s16le',
      `file:${to}`,
    ];
    return { program: ffmpeg, options: ['-nostdin', '-v', 'error', '-y', ...sound] };
  }
  const afconvert = await findProgram(['afconvert'], environment);
  if (afconvert) {
    return { program: afconvert, options: ['-f', 'WAVE', '-d', 'LEI16@16000', '-c', '1', from, to] };
  }
  return undefined;
}

/** The last line of a program's error output that says something, without a full stop. */
export function lastLine(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  return (lines.findLast((line) => line !== '') ?? '').replace(/[.\s]+$/, '').slice(0, 300);
}
