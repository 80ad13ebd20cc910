/** What kind of file the bytes are: signatures first, the look of text next, the name last. */
import { fileTypeFromBuffer } from 'file-type';
import type { FileKind } from '../types/kind.ts';
import { binaryKind, film } from './binary-kind.ts';
import type { ByteSource } from './bytes.ts';
import { compoundKind } from './compound.ts';
import { filmHint } from './film-hint.ts';
import { asciiText, isCleanText, isRoughText, wideText } from './text-bytes.ts';
import { textKind, unsupported } from './text-kind.ts';
import { matroskaTracks, mp4Tracks, type Tracks } from './tracks.ts';
import { zipKind } from './zip-kind.ts';

/** Bytes that are looked at where a file begins … */
const headBytes = 65_536;
/** … and where it ends: a program may follow a script, an archive a text. */
const tailBytes = 16_384;
/** How much of a text is searched for how it begins. */
const beginningBytes = 65_536;

/** MP4 and its relatives, by the names that file-type has for them. */
const mp4Types = new Set(['video/mp4', 'video/x-m4v', 'video/quicktime', 'video/3gpp', 'video/3gpp2']);
const matroskaTypes = new Set(['video/webm', 'video/matroska']);

/**
 * The kind of a small file, `content` whole, when it is text without any doubt; undefined when `kindOf` has to say.
 * Before the signatures: some are two letters, and a note may well begin with "BM", "MZ" or "ID3".
 */
export function plainKind(content: Uint8Array, name: string): FileKind | undefined {
  if (content.length > headBytes || !isCleanText(content)) return undefined;
  return textKind(asciiText(content.subarray(0, beginningBytes)), true, name);
}

/**
 * The kind of a file that is not empty. `name` is its file name and decides only between kinds of text.
 * Whether the file is whole and can be opened is the reader's business. Rejects only as the source does.
 */
export async function kindOf(source: ByteSource, name: string): Promise<FileKind> {
  const head = await source.read(0, headBytes);
  const whole = head.length >= source.size;
  const tail = whole ? head : await source.read(Math.max(head.length, source.size - tailBytes), tailBytes);
  if (isCleanText(head) && (whole || isCleanText(tail)))
    return textKind(asciiText(head.subarray(0, beginningBytes)), whole, name);
  const wide = wideText(head);
  if (wide !== undefined) return textKind(wide, whole, name);
  const signed = await signature(source, head);
  if (signed !== undefined) return signed.supported ? signed : withFilmHint(signed, name);
  if (isRoughText(head) && isRoughText(tail)) return textKind(asciiText(head), whole, name);
  return unsupported('application/octet-stream', 'data in an unknown format');
}

async function signature(source: ByteSource, head: Uint8Array): Promise<FileKind | undefined> {
  const mime = await detected(head);
  if (mime === undefined) return unsigned(head);
  if (mime === 'application/x-cfb') return compoundKind(source);
  if (/^application\/(zip$|vnd\.apple\.)/.test(mime)) return zipKind(source, head);
  if (mp4Types.has(mime)) return soundOr(mime, await mp4Tracks(source), 'audio/mp4');
  if (matroskaTypes.has(mime)) return soundOr(mime, matroskaTracks(head), mime.replace('video', 'audio'));
  return binaryKind(mime);
}

/** Formats that file-type does not tell. */
function unsigned(head: Uint8Array): FileKind | undefined {
  if (hasPdfHeader(head)) return binaryKind('application/pdf');
  return isWebArchive(head) ? binaryKind('application/x-webarchive') : undefined;
}

/** Safari's archives are binary property lists whose first key is this one. */
function isWebArchive(head: Uint8Array): boolean {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 4096)).toString('latin1');
  return start.startsWith('bplist00') && start.includes('WebMainResource');
}

async function detected(head: Uint8Array): Promise<string | undefined> {
  try {
    const mime = (await fileTypeFromBuffer(head))?.mime;
    // XML with stray bytes in it: what it opens with says more.
    return mime === 'application/xml' ? undefined : mime;
  } catch {
    // It reads structures that a broken file may cut short anywhere.
    return undefined;
  }
}

function withFilmHint(kind: Extract<FileKind, { supported: false }>, name: string): FileKind {
  return kind.description === film ? { ...kind, hint: filmHint(name) } : kind;
}

function soundOr(mime: string, tracks: Tracks | undefined, soundMime: string): FileKind {
  return tracks === 'sound' ? { supported: true, kind: 'audio', mime: soundMime } : binaryKind(mime);
}

/** Acrobat and pdfjs accept up to 1,024 bytes of anything before the header (ISO 32000-1, annex H.3). */
function hasPdfHeader(head: Uint8Array): boolean {
  return Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 1029)).includes('%PDF-');
}
