/** What each kind of tag block says about an image, as answers to the same questions. */
import { type ExifTags, textOf, windowsText } from './exif.ts';
import { iptcTags } from './iptc.ts';
import { iptcTime, isoTime, mailTime } from './photo-time.ts';
import type { TagBlocks } from './tag-blocks.ts';
import { xmpTags } from './xmp.ts';

/** Datasets of IPTC's record 2. */
const iptc = {
  title: 5,
  keyword: 25,
  date: 55,
  time: 60,
  author: 80,
  place: 92,
  city: 90,
  state: 95,
  country: 101,
  rights: 116,
  caption: 120,
} as const;

/** Each source's answer to one question, by how much it is trusted to be what a person wrote. */
export interface Source {
  readonly title?: string | undefined;
  readonly author?: string | undefined;
  readonly created?: string | undefined;
  readonly description?: string | undefined;
  readonly keywords?: readonly string[];
  readonly rights?: string | undefined;
  readonly place?: string | undefined;
  readonly people?: string | undefined;
  readonly comment?: string | undefined;
  readonly software?: string | undefined;
}

/** XMP: what image programs write today. */
export async function fromXmp({ xmp }: TagBlocks): Promise<Source> {
  const read = await xmpTags(xmp);
  const join = (...properties: readonly string[]): string | undefined =>
    [...new Set(properties.flatMap(read))].join(', ') || undefined;
  const [taken, digitised, made] = ['exif:DateTimeOriginal', 'photoshop:DateCreated', 'xmp:CreateDate'].map(
    (property) => isoTime(read(property)[0]),
  );
  return {
    title: join('dc:title') ?? join('photoshop:Headline'),
    author: join('dc:creator'),
    created: taken ?? digitised ?? made,
    description: join('dc:description'),
    keywords: read('dc:subject'),
    rights: join('dc:rights'),
    place: join('Iptc4xmpCore:Location', 'photoshop:City', 'photoshop:State', 'photoshop:Country'),
    people: join('Iptc4xmpExt:PersonInImage'),
    comment: join('exif:UserComment'),
    software: programName(join('xmp:CreatorTool')),
  };
}

/** IPTC: what they wrote before, and agencies still do. */
export function fromIptc({ iptc: block }: TagBlocks): Source {
  const tags = iptcTags(block);
  const read = (dataset: number): readonly string[] =>
    (tags.get(dataset) ?? []).map((value) => textOf(value) ?? '').filter(Boolean);
  const join = (...datasets: readonly number[]): string | undefined =>
    [...new Set(datasets.flatMap(read))].join(', ') || undefined;
  return {
    title: join(iptc.title),
    author: join(iptc.author),
    created: iptcTime(read(iptc.date)[0], read(iptc.time)[0]),
    description: join(iptc.caption),
    keywords: read(iptc.keyword),
    rights: join(iptc.rights),
    place: join(iptc.place, iptc.city, iptc.state, iptc.country),
  };
}

/** What EXIF has besides the shot itself, Windows' own tags among it. */
export function fromExif(tags: ExifTags): Source {
  const keywords = windowsText(tags.XPKeywords)
    ?.split(';')
    .map((word) => word.trim())
    .filter(Boolean);
  return {
    title: windowsText(tags.XPTitle) ?? textOf(tags.DocumentName),
    author: textOf(tags.Artist) ?? windowsText(tags.XPAuthor),
    created: isoTime(textOf(tags.CreateDate), textOf(tags.OffsetTimeDigitized)),
    description: textOf(tags.ImageDescription) ?? windowsText(tags.XPSubject) ?? windowsText(tags.XPComment),
    ...(keywords === undefined ? {} : { keywords }),
    rights: textOf(tags.Copyright),
    software: programName(textOf(tags.Software)),
  };
}

/** Text of a PNG file, by the keywords that the PNG specification names (third edition, 11.3.3.1). */
export function fromComments({ comments = [] }: TagBlocks): Source {
  const read = (keyword: string): string | undefined =>
    textOf(comments.find((comment) => comment.keyword.toLowerCase() === keyword)?.text);
  const made = read('creation time');
  return {
    title: read('title'),
    author: read('author'),
    created: isoTime(made) ?? mailTime(made),
    description: read('description') ?? read('comment'),
    rights: read('copyright'),
    software: read('software'),
  };
}

/** Telephones write the bare number of their system there: `17.5.1`. */
function programName(software: string | undefined): string | undefined {
  return software !== undefined && /\p{L}/u.test(software) ? software : undefined;
}
