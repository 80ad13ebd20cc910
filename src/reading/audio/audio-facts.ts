/** What a sound file says about itself, as facts. */
import type { IAudioMetadata, IFormat } from 'music-metadata';
import type { DocumentFacts } from '../../types/document.ts';

/** Title, length and the rest as labels; only what the file, of so many bytes, really says. */
export function audioFacts(metadata: IAudioMetadata, bytes: number): DocumentFacts {
  const { common, format } = metadata;
  const created = recorded(metadata);
  const title = words(common.title);
  const artist = words(common.artist);
  const other = Object.entries({
    Artist: artist,
    Album: words(common.album),
    Date: words(common.date ?? common.year),
    Comment: words(common.comment?.find((comment) => comment.text)?.text),
    Codec: words(format.codec ?? format.container),
    'Sample rate': format.sampleRate === undefined ? undefined : `${format.sampleRate} Hz`,
    Channels: words(format.numberOfChannels),
  }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    ...(title === undefined ? {} : { title }),
    ...(artist === undefined ? {} : { author: artist }),
    ...(created === undefined ? {} : { created }),
    ...duration(Math.min(format.duration ?? 0, longestIn(format, bytes))),
    other: Object.fromEntries(other),
  };
}

/** Recorders whose clock was never set write the first second of 1904 or 1970. */
const leastYear = 1990;

/** When the recorder began: in the header of an MP4 file, or in the broadcast chunk of a WAV file (EBU Tech 3285). */
function recorded({ format, native }: IAudioMetadata): string | undefined {
  const { creationTime } = format;
  if (creationTime && creationTime.getUTCFullYear() >= leastYear) {
    return creationTime.toISOString().replace('.000Z', 'Z');
  }
  const broadcast = new Map((native.exif ?? []).map(({ id, value }) => [id, String(value)]));
  // The standard allows several signs between the numbers.
  const numbers = `${broadcast.get('bext.originationDate')} ${broadcast.get('bext.originationTime')}`;
  const found = /^(\d{4})\D(\d\d)\D(\d\d) (\d\d)\D(\d\d)\D(\d\d)/.exec(numbers)?.slice(1);
  if (found === undefined || Number(found[0]) < leastYear) return undefined;
  return `${found.slice(0, 3).join('-')}T${found.slice(3).join(':')}`;
}

/** Seconds of plain samples that so many bytes can hold: the header of a file that breaks off promises more. */
function longestIn({ codec, bitsPerSample, sampleRate, numberOfChannels }: IFormat, bytes: number): number {
  if (codec !== 'PCM' || !bitsPerSample || !sampleRate || !numberOfChannels) return Number.POSITIVE_INFINITY;
  return (bytes * 8) / (bitsPerSample * sampleRate * numberOfChannels);
}

/** To the millisecond. */
function duration(seconds: number): { durationSeconds?: number } {
  if (!Number.isFinite(seconds) || seconds <= 0) return {};
  return { durationSeconds: Math.round(seconds * 1000) / 1000 };
}

function words(value: string | number | undefined): string | undefined {
  const text = String(value ?? '')
    .replaceAll('\0', '')
    .trim();
  return text === '' ? undefined : text;
}
