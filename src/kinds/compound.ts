/** What lies in a compound file, the container of Office 97 to 2003 and of Outlook messages. */
import type { FileKind } from '../types/kind.ts';
import type { ByteSource } from './bytes.ts';
import { unsupported } from './text-kind.ts';

/** Directory entries that are looked at: the telling streams are among the first. */
const directoryBytes = 4096;
const entryBytes = 128;

/** A stream that only one kind of compound file has → that kind ([MS-DOC], [MS-XLS], [MS-PPT], [MS-OXMSG], [MS-OFFCRYPTO]). */
const streams: readonly (readonly [RegExp, FileKind])[] = [
  // Its reader says that it needs a password.
  [/^EncryptedPackage$/, { supported: true, kind: 'text', mime: 'application/x-ole-storage' }],
  [/^WordDocument$/, { supported: true, kind: 'text', mime: 'application/msword' }],
  [/^(Workbook|Book)$/, { supported: true, kind: 'text', mime: 'application/vnd.ms-excel' }],
  [/^PowerPoint Document$/, { supported: true, kind: 'text', mime: 'application/vnd.ms-powerpoint' }],
  [
    /^__(properties_version1\.0|substg1\.0_)/,
    { supported: true, kind: 'text', mime: 'application/vnd.ms-outlook' },
  ],
  [/^VisioDocument$/, unsupported('application/vnd.visio', 'a Visio drawing')],
];

/** The media types of compound files that have a reader. */
export const compoundTypes: readonly string[] = streams
  .map(([, kind]) => kind)
  .filter(({ supported }) => supported)
  .map(({ mime }) => mime);

/** The kind of a compound file, from the first sectors of its directory ([MS-CFB], sections 2.2 and 2.6). */
export async function compoundKind(source: ByteSource): Promise<FileKind> {
  const header = await source.read(0, 512);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (header.length === 512) {
    const sectorBytes = 2 ** Math.min(16, view.getUint16(0x1e, true));
    const directory = await source.read((view.getUint32(0x30, true) + 1) * sectorBytes, directoryBytes);
    const names = entryNames(directory);
    for (const [name, kind] of streams) if (names.some((entry) => name.test(entry))) return kind;
  }
  return unsupported('application/x-ole-storage', 'an old Office or Windows file');
}

/** Each entry begins with its name in UTF-16; its length in bytes, with the final zero, stands at 64. */
function entryNames(directory: Uint8Array): string[] {
  const names: string[] = [];
  for (let offset = 0; offset + entryBytes <= directory.length; offset += entryBytes) {
    const bytes = Math.min(64, directory[offset + 64] ?? 0) - 2;
    if (bytes > 0) names.push(new TextDecoder('utf-16le').decode(directory.subarray(offset, offset + bytes)));
  }
  return names;
}
