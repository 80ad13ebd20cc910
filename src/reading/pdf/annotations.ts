/** What lies on top of a page: links, the fields of forms, comments and highlights. */
import type { PDFPageProxy } from 'pdfjs-dist';
import { type Box, boxThrough, type Matrix } from './geometry.ts';

/** One annotation, as pdf.js tells it; nothing in it can be relied on. */
export interface Annotation {
  readonly facts: Readonly<Record<string, unknown>>;
  /** On the page as it is looked at. */
  readonly box: Box;
}

/** Annotations above this many are markers of a program, and not made for people. */
const mostAnnotations = 5000;

/** The annotations of a page that can be seen. Never rejects. */
export async function annotationsOf(page: PDFPageProxy): Promise<Annotation[]> {
  const found: unknown[] = await page.getAnnotations().catch(() => []);
  const view = page.getViewport({ scale: 1 }).transform as unknown as Matrix;
  return found.slice(0, mostAnnotations).flatMap((facts) => {
    if (typeof facts !== 'object' || facts === null) return [];
    const { rect } = facts as { readonly rect?: unknown };
    if (!Array.isArray(rect) || rect.length !== 4 || !rect.every(Number.isFinite)) return [];
    const [x0, y0, x1, y1] = rect as [number, number, number, number];
    return [{ facts: facts as Record<string, unknown>, box: boxThrough(view, { x0, y0, x1, y1 }) }];
  });
}
