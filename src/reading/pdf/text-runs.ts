/** The text of a page as runs of characters with their places, turned so that they read left to right. */
import type { PDFPageProxy } from 'pdfjs-dist';
import { type Letters, lettersOf } from './fonts.ts';
import { asMatrix, type Matrix, multiply, turn } from './geometry.ts';

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
  readonly letters: Letters;
  /** The marked content that it belongs to, as the structure tree names it. */
  readonly mark?: string;
  /** Where a click on it leads. */
  readonly link?: string;
}

/** Runs of one writing direction. */
export interface RunGroup {
  /** Radians, clockwise: how far their lines are turned from level. */
  readonly angle: number;
  readonly runs: readonly TextRun[];
}

/** The mark of headers, footers and ornaments in a file that tells them from its content. */
export const artifact = 'artifact';

/** The words of a page. */
export interface PageText {
  /** The direction with the most text first. */
  readonly groups: readonly RunGroup[];
  /** Signs that the file draws without saying which they are. */
  readonly nameless: number;
  /** It has more runs than are read. */
  readonly isCut: boolean;
}

/** Font sizes: the width of a space, of which fonts say little. */
const blank = 0.25;

/** Font sizes: a copy of the same letters that is as near as this is a shadow, or makes them bold. */
const shadow = 0.12;

/**
 * The runs of a page, grouped by writing direction. Within a group the coordinates are turned so that lines run
 * left to right and top to bottom. The page's operators have to be read before, for the fonts. Of a page with
 * more than `mostRuns` runs the rest is left out.
 */
export async function textRuns(page: PDFPageProxy, mostRuns: number): Promise<PageText> {
  const { items, styles, isCut } = await textItems(page, mostRuns);
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const letters = lettersOf(page);
  const groups = new Groups();
  const marks: (string | undefined)[] = [];
  let spaceBefore = false;
  let nameless = 0;
  for (const item of items) {
    if (!('str' in item)) {
      if (item.type === 'endMarkedContent') marks.pop();
      else marks.push(markOf(item) ?? marks.at(-1));
      continue;
    }
    const text = tidy(item.str);
    nameless += item.str.match(controls)?.length ?? 0;
    if (text === '') {
      spaceBefore ||= item.str !== '' || item.hasEOL;
      continue;
    }
    const placed = placeOf(item, transform as unknown as Matrix, styles[item.fontName]?.vertical === true);
    const { size, x, y } = placed;
    const [lead, trail] = [/^\s*/.exec(item.str)?.[0].length ?? 0, /\s*$/.exec(item.str)?.[0].length ?? 0];
    const space = Math.min(blank * size, placed.length / item.str.length);
    if (size > 0 && x > -size && y > 0 && x < width && y < height + size) {
      const mark = marks.at(-1);
      groups.add(placed, {
        lead: lead * space,
        trail: trail * space,
        text,
        size,
        spaceBefore,
        rightToLeft: item.dir === 'rtl',
        letters: letters(item.fontName),
        ...(mark === undefined ? {} : { mark }),
      });
    }
    spaceBefore = item.hasEOL || /\s$/.test(item.str);
  }
  return { groups: groups.heaviestFirst(), nameless, isCut };
}

interface Items {
  readonly items: TextContent['items'];
  readonly styles: TextContent['styles'];
  readonly isCut: boolean;
}

type TextContent = Awaited<ReturnType<PDFPageProxy['getTextContent']>>;

/** The text as pdf.js finds it. A page of a million words is not read to its end, for it would not fit in memory. */
async function textItems(page: PDFPageProxy, most: number): Promise<Items> {
  const options = { disableNormalization: true, includeMarkedContent: true };
  const reader = (page.streamTextContent(options) as ReadableStream<TextContent>).getReader();
  const items: TextContent['items'] = [];
  const styles: TextContent['styles'] = {};
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return { items, styles, isCut: false };
    Object.assign(styles, value.styles);
    items.push(...value.items.slice(0, most - items.length));
    if (items.length < most) continue;
    await reader.cancel(new Error('enough'));
    return { items, styles, isCut: true };
  }
}

/** `tag` is missing in pdf.js's types. */
function markOf(item: { readonly id?: string | null; readonly tag?: unknown }): string | undefined {
  return item.tag === 'Artifact' ? artifact : (item.id ?? undefined);
}

/** What pdf.js tells of a run's place. */
interface Drawn {
  readonly transform: readonly unknown[];
  readonly width: number;
  readonly height: number;
}

interface Placed {
  /** Font size; 0 when the file gives no usable place. */
  readonly size: number;
  /** On the page as it is looked at. */
  readonly x: number;
  readonly y: number;
  readonly length: number;
  /** Radians, clockwise. */
  readonly angle: number;
}

/** The text matrix (PDF 32000-1, section 9.4.4) seen through the page's own turn. */
function placeOf(item: Drawn, view: Matrix, vertical: boolean): Placed {
  const [a, b, c, d, x, y] = multiply(view, asMatrix(item.transform) ?? [0, 0, 0, 0, 0, 0]);
  const size = Math.hypot(c, d) || Math.hypot(a, b);
  const length = vertical ? item.height : item.width;
  const angle = vertical ? Math.PI / 2 : Math.atan2(b, a);
  const usable = Number.isFinite(size) && Number.isFinite(length);
  return { size: usable ? size : 0, x, y, length, angle };
}

/** Runs by writing direction, to the nearest five degrees. */
class Groups {
  readonly #groups = new Map<number, TextRun[]>();
  readonly #drawn = new Map<string, TextRun[]>();

  /** `lead` and `trail`: the widths of the spaces around the text that were drawn with it. */
  add(
    { x, y, length, angle }: Placed,
    {
      lead,
      trail,
      ...run
    }: Omit<TextRun, 'x0' | 'x1' | 'y'> & { readonly lead: number; readonly trail: number },
  ): void {
    const degrees = Math.round((angle * 180) / Math.PI / 5) * 5;
    const key = degrees === -180 ? 180 : degrees;
    const at = turn(x, y, Math.abs(degrees) % 90 === 0 ? (key * Math.PI) / 180 : angle);
    const whole: TextRun = { ...run, x0: at.x + lead, x1: at.x + length - trail, y: at.y };
    const group = this.#groups.get(key) ?? [];
    this.#groups.set(key, group);
    if (!this.#isShadow(key, whole)) group.push(whole);
  }

  heaviestFirst(): RunGroup[] {
    const weight = ({ runs }: RunGroup): number => runs.reduce((sum, run) => sum + run.text.length, 0);
    return [...this.#groups]
      .map(([degrees, runs]) => ({ angle: (degrees * Math.PI) / 180, runs }))
      .sort((one, other) => weight(other) - weight(one));
  }

  #isShadow(direction: number, run: TextRun): boolean {
    const same = this.#drawn.get(`${direction} ${run.text}`) ?? [];
    const room = shadow * run.size;
    const found = same.some(
      (other) => Math.abs(other.x0 - run.x0) < room && Math.abs(other.y - run.y) < room,
    );
    // A page of nothing but full stops would be compared with itself.
    if (!found && same.length < 200) this.#drawn.set(`${direction} ${run.text}`, [...same, run]);
    return found;
  }
}

/** Signs of the font Wingdings, which files leave at their places in private use (U+F000 and on). */
const wingdings: Readonly<Record<string, string>> = {
  '\uf0fe': '☑',
  '\uf0fd': '☒',
  '\uf0a8': '☐',
  '\uf06f': '☐',
  '\uf0fc': '✓',
  '\uf0fb': '✗',
  '\uf0e0': '→',
  '\uf0e8': '→',
};

/** What fonts that do not say what their letters mean give in place of letters. */
const controls = /(?!\s)\p{Cc}/gu;

/** Ligatures become their letters; NFKC on anything else would change signs such as `²` and `½`. */
function tidy(text: string): string {
  return (
    text
      .replace(/[\ufb00-\ufb4f\ufb50-\ufdfb\ufe70-\ufefc]/g, (form) => form.normalize('NFKC'))
      .replace(controls, '')
      .replace(/[\s\u00a0\u2000-\u200a\u202f\u3000]+/g, ' ')
      .replace(/[\ufeff\u200b\ufffe\uffff]/g, '')
      .toWellFormed()
      .trim()
      // Alone, any other sign of a symbol font is a bullet.
      .replace(/^[\uf020-\uf0ff]$/, (sign) => wingdings[sign] ?? '•')
  );
}
