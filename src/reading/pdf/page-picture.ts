/** Renders pages, and parts of pages, for whoever looks at them. */
import type { PDFPageProxy } from 'pdfjs-dist';
import type { LoadedPicture } from '../contract.ts';
import type { Box } from './geometry.ts';
import { loadCanvas } from './open-pdf.ts';

/** 200 dots per inch: small print comes out about 20 pixels high, as OCR wants it. */
const pixelsPerPoint = 200 / 72;
const longestSide = 3000;

/** Size in pixels. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** The whole page. Points. */
export function sheetOf(page: PDFPageProxy): Box {
  const { width, height } = page.getViewport({ scale: 1 });
  return { x0: 0, y0: 0, x1: width, y1: height };
}

/** The size at which a part of a page is rendered. */
export function pixelSize(part: Box): PixelSize {
  const scale = scaleOf(part);
  return {
    width: Math.max(1, Math.round((part.x1 - part.x0) * scale)),
    height: Math.max(1, Math.round((part.y1 - part.y0) * scale)),
  };
}

function scaleOf({ x0, y0, x1, y1 }: Box): number {
  return Math.min(pixelsPerPoint, longestSide / Math.max(x1 - x0, y1 - y0, 1));
}

/** The part of the page as PNG on white. The file has to be opened for its pictures. */
export async function renderPart(page: PDFPageProxy, part: Box): Promise<LoadedPicture> {
  const { width, height } = pixelSize(part);
  const scale = scaleOf(part);
  const canvas = loadCanvas().createCanvas(width, height);
  const viewport = page.getViewport({ scale, offsetX: -part.x0 * scale, offsetY: -part.y0 * scale });
  await page.render({ canvas: canvas as never, viewport, background: '#ffffff' }).promise;
  return { bytes: await canvas.encode('png'), mime: 'image/png', width, height };
}
