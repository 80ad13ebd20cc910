/** PDF files: the text layer in reading order; pages without one as pictures. */
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import type { Block, Document, Picture } from '../../types/document.ts';
import type { FileToRead, LoadedPicture, Reader } from '../contract.ts';
import { damaged, noSuchPicture } from '../failures.ts';
import { fieldBlocks } from './form-fields.ts';
import { withPdf } from './open-pdf.ts';
import { isPicturePage, pageSize, renderPage } from './page-picture.ts';
import { letterCount, type PageText, pageBlocks, pageText } from './page-text.ts';
import { typographyOf } from './paragraphs.ts';
import { pdfFacts } from './pdf-facts.ts';
import { textRuns } from './text-runs.ts';

/** Pages of one file that are read. */
const mostPages = 2000;

/** Reads every page on its own: a file may mix text and scans. */
export const pdfReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    return withPdf(file, async (pdf) => {
      const { pages, omissions } = await readPages(file, pdf);
      const typography = typographyOf(pages.flatMap((page) => page.text.flat()));
      const blocks = pages.flatMap(({ number, text, fields }) => [
        ...pageBlocks(text, typography, { page: number }),
        ...fields,
      ]);
      const pictures = pages.flatMap((page) => page.picture ?? []);
      const facts = await pdfFacts(pdf);
      return { kind: 'text', mime: file.mime, facts, blocks, pictures, speech: false, omissions };
    });
  },

  async loadPicture(file: FileToRead, picture: Picture): Promise<LoadedPicture> {
    return withPdf(file, async (pdf) => {
      const number = Number(/^page-(\d+)$/.exec(picture.id)?.[1] ?? 0);
      if (number < 1 || number > pdf.numPages) throw noSuchPicture(file, picture.id);
      return renderPage(await pdf.getPage(number));
    });
  },
};

interface ReadPage {
  readonly number: number;
  readonly text: PageText;
  readonly fields: readonly Block[];
  readonly picture?: Picture;
}

async function readPages(
  file: FileToRead,
  pdf: PDFDocumentProxy,
): Promise<{ readonly pages: ReadPage[]; readonly omissions: string[] }> {
  const pages: ReadPage[] = [];
  const omissions: string[] = [];
  let lastError: unknown;
  const last = Math.min(pdf.numPages, mostPages);
  for (let number = 1; number <= last; number++) {
    try {
      const page = await pdf.getPage(number);
      pages.push(await readPage(page, number));
      page.cleanup();
    } catch (error) {
      lastError = error;
      omissions.push(`Page ${number} could not be read: its data is broken.`);
    }
  }
  if (pages.length === 0) throw damaged(file, 'has no page that can be read', lastError);
  if (pdf.numPages > last) {
    omissions.push(`Pages ${last + 1} to ${pdf.numPages} were not read: ${mostPages} pages are the limit.`);
  }
  return { pages, omissions };
}

async function readPage(page: PDFPageProxy, number: number): Promise<ReadPage> {
  const text = pageText(await textRuns(page));
  const fields = await fieldBlocks(page, number);
  if (!(await isPicturePage(page, letterCount(text)))) return { number, text, fields };
  const position = { page: number };
  const picture: Picture = { id: `page-${number}`, role: 'page', position, ...pageSize(page) };
  return { number, text, fields, picture };
}
