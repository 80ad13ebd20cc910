/** Photographs, scans and drawings in pixels. */
import type { Document, Picture } from '../../types/document.ts';
import type { FileToRead, LoadedPicture, Reader } from '../contract.ts';
import { damaged, noSuchPicture } from '../failures.ts';
import { readWhole } from '../file-bytes.ts';
import { imageFacts } from './image-facts.ts';
import { type OpenImage, openImage } from './open-image.ts';
import { renderedSize } from './rendered-size.ts';

/** Bytes of one file. */
export const limitBytes = 1024 * 1024 * 1024;

/** Pages of one file that become pictures. */
export const mostPages = 500;

/** Reads an image as one picture, a file of several pages or images as a picture for each. */
export const imageReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const bytes = await readWhole(file, limitBytes);
    const image = await openImage(file, bytes);
    await proveWhole(file, image);
    const { pictures, omissions } = await picturesOf(file, image);
    const facts = {
      ...(await image.size(image.main)),
      ...(image.pages > 1 ? { pages: image.pages } : {}),
      ...(await imageFacts(image)),
    };
    return { kind: 'image', mime: file.mime, facts, blocks: [], pictures, speech: false, omissions };
  },

  async loadPicture(file: FileToRead, picture: Picture): Promise<LoadedPicture> {
    const image = await openImage(file, await readWhole(file, limitBytes));
    const page = Number(/^page-(\d+)$/.exec(picture.id)?.[1] ?? Number.NaN) - 1;
    const index = picture.id === 'file' ? image.main : page;
    if (!(index >= 0 && index < image.pages)) throw noSuchPicture(file, picture.id);
    const { width, height } = await image.size(index);
    const { data, info } = await (await image.page(index))
      .toColourspace('srgb')
      .flatten({ background: '#ffffff' })
      .resize({ ...renderedSize(width, height), fit: 'fill' })
      // Level 6 takes three times as long and saves a tenth.
      .png({ compressionLevel: 3 })
      .toBuffer({ resolveWithObject: true })
      .catch((error: unknown) => {
        throw damaged(file, 'cannot be decoded: its data is broken or incomplete', error);
      });
    return { bytes: data, mime: 'image/png', width: info.width, height: info.height };
  },
};

/** A header can be whole while the pixels break off: decodes them once, scaled down, and throws them away. */
async function proveWhole(file: FileToRead, image: OpenImage): Promise<void> {
  await (await image.page(image.main))
    .resize({ width: 64, height: 64, fit: 'fill' })
    .raw()
    .toBuffer()
    .catch((error: unknown) => {
      throw damaged(file, 'cannot be decoded: its data is broken or incomplete', error);
    });
}

async function picturesOf(
  file: FileToRead,
  image: OpenImage,
): Promise<{ readonly pictures: Picture[]; readonly omissions: string[] }> {
  if (image.pages === 1) {
    const { width, height } = await image.size(0);
    const pictures: Picture[] = [{ id: 'file', role: 'file', ...renderedSize(width, height) }];
    const omissions = image.frames > 1 ? [`Only the first of its ${image.frames} frames is looked at.`] : [];
    return { pictures, omissions };
  }
  // Pages of a TIFF file are scans; the images of a HEIC file are photographs.
  const role = file.mime === 'image/tiff' ? 'page' : 'figure';
  const pictures: Picture[] = [];
  for (let page = 1; page <= Math.min(image.pages, mostPages); page++) {
    const { width, height } = await image.size(page - 1);
    pictures.push({ id: `page-${page}`, role, position: { page }, ...renderedSize(width, height) });
  }
  const omissions =
    image.pages > mostPages ? [`Pages ${mostPages + 1} to ${image.pages} were not looked at.`] : [];
  return { pictures, omissions };
}
