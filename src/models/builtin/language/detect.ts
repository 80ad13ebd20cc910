/** Which language a text is in. */
import { eld } from 'eld/extrasmall';

/** Fewer letters than this tell nothing reliable. */
const fewestLetters = 20;
/** From so many letters on, the likeliest language is the right one nearly always. */
const enoughLetters = 60;
/** A text is in one language when this share of its letters is; below, it is mixed. */
const leastShare = 0.6;
/** A part that is asked for its own language: at least so many letters, at most so many characters. */
const partLetters = 32;
const partCharacters = 150;
const mostParts = 6;
/** So many parts of one language, and none of another, are enough. */
const enoughParts = 3;
/** Reading on takes time and changes nothing. */
const sampleCharacters = 500;
const mostCharacters = 3000;

const cjk = /[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/;

/**
 * The language of prose, as BCP 47; `und` when the words are too few or in several languages.
 * @param prose Running text without code or tables; its beginning is enough.
 */
export function languageOf(prose: string): string {
  const { language, share, parts } = vote(linesOf(prose));
  if (parts >= 2) return share >= leastShare && language !== undefined ? language : 'und';
  return detect(beginningOf(prose, sampleCharacters)) ?? language ?? 'und';
}

/** As `languageOf`, for those who only want to know which words are small: the likeliest, however mixed the text is. */
export function likeliestLanguageOf(text: string): string {
  return detect(beginningOf(text, 2 * partCharacters)) ?? 'und';
}

/** What the parts of a text speak, each weighing as much as it has letters. */
function vote(lines: Iterable<string>): { language?: string; share: number; parts: number } {
  const votes = new Map<string, number>();
  let letters = 0;
  let parts = 0;
  for (const part of partsOf(lines)) {
    const found = eld.detect(part.slice(0, partCharacters));
    const weight = Math.min(partCharacters, part.length);
    if (found.language === '' || (!found.isReliable() && part.length < enoughLetters)) continue;
    votes.set(found.language, (votes.get(found.language) ?? 0) + weight);
    letters += weight;
    parts += 1;
    if (parts >= mostParts || (parts >= enoughParts && votes.size === 1)) break;
  }
  const [best] = [...votes].sort((one, other) => other[1] - one[1]);
  return best === undefined ? { share: 0, parts } : { language: best[0], share: best[1] / letters, parts };
}

/** Runs of words long enough to tell a language; a list of names is in none. */
function* partsOf(lines: Iterable<string>): Generator<string> {
  let part = '';
  for (const line of lines) {
    if (!cjk.test(line) && (line.match(/(?<!\p{L})[\p{Ll}\p{Lo}]{2,}/gu)?.length ?? 0) < 3) continue;
    for (const sentence of line.split(/(?<=[.!?。！？])\s*(?=\S)/)) {
      part += `${sentence.slice(0, partCharacters)} `;
      if (lettersOf(part) < partLetters) continue;
      yield part;
      part = '';
    }
  }
}

/** The lines with words in them, as far as they are asked for. */
function* linesOf(text: string): Generator<string> {
  for (const line of text.slice(0, mostCharacters).split('\n')) {
    const words = withoutNames(line);
    if (hasWords(words)) yield words;
  }
}

/** So many characters of those lines. */
function beginningOf(text: string, length: number): string {
  let beginning = '';
  for (const line of linesOf(text)) {
    beginning += beginning === '' ? line : ` ${line}`;
    if (beginning.length >= length) break;
  }
  return beginning.slice(0, length);
}

function detect(sample: string): string | undefined {
  const letters = lettersOf(sample);
  if (letters === 0 || (letters < fewestLetters && !cjk.test(sample))) return undefined;
  const detected = eld.detect(sample);
  if (detected.language === '' || (letters < enoughLetters && !detected.isReliable())) return undefined;
  return detected.language;
}

const lettersOf = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;

/** Numbers and addresses would be taken for words. */
function withoutNames(line: string): string {
  const words = /[@\d]|:\//.test(line)
    ? line.split(/\s+/).filter((word) => !/[@\d]|:\//.test(word))
    : undefined;
  return words ? words.join(' ') : line;
}

function hasWords(line: string): boolean {
  return /\p{L}{2}/u.test(line);
}
