/** Page after page, as far as the limits for one file allow, and what was not read. */
import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { FileToRead } from '../contract.ts';
import { damaged } from '../failures.ts';
import { formContent, type PageContent, pageContent } from './page-content.ts';

/** How much of one file is read. */
export interface PageLimits {
  /** Pages that are read. */
  readonly pages: number;
  /** Pieces of text that are held in memory; 2,000 dense pages have fewer than a million. */
  readonly pieces: number;
  /** Runs of text of one page; no page made for people has more than 50,000. */
  readonly runs: number;
  /** After which no further page is begun, so that what was read is not lost to the limit on a job. */
  readonly seconds: number;
}

/** Pages after which pdf.js lets go of fonts and forms that it keeps. */
const pagesBetweenCleanups = 100;

/** One or two signs without a name may be spaces or ornaments. */
const fewestSigns = 3;

/** Pages that are named when signs are missing. */
const mostNamed = 5;

/** The pages that can be read, and a sentence for each loss. Throws `file-damaged` when there is none. */
export async function readPages(
  file: FileToRead,
  pdf: PDFDocumentProxy,
  limits: PageLimits,
): Promise<{ readonly pages: PageContent[]; readonly omissions: string[] }> {
  const pages: PageContent[] = [];
  const omissions: string[] = [];
  let lastError: unknown;
  const begun = performance.now();
  const last = Math.min(pdf.numPages, limits.pages);
  let number = 1;
  let pieces = 0;
  const isLate = (): boolean => performance.now() - begun > limits.seconds * 1000;
  for (; number <= last && pieces < limits.pieces && !isLate(); number++) {
    try {
      const page = await pdf.getPage(number);
      const content = await (pdf.isPureXfa
        ? formContent(page, number)
        : pageContent(page, number, limits.runs));
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
  omissions.push(...lossSentences(pages, limits));
  if (number <= pdf.numPages) {
    const why =
      number > limits.pages
        ? `${limits.pages} pages are the limit`
        : `${pieces < limits.pieces ? 'the time' : 'the memory'} for one file was used up`;
    omissions.push(`Pages ${number} to ${pdf.numPages} were not read: ${why}.`);
  }
  return { pages, omissions };
}

function lossSentences(pages: readonly PageContent[], { runs }: PageLimits): string[] {
  const cut = pages
    .filter(({ losses }) => losses?.isCut)
    .map(({ number }) => `Page ${number} was read in part: ${runs} pieces of text are the limit.`);
  const lacking = pages.filter(({ losses }) => (losses?.nameless ?? 0) > 0);
  const signs = lacking.reduce((sum, { losses }) => sum + (losses?.nameless ?? 0), 0);
  if (signs < fewestSigns) return cut;
  const named = lacking.slice(0, mostNamed).map(({ number }) => number);
  const rest = lacking.length > mostNamed ? ` and ${lacking.length - mostNamed} more` : '';
  const where = `page${lacking.length > 1 ? 's' : ''} ${named.join(', ')}${rest}`;
  return [...cut, `${signs} signs on ${where} could not be read: the fonts do not say which they are.`];
}
