/** Splits running text into sentences, and knows abbreviations, initials and ordinal numbers. */

/** A dot after one of these does not end a sentence. */
const abbreviations = new Set(
  `dr prof mr mrs ms st jr sr vs etc e.g i.e cf no nos vol fig eq sec ch pp p approx dept est inc ltd co corp rev
  gen col lt sgt capt hon a.m p.m u.s u.k jan feb mar apr jun jul aug sep sept oct nov dec
  mio mrd tsd z.b d.h u.a bzw ca evtl ggf inkl vgl usw nr str tel hr fr dipl ing abs art bspw u.u o.ä s.o
  m mme mlle p.ex cf env av bd sra srta ud uds dña núm pág ej sig dott avv ecc pag tav dhr mevr bijv enz`.split(
    /\s+/,
  ),
);

const segmenters = new Map<string, Intl.Segmenter>();

/** One segmenter for each language, because making one takes longer than most texts. */
export function segmenterOf(language: string, granularity: 'sentence' | 'word'): Intl.Segmenter {
  const key = `${language} ${granularity}`;
  let segmenter = segmenters.get(key);
  if (!segmenter) {
    segmenter = new Intl.Segmenter(language === 'und' ? 'en' : language, { granularity });
    segmenters.set(key, segmenter);
  }
  return segmenter;
}

/** The sentences of a paragraph as they stand, trimmed. */
export function sentencesOf(paragraph: string, language: string): string[] {
  if (!/[.!?。！？…]\s*\S/u.test(paragraph)) return [paragraph.trim()].filter((text) => text !== '');
  const sentences: string[] = [];
  let start = 0;
  for (const { segment, index } of segmenterOf(language, 'sentence').segment(paragraph)) {
    if (
      index === start ||
      !endsSentence(paragraph.slice(Math.max(start, index - 20), index), segment, language)
    ) {
      continue;
    }
    sentences.push(paragraph.slice(start, index).trim());
    start = index;
  }
  sentences.push(paragraph.slice(start).trim());
  return sentences.filter((text) => text !== '');
}

/** @param before The last characters before the place in question; `after`: what follows it. */
function endsSentence(before: string, after: string, language: string): boolean {
  if (/^\s*[\p{Ll},;)]/u.test(after)) return false;
  const word = /([\p{L}\p{N}.]+)\.\s*$/u.exec(before)?.[1];
  if (word === undefined) return true;
  if (abbreviations.has(word.toLowerCase())) return false;
  // Initials (J. Smith) and parted abbreviations (z. B.).
  if (/^(?:\p{L}\.)*\p{L}$/u.test(word)) return false;
  // "am 3. März": German and its neighbours write ordinal numbers with a dot.
  return !(/^\d{1,2}$/.test(word) && /^(de|da|nb|no|fi|cs|pl|hu|tr)$/.test(language));
}
