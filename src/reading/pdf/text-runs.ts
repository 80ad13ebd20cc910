/** The text of a page as runs of characters with their places, turned so that they read left to right. */
import type { PDFPageProxy } from 'pdfjs-dist';

/** Characters that the file draws in one go. Points (1/72 inch), x to the right and y downwards. */
export interface TextRun {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  /** The baseline. */
  readonly y: number;
  /** Font size. */
  readonly size: number;
  /** A space was drawn before it. */
  readonly spaceBefore: boolean;
  readonly rightToLeft: boolean;
}

/** More runs than any page made for people has; the rest of such a page is left out. */
const mostRuns = 50_000;

/**
 * The runs of a page, grouped by writing direction, the direction with the most text first. Within a group
 * the coordinates are turned so that lines run left to right and top to bottom.
 */
export async function textRuns(page: PDFPageProxy): Promise<TextRun[][]> {
  const { items, styles } = await page.getTextContent({ disableNormalization: true });
  const [va, vb, vc, vd] = page.getViewport({ scale: 1 }).transform as number[];
  const groups = new Map<number, TextRun[]>();
  let spaceBefore = false;
  for (const item of items.slice(0, mostRuns)) {
    if (!('str' in item)) continue;
    const text = tidy(item.str);
    if (text === '') {
      spaceBefore ||= item.str !== '' || item.hasEOL;
      continue;
    }
    const [a, b, c, d, e, f] = item.transform as [number, number, number, number, number, number];
    const upright = multiply([va ?? 1, vb ?? 0, vc ?? 0, vd ?? -1], [a, b, c, d, e, f]);
    const size = Math.hypot(upright.c, upright.d) || Math.hypot(upright.a, upright.b);
    const vertical = styles[item.fontName]?.vertical === true;
    if (!Number.isFinite(size) || size === 0) continue;
    const angle = vertical ? Math.PI / 2 : Math.atan2(upright.b, upright.a);
    const run = turn(upright.e, upright.f, angle);
    const length = vertical ? item.height : item.width;
    const key = Math.round((angle * 180) / Math.PI / 5) * 5;
    const group = groups.get(key === -180 ? 180 : key) ?? [];
    groups.set(key === -180 ? 180 : key, group);
    const rightToLeft = item.dir === 'rtl';
    group.push({ text, x0: run.x, x1: run.x + length, y: run.y, size, spaceBefore, rightToLeft });
    spaceBefore = item.hasEOL || /\s$/.test(item.str);
  }
  const weight = (runs: TextRun[]): number => runs.reduce((sum, run) => sum + run.text.length, 0);
  return [...groups.values()].sort((one, other) => weight(other) - weight(one));
}

/** Ligatures become their letters; NFKC on anything else would change signs such as `²` and `½`. */
function tidy(text: string): string {
  return text
    .replace(/[\ufb00-\ufb06]/g, (ligature) => ligature.normalize('NFKC'))
    .replace(/[\s\u00a0\u2000-\u200a\u202f\u3000]+/g, ' ')
    .replace(/(?!\t)\p{Cc}|[\ufeff\u200b\ufffe\uffff]/gu, '')
    .toWellFormed()
    .trim();
}

interface Placed {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** The text matrix (PDF 32000-1, section 9.4.4) seen through the page's own turn; origins stay relative. */
function multiply(
  [va, vb, vc, vd]: readonly [number, number, number, number],
  [a, b, c, d, e, f]: readonly [number, number, number, number, number, number],
): Placed {
  return {
    a: va * a + vc * b,
    b: vb * a + vd * b,
    c: va * c + vc * d,
    d: vb * c + vd * d,
    e: va * e + vc * f,
    f: vb * e + vd * f,
  };
}

function turn(x: number, y: number, angle: number): { readonly x: number; readonly y: number } {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return { x: x * cos + y * sin, y: y * cos - x * sin };
}
