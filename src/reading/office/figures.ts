/** The pictures in an office file: those that can be looked at, and their pixels. */
import type { Block, Picture } from '../../types/document.ts';
import type { FileToRead, LoadedPicture } from '../contract.ts';
import { noSuchPicture } from '../failures.ts';
import { imageReader } from '../image/image-reader.ts';

/** Pictures of one file that are looked at. */
export const mostPictures = 200;

/** Pixels; what is smaller in either direction is an icon, a bullet or a line. */
const smallest = 64;

/** Where the bytes of a picture come from: a part of the file. */
interface Parts {
  readonly file: FileToRead;
  bytes(name: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/** The blocks, and the pictures that figures among them name. */
export interface Illustrated {
  readonly blocks: Block[];
  readonly pictures: Picture[];
  readonly omissions: string[];
}

/**
 * Looks at the pictures that figures name. A picture is shown once, where it first stands; one that cannot be
 * decoded, or that is only an icon, is not shown, and its figure stays if it has a caption.
 */
export async function illustrated(blocks: readonly Block[], parts: Parts): Promise<Illustrated> {
  const pictures = new Map<string, Picture>();
  const seen = new Set<string>();
  const out: Block[] = [];
  let unseen = 0;
  for (const block of blocks) {
    if (block.type !== 'figure' || block.picture === undefined) {
      out.push(block);
      continue;
    }
    const { picture: name, ...figure } = block;
    const isNew = !seen.has(name);
    seen.add(name);
    const picture = isNew && pictures.size < mostPictures ? await pictureOf(name, block, parts) : undefined;
    if (isNew && pictures.size >= mostPictures) unseen += 1;
    if (picture !== undefined && picture !== 'icon') {
      pictures.set(name, picture);
      out.push(block);
    } else if (figure.caption !== undefined || (isNew && picture !== 'icon')) out.push(figure);
  }
  const omissions =
    unseen === 0 ? [] : [`${unseen} more pictures were not looked at: ${mostPictures} are the limit.`];
  return { blocks: out, pictures: [...pictures.values()], omissions };
}

async function pictureOf(name: string, block: Block, parts: Parts): Promise<Picture | 'icon' | undefined> {
  try {
    const image = await imageReader.read(await partAsFile(name, parts));
    const [found] = image.pictures;
    const { width = 0, height = 0 } = image.facts;
    if (found === undefined) return undefined;
    if (width < smallest || height < smallest) return 'icon';
    const position = block.position === undefined ? {} : { position: block.position };
    return { id: name, role: 'figure', ...position, width: found.width, height: found.height };
  } catch {
    // Windows metafiles, drawings, broken pixels: the figure is named, and the text is read all the same.
    return undefined;
  }
}

/** The pixels of a picture that `illustrated` has shown. */
export async function loadFigure(picture: Picture, parts: Parts): Promise<LoadedPicture> {
  const whole: Picture = { ...picture, id: 'file', role: 'file' };
  return (
    imageReader.loadPicture?.(await partAsFile(picture.id, parts), whole) ??
    Promise.reject(noSuchPicture(parts.file, picture.id))
  );
}

async function partAsFile(name: string, parts: Parts): Promise<FileToRead> {
  const content = await parts.bytes(name);
  if (content === undefined) throw noSuchPicture(parts.file, name);
  return { ...parts.file, mime: 'image/unknown', bytes: content.length, content };
}
