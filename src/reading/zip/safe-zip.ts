/** Opens files that are ZIP archives inside (Office, OpenDocument, EPUB) so that none can exhaust the machine. */
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { NightshiftError } from '../../types/failure.ts';
import type { FileToRead } from '../contract.ts';
import { damaged, encrypted, unpacksTooLarge } from '../failures.ts';

const mebibyte = 1024 * 1024;

/** Entries of one archive; a book or a deck with thousands of pictures stays far below. */
export const mostEntries = 50_000;

/** What is unpacked of one entry unless its reader asks for less. */
export const mostBytesEach = 256 * mebibyte;

/** What is unpacked of one archive, all entries together, each time that one is read. */
export const mostBytesInAll = 512 * mebibyte;

/** Spreadsheets of equal rows shrink to a fiftieth; above this, of this size, is an archive made to burst. */
const suspicious = { bytes: 512 * mebibyte, ratio: 200 };

/** An archive whose entries are unpacked one by one, on demand, and never beyond a bound. */
export interface SafeZip {
  /** All files, parted by `/`, as the archive spells them: words for looking up, never paths to write to. */
  readonly names: readonly string[];
  /** The archive's spelling of a name: letter case and a leading `/` do not count. Undefined: not there. */
  find(name: string): string | undefined;
  /**
   * The whole content of an entry, undefined when there is no such entry.
   * @throws NightshiftError `file-unpacks-too-large` above the limit, `file-damaged` when it cannot be unpacked.
   */
  read(name: string, limitBytes?: number): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /**
   * The first `limitBytes` of an entry, and whether that is all of it; undefined when there is no such entry.
   * @throws NightshiftError as `read`, but never for the size of this entry.
   */
  readStart(
    name: string,
    limitBytes: number,
  ): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly whole: boolean } | undefined>;
}

/**
 * Opens the archive that `bytes` are. Nothing is unpacked yet, and what the archive says about the sizes of
 * its entries is believed only where that makes it worse.
 * @throws NightshiftError `file-damaged`, `file-encrypted` when any entry is, `file-unpacks-too-large`.
 */
export async function openZip(file: FileToRead, bytes: Uint8Array): Promise<SafeZip> {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    // Names are decoded here: yauzl refuses a whole archive for one name that would be unsafe as a path.
    const zip = await yauzl.fromBufferPromise(archive, { decodeStrings: false, validateEntrySizes: false });
    if (zip.entryCount > mostEntries) throw damaged(file, `has more than ${mostEntries} files inside`);
    return new OpenZip(file, zip, await entriesOf(file, zip, bytes.length));
  } catch (error) {
    throw asFailure(file, error);
  }
}

async function entriesOf(file: FileToRead, zip: ZipFile, packedBytes: number): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let declared = 0;
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) throw encrypted(file);
    const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
    const name = yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
    declared += entry.uncompressedSize;
    if (!name.endsWith('/')) entries.set(name, entry);
  }
  if (declared > suspicious.bytes && declared > suspicious.ratio * packedBytes) {
    throw unpacksTooLarge(file, suspicious.bytes);
  }
  return entries;
}

class OpenZip implements SafeZip {
  readonly names: readonly string[];
  readonly #file: FileToRead;
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #spellings: ReadonlyMap<string, string>;
  #unpacked = 0;

  constructor(file: FileToRead, zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.names = [...entries.keys()];
    this.#file = file;
    this.#zip = zip;
    this.#entries = entries;
    this.#spellings = new Map(this.names.map((name) => [folded(name), name]));
  }

  find(name: string): string | undefined {
    return this.#entries.has(name) ? name : this.#spellings.get(folded(name));
  }

  async read(name: string, limitBytes = mostBytesEach): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const start = await this.readStart(name, limitBytes);
    if (start?.whole === false) throw unpacksTooLarge(this.#file, limitBytes);
    return start?.bytes;
  }

  async readStart(
    name: string,
    limitBytes: number,
  ): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly whole: boolean } | undefined> {
    const entry = this.#entries.get(this.find(name) ?? '');
    if (entry === undefined) return undefined;
    try {
      return await this.#unpack(entry, limitBytes);
    } catch (error) {
      throw asFailure(this.#file, error);
    }
  }

  async #unpack(
    entry: Entry,
    limitBytes: number,
  ): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly whole: boolean }> {
    const chunks: Buffer[] = [];
    let length = 0;
    // Leaving the loop early destroys the stream: nothing beyond the bound is inflated.
    for await (const chunk of await this.#zip.openReadStreamPromise(entry)) {
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      this.#unpacked += (chunk as Buffer).length;
      if (this.#unpacked > mostBytesInAll) throw unpacksTooLarge(this.#file, mostBytesInAll);
      if (length > limitBytes) break;
    }
    const bytes = new Uint8Array(Math.min(length, limitBytes));
    let filled = 0;
    for (const chunk of chunks) {
      const part = chunk.subarray(0, bytes.length - filled);
      bytes.set(part, filled);
      filled += part.length;
    }
    return { bytes, whole: length <= limitBytes };
  }
}

const folded = (name: string): string => name.replace(/^\/+/, '').toLowerCase();

function asFailure(file: FileToRead, error: unknown): NightshiftError {
  if (error instanceof NightshiftError) return error;
  // The central directory of an archive with strong encryption cannot even be listed.
  if (error instanceof Error && /encrypt/i.test(error.message)) return encrypted(file, error);
  return damaged(file, 'cannot be unpacked: its data is broken or incomplete', error);
}
