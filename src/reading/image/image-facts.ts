/** What a camera or a person wrote into an image file, as facts. */
import type { DocumentFacts } from '../../types/document.ts';
import { exifTags, textOf, userComment } from './exif.ts';
import type { OpenImage } from './open-image.ts';
import { isoTime } from './photo-time.ts';
import { altitude, cameraName, exposure, lensName, location } from './shot.ts';
import { fromComments, fromExif, fromIptc, fromXmp, type Source } from './tag-sources.ts';

/** Facts are for reading: longer captions are cut, more keywords left out. Characters and items. */
const limits = { text: 2000, keywords: 60 } as const;

/** Facts from XMP, IPTC, EXIF and PNG comments; only what is really there. Never throws. */
export async function imageFacts({ tags, frames }: OpenImage): Promise<DocumentFacts> {
  const exif = await exifTags(tags.exif);
  const sources: readonly Source[] = [
    await fromXmp(tags),
    fromIptc(tags),
    fromExif(exif),
    fromComments(tags),
  ];
  // The camera's own clock knows best when; a person's words know best what.
  const created =
    isoTime(textOf(exif.DateTimeOriginal), textOf(exif.OffsetTimeOriginal)) ?? first(sources, 'created');
  const title = first(sources, 'title');
  const author = first(sources, 'author');
  const keywords = sources.find((source) => source.keywords?.length)?.keywords?.slice(0, limits.keywords);
  const description = first(sources, 'description');
  const other = labelled({
    Description: description === title ? undefined : description,
    Keywords: keywords?.join(', '),
    Camera: cameraName(exif),
    Lens: lensName(exif),
    Exposure: exposure(exif),
    Location: location(exif),
    Altitude: altitude(exif),
    Place: first(sources, 'place'),
    People: first(sources, 'people'),
    Rights: first(sources, 'rights'),
    Comment: userComment(exif.UserComment) ?? first(sources, 'comment'),
    Software: first(sources, 'software'),
    Frames: frames > 1 ? String(frames) : undefined,
  });
  return {
    ...(title === undefined ? {} : { title }),
    ...(author === undefined ? {} : { author }),
    ...(created === undefined ? {} : { created }),
    ...(Object.keys(other).length === 0 ? {} : { other }),
  };
}

function first(sources: readonly Source[], key: Exclude<keyof Source, 'keywords'>): string | undefined {
  return sources.map((source) => source[key]).find((value) => value !== undefined);
}

function labelled(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values)
      .filter((entry): entry is [string, string] => entry[1] !== undefined)
      .map(([label, value]) => [
        label,
        value.length > limits.text ? `${value.slice(0, limits.text - 1)}…` : value,
      ]),
  );
}
