/** Pages and Keynote: their own format is nobody else's, but they carry a preview that can be read. */
import type { Document, Picture } from '../../types/document.ts';
import type { FileToRead, LoadedPicture, Reader } from '../contract.ts';
import { appleDocument, noSuchPicture } from '../failures.ts';
import { imageReader } from '../image/image-reader.ts';
import { OfficePackage } from '../office/package.ts';
import { pdfReader } from '../pdf/pdf-reader.ts';

/** Whole documents, as older programs saved them. */
const wholePreview = /(^|\/)(preview|QuickLook\/Preview)\.pdf$/i;
/** The first page as a picture, the large one. */
const pagePreview = /(^|\/)(preview|QuickLook\/(Preview|Thumbnail))\.(jpe?g|png)$/i;

/** Reads the preview in Pages and Keynote documents: a PDF of all pages, or a picture of the first. */
export const iworkReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const preview = await previewOf(file);
    if (preview === undefined) throw appleDocument(file);
    if (preview.mime === 'application/pdf') {
      return { ...(await pdfReader.read(preview)), mime: file.mime };
    }
    const { facts, pictures } = await imageReader.read(preview);
    const [first] = pictures;
    if (first === undefined) throw appleDocument(file);
    const page: Picture = { ...first, id: 'page-1', role: 'page', position: { page: 1 } };
    const { width: _width, height: _height, ...about } = facts;
    return {
      kind: 'text',
      mime: file.mime,
      facts: about,
      blocks: [],
      pictures: [page],
      speech: false,
      omissions: [
        'Only the preview of its first page could be looked at: export it as PDF and drop that to have all of it.',
      ],
    };
  },

  async loadPicture(file: FileToRead, picture: Picture): Promise<LoadedPicture> {
    const preview = await previewOf(file);
    const reader = preview?.mime === 'application/pdf' ? pdfReader : imageReader;
    const inner: Picture = reader === imageReader ? { ...picture, id: 'file', role: 'file' } : picture;
    const loaded = preview === undefined ? undefined : await reader.loadPicture?.(preview, inner);
    if (loaded === undefined) throw noSuchPicture(file, picture.id);
    return loaded;
  },
};

/** The preview as a file of its own. */
async function previewOf(file: FileToRead): Promise<FileToRead | undefined> {
  const office = await OfficePackage.open(file);
  for (const [pattern, mime] of [
    [wholePreview, 'application/pdf'],
    [pagePreview, 'image/jpeg'],
  ] as const) {
    const name = office.zip.names.find((entry) => pattern.test(entry));
    const content = name === undefined ? undefined : await office.bytes(name);
    if (content !== undefined && content.length > 0) return { ...file, mime, bytes: content.length, content };
  }
  return undefined;
}
