/** How and where a photograph was taken, in the words of photographers. */
import { type ExifTags, numberOf, textOf } from './exif.ts';

/** Many models repeat their make: `Canon` and `Canon EOS R5`. */
export function cameraName(tags: ExifTags): string | undefined {
  return named(textOf(tags.Make), textOf(tags.Model));
}

/** `Canon RF24-70mm F2.8 L`, `iPhone 15 back camera 6.765mm f/1.78`. */
export function lensName(tags: ExifTags): string | undefined {
  const model = textOf(tags.LensModel);
  // Without a lens that tells its name cameras write dashes.
  return model === undefined || !/\p{L}|\p{N}/u.test(model) ? undefined : named(textOf(tags.LensMake), model);
}

function named(make: string | undefined, model: string | undefined): string | undefined {
  if (make === undefined || model === undefined) return model ?? make;
  const [brand = make] = make.split(' ');
  // `NIKON CORPORATION` makes the `NIKON D850`, and Apple's lenses are named after the telephone.
  if (model.toLowerCase().startsWith(brand.toLowerCase()) || /^iP(hone|ad)/.test(model)) return model;
  return `${make} ${model}`;
}

/** `1/120 s, f/1.8, ISO 100, 26 mm`. */
export function exposure(tags: ExifTags): string | undefined {
  const seconds = numberOf(tags.ExposureTime);
  const aperture = numberOf(tags.FNumber);
  const speed = numberOf([tags.ISO].flat()[0]);
  const focal = numberOf(tags.FocalLength);
  const equivalent = numberOf(tags.FocalLengthIn35mmFormat);
  const parts = [
    positive(seconds) && shutter(seconds),
    positive(aperture) && `f/${rounded(aperture)}`,
    positive(speed) && `ISO ${speed}`,
    positive(focal) && `${rounded(focal)} mm`,
    positive(equivalent) && equivalent !== focal && `${rounded(equivalent)} mm in 35 mm terms`,
  ].filter((part) => typeof part === 'string');
  return parts.length === 0 ? undefined : parts.join(', ');
}

function positive(value: number | undefined): value is number {
  return value !== undefined && value > 0;
}

function shutter(seconds: number): string {
  return seconds < 0.3 ? `1/${Math.round(1 / seconds)} s` : `${rounded(seconds)} s`;
}

/** At most one digit after the point. */
function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** `52.52000° N, 13.40500° E` (WGS 84), to the metre, as maps take it. */
export function location(tags: ExifTags): string | undefined {
  const latitude = numberOf(tags.latitude);
  const longitude = numberOf(tags.longitude);
  if (latitude === undefined || longitude === undefined) return undefined;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return undefined;
  // A receiver that had not found its place yet writes zeros.
  if (latitude === 0 && longitude === 0) return undefined;
  const degrees = (value: number, [plus, minus]: readonly [string, string]): string =>
    `${Math.abs(value).toFixed(5)}° ${value < 0 ? minus : plus}`;
  return `${degrees(latitude, ['N', 'S'])}, ${degrees(longitude, ['E', 'W'])}`;
}

/** Whole metres above or below the sea, where there is a place. */
export function altitude(tags: ExifTags): string | undefined {
  const metres = numberOf(tags.GPSAltitude);
  if (metres === undefined || location(tags) === undefined || Math.abs(metres) > 100_000) return undefined;
  const reference = tags.GPSAltitudeRef;
  const below = (reference instanceof Uint8Array ? reference[0] : numberOf(reference)) === 1;
  return `${Math.round(metres)} m ${below ? 'below' : 'above'} sea level`;
}
