/** Subtitles and lyrics: SubRip, WebVTT, SubStation Alpha and LRC. */
import type { Document } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { damaged } from '../failures.ts';
import { readText } from '../text/read-text.ts';
import { textDocument } from '../text-document.ts';
import { type Cue, lyricCues, stationCues, timedCues } from './cues.ts';
import { spokenBlocks } from './spoken-paragraphs.ts';

/** Reads what is said as paragraphs with their times. */
export const subtitlesReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { text, encoding, omissions } = await readText(file);
    const isLyrics = file.mime === 'text/x-lrc';
    const cues = cuesOf(file, text);
    if (cues.length === 0) throw damaged(file, 'holds no line with a time');
    const speakers = [...new Set(cues.flatMap(({ speaker }) => speaker ?? []))];
    const facts = {
      title: tag(text, 'ti') ?? /^Title:[ \t]*(\S.*)$/im.exec(text.slice(0, 5000))?.[1],
      author: tag(text, 'ar'),
      encoding,
      durationSeconds: Math.max(...lastTimes(cues)),
      other: { Lines: cues.length, Speakers: speakers.join(', '), Album: tag(text, 'al') },
    };
    return textDocument(file, facts, spokenBlocks(cues, !isLyrics), omissions);
  },
};

function cuesOf({ mime }: FileToRead, text: string): Cue[] {
  if (mime === 'text/x-lrc') return lyricCues(text);
  return mime === 'text/x-ssa' ? stationCues(text) : timedCues(text);
}

/** Of the last cues only: there may be a hundred thousand. */
function lastTimes(cues: readonly Cue[]): number[] {
  return cues.slice(-20).map(({ from, to }) => to ?? from);
}

/** `[ti:The title]` of lyrics. */
function tag(text: string, name: string): string | undefined {
  return new RegExp(`^\\[${name}:[ \\t]*(.+)\\]`, 'im').exec(text)?.[1]?.trim();
}
