/** What a camera or a person wrote into an image file. */
import type { DocumentFacts } from '../../types/document.ts';

/** Values as they stand in the file: exifr would turn times without a zone into times of this machine. */
const options = { tiff: true, exif: true, gps: true, xmp: true, iptc: true, reviveValues: false } as const;

/** Facts from EXIF, XMP and IPTC, empty when there are none or they cannot be read. Never throws. */
export async function exifFacts(
  bytes: Uint8Array,
  exifBlock: Uint8Array | undefined,
): Promise<DocumentFacts> {
  const tags = (await parseTags(bytes)) ?? (exifBlock && (await parseTags(withoutMark(exifBlock)))) ?? {};
  const created = isoTime(
    words(tags.DateTimeOriginal) ?? words(tags.CreateDate),
    words(tags.OffsetTimeOriginal) ?? words(tags.OffsetTime),
  );
  const title = words(tags.title) ?? words(tags.ObjectName);
  const author = words(tags.Artist) ?? words(tags.creator);
  const other = labelled({
    Description: words(tags.description) ?? words(tags.ImageDescription) ?? words(tags.Caption),
    Camera: camera(words(tags.Make), words(tags.Model)),
    Location: place(tags.latitude, tags.longitude),
  });
  return {
    ...(title === undefined ? {} : { title }),
    ...(author === undefined ? {} : { author }),
    ...(created === undefined ? {} : { created }),
    ...(Object.keys(other).length === 0 ? {} : { other }),
  };
}

/** exifr throws on formats that it does not know (WebP) and on damaged tags. */
async function parseTags(bytes: Uint8Array): Promise<Record<string, unknown> | undefined> {
  try {
    const { default: exifr } = await import('exifr');
    return (await exifr.parse(bytes, options)) as Record<string, unknown> | undefined;
  } catch {
    return undefined;
  }
}

/** The bare TIFF structure that exifr wants, without the `Exif\0\0` in front. */
function withoutMark(block: Uint8Array): Uint8Array {
  return String.fromCharCode(...block.subarray(0, 4)) === 'Exif' ? block.subarray(6) : block;
}

/** Text of a tag; XMP gives `{ lang, value }` or a list. */
function words(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map(words).filter(Boolean).join(', ') || undefined;
  if (typeof value === 'object' && value !== null && 'value' in value) return words(value.value);
  if (typeof value !== 'string') return undefined;
  return value.replaceAll('\0', '').replace(/\s+/g, ' ').trim() || undefined;
}

/** `2024:05:01 12:33:00` and `+02:00` → `2024-05-01T12:33:00+02:00`; no zone is made up. */
function isoTime(time: string | undefined, offset: string | undefined): string | undefined {
  const match = /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d:\d\d:\d\d)/.exec(time ?? '');
  if (match === null || match[1] === '0000') return undefined;
  const zone = /^(?:[+-]\d\d:\d\d|Z)$/.test(offset ?? '') ? offset : '';
  return `${match[1]}-${match[2]}-${match[3]}T${match[4]}${zone}`;
}

/** Many models repeat their make: `Canon` and `Canon EOS R5`. */
function camera(make: string | undefined, model: string | undefined): string | undefined {
  if (make === undefined || model?.toLowerCase().startsWith(make.toLowerCase())) return model;
  return model === undefined ? make : `${make} ${model}`;
}

/** Decimal degrees (WGS 84), north and east positive: `52.5200, 13.4050`. */
function place(latitude: unknown, longitude: unknown): string | undefined {
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return undefined;
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return undefined;
  return `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
}

function labelled(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
