/** What lies in a ZIP archive whose first entries do not say it: the list of names at its end does. */
import type { FileKind } from '../types/kind.ts';
import { binaryKind } from './binary-kind.ts';
import type { ByteSource } from './bytes.ts';

/** The end record with the longest comment (APPNOTE.TXT, section 4.3.16). */
const endBytes = 22 + 0xffff;
/** How much of the list of names is looked at. */
const mostListBytes = 1024 * 1024;

const openXml = 'application/vnd.openxmlformats-officedocument';

/** A name that only one kind of archive has → its media type. The first that fits counts. */
const telling: readonly (readonly [RegExp, string])[] = [
  [/^word\/document.*\.xml$/i, `${openXml}.wordprocessingml.document`],
  [/^ppt\/presentation\.xml$/i, `${openXml}.presentationml.presentation`],
  [/^xl\/workbook\.xml$/i, `${openXml}.spreadsheetml.sheet`],
  [/^xl\/workbook\.bin$/i, 'application/vnd.ms-excel.sheet.binary.macroenabled.12'],
  [/^META-INF\/container\.xml$/, 'application/epub+zip'],
  // An archive of the folder that such a document is may have the folder's name before all others.
  [
    /^index\.apxl$|^Index\/(MasterSlide|Slide|TemplateSlide)[\w-]*\.iwa$|^[^/]+\.key\/Index(\.zip|\/)/,
    'application/vnd.apple.keynote',
  ],
  [/^[^/]+\.pages\/Index(\.zip|\/)/, 'application/vnd.apple.pages'],
  [/^Index\/Tables\/|^[^/]+\.numbers\/Index(\.zip|\/)/, 'application/vnd.apple.numbers'],
  [/^Index\/Document\.iwa$|^Index\.zip$/, 'application/vnd.apple.pages'],
];

/** The kind of an archive. Rejects only as the source does. */
export async function zipKind(source: ByteSource, head: Uint8Array): Promise<FileKind> {
  // OpenDocument and EPUB: stored, first, under this name, so that anybody can see it.
  const own = /^PK[\s\S]{28}mimetype(application\/[\w.+-]+)/.exec(latin(head.subarray(0, 200)))?.[1];
  const stated = own === undefined ? undefined : binaryKind(own);
  if (stated?.supported) return stated;
  const names = await entryNames(source);
  const mime = telling.find(([name]) => names.some((entry) => name.test(entry)))?.[1];
  return binaryKind(mime ?? own ?? 'application/zip');
}

async function entryNames(source: ByteSource): Promise<string[]> {
  const from = Math.max(0, source.size - endBytes);
  const tail = Buffer.from(await source.read(from, source.size - from));
  const end = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0 || end + 22 > tail.length) return [];
  const bytes = Math.min(tail.readUInt32LE(end + 12), mostListBytes);
  const list = Buffer.from(await source.read(tail.readUInt32LE(end + 16), bytes));
  const names: string[] = [];
  for (let at = 0; at + 46 <= list.length && list.readUInt32LE(at) === 0x02014b50; ) {
    const length = list.readUInt16LE(at + 28);
    names.push(latin(list.subarray(at + 46, at + 46 + length)).replaceAll('\\', '/'));
    at += 46 + length + list.readUInt16LE(at + 30) + list.readUInt16LE(at + 32);
  }
  return names;
}

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
