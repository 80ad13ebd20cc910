/** Finds dates, as they are written. */

const months: readonly string[] = [
  'jan(?:uary|uar|v(?:ier)?)?|ene(?:ro)?|gen(?:naio)?|jän(?:ner)?|januari|janeiro|января',
  'feb(?:ruary|ruar|rero|braio|ruari)?|févr?(?:ier)?|fevereiro|февраля',
  'mar(?:ch|zo|s|ço|t)?|märz|mrz|maart|mrt|марта',
  'apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|апреля',
  'may|mai|mayo|mag(?:gio)?|maio|mei|мая',
  'june?|juni|juin|junio|giu(?:gno)?|junho|июня',
  'july?|juli|juil(?:let)?|julio|lug(?:lio)?|julho|июля',
  'aug(?:ust|ustus)?|août|ago(?:sto)?|августа',
  'sept?(?:ember|embre|tiembre)?|settembre|set(?:embro)?|сентября',
  'oct(?:ober|obre)?|okt(?:ober)?|ott(?:obre)?|out(?:ubro)?|октября',
  'nov(?:ember|embre|iembre|embro)?|ноября',
  'dec(?:ember)?|déc(?:embre)?|dez(?:ember|embro)?|dic(?:iembre|embre)?|декабря',
];
const wholeMonths = months.map((names) => new RegExp(`^(?:${names})\\.?$`, 'iu'));

/** 1 to 12 from the name of a month, short or long, in one of the languages known here; 0 when it is none. */
export function monthOf(name: string): number {
  return wholeMonths.findIndex((month) => month.test(name)) + 1;
}

const month = `(?:${months.join('|')})(?![\\p{L}])\\.?`;
const day = '(?:3[01]|[12]\\d|0?[1-9])';
const year = '(?:1[5-9]\\d\\d|20\\d\\d)';
const monthNumber = '(?:1[0-2]|0?[1-9])';

/** Each with whether a month that is also a word needs a year beside it. */
const patterns: readonly (readonly [RegExp, boolean])[] = (
  [
    // 2026-03-04, 2026/03/04
    [`(?<![\\d.-])${year}([-/.])(?:1[0-2]|0[1-9])\\1(?:3[01]|[12]\\d|0[1-9])(?=\\D|T|$)(?!-\\d)`, false],
    // 11/23/2024, 23.11.2024, 4-3-26; a year of two digits needs dots or slashes
    [`(?<![\\d./-])(?:${day}([./-])${monthNumber}\\1|${monthNumber}([./-])${day}\\2)${year}(?!\\d)`, false],
    [`(?<![\\d./-])(?:0?[1-9]|[12]\\d|3[01])([./])(?:0[1-9]|1[0-2])\\1\\d\\d(?![\\d./])`, false],
    [`(?<![\\d./-])(?:0?[1-9]|1[0-2])/(?:0[1-9]|[12]\\d|3[01])/\\d\\d(?![\\d./])`, false],
    // March 4, 2026 · Mar 4th
    [`(?<!\\p{L})${month}\\s(?:the\\s)?${day}(?:st|nd|rd|th)?(?:,?\\s${year})?(?![\\d:.]\\d|\\d)`, true],
    // 4 March 2026 · 4. März 2026 · 4 de marzo de 2026 · 4th of March · 12 mars
    [
      `(?<![\\d.,:])${day}(?:st|nd|rd|th|\\.|er|º|°)?\\s(?:of\\s|de\\s)?${month}(?:,?\\s(?:de\\s|of\\s)?${year})?(?![\\p{L}\\d])`,
      false,
    ],
    // March 2026
    [`(?<!\\p{L})${month}\\s(?:de\\s)?${year}(?!\\d)`, true],
    // 2026年3月4日 · 3月4日 · 2026년 3월 4일
    [
      `(?:${year}[年년] ?)?(?<!\\d)(?:1[0-2]|0?[1-9])[月월] ?${day}[日일号]|${year}[年년] ?(?:1[0-2]|0?[1-9])[月월]`,
      false,
    ],
  ] as const
).map(([source, needsYear]) => [new RegExp(source, 'giu'), needsYear]);

/** Names of months that are words too; they need a capital or a year. */
const alsoWords = /\b(?:mar|may|mai|mars|mart|sept?|set|out|dec|ago|gen|mei)\b/;

/** A text with more dates is a table of them. */
const mostOfOneForm = 200;

/** The dates in `text`, in order, each once. Longer forms win over what they contain. */
export function datesIn(text: string): string[] {
  if (!/\d/.test(text)) return [];
  const found: { from: number; to: number; date: string }[] = [];
  for (const [pattern, needsYear] of patterns) {
    let matches = 0;
    for (const match of text.matchAll(pattern)) {
      if (++matches > mostOfOneForm) break;
      const from = match.index;
      // The full stop may be the sentence's.
      const date = match[0].trim().replace(/\.$/, '');
      const to = from + match[0].length;
      if (needsYear && alsoWords.test(date) && !/\d{4}/.test(date)) continue;
      if (!found.some((other) => from < other.to && other.from < to)) found.push({ from, to, date });
    }
  }
  found.sort((a, b) => a.from - b.from);
  return [...new Set(found.map(({ date }) => date))];
}
