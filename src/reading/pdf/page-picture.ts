/** Pages that have to be looked at: telling them from pages of text, and rendering them. */
import type { PDFPageProxy } from 'pdfjs-dist';
import type { LoadedPicture } from '../contract.ts';
import { loadCanvas } from './open-pdf.ts';

/** 200 dots per inch: small print comes out about 20 pixels high, as OCR wants it. */
const pixelsPerPoint = 200 / 72;
const longestSide = 3000;

/** A page with this many letters is text, whatever else it shows. */
const plentyOfLetters = 200;

/** A page with fewer letters than this (a stamp, a page number) has almost no text. */
const almostNoLetters = 20;

/**
 * True when a page's words must be in its picture: an image covers at least half of it, or there is almost
 * no text but something is drawn. A blank page is none.
 */
export async function isPicturePage(page: PDFPageProxy, letters: number): Promise<boolean> {
  if (letters >= plentyOfLetters) return false;
  const { imageShare, drawings } = await inkOf(page);
  if (imageShare >= 0.5) return true;
  return letters < almostNoLetters && (imageShare >= 0.02 || drawings >= 20);
}

type Matrix = readonly [number, number, number, number];

/** The share of the page's area that images cover, counted twice where they overlap, and painted paths. */
async function inkOf(page: PDFPageProxy): Promise<{ imageShare: number; drawings: number }> {
  const { OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const { fnArray, argsArray } = await page.getOperatorList();
  const images = new Set<number>([
    OPS.paintImageXObject,
    OPS.paintInlineImageXObject,
    OPS.paintImageMaskXObject,
  ]);
  const [left = 0, top = 0, right = 0, bottom = 0] = page.view;
  const pageArea = Math.abs((right - left) * (bottom - top)) || 1;
  const stack: Matrix[] = [];
  let matrix: Matrix = [1, 0, 0, 1];
  let area = 0;
  let drawings = 0;
  fnArray.forEach((operator, i) => {
    if (operator === OPS.save || operator === OPS.paintFormXObjectBegin) stack.push(matrix);
    if (operator === OPS.restore || operator === OPS.paintFormXObjectEnd) matrix = stack.pop() ?? matrix;
    if (operator === OPS.transform) matrix = product(matrix, argsArray[i]);
    if (operator === OPS.paintFormXObjectBegin) matrix = product(matrix, argsArray[i]?.[0]);
    if (operator === OPS.constructPath) drawings++;
    // An image is drawn into the unit square.
    if (images.has(operator)) area += Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]);
  });
  return { imageShare: Math.min(1, area / pageArea), drawings };
}

function product([a, b, c, d]: Matrix, by: unknown): Matrix {
  if (by === null || by === undefined) return [a, b, c, d];
  const [e = 1, f = 0, g = 0, h = 1] = Array.from(by as ArrayLike<number>);
  return [a * e + c * f, b * e + d * f, a * g + c * h, b * g + d * h];
}

/** The size in pixels at which a page is rendered. */
export function pageSize(page: PDFPageProxy): { readonly width: number; readonly height: number } {
  const { width, height } = page.getViewport({ scale: scaleOf(page) });
  return { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) };
}

function scaleOf(page: PDFPageProxy): number {
  const { width, height } = page.getViewport({ scale: 1 });
  return Math.min(pixelsPerPoint, longestSide / Math.max(width, height));
}

/** The page as PNG on white. */
export async function renderPage(page: PDFPageProxy): Promise<LoadedPicture> {
  const { width, height } = pageSize(page);
  const canvas = loadCanvas().createCanvas(width, height);
  const viewport = page.getViewport({ scale: scaleOf(page) });
  await page.render({ canvas, viewport, background: '#ffffff' }).promise;
  return { bytes: await canvas.encode('png'), mime: 'image/png', width, height };
}
