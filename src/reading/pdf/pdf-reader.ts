/** PDF files: the text layer in reading order; pages without one, and figures, as pictures. */
import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { Document, Picture } from '../../types/document.ts';
import type { FileToRead, LoadedPicture, Reader } from '../contract.ts';
import { type Extent, extentOf, extrapolated } from '../extent.ts';
import { noSuchPicture } from '../failures.ts';
import { attachmentNames, attachmentsOmission } from './attachments.ts';
import { documentBlocks } from './document-blocks.ts';
import { figurePlace, withPictures } from './figure-pictures.ts';
import { withPdf } from './open-pdf.ts';
import { outlineOf } from './outline.ts';
import { renderPart, sheetOf } from './page-picture.ts';
import { pdfFacts } from './pdf-facts.ts';
import { type PageLimits, readPages } from './read-pages.ts';

/** How much of one file is read, unless a caller says otherwise. */
export const pageLimits: PageLimits = { pages: 2000, pieces: 1_000_000, runs: 50_000, seconds: 300 };

/** How much of it is looked at to tell what the rest is like: scans are scans from their first page on. */
const glanceLimits: PageLimits = { pages: 10, pieces: 50_000, runs: 10_000, seconds: 5 };

/** Reads every page on its own: a file may mix text and scans. */
export const pdfReader: Reader = pdfReaderWithin(pageLimits);

/** The same with other limits. */
export function pdfReaderWithin(limits: PageLimits): Reader {
  const read = (file: FileToRead) =>
    withPdf(file, 'text', async (pdf) => (await readDocument(file, pdf, limits)).document);
  return { read, glance, loadPicture };
}

/** The document, and of how many pages it is. */
async function readDocument(
  file: FileToRead,
  pdf: PDFDocumentProxy,
  limits: PageLimits,
): Promise<{ readonly document: Document; readonly read: number }> {
  const { pages, omissions } = await readPages(file, pdf, limits);
  const laid = documentBlocks(pages, await outlineOf(pdf));
  const figures = withPictures(laid, pages.length);
  const names = await attachmentNames(pdf);
  const document: Document = {
    kind: 'text',
    mime: file.mime,
    facts: await pdfFacts(pdf, names),
    blocks: figures.laid.map(({ block }) => block),
    pictures: [...pages.flatMap(({ picture }) => picture ?? []), ...figures.pictures],
    speech: false,
    omissions: [...omissions, ...figures.omissions, ...attachmentsOmission(names)],
  };
  return { document, read: pages.length };
}

async function glance(file: FileToRead): Promise<Extent> {
  return withPdf(file, 'text', async (pdf) => {
    const { document, read } = await readDocument(file, pdf, glanceLimits);
    return extrapolated(extentOf(document), read, Math.min(pdf.numPages, pageLimits.pages));
  });
}

async function loadPicture(file: FileToRead, picture: Picture): Promise<LoadedPicture> {
  return withPdf(file, 'pictures', async (pdf) => {
    const figure = figurePlace(picture.id);
    const number = figure?.page ?? Number(/^page-(\d+)$/.exec(picture.id)?.[1] ?? 0);
    if (number < 1 || number > pdf.numPages) throw noSuchPicture(file, picture.id);
    const page = await pdf.getPage(number);
    return renderPart(page, figure?.box ?? sheetOf(page));
  });
}
