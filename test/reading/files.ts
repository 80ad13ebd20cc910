/** Files for the readers' tests: scratch folders, generated PDFs, and the shared samples. */
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import type { FileToRead } from '../../src/reading/contract.ts';

export const samples = fileURLToPath(new URL('../../../shared/samples/files', import.meta.url));

/** Options for a test that needs the shared samples. */
export const needsSamples = existsSync(samples) ? {} : { skip: 'the shared samples are not on this machine' };

/** A sample as the readers see it. */
export function sample(name: string, mime: string): FileToRead {
  const path = join(samples, name);
  return { path, name, mime, bytes: statSync(path).size };
}

/** A folder that is removed after the test. */
export async function scratchFolder(test: { after(fn: () => Promise<void>): void }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nightshift-reading-'));
  test.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a file and tells about it. */
export async function put(
  folder: string,
  name: string,
  content: string | Uint8Array,
  mime: string,
): Promise<FileToRead> {
  const path = join(folder, name);
  await writeFile(path, content);
  return { path, name: basename(name), mime, bytes: statSync(path).size };
}

/** A PDF made by pdfkit. */
export async function makePdf(
  draw: (pdf: PDFKit.PDFDocument) => void,
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Uint8Array> {
  const pdf = new PDFDocument({ size: 'A4', margin: 50, ...options });
  const chunks: Uint8Array[] = [];
  const ended = new Promise<void>((resolve) => pdf.on('end', resolve));
  pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  draw(pdf);
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

/** A signal that never fires. */
export const patient = new AbortController().signal;
