/** What a sound file says about itself, as facts. */
import type { IAudioMetadata } from 'music-metadata';
import type { DocumentFacts } from '../../types/document.ts';

/** Title, length and the rest as labels; only what the file really says. */
export function audioFacts({ common, format }: IAudioMetadata): DocumentFacts {
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
    ...duration(format.duration),
    other: Object.fromEntries(other),
  };
}

/** To the millisecond. */
function duration(seconds: number | undefined): { durationSeconds?: number } {
  if (seconds === undefined || !Number.isFinite(seconds) || seconds <= 0) return {};
  return { durationSeconds: Math.round(seconds * 1000) / 1000 };
}

function words(value: string | number | undefined): string | undefined {
  const text = String(value ?? '')
    .replaceAll('\0', '')
    .trim();
  return text === '' ? undefined : text;
}
