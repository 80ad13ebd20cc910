/** What each media type that file-type can tell is to us. */
import type { FileKind, Kind } from '../types/kind.ts';
import { officeKinds } from './office-kind.ts';
import { unsupported } from './text-kind.ts';

/** Detected media type → the one that the readers know it by. */
export const supported: Readonly<Record<string, readonly [Kind, string]>> = {
  'application/pdf': ['text', 'application/pdf'],
  ...officeKinds,
  'application/x-webarchive': ['text', 'application/x-webarchive'],
  'application/epub+zip': ['text', 'application/epub+zip'],
  'image/jpeg': ['image', 'image/jpeg'],
  'image/png': ['image', 'image/png'],
  // An animated PNG is a PNG to every reader of PNG, which shows its first frame.
  'image/apng': ['image', 'image/png'],
  'image/webp': ['image', 'image/webp'],
  'image/gif': ['image', 'image/gif'],
  'image/tiff': ['image', 'image/tiff'],
  'image/avif': ['image', 'image/avif'],
  'image/bmp': ['image', 'image/bmp'],
  'image/x-icon': ['image', 'image/x-icon'],
  'image/heic': ['image', 'image/heic'],
  'image/heic-sequence': ['image', 'image/heic'],
  'image/heif': ['image', 'image/heif'],
  'image/heif-sequence': ['image', 'image/heif'],
  'audio/mpeg': ['audio', 'audio/mpeg'],
  'audio/mp4': ['audio', 'audio/mp4'],
  'audio/x-m4a': ['audio', 'audio/mp4'],
  'audio/aac': ['audio', 'audio/aac'],
  'audio/wav': ['audio', 'audio/wav'],
  'audio/flac': ['audio', 'audio/flac'],
  'audio/ogg': ['audio', 'audio/ogg'],
  'audio/ogg; codecs=opus': ['audio', 'audio/ogg'],
  'audio/aiff': ['audio', 'audio/aiff'],
  'audio/amr': ['audio', 'audio/amr'],
  'audio/x-caf': ['audio', 'audio/x-caf'],
  'audio/x-ms-asf': ['audio', 'audio/x-ms-wma'],
};

/** What is said of every film. */
export const film = 'a video';
const word = 'a Word document';
const sheet = 'a spreadsheet';
const slides = 'a presentation';
const raw = 'a raw camera image';
const program = 'a program';
const archive = 'a compressed archive';
const unpack = 'Unpack it (a double-click does) and drop the folder that comes out into ingest/.';

/** Media type, or the beginning of one that ends with `*` → its description. The first that fits counts. */
export const descriptions: readonly (readonly [string, string])[] = [
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.*', word],
  ['application/vnd.ms-word.*', word],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.*', sheet],
  ['application/vnd.ms-excel.*', sheet],
  ['application/vnd.openxmlformats-officedocument.presentationml.*', slides],
  ['application/vnd.ms-powerpoint.*', slides],
  ['application/vnd.oasis.opendocument.text*', 'an OpenDocument text'],
  ['application/vnd.oasis.opendocument.spreadsheet*', sheet],
  ['application/vnd.oasis.opendocument.presentation*', slides],
  ['application/vnd.oasis.opendocument.graphics*', 'a drawing'],
  ['application/x-mobipocket-ebook', 'a Mobipocket book'],
  ['application/vnd.apple.pages', 'a Pages document'],
  ['application/vnd.apple.numbers', 'a Numbers spreadsheet'],
  ['application/vnd.apple.keynote', 'a Keynote presentation'],
  ['application/vnd.visio', 'a Visio drawing'],
  ['application/vnd.ms-outlook', 'an Outlook mailbox'],
  ['application/rtf', 'a rich-text (RTF) document'],
  ['application/postscript', 'a PostScript file'],
  ['application/eps', 'a PostScript drawing'],
  ['application/zip', 'a ZIP archive'],
  ['application/gzip', archive],
  ['application/zstd', archive],
  ['application/lzip', archive],
  ['application/vnd.ms-cab-compressed', archive],
  ['application/x-7z-compressed', archive],
  ['application/x-rar-compressed', archive],
  ['application/x-bzip2', archive],
  ['application/x-xz', archive],
  ['application/x-compress', archive],
  ['application/x-lzh-compressed', archive],
  ['application/x-lz4', archive],
  ['application/x-ace-compressed', archive],
  ['application/x-arj', archive],
  ['application/x-cpio', archive],
  ['application/x-tar', 'a TAR archive'],
  ['application/x-apple-diskimage', 'a disk image'],
  ['application/x-iso9660-image', 'a disk image'],
  ['application/x-elf', program],
  ['application/x-mach-binary', program],
  ['application/x-msdownload', program],
  ['application/java-archive', program],
  ['application/java-vm', program],
  ['application/wasm', program],
  ['application/vnd.android.package-archive', program],
  ['application/x-sqlite3', 'a database'],
  ['application/pgp-encrypted', 'a PGP-encrypted message'],
  ['application/x-ms-shortcut', 'a Windows shortcut'],
  ['application/x-ft-apple.alias', 'a Finder alias'],
  ['application/ogg', 'an Ogg file without sound'],
  ['application/mxf', film],
  ['application/vnd.ms-asf', 'a Windows Media file'],
  ['application/vnd.rn-realmedia', 'a RealMedia file'],
  ['application/dicom', 'a medical image (DICOM)'],
  ['audio/midi', 'a MIDI file, which holds notes and no sound'],
  ['audio/*', 'a sound file of a rare format'],
  ['video/*', film],
  ['image/icns', 'a Mac icon'],
  ['image/vnd.adobe.photoshop', 'a Photoshop image'],
  ['image/x-adobe-dng', raw],
  ['image/x-canon-*', raw],
  ['image/x-nikon-nef', raw],
  ['image/x-sony-arw', raw],
  ['image/x-fujifilm-raf', raw],
  ['image/x-olympus-orf', raw],
  ['image/x-panasonic-rw2', raw],
  ['image/vnd.dwg', 'a CAD drawing'],
  ['image/jxl', 'a JPEG XL image'],
  ['image/jp2', 'a JPEG 2000 image'],
  ['image/*', 'an image of a rare format'],
  ['font/*', 'a font'],
  ['model/*', 'a 3D model'],
];

/** The kind for a media type as file-type names it. */
export function binaryKind(mime: string): FileKind {
  const known = supported[mime];
  if (known !== undefined) return { supported: true, kind: known[0], mime: known[1] };
  const description = descriptions.find(([pattern]) =>
    pattern.endsWith('*') ? mime.startsWith(pattern.slice(0, -1)) : mime === pattern,
  )?.[1];
  const packed = description !== undefined && /\barchive$/.test(description);
  return unsupported(mime, description ?? `data of the type ${mime}`, packed ? unpack : undefined);
}
