/** Finds dates, as they are written. */

const months: readonly string[] = [
  'jan(?:uary|uar|v(?:ier)?\\.?)?|ene(?:ro)?|gen(?:naio)?|jän(?:ner)?|januari|janeiro',
  'feb(?:ruary|ruar|rero|braio|ruari)?|févr?(?:ier)?|fevereiro',
  'mar(?:ch|zo|s|ço)?|märz|mrz|maart',
  'apr(?:il|ile)?|avr(?:il)?|abr(?:il)?',
  'may|mai|mayo|mag(?:gio)?|maio|mei',
  'june?|juni|juin|junio|giu(?:gno)?|junho',
  'july?|juli|juil(?:let)?|julio|lug(?:lio)?|julho',
  'aug(?:ust|ustus)?|août|ago(?:sto)?',
  'sept?(?:ember|embre|tiembre)?|settembre|setembro',
  'oct(?:ober|obre)?|okt(?:ober)?|ott(?:obre)?|outubro',
  'nov(?:ember|embre|iembre|embro)?',
  'dec(?:ember)?|déc(?:embre)?|dez(?:ember|embro)?|dic(?:iembre|embre)?',
];
const month = `(?:${months.join('|')})\\.?`;
const day = '(?:3[01]|[12]\\d|0?[1-9])';
const year = '(?:1[5-9]\\d\\d|20\\d\\d)';
const monthNumber = '(?:1[0-2]|0?[1-9])';

const patterns = [
  // 2026-03-04, 2026/03/04
  `(?<![\\d.-])${year}([-/.])(?:1[0-2]|0[1-9])\\1(?:3[01]|[12]\\d|0[1-9])(?=\\D|T|$)(?!-\\d)`,
  // 11/23/2024, 23.11.2024, 4-3-26; a year of two digits needs dots or slashes
  `(?<![\\d./-])(?:${day}([./-])${monthNumber}\\1|${monthNumber}([./-])${day}\\2)${year}(?!\\d)`,
  `(?<![\\d./-])(?:0?[1-9]|[12]\\d|3[01])([./])(?:0[1-9]|1[0-2])\\1\\d\\d(?![\\d./])`,
  `(?<![\\d./-])(?:0?[1-9]|1[0-2])/(?:0[1-9]|[12]\\d|3[01])/\\d\\d(?![\\d./])`,
  // March 4, 2026 · Mar 4th
  `(?<!\\p{L})${month}\\s(?:the\\s)?${day}(?:st|nd|rd|th)?(?:,?\\s${year})?(?![\\d:.]\\d|\\d)`,
  // 4 March 2026 · 4. März 2026 · 4 de marzo de 2026 · 4th of March
  `(?<![\\d.,])${day}(?:st|nd|rd|th|\\.|er|º)?\\s(?:of\\s|de\\s)?${month}(?:,?\\s(?:de\\s|of\\s)?${year})?(?![\\p{L}\\d])`,
  // March 2026
  `(?<!\\p{L})${month}\\s(?:de\\s)?${year}(?!\\d)`,
  // 2026年3月4日
  `${year}年(?:1[0-2]|0?[1-9])月(?:${day}日)?`,
].map((source) => new RegExp(source, 'giu'));

/** Names of months that are words too; they need a capital or a year. */
const alsoWords = /\b(?:mar|may|mai|mars|sept?|dec|ago|gen|mei)\b/;

/** A text with more dates is a table of them. */
const mostOfOneForm = 200;

/** The dates in `text`, in order, each once. Longer forms win over what they contain. */
export function datesIn(text: string): string[] {
  if (!/\d/.test(text)) return [];
  const found: { from: number; to: number; date: string }[] = [];
  for (const pattern of patterns) {
    let matches = 0;
    for (const match of text.matchAll(pattern)) {
      if (++matches > mostOfOneForm) break;
      const from = match.index;
      // The full stop may be the sentence's.
      const date = match[0].trim().replace(/\.$/, '');
      const to = from + match[0].length;
      if (alsoWords.test(date) && !/\d{4}/.test(date)) continue;
      if (!found.some((other) => from < other.to && other.from < to)) found.push({ from, to, date });
    }
  }
  found.sort((a, b) => a.from - b.from);
  return [...new Set(found.map(({ date }) => date))];
}
