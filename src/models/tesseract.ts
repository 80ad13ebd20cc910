/** `tesseract:LANG`: reads the words in a picture, with the built-in Tesseract or the one on PATH. */

import type { Recognition } from '../types/task.ts';
import type { Answer, ModelError, PictureRequest, Provider } from './contract.ts';
import { abortedError, modelError, refused, secondsSince } from './errors.ts';
import { measureGround } from './tesseract-ground.ts';
import { layOut } from './tesseract-layout.ts';
import { preparePicture, UnreadablePicture } from './tesseract-picture.ts';
import { createTesseractPool } from './tesseract-pool.ts';
import { createTesseractProgram } from './tesseract-program.ts';
import { withoutRules } from './tesseract-rules.ts';
import { withScattered } from './tesseract-scattered.ts';
import { readUpright } from './tesseract-turn.ts';
import type { WordReader } from './tesseract-words.ts';

/** What a `tesseract:LANG` provider is made of. */
export interface TesseractOptions {
  /** Tesseract's name of the language, e.g. `eng`, `deu`, or several: `eng+deu`. */
  readonly language: string;
  /** How many pictures are read at once. */
  readonly threads: number;
  /** Use the `tesseract` program on PATH instead of the built-in one. */
  readonly system: boolean;
}

/** Idle workers hold about 250 MB each; they are given back after this long. */
const idleMs = 30_000;

/**
 * Makes the provider; nothing is loaded before the first call.
 * It has the ability `recognise` only, for pictures that stand in any of the four directions.
 */
export function createTesseract(options: TesseractOptions): Provider {
  const { language, threads } = options;
  const spec = `tesseract:${language}`;
  const reader = withoutRulesBefore(
    options.system
      ? createTesseractProgram({ language })
      : createTesseractPool({ language, size: threads, idleMs }),
  );
  return {
    spec,
    place: 'process',
    slots: threads,
    check: (signal) => reader.check(signal),
    recognise: (request, signal) => recognise(reader, spec, request, signal),
    close: () => reader.close(),
  };
}

/** The reader, which gets to see no rules and frames; a picture that is read in several ways is cleaned once. */
function withoutRulesBefore(reader: WordReader): WordReader {
  const cleaned = new WeakMap<Uint8Array, Promise<Uint8Array>>();
  const clean = (png: Uint8Array): Promise<Uint8Array> => {
    const known = cleaned.get(png) ?? withoutRules(png);
    cleaned.set(png, known);
    return known;
  };
  return {
    ...reader,
    read: async (png, signal, layout) => reader.read(await clean(png), signal, layout),
  };
}

async function recognise(
  reader: WordReader,
  spec: string,
  request: PictureRequest,
  signal: AbortSignal,
): Promise<Answer<Recognition>> {
  const start = performance.now();
  if (signal.aborted) return refused(abortedError(spec));
  try {
    const upright = await readUpright(reader, await preparePicture(request.bytes), signal);
    const { picture } = upright;
    const words = await withScattered(reader, picture, upright.words, signal);
    const boxes = words.map((word) => word.box);
    const value = { ...layOut(words, picture), ...(await measureGround(picture, boxes)) };
    return { ok: true, value, usage: { seconds: secondsSince(start) } };
  } catch (error) {
    return refused(signal.aborted ? abortedError(spec) : errorOf(error, spec));
  }
}

function errorOf(error: unknown, spec: string): ModelError {
  if (error instanceof UnreadablePicture) {
    return modelError(
      'bad-input',
      `The picture cannot be read: ${error.message}.`,
      'Open it in another program and save it again as PNG or JPEG.',
    );
  }
  const message = (error instanceof Error ? error.message : String(error)).replace(/[.\s]+$/, '');
  return modelError(
    'provider',
    `${spec} failed: ${message}.`,
    'It is tried again; if that fails too, save the picture in another format.',
  );
}
