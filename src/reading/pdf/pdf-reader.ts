/** PDF files: the text layer in reading order; pages without one, and figures, as pictures. */
import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { Document, Picture } from '../../types/document.ts';
import type { FileToRead, LoadedPicture, Reader } from '../contract.ts';
import { damaged, noSuchPicture } from '../failures.ts';
import { attachmentNames, attachmentsOmission } from './attachments.ts';
import { documentBlocks } from './document-blocks.ts';
import { figurePlace, withPictures } from './figure-pictures.ts';
import { withPdf } from './open-pdf.ts';
import { outlineOf } from './outline.ts';
import { formContent, type PageContent, pageContent } from './page-content.ts';
import { renderPart, sheetOf } from './page-picture.ts';
import { pdfFacts } from './pdf-facts.ts';

/** Pages of one file that are read. */
export const mostPages = 2000;

/** Seconds after which no further page is begun, so that what was read is not lost to the limit on a job. */
export const longestReading = 300;

/** Pieces of text of one file that are held in memory; 2,000 dense pages have fewer. */
const mostPieces = 1_000_000;

/** Pages after which pdf.js lets go of fonts and forms that it keeps. */
const pagesBetweenCleanups = 100;

/** Reads every page on its own: a file may mix text and scans. */
export const pdfReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    return withPdf(file, 'text', async (pdf) => {
      const { pages, omissions } = await readPages(file, pdf);
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
  },

  async loadPicture(file: FileToRead, picture: Picture): Promise<LoadedPicture> {
    return withPdf(file, 'pictures', async (pdf) => {
      const figure = figurePlace(picture.id);
      const number = figure?.page ?? Number(/^page-(\d+)$/.exec(picture.id)?.[1] ?? 0);
      if (number < 1 || number > pdf.numPages) throw noSuchPicture(file, picture.id);
      const page = await pdf.getPage(number);
      return renderPart(page, figure?.box ?? sheetOf(page));
    });
  },
};

async function readPages(
  file: FileToRead,
  pdf: PDFDocumentProxy,
): Promise<{ readonly pages: PageContent[]; readonly omissions: string[] }> {
  const pages: PageContent[] = [];
  const omissions: string[] = [];
  let lastError: unknown;
  const begun = performance.now();
  const last = Math.min(pdf.numPages, mostPages);
  let number = 1;
  let pieces = 0;
  const isLate = (): boolean => performance.now() - begun > longestReading * 1000;
  for (; number <= last && pieces < mostPieces && !isLate(); number++) {
    try {
      const page = await pdf.getPage(number);
      const content = await (pdf.isPureXfa ? formContent : pageContent)(page, number);
      pages.push(content);
      pieces += content.sides.reduce((sum, side) => sum + side.pieces.length, 0);
      page.cleanup();
      if (number % pagesBetweenCleanups === 0) await pdf.cleanup();
    } catch (error) {
      lastError = error;
      omissions.push(`Page ${number} could not be read: its data is broken.`);
    }
  }
  if (pages.length === 0) throw damaged(file, 'has no page that can be read', lastError);
  if (number <= pdf.numPages) {
    const why =
      number > mostPages
        ? `${mostPages} pages are the limit`
        : `${pieces < mostPieces ? 'the time' : 'the memory'} for one file was used up`;
    omissions.push(`Pages ${number} to ${pdf.numPages} were not read: ${why}.`);
  }
  return { pages, omissions };
}
