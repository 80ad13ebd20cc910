/** Recordings: what the file says about itself. What is said in them is for `transcribe`. */
import { openAsBlob } from 'node:fs';
import { lstat } from 'node:fs/promises';
import type { Document } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { damaged, empty } from '../failures.ts';
import { audioFacts } from './audio-facts.ts';

/** Reads facts only; the sound itself stays in the file. */
export const audioReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { size, isRegular } = await lstat(file.path).then((stat) => ({
      size: stat.size,
      isRegular: stat.isFile(),
    }));
    if (!isRegular) throw damaged(file, 'is no regular file any more');
    if (size === 0) throw empty(file);
    const metadata = await parse(file);
    const facts = metadata === undefined ? {} : audioFacts(metadata, size);
    const omissions =
      metadata === undefined ? ['Its length and title were not read: its format keeps them elsewhere.'] : [];
    return { kind: 'audio', mime: file.mime, facts, blocks: [], pictures: [], speech: true, omissions };
  },
};

/** Undefined for formats that music-metadata does not know (AMR, CAF) and a transcriber may. */
async function parse(file: FileToRead): Promise<import('music-metadata').IAudioMetadata | undefined> {
  const { parseBlob, CouldNotDetermineFileTypeError, UnsupportedFileTypeError } = await import(
    'music-metadata'
  );
  // By the media type and not by the name, which may lie.
  const blob = await openAsBlob(file.path, { type: file.mime });
  try {
    // With `duration` frames are counted where no header tells: variable bit rates would be misjudged.
    const metadata = await parseBlob(blob, { duration: true, skipCovers: true });
    const { hasAudio, sampleRate, codec } = metadata.format;
    if (hasAudio !== false && (sampleRate !== undefined || codec !== undefined)) return metadata;
  } catch (error) {
    const isUnknown =
      error instanceof CouldNotDetermineFileTypeError || error instanceof UnsupportedFileTypeError;
    if (isUnknown && /amr|caf/.test(file.mime)) return undefined;
    throw damaged(file, 'cannot be opened as a recording: its data is broken or incomplete', error);
  }
  throw damaged(file, 'holds no sound that can be played');
}
