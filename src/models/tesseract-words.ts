/** The words that Tesseract found, with their places: the one form in which both of its kinds answer. */
import type { Availability } from './contract.ts';

/** A place in a picture, in pixels from its upper left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A word as Tesseract gives it. */
export interface Word {
  readonly text: string;
  /** 0 to 100. */
  readonly confidence: number;
  readonly box: Box;
  /** Numbers of the block, of the paragraph in it, and of the line in that, each from 1. */
  readonly block: number;
  readonly paragraph: number;
  readonly line: number;
}

/** How words are looked for: as a page's, in columns and paragraphs; wherever they may stand; or in rows, as a table's. */
export type Layout = 'page' | 'scattered' | 'rows';

/** Tesseract's numbers for that (`tesseract --help-extra`): page segmentation, and how black is told from white. */
export const layoutNumbers: Readonly<Record<Layout, { readonly pages: string; readonly threshold: string }>> =
  {
    // Automatic; one threshold for the whole picture (Otsu).
    page: { pages: '3', threshold: '0' },
    // Sparse text with orientation; a threshold for each place (Sauvola), which keeps signs apart from what is around.
    scattered: { pages: '12', threshold: '2' },
    // One block of text: nothing is dropped for standing alone.
    rows: { pages: '6', threshold: '0' },
  };

/** Something that reads a PNG; both kinds of Tesseract are one. */
export interface WordReader {
  check(signal: AbortSignal): Promise<Availability>;
  /**
   * Reads an upright PNG, as a page unless told otherwise, and gives Tesseract's TSV.
   * @throws when Tesseract fails, and promptly when `signal` aborts.
   */
  read(png: Uint8Array, signal: AbortSignal, layout?: Layout): Promise<string>;
  /** Frees what it holds. Idempotent. */
  close(): Promise<void>;
}

/** The smallest box around all of `boxes`, of which there is one at least. */
export function around(boxes: readonly Box[]): Box {
  return {
    left: Math.min(...boxes.map((box) => box.left)),
    top: Math.min(...boxes.map((box) => box.top)),
    right: Math.max(...boxes.map((box) => box.right)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  };
}

/** The words line by line, as Tesseract saw them. */
export function linesOf(words: readonly Word[]): Word[][] {
  return [...Map.groupBy(words, (word) => `${word.block} ${word.paragraph} ${word.line}`).values()];
}

/** Pixels that two boxes share in one direction; negative when they are apart. */
export function overlap(one: Box, other: Box, from: 'left' | 'top', to: 'right' | 'bottom'): number {
  return Math.min(one[to], other[to]) - Math.max(one[from], other[from]);
}

/**
 * A lone letter that looks alike in both cases is now and then read as both: `x` as `Xx`. Two letters of one height
 * are about twice as wide as high; what is much narrower is one letter.
 */
function withoutEcho(text: string, width: number, height: number): string {
  const [letter = ''] = text;
  const echoes = text.length > 1 && text.length <= 3 && /^([cosuvwxz])\1+$/i.test(text);
  const mixed = text !== text.toLowerCase() && text !== text.toUpperCase();
  return echoes && mixed && width < narrowest * height ? letter.toLowerCase() : text;
}

/** Width ÷ height of the narrowest two such letters. */
const narrowest = 1.6;

/** The level of a word among Tesseract's pages (1), blocks, paragraphs, lines and words. */
const wordLevel = '5';

/**
 * Reads Tesseract's TSV: level, page, block, paragraph, line, word, left, top, width, height, confidence, text
 * (`TessBaseAPI::GetTSVText`). What is not a word is skipped, the header line included.
 */
export function parseTsv(tsv: string): Word[] {
  const words: Word[] = [];
  for (const row of tsv.split('\n')) {
    const cells = row.split('\t');
    const text = cells.slice(11).join(' ').trim();
    if (cells[0] !== wordLevel || text === '') continue;
    const numbers = cells.slice(0, 11).map(Number);
    if (numbers.some((number) => !Number.isFinite(number))) continue;
    const [
      ,
      ,
      block = 0,
      paragraph = 0,
      line = 0,
      ,
      left = 0,
      top = 0,
      width = 0,
      height = 0,
      confidence = 0,
    ] = numbers;
    const box = { left, top, right: left + width, bottom: top + height };
    words.push({ text: withoutEcho(text, width, height), confidence, box, block, paragraph, line });
  }
  return words;
}
