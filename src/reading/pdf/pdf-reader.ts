/** PDF files: the text layer in reading order; pages without one, and figures, as pictures. */
import type { Document, Picture } from '../../types/document.ts';
import type { FileToRead, LoadedPicture, Reader } from '../contract.ts';
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

/** Reads every page on its own: a file may mix text and scans. */
export const pdfReader: Reader = pdfReaderWithin(pageLimits);

/** The same with other limits. */
export function pdfReaderWithin(limits: PageLimits): Reader {
  return { read: (file) => readDocument(file, limits), loadPicture };
}

async function readDocument(file: FileToRead, limits: PageLimits): Promise<Document> {
  return withPdf(file, 'text', async (pdf) => {
    const { pages, omissions } = await readPages(file, pdf, limits);
    const laid = documentBlocks(pages, await outlineOf(pdf));
    const figures = withPictures(laid, pages.length);
    const names = await attachmentNames(pdf);
    return {
      kind: 'text',
      mime: file.mime,
      facts: await pdfFacts(pdf, names),
      blocks: figures.laid.map(({ block }) => block),
      pictures: [...pages.flatMap(({ picture }) => picture ?? []), ...figures.pictures],
      speech: false,
      omissions: [...omissions, ...figures.omissions, ...attachmentsOmission(names)],
    };
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
