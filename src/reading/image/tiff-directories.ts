/** The directories of a TIFF file (TIFF 6.0, section 2): one for each page, and for what is no page of its own. */

/** Directories that are looked at; a file with more is read all the same, every one as a page. */
const mostDirectories = 10_000;

const newSubfileType = 254;
/** Bit 0 of that tag: a smaller copy of another page. Bit 2: a mask. */
const noPage = 0b101;

/**
 * Which of `pages` directories, counted from 0, are pages in their own right: scanners and image programs add a
 * small copy of a page for file managers. All of them when that cannot be told.
 */
export function countedPages(bytes: Uint8Array, pages: number): readonly number[] {
  const all = Array.from({ length: pages }, (_, index) => index);
  if (pages === 1) return all;
  const types = subfileTypes(bytes);
  const counted = all.filter((index) => ((types[index] ?? 0) & noPage) === 0);
  return counted.length === 0 ? all : counted;
}

/** The subfile type of each directory in turn; none for BigTIFF, which no scanner writes. */
function subfileTypes(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  const types: number[] = [];
  if (bytes.length < 8 || view.getUint16(2, little) !== 42) return types;
  let at = view.getUint32(4, little);
  while (at > 0 && at + 2 <= bytes.length && types.length < mostDirectories) {
    const entries = view.getUint16(at, little);
    const end = at + 2 + entries * 12;
    if (end + 4 > bytes.length) break;
    let type = 0;
    for (let entry = at + 2; entry < end; entry += 12) {
      if (view.getUint16(entry, little) === newSubfileType) type = view.getUint32(entry + 8, little);
    }
    types.push(type);
    at = view.getUint32(end, little);
  }
  return types;
}
