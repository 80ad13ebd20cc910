/** Which language a text is in. */
import { eld } from 'eld/small';

/** Fewer letters than this tell nothing reliable. */
const fewestLetters = 20;
/** From so many letters on, the likeliest language is the right one nearly always. */
const enoughLetters = 60;
/** A text is in one language when this share of its letters is; below, it is mixed. */
const leastShare = 0.6;
/** Letters of a part that is asked for its own language, and how many parts are. */
const partLetters = 60;
const mostParts = 8;
const sampleCharacters = 1000;

const cjk = /[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/;

/**
 * The language of prose, as BCP 47; `und` when the words are too few or in several languages.
 * @param prose Running text without code or tables; its beginning is enough.
 */
export function languageOf(prose: string): string {
  const lines = prose.slice(0, 4000).split('\n').map(withoutNames).filter(hasWords);
  const sample = lines.join(' ').slice(0, sampleCharacters);
  const detected = detect(sample);
  if (detected === undefined) return 'und';
  return isMixed(lines, detected) ? 'und' : detected;
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
  return line.replace(/https?:\/\/\S+|\S+@\S+|[\w.,:/+-]*\d[\w.,:/+-]*/g, ' ').replace(/\s+/g, ' ');
}

function hasWords(line: string): boolean {
  return /\p{L}{2}/u.test(line);
}

/** Do the parts of the text that can be told speak another language than the whole? */
function isMixed(lines: readonly string[], language: string): boolean {
  let same = 0;
  let others = 0;
  let parts = 0;
  let part = '';
  for (const line of lines) {
    // A list of names is in no language.
    if (!cjk.test(line) && (line.match(/(?<!\p{L})\p{Ll}{2,}/gu)?.length ?? 0) < 3) continue;
    part += `${line} `;
    const letters = lettersOf(part);
    if (letters < partLetters * 0.6) continue;
    const found = eld.detect(part.slice(0, sampleCharacters));
    if (found.language === language) same += letters;
    else if (found.isReliable()) others += letters;
    part = '';
    parts += 1;
    if (parts >= mostParts) break;
  }
  return parts > 1 && same < leastShare * (same + others);
}
