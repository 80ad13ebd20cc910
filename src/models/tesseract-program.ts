/** The `tesseract` program on PATH: about twice as fast as the built-in one, in any language it has data for. */
import type { Availability } from './contract.ts';
import { type Layout, layoutNumbers, type WordReader } from './tesseract-words.ts';

const installHint = 'Run: brew install tesseract (macOS) or sudo apt install tesseract-ocr (Debian, Ubuntu).';

/** @param language E.g. `eng` or `eng+deu`. */
export function createTesseractProgram({ language }: { readonly language: string }): WordReader {
  return {
    check: (signal) => checkProgram(language, signal),
    read: (png, signal, layout) => readWithProgram(language, png, layout ?? 'page', signal),
    close: async () => undefined,
  };
}

/** Command line: `tesseract stdin stdout -l LANG --psm N … tsv`, as in its manual page (5.x). */
async function readWithProgram(
  language: string,
  png: Uint8Array,
  layout: Layout,
  signal: AbortSignal,
): Promise<string> {
  const { pages, threshold } = layoutNumbers[layout];
  const settings = ['-c', `thresholding_method=${threshold}`, '-c', 'debug_file=/dev/null'];
  const { stdout } = await (await import('execa')).execa(
    'tesseract',
    ['stdin', 'stdout', '-l', language, '--psm', pages, ...settings, 'tsv'],
    {
      input: png,
      cancelSignal: signal,
      // One thread each, because several pictures are read at once.
      env: { OMP_THREAD_LIMIT: '1' },
      maxBuffer: 64_000_000,
    },
  );
  return stdout;
}

async function checkProgram(language: string, signal: AbortSignal): Promise<Availability> {
  const list = await (await import('execa')).execa('tesseract', ['--list-langs'], {
    cancelSignal: signal,
    reject: false,
    all: true,
  });
  if (list.failed) {
    return {
      available: false,
      outage: false,
      reason: 'The tesseract program is not on PATH, or does not run.',
      hint: installHint,
    };
  }
  // Tesseract 3 printed the list to stderr.
  const installed = new Set(list.all.split('\n').map((line) => line.trim()));
  const missing = language.split('+').filter((one) => !installed.has(one));
  if (missing.length === 0) return { available: true };
  return {
    available: false,
    outage: false,
    reason: `The tesseract program has no language data for ${missing.join(' and ')}.`,
    hint: 'Run: brew install tesseract-lang (macOS) or sudo apt install tesseract-ocr-LANG (Debian, Ubuntu).',
  };
}
