/** What a page draws besides its letters: ruling lines, areas, drawings, and the places of its images. */
import type { PDFPageProxy } from 'pdfjs-dist';
import { asMatrix, type Box, boxThrough, common, type Matrix, multiply } from './geometry.ts';
import { type Mark, marksOf } from './path-marks.ts';

/** Something with curves or slanted lines, and how many corners it has. */
export interface Drawing extends Box {
  readonly points: number;
}

/** The drawn parts of a page, in the page's own upright coordinates. */
export interface Graphics {
  /** Thin level lines, drawn as lines or as narrow areas. */
  readonly across: readonly Box[];
  /** Thin upright lines. */
  readonly down: readonly Box[];
  /** Filled or framed rectangles. */
  readonly areas: readonly Box[];
  /** Curves and slanted lines. */
  readonly drawings: readonly Drawing[];
  readonly images: readonly Box[];
}

/** More marks than tables and charts made for people have; what a map or a plot draws beyond is not looked at. */
const mostMarks = 20_000;

/** Points; what is smaller is an ornament, or the unit square of a translation. */
const smallestImage = 16;

/** pdf.js's names for what leaves no mark, and may stand between placing an image and painting it. */
const silent = [
  'setGState',
  'dependency',
  'beginMarkedContent',
  'beginMarkedContentProps',
  'endMarkedContent',
  'clip',
  'eoClip',
  'setFillRGBColor',
  'setStrokeRGBColor',
  'setLineWidth',
  'setRenderingIntent',
] as const;

/**
 * Walks what the page draws. The file has to be opened without images (`maxImageSize: 0`): they are not
 * decoded then and pdf.js leaves out the operators that paint them, so an image is known by its place having
 * been set and nothing having been painted there.
 */
export async function graphicsOf(page: PDFPageProxy): Promise<Graphics> {
  const { OPS, AnnotationMode } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const { fnArray, argsArray } = await page.getOperatorList({ annotationMode: AnnotationMode.DISABLE });
  const viewport = page.getViewport({ scale: 1 });
  const sheet: Box = { x0: 0, y0: 0, x1: viewport.width, y1: viewport.height };
  const quiet = new Set<number>(silent.map((name) => OPS[name]));
  const marks: Mark[] = [];
  const images: Box[] = [];
  const stack: Matrix[] = [];
  let matrix = viewport.transform as unknown as Matrix;
  let placed = false;
  const leave = (): void => {
    const box = common(boxThrough(matrix, { x0: 0, y0: 0, x1: 1, y1: 1 }), sheet);
    const isLarge = box.x1 - box.x0 >= smallestImage && box.y1 - box.y0 >= smallestImage;
    if (placed && isLarge && images.length < mostMarks) images.push(box);
    placed = false;
  };
  fnArray.forEach((operator, i) => {
    const args: unknown = argsArray[i];
    if (quiet.has(operator)) return;
    if (operator === OPS.transform) {
      matrix = through(matrix, args);
      placed = true;
    } else if (operator === OPS.restore || operator === OPS.paintFormXObjectEnd) {
      leave();
      matrix = stack.pop() ?? matrix;
    } else if (operator === OPS.constructPath) {
      const path = marksOf(args, matrix, OPS);
      if (path.length > 0) placed = false;
      if (marks.length < mostMarks) marks.push(...path);
    } else {
      placed = false;
      if (operator === OPS.save || operator === OPS.paintFormXObjectBegin) stack.push(matrix);
      if (operator === OPS.paintFormXObjectBegin) matrix = through(matrix, (args as unknown[])[0]);
    }
  });
  leave();
  return { ...sorted(marks, sheet), images };
}

function through(matrix: Matrix, by: unknown): Matrix {
  const inner = asMatrix(by);
  return inner === undefined ? matrix : multiply(matrix, inner);
}

function sorted(marks: readonly Mark[], sheet: Box): Omit<Graphics, 'images'> {
  const of = (type: Mark['type']): Drawing[] =>
    marks
      .filter((mark) => mark.type === type && meets(mark, sheet))
      .map((mark) => ({ ...cut(mark, sheet), points: mark.points ?? 0 }));
  return { across: of('across'), down: of('down'), areas: of('area'), drawings: of('drawing') };
}

function meets(mark: Box, sheet: Box): boolean {
  return mark.x1 >= 0 && mark.y1 >= 0 && mark.x0 <= sheet.x1 && mark.y0 <= sheet.y1;
}

function cut(mark: Box, sheet: Box): Box {
  return {
    x0: Math.max(0, mark.x0),
    y0: Math.max(0, mark.y0),
    x1: Math.min(sheet.x1, mark.x1),
    y1: Math.min(sheet.y1, mark.y1),
  };
}
