/** A sound file made into WAV beside it. What is made is as large as ten times the file, so it does not stay. */
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { convertToWave } from '../models/whisper-sound.ts';
import type { Failure } from '../types/failure.ts';
import { readWave, type Wave } from './wave.ts';

/** What converting needs. */
export interface ConvertTools {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** An existing folder for sound that had to be converted; nothing stays in it. */
  readonly temporary: string;
  readonly signal: AbortSignal;
}

/** How long a converted sound is kept after it was read, in milliseconds: its next piece is bought within that. */
export const keptMs = 120_000;

/** Why a sound could not be converted, on its way out. */
export class NotConverted extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.reason);
    this.failure = failure;
  }
}

/** The sound at `path`: there while it is read and for a while after, and made anew when it is wanted later. */
export class ConvertedSound {
  readonly #path: string;
  readonly #tools: ConvertTools;
  #made: Promise<Wave> | undefined;
  #folder: string | undefined;
  #readers = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(path: string, tools: ConvertTools) {
    this.#path = path;
    this.#tools = tools;
  }

  /** Lets `read` have the sound as a WAV file. Rejects with `NotConverted`, with the system's errors, or when aborted. */
  async read<T>(read: (wave: Wave) => Promise<T>): Promise<T> {
    clearTimeout(this.#timer);
    this.#readers += 1;
    try {
      this.#made ??= this.#make();
      return await read(await this.#made);
    } catch (error) {
      this.#remove();
      throw error;
    } finally {
      this.#readers -= 1;
      if (this.#readers === 0) this.#timer = setTimeout(this.#remove, keptMs).unref();
    }
  }

  async #make(): Promise<Wave> {
    const { temporary, environment, signal } = this.#tools;
    signal.throwIfAborted();
    this.#folder = await mkdtemp(join(temporary, 'sound-'));
    // Whoever ends the work does not wait for the time to pass.
    signal.addEventListener('abort', this.#remove, { once: true });
    const path = join(this.#folder, 'sound.wav');
    const failure = await convertToWave(this.#path, path, environment, signal);
    const wave = failure ? undefined : await readWave(path);
    if (wave) return wave;
    throw new NotConverted(failure ?? silent);
  }

  #remove = (): void => {
    clearTimeout(this.#timer);
    this.#tools.signal.removeEventListener('abort', this.#remove);
    this.#made = undefined;
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
  };
}

const silent: Failure = {
  code: 'bad-input',
  reason: 'There is no sound in it.',
  hint: 'Play it in another program and save it again as WAV or MP3.',
};
