/** The tags of an EXIF block, read by exifr: times, camera, lens, exposure and place. */

/** Tags by the names of the EXIF standard, as they stand in the file. */
export type ExifTags = Readonly<Record<string, unknown>>;

/** Values as they stand: exifr would turn times without a zone into times of this machine. */
const options = {
  tiff: true,
  exif: true,
  gps: true,
  ifd1: false,
  xmp: false,
  iptc: false,
  icc: false,
  reviveValues: false,
  translateValues: false,
} as const;

/** The tags of a TIFF structure, with or without `Exif\0\0` in front; empty when they cannot be read. Never throws. */
export async function exifTags(block: Uint8Array | undefined): Promise<ExifTags> {
  if (block === undefined) return {};
  try {
    const { default: exifr } = await import('exifr');
    return ((await exifr.parse(withoutMark(block), options)) as ExifTags | undefined) ?? {};
  } catch {
    return {};
  }
}

/** exifr wants the TIFF structure alone. */
function withoutMark(block: Uint8Array): Uint8Array {
  return String.fromCharCode(...block.subarray(0, 4)) === 'Exif' ? block.subarray(6) : block;
}

/** The text of a tag in ASCII or UTF-8, with control characters and runs of spaces closed up; undefined when empty. */
export function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  // Cameras fill up a field of fixed length with zeros or spaces.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
  return value.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim() || undefined;
}

/** The number of a tag; undefined when it is none or not finite. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A tag that Windows Explorer writes: UTF-16, in bytes. */
export function windowsText(value: unknown): string | undefined {
  return value instanceof Uint8Array ? textOf(new TextDecoder('utf-16le').decode(value)) : textOf(value);
}

/** `UserComment`: eight bytes that name its encoding, then the text (EXIF 2.32, section 4.6.5). */
export function userComment(value: unknown): string | undefined {
  if (!(value instanceof Uint8Array)) return textOf(value);
  const encoding = new TextDecoder('latin1').decode(value.subarray(0, 8));
  const text = value.subarray(8);
  if (encoding.startsWith('ASCII')) return textOf(new TextDecoder('utf-8').decode(text));
  if (!encoding.startsWith('UNICODE')) return undefined;
  // The byte order is that of the block, which is not known here: mostly Latin text tells.
  const zeros = text.indexOf(0);
  return textOf(new TextDecoder(zeros % 2 === 0 ? 'utf-16be' : 'utf-16le').decode(text));
}
