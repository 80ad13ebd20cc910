/** Opens PDF files with pdf.js: from bytes in memory, with the data of the installed package, no network. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { NightshiftError } from '../../types/failure.ts';
import type { FileToRead } from '../contract.ts';
import { damaged, encrypted } from '../failures.ts';
import { readWhole } from '../file-bytes.ts';

/** Bytes of one file. */
export const limitBytes = 1024 * 1024 * 1024;

/** Pixels; above it an embedded image is left out when a page is rendered: A0 at 300 dpi has 140 million. */
const mostImagePixels = 150_000_000;

/**
 * What the file is opened for. Its images are not decoded for `text`: a photograph takes longer than all the
 * words around it, and memory that nobody has counted.
 */
export type Purpose = 'text' | 'pictures';

const requireHere = createRequire(import.meta.url);
const home = dirname(requireHere.resolve('pdfjs-dist/package.json'));

type Canvas = typeof import('@napi-rs/canvas');

/**
 * The canvas of this thread. pdf.js loads the copy that is nearest to itself; a second copy beside it makes
 * objects that the first refuses, and has ended the process. So that same copy is used here too.
 */
export function loadCanvas(): Canvas {
  try {
    return createRequire(join(home, 'package.json'))('@napi-rs/canvas') as Canvas;
  } catch {
    return requireHere('@napi-rs/canvas') as Canvas;
  }
}

/**
 * Opens the file, hands the document to `use`, and frees everything afterwards.
 * @throws NightshiftError `file-encrypted`, `file-damaged`, `file-too-large`, `file-empty`.
 */
export async function withPdf<Result>(
  file: FileToRead,
  purpose: Purpose,
  use: (document: PDFDocumentProxy) => Promise<Result>,
): Promise<Result> {
  const data = await readWhole(file, limitBytes);
  const pdfjs = await loadPdfJs();
  const task = pdfjs.getDocument({
    data,
    verbosity: 0,
    maxImageSize: purpose === 'text' ? 0 : mostImagePixels,
    // The names of fonts tell which letters are bold.
    fontExtraProperties: purpose === 'text',
    useSystemFonts: false,
    useWorkerFetch: false,
    // Forms in XML: without it their one page says “Please wait …”.
    enableXfa: purpose === 'text',
    cMapUrl: join(home, 'cmaps/'),
    standardFontDataUrl: join(home, 'standard_fonts/'),
    wasmUrl: join(home, 'wasm/'),
    iccUrl: join(home, 'iccs/'),
  });
  try {
    return await use(await task.promise);
  } catch (error) {
    if (error instanceof NightshiftError) throw error;
    if (error instanceof Error && error.name === 'PasswordException') throw encrypted(file, error);
    throw damaged(file, 'cannot be opened as a PDF: its data is broken or incomplete', error);
  } finally {
    await task.destroy().catch(() => undefined);
  }
}

async function loadPdfJs(): Promise<typeof import('pdfjs-dist')> {
  const { DOMMatrix, Path2D, ImageData } = loadCanvas();
  for (const [name, value] of Object.entries({ DOMMatrix, Path2D, ImageData })) {
    if (!(name in globalThis)) Object.assign(globalThis, { [name]: value });
  }
  return import('pdfjs-dist/legacy/build/pdf.mjs');
}
