/** SVG drawings: their words as text, and the drawing as a picture to look at. */
import type { Block, Document, Picture } from '../../types/document.ts';
import type { FileToRead, LoadedPicture, Reader } from '../contract.ts';
import { damaged, noSuchPicture } from '../failures.ts';
import { plainHtml } from '../html/plain-html.ts';
import { renderedSize } from '../image/rendered-size.ts';
import { foundFacts } from '../text-document.ts';
import { readXml, type XmlFile } from '../xml/read-xml.ts';
import { childrenNamed, isElement, lineOf, textAt } from '../xml/xml-nodes.ts';
import { innerHtml } from '../xml/xml-source.ts';
import { elements, textOf, type XmlElement } from '../xml/xml-tree.ts';
import { draw } from './draw.ts';
import { effortOf } from './drawing-effort.ts';
import { safeDrawing } from './safe-drawing.ts';

export const drawingLimits = {
  /** Elements that are drawn, each as often as it is used; of larger drawings only the words are kept. */
  elements: 100_000,
  /** Layers that are in memory at once. */
  layers: 10,
  /** The width and the height, in whatever unit: whole numbers of pixels end at 2³¹. */
  length: 1_000_000,
  /** Characters of a drawing that is drawn, pictures within it included. */
  characters: 20 * 1024 * 1024,
  /** Seconds for drawing it. */
  seconds: 30,
} as const;

/** Pixels per inch at which a pixel of CSS is one pixel. */
const plainDensity = 72;
const greatestDensity = 2400;

/** Reads a drawing. What is drawn never reaches for another file: see `safe-drawing.ts`. */
export const drawingReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const drawing = await readDrawing(file);
    const { root, encoding } = drawing;
    const size = await sizeOf(drawing);
    const pictures: Picture[] =
      size === undefined ? [] : [{ id: 'file', role: 'file', ...renderedSize(size.width, size.height) }];
    const blocks = wordsOf(drawing);
    if (size === undefined && blocks.length === 0) {
      throw damaged(file, 'is a drawing that cannot be drawn, and it holds no words');
    }
    const left =
      size === undefined ? ['The drawing itself could not be drawn; only its words were read.'] : [];
    const facts = foundFacts({
      title: textAt(root, 'title'),
      encoding,
      ...size,
      other: { Elements: drawing.elements },
    });
    const omissions = [...drawing.omissions, ...left];
    return { kind: 'image', mime: file.mime, facts, blocks, pictures, speech: false, omissions };
  },

  async loadPicture(file: FileToRead, picture: Picture): Promise<LoadedPicture> {
    const drawing = await readDrawing(file);
    const size = picture.id === 'file' ? await sizeOf(drawing) : undefined;
    if (size === undefined) throw noSuchPicture(file, picture.id);
    const target = renderedSize(size.width, size.height);
    const density = Math.max(1, Math.min(greatestDensity, (plainDensity * target.width) / size.width));
    const order = { source: safeDrawing(drawing.root), ...target, density };
    const bytes = await draw(order, drawingLimits.seconds).catch((error: unknown) => {
      throw damaged(file, 'cannot be drawn: its shapes are broken, or there are too many', error);
    });
    return { bytes, mime: 'image/png', ...target };
  },
};

/** @throws NightshiftError `file-damaged` when the file is no drawing. */
async function readDrawing(file: FileToRead): Promise<XmlFile> {
  const drawing = await readXml(file);
  if (drawing.root.name !== 'svg')
    throw damaged(file, 'is no drawing: it does not begin with an svg element');
  return drawing;
}

/** In pixels of CSS; undefined when it is too large to be drawn, or has no size. */
async function sizeOf({ root }: XmlFile): Promise<{ width: number; height: number } | undefined> {
  const { width: across = '', height: down = '' } = root.attributes;
  if ([across, down].some((length) => Number.parseFloat(length) > drawingLimits.length)) return undefined;
  const { elements, layers } = effortOf(root);
  if (elements > drawingLimits.elements || layers > drawingLimits.layers) return undefined;
  const source = safeDrawing(root);
  if (source.length > drawingLimits.characters) return undefined;
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  try {
    // Without the limit of pixels: the size at which it is drawn is ours.
    const { width, height } = await sharp(Buffer.from(source), { limitInputPixels: false }).metadata();
    return width > 0 && height > 0 ? { width, height } : undefined;
  } catch {
    return undefined;
  }
}

/** Title, description and lettering, in the order in which they are drawn. */
function wordsOf({ root }: XmlFile): Block[] {
  const title = textAt(root, 'title');
  const descriptions = childrenNamed(root, 'desc').map(lineOf).filter(Boolean);
  const lettering = letteringOf(root);
  const blocks: Block[] = [];
  if (title !== undefined) blocks.push({ type: 'heading', level: 1, text: title });
  for (const text of descriptions) blocks.push({ type: 'paragraph', text });
  if (lettering.length > 0) blocks.push({ type: 'paragraph', text: lettering.join('\n') });
  return blocks;
}

/** Of texts for different programs the first that has words counts, as in a diagram with labels in HTML. */
function letteringOf(element: XmlElement): string[] {
  if (element.name === 'text') return linesOf(element);
  // What lies in HTML within the drawing is not drawn, but it is read.
  if (element.name === 'foreignObject') return [onOneLine(plainHtml(innerHtml(element)))].filter(Boolean);
  const parts = elements(element).map(letteringOf);
  return element.name === 'switch' ? (parts.find((part) => part.length > 0) ?? []) : parts.flat();
}

/** A piece that is set lower or higher begins a line; one with a place of its own is a word of its own. */
function linesOf(text: XmlElement): string[] {
  const lines = [''];
  let height = text.attributes.y;
  for (const piece of text.children) {
    const { x, y, dy } = isElement(piece) ? piece.attributes : {};
    const isMoved = (y !== undefined && y !== height) || Number.parseFloat(dy ?? '0') !== 0;
    if (isMoved) lines.push('');
    height = y ?? height;
    lines.push(`${lines.pop() ?? ''}${x === undefined ? '' : ' '}${textOf(piece)}`);
  }
  return lines.map(onOneLine).filter(Boolean);
}

const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
