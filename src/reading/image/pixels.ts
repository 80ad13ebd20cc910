/** Opens images of every format for rendering, within bounds of memory. */
import type { Metadata, Sharp } from 'sharp';
import type { FileToRead } from '../contract.ts';
import { damaged, imageTooLarge } from '../failures.ts';
import { decodeHeic, isHeic } from './heic.ts';

/** Phones take 200 megapixels; above this a decoder could need gigabytes. */
const mostPixels = 300_000_000;

/** Flaws that a decoder mends by itself are let pass; a file that breaks off is not. */
const strictness = { failOn: 'error', limitInputPixels: mostPixels } as const;

/** An image that can be rendered, and what its file says about it. */
export interface OpenImage {
  /** The upright pixels of one page (TIFF) or frame (moving images), counted from 0. */
  page(index: number): Sharp;
  /** The size in pixels of that page, upright. */
  size(index: number): Promise<{ readonly width: number; readonly height: number }>;
  readonly metadata: Metadata;
  /** Pages of a TIFF file; frames of a moving image; 1 for all others. */
  readonly pages: number;
}

/**
 * @throws NightshiftError `file-damaged` when the header cannot be read (HEIC: or the pixels),
 *   `image-too-large` when decoding the first page would not be safe.
 */
export async function openImage(file: FileToRead, bytes: Uint8Array): Promise<OpenImage> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  const raw = isHeic(bytes) ? await decodeHeic(file, bytes, mostPixels) : undefined;
  const input = (index: number, limitInputPixels: number | false): Sharp => {
    if (raw === undefined) return sharp(bytes, { ...strictness, limitInputPixels, page: index });
    return sharp(raw.data, { raw: { width: raw.width, height: raw.height, channels: 4 } });
  };
  const broken = (error: unknown): never => {
    throw damaged(file, 'cannot be opened as an image: its data is broken or incomplete', error);
  };
  const size = async (index: number) => {
    // Without the limit, so that the sentence can name the dimensions.
    const { width, height } = (await input(index, false).metadata().catch(broken)).autoOrient;
    if (width * height > mostPixels) throw imageTooLarge(file, width, height);
    return { width, height };
  };
  await size(0);
  const metadata = await input(0, mostPixels).metadata().catch(broken);
  const page = (index: number) => input(index, mostPixels).autoOrient();
  return { page, size, metadata, pages: metadata.pages ?? 1 };
}
