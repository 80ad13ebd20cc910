/** Subtitles and lyrics: SubRip, WebVTT, SubStation Alpha and LRC. */
import type { Document } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { damaged } from '../failures.ts';
import { readText } from '../text/read-text.ts';
import { textDocument } from '../text-document.ts';
import { type Cue, lyricCues, stationCues, timedCues } from './cues.ts';
import { spokenBlocks } from './spoken-paragraphs.ts';

/** Where a file says what it is called. */
const headCharacters = 5000;

/** Reads what is said as paragraphs with their times. */
export const subtitlesReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { text, encoding, omissions } = await readText(file);
    const isLyrics = file.mime === 'text/x-lrc';
    const tags = isLyrics ? text.slice(0, headCharacters) : '';
    const cues = cuesOf(file, text);
    if (cues.length === 0) throw damaged(file, 'holds no line with a time');
    const speakers = [...new Set(cues.flatMap(({ speaker }) => speaker ?? []))];
    const facts = {
      title: tag(tags, 'ti') ?? titleOf(file, text.slice(0, headCharacters)),
      author: tag(tags, 'ar'),
      encoding,
      durationSeconds: Math.max(...lastTimes(cues)),
      other: { Lines: cues.length, Speakers: speakers.join(', '), Album: tag(tags, 'al') },
    };
    return textDocument(file, facts, spokenBlocks(cues, !isLyrics), omissions);
  },
};

function cuesOf({ mime }: FileToRead, text: string): Cue[] {
  if (mime === 'text/x-lrc') return lyricCues(text);
  return mime === 'text/x-ssa' ? stationCues(text) : timedCues(text, mime === 'text/vtt');
}

/** Of the last cues only: there may be a hundred thousand. */
function lastTimes(cues: readonly Cue[]): number[] {
  return cues.slice(-20).map(({ from, to }) => to ?? from);
}

/** `Title: …` of SubStation Alpha, and what stands behind `WEBVTT`; in other formats such a line is said. */
function titleOf({ mime }: FileToRead, head: string): string | undefined {
  if (mime === 'text/vtt') return /^WEBVTT[ \t]+(?:[-–—:][ \t]*)?(\S.*)/.exec(head)?.[1]?.trim();
  return mime === 'text/x-ssa' ? /^Title:[ \t]*(\S.*)$/im.exec(head)?.[1]?.trim() : undefined;
}

/** `[ti:The title]` of lyrics. */
function tag(text: string, name: string): string | undefined {
  return new RegExp(`^\\[${name}:[ \\t]*(.+)\\]`, 'im').exec(text)?.[1]?.trim();
}
