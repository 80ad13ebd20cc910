/** Opens images of every format for rendering, within bounds of memory. */
import type { Metadata, Sharp } from 'sharp';
import type { FileToRead } from '../contract.ts';
import { damaged, imageTooLarge } from '../failures.ts';
import { animationFrames } from './animation-frames.ts';
import { decodeBmp } from './bmp.ts';
import { decodeHeic, isHeic, missingBytes } from './heic.ts';
import { decodeIcon } from './icon.ts';
import type { RawPixels, Size } from './raw-pixels.ts';
import type { TagBlocks } from './tag-blocks.ts';
import { countedPages } from './tiff-directories.ts';

/** Phones take 200 megapixels; these formats are decoded line by line, or need a gigabyte at this size. */
export const mostPixels = 300_000_000;

/** Formats that are decoded whole, at four bytes a pixel and more, and often twice in memory. */
export const mostWholePixels = 120_000_000;

/** Flaws that a decoder mends by itself are let pass; a file that breaks off is not. */
const strictness = { failOn: 'error' } as const;

/** An image that can be rendered, and what its file says about it. */
export interface OpenImage {
  /** Pages of a TIFF file, images of a HEIC file; 1 for all others. */
  readonly pages: number;
  /** Which of them, counted from 0, is the one that programs show first. */
  readonly main: number;
  /** Frames of a moving image, of which the first is the page; else 1. */
  readonly frames: number;
  readonly tags: TagBlocks;
  /**
   * The size of a page, upright, from its header.
   * @throws NightshiftError `image-too-large` when decoding it would not be safe.
   */
  size(index: number): Promise<Size>;
  /** The upright pixels of a page, which may turn out to be broken when they are asked for. */
  page(index: number): Promise<Sharp>;
}

/**
 * @throws NightshiftError `file-damaged` when the header cannot be read, `image-too-large` when decoding the
 *   main page would not be safe.
 */
export async function openImage(file: FileToRead, bytes: Uint8Array<ArrayBuffer>): Promise<OpenImage> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  // Windows icons and bitmaps are all that sharp cannot even measure.
  if (file.mime === 'image/bmp') return ofPixels(sharp, decodeBmp(file, bytes, mostWholePixels));
  if (file.mime === 'image/x-icon') {
    const icon = decodeIcon(file, bytes);
    return 'png' in icon ? openWithSharp(sharp, file, icon.png) : ofPixels(sharp, icon);
  }
  return openWithSharp(sharp, file, bytes);
}

type SharpModule = typeof import('sharp').default;

function ofPixels(sharp: SharpModule, { data, width, height }: RawPixels): OpenImage {
  const page = async () => sharp(data, { raw: { width, height, channels: 4 } });
  return { pages: 1, main: 0, frames: 1, tags: {}, size: async () => ({ width, height }), page };
}

async function openWithSharp(sharp: SharpModule, file: FileToRead, bytes: Uint8Array): Promise<OpenImage> {
  const heic = isHeic(bytes);
  const missing = heic ? missingBytes(bytes) : 0;
  if (missing > 0) {
    throw damaged(file, 'is cut short: its end is missing');
  }
  // Without the limit, so that the sentence can name the dimensions.
  const measure = (page: number): Promise<Metadata> =>
    sharp(bytes, { ...strictness, limitInputPixels: false, page })
      .metadata()
      .catch((error: unknown) => {
        throw damaged(file, 'cannot be opened as an image: its data is broken or incomplete', error);
      });
  const metadata = await measure(0);
  const whole = heic || metadata.format === 'gif' || metadata.format === 'heif';
  const most = whole ? mostWholePixels : mostPixels;
  const pages = pagesOf(metadata, bytes);
  const at = (index: number): number => pages[index] ?? 0;
  const size = async (index: number): Promise<Size> => {
    const { width, height } = (await measure(at(index))).autoOrient;
    if (width * height > most) throw imageTooLarge(file, width, height);
    return { width, height };
  };
  const main = Math.max(0, pages.indexOf(metadata.pagePrimary ?? 0));
  await size(main);
  const page = async (index: number): Promise<Sharp> => {
    await size(index);
    if (!heic) return sharp(bytes, { ...strictness, limitInputPixels: most, page: at(index) }).autoOrient();
    // Upright already, as its own boxes say; what its EXIF block says of that would turn it twice.
    const { data, width, height } = await decodeHeic(file, bytes, at(index));
    return sharp(data, { raw: { width, height, channels: 4 } });
  };
  return {
    pages: pages.length,
    main,
    frames: framesOf(metadata, bytes),
    tags: tagsOf(metadata, bytes),
    size,
    page,
  };
}

/** The numbers by which sharp knows the pages that a person would count. */
function pagesOf({ format, pages = 1 }: Metadata, bytes: Uint8Array): readonly number[] {
  if (format === 'tiff') return countedPages(bytes, pages);
  return Array.from({ length: format === 'heif' ? pages : 1 }, (_, index) => index);
}

function framesOf({ format, pages = 1 }: Metadata, bytes: Uint8Array): number {
  if (format === 'png') return animationFrames(bytes);
  return format === 'gif' || format === 'webp' ? pages : 1;
}

function tagsOf(metadata: Metadata, bytes: Uint8Array): TagBlocks {
  const { format, exif, xmp, iptc, comments } = metadata;
  return {
    // A TIFF file has its tags in its own directory.
    ...(format === 'tiff' ? { exif: bytes } : exif && { exif }),
    ...(xmp && { xmp }),
    ...(iptc && { iptc }),
    ...(comments && { comments }),
  };
}
