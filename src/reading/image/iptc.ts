/** The tags of the press agencies (IPTC-IIM 4.2): title, caption, keywords, byline. */

/** Dataset of record 2 → its values in turn. */
export type IptcTags = ReadonlyMap<number, readonly string[]>;

/** Datasets that are read of one block; a photograph has a few dozen. */
const mostDatasets = 2000;

const marker = 0x1c;
/** Photoshop's resource that holds the datasets. */
const iptcResource = 0x0404;
/** Dataset 1:90 with this value: everything is UTF-8 (ISO 2022). */
const utf8Escape = '\u001b%G';

/** The tags of a block: Photoshop's image resources, or datasets alone. Empty when there are none. Never throws. */
export function iptcTags(block: Uint8Array | undefined): IptcTags {
  const tags = new Map<number, string[]>();
  const bytes = block && datasets(block);
  if (bytes === undefined) return tags;
  let utf8 = false;
  let at = 0;
  for (let count = 0; count < mostDatasets && bytes[at] === marker; count++) {
    const [, record = 0, number = 0, high = 0, low = 0] = bytes.subarray(at, at + 5);
    const length = high * 256 + low;
    // The highest bit announces a longer length field, which only pictures within the block need.
    if (length > 0x7fff || at + 5 + length > bytes.length) break;
    const value = bytes.subarray(at + 5, at + 5 + length);
    if (record === 1 && number === 90) utf8 = new TextDecoder('latin1').decode(value) === utf8Escape;
    if (record === 2) tags.set(number, [...(tags.get(number) ?? []), decoded(value, utf8)]);
    at += 5 + length;
  }
  return tags;
}

/** Undeclared text is UTF-8 when it can be, else that of Windows. */
function decoded(value: Uint8Array, utf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: !utf8 }).decode(value);
  } catch {
    return new TextDecoder('windows-1252').decode(value);
  }
}

/** The datasets within Photoshop's resources (its file format specification, "Image Resource Blocks"). */
function datasets(block: Uint8Array): Uint8Array | undefined {
  if (block[0] === marker) return block;
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const text = (at: number, length: number): string =>
    new TextDecoder('latin1').decode(block.subarray(at, at + length));
  let at = text(0, 14) === 'Photoshop 3.0\0' ? 14 : 0;
  while (at + 12 <= block.length && text(at, 4) === '8BIM') {
    const number = view.getUint16(at + 4);
    // A name with its length in front, filled up to an even number of bytes.
    const size = at + 6 + (((block[at + 6] ?? 0) + 2) & ~1);
    if (size + 4 > block.length) return undefined;
    const length = view.getUint32(size);
    if (number === iptcResource) return block.subarray(size + 4, size + 4 + length);
    at = size + 4 + length + (length & 1);
  }
  return undefined;
}
