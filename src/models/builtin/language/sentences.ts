/** Splits running text into sentences, and knows abbreviations, initials and ordinal numbers. */
import { stopWordsOf } from './stop-words.ts';

const listOf = (words: string) => new Set(words.split(/\s+/));

/** A dot after one of these does not end a sentence. */
const abbreviations = listOf(
  `dr prof mr mrs ms vs e.g i.e cf eq approx rev gen lt sgt capt hon u.k
  z.b d.h ca evtl ggf inkl vgl hr fr frl dipl ing bspw zzgl lfd geb
  mm mme mmes mlle p.ex éd sra srta dña ud uds ej sigg sig.ra dott dr.ssa avv spett egr geom exmo exma dra dhr mevr mw
  bijv d.w.z drs p.iva т.е ул`,
);

/** A dot after one of these ends a sentence only where a word follows that sentences begin with. */
const oftenAbbreviations = listOf(
  `inc ltd co corp dept jr sr st etc a.m p.m u.s fig tel str jan feb mar apr jun jul aug sep sept oct nov dec
  mio mrd tsd usw bzw u.a u.u o.ä s.o u.s.w s.a s.l s.r.l s.p.a lda bvd env av bd ee.uu sig ecc enz o.a a.u.b n.v b.v
  т.д т.п г руб col`,
);

/** These belong to the number after them. */
const beforeNumbers = listOf(
  'no nos nr nrn n núm num p pp pag pág pt art sec ch chap kap abs abb tab vol bd s blz ст стр рис',
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

/** Scripts whose sentences end without a space behind. */
const unspacedEnds = /[。！？।။]/;
/** Where a sentence may end: a mark, what closes behind it, and a space. */
const ends = /[.!?…؟۔।](?:["'”’»)\]]|[ \u00a0\u202f]»)*\s+(?=\S)/gu;

/** The sentences of a paragraph as they stand, trimmed. */
export function sentencesOf(paragraph: string, language: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const index of boundariesOf(paragraph, language)) {
    const before = paragraph.slice(Math.max(start, index - 20), index);
    if (index === start || !endsSentence(before, paragraph.slice(index, index + 30), language)) continue;
    sentences.push(paragraph.slice(start, index).trim());
    start = index;
  }
  sentences.push(paragraph.slice(start).trim());
  return sentences.filter((text) => text !== '');
}

function boundariesOf(paragraph: string, language: string): number[] {
  if (unspacedEnds.test(paragraph)) {
    return Array.from(segmenterOf(language, 'sentence').segment(paragraph), ({ index }) => index);
  }
  return Array.from(paragraph.matchAll(ends), (match) => match.index + match[0].length);
}

/** @param before The last characters before the place in question; `after`: what follows it. */
function endsSentence(before: string, after: string, language: string): boolean {
  if (/^\s*[\p{Ll},;)]/u.test(after)) return false;
  const word = /([\p{L}\p{N}.]+)\.\s*$/u.exec(before)?.[1];
  if (word === undefined) return true;
  const lower = word.toLowerCase();
  if (abbreviations.has(lower) || (beforeNumbers.has(lower) && /^\s*\d/.test(after))) return false;
  if (oftenAbbreviations.has(lower)) {
    const next = /^\s*(\p{L}+)/u.exec(after)?.[1]?.toLowerCase();
    return next !== undefined && stopWordsOf(language).has(next);
  }
  // Initials (J. Smith) and parted abbreviations (z. B.).
  if (/^(?:\p{L}\.)*\p{L}$/u.test(word)) return false;
  // "am 3. März": German and its neighbours write ordinal numbers with a dot.
  return !(/^\d{1,2}$/.test(word) && /^(de|da|nb|no|fi|cs|sk|sl|hr|pl|hu|et|tr)$/.test(language));
}

/** Does a text end as a sentence does, in any script? */
export function isEnded(text: string): boolean {
  return /[.!?。！？…؟۔।]["'”’»)\]」』]*$/.test(text);
}
