/** Files within files: each is read by the reader of its own kind and becomes a part of what is around it. */
import { bytesOf } from '../kinds/bytes.ts';
import { kindOf } from '../kinds/kind.ts';
import type { Block, Document, Picture } from '../types/document.ts';
import type { FileToRead, LoadedPicture, ReaderFor } from './contract.ts';
import { failureOf, noSuchPicture } from './failures.ts';
import { deeperHeadings } from './markdown/deeper.ts';

/** A file that lies within another one. */
export interface InnerFile {
  /** Without folders and without anything that could do harm. */
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** What became of it; `why` finishes a list of what was not read, e.g. `a ZIP archive`. */
export type InnerReading =
  | { readonly ok: true; readonly document: Document }
  | { readonly ok: false; readonly why: string };

/** A message may hold a message that holds a document; what lies deeper is named, not read. */
export const mostDepth = 3;

/** Reads a file that lies within `outer`. Never rejects. */
export async function readInner(
  outer: FileToRead,
  inner: InnerFile,
  readerFor: ReaderFor,
): Promise<InnerReading> {
  if (inner.content.length === 0) return { ok: false, why: 'empty' };
  if ((outer.depth ?? 0) >= mostDepth) return { ok: false, why: 'too deep within other files' };
  const kind = await kindOf(bytesOf(inner.content), inner.name);
  if (!kind.supported) return { ok: false, why: kind.description };
  const file = innerFile(outer, inner, kind.mime);
  try {
    const reader = await readerFor(file);
    return { ok: true, document: await reader.read(file) };
  } catch (error) {
    return { ok: false, why: failureOf(error, file).failure.reason };
  }
}

/** The pixels of the picture `id` in a file that lies within `outer`. */
export async function loadInnerPicture(
  outer: FileToRead,
  inner: InnerFile,
  picture: Picture,
  readerFor: ReaderFor,
): Promise<LoadedPicture> {
  const kind = await kindOf(bytesOf(inner.content), inner.name);
  const file = innerFile(outer, inner, kind.mime);
  const reader = await readerFor(file);
  if (reader.loadPicture === undefined) throw noSuchPicture(outer, picture.id);
  return reader.loadPicture(file, picture);
}

function innerFile(outer: FileToRead, { name, content }: InnerFile, mime: string): FileToRead {
  return { path: outer.path, name, mime, bytes: content.length, content, depth: (outer.depth ?? 0) + 1 };
}

/** An inner document as a part of the outer one. */
export interface InnerPart {
  readonly blocks: readonly Block[];
  readonly pictures: readonly Picture[];
}

/**
 * The blocks of an inner document, its headings below `level`, its pages as headings, and its pictures in
 * their places under ids that begin with `prefix`.
 */
export function asPart(document: Document, name: string, prefix: string, level: number): InnerPart {
  const pictures = document.pictures.map((picture) => outerPicture(picture, prefix));
  const placed = new Set<string>();
  const blocks: Block[] = [];
  const several = new Set(document.blocks.map(({ position }) => placeOf(position))).size > 1;
  let place = '';
  for (const { position, ...block } of document.blocks) {
    const here = placeOf(position);
    if (several && here !== '' && here !== place)
      blocks.push({ type: 'heading', level: level + 1, text: here });
    if (here !== '') place = here;
    blocks.push(deeper(block as Block, prefix, level));
    if (block.type === 'figure' && block.picture !== undefined) placed.add(prefix + block.picture);
  }
  document.pictures.forEach(({ position }, i) => {
    const picture = pictures[i];
    if (!picture || placed.has(picture.id)) return;
    const caption = [name, placeOf(position)].filter((part) => part !== '').join(', ');
    blocks.push({ type: 'figure', picture: picture.id, caption });
  });
  return { blocks, pictures };
}

/** A place of the inner file is none of the outer one. */
function outerPicture({ position: _inner, ...picture }: Picture, prefix: string): Picture {
  const role = picture.role === 'file' ? 'figure' : picture.role;
  return { ...picture, id: prefix + picture.id, role };
}

function placeOf(position: Block['position']): string {
  if (position?.page !== undefined) return `Page ${position.page}`;
  if (position?.slide !== undefined) return `Slide ${position.slide}`;
  return position?.sheet ?? '';
}

function deeper(block: Block, prefix: string, level: number): Block {
  if (block.type === 'heading') return { ...block, level: Math.min(6, block.level + level) };
  if (block.type === 'markdown') return { ...block, text: deeperHeadings(block.text, level) };
  if (block.type !== 'figure' || block.picture === undefined) return block;
  return { ...block, picture: prefix + block.picture };
}
