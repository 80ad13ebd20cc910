/** The floor: what takes five minutes to write. File name, first sentences, frequent words, capitalised words. */
import type { EngineAnswer } from './scores.ts';

const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });
const words = new Intl.Segmenter(undefined, { granularity: 'word' });

function frequentWords(text: string): string[] {
  const counts = new Map<string, number>();
  for (const { segment, isWordLike } of words.segment(text.toLowerCase())) {
    if (isWordLike && segment.length > 3) counts.set(segment, (counts.get(segment) ?? 0) + 1);
  }
  return Array.from(counts)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 5)
    .map(([word]) => word);
}

/** Answers for one document. */
export function floorAnswer(text: string, file: string): EngineAnswer {
  const capitalised = [...new Set(text.match(/\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)*/gu) ?? [])];
  const firstThree = Array.from(sentences.segment(text), ({ segment }) => segment.trim())
    .filter((sentence) => sentence !== '')
    .slice(0, 3);
  return {
    summary: {
      title: file.replace(/\.\w+$/, ''),
      summary: firstThree.join(' '),
      keyPoints: [],
      tags: frequentWords(text),
      language: 'en',
    },
    entities: {
      people: capitalised.filter((name) => name.includes(' ')),
      organisations: [],
      places: capitalised.filter((name) => !name.includes(' ')),
      dates: [],
      amounts: [],
    },
  };
}
