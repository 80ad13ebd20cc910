/** Numbers at the edges of pages: what is read as one, and which of them count with the pages. */

/** The zeros of the figures that page numbers are written in: European, Arabic, Persian, Devanagari, Bengali, Thai. */
const zeros = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xe50];

const figures = /[0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]+/g;

/** A whole line of them, in either case, or small ones at the beginning or the end of a line. */
const romans = /^\P{L}*[ivxlc]{1,8}\P{L}*$/iu;
const smallRomans = /^[ivxlc]{1,8}(?![\p{L}\d.)])|(?<![\p{L}\d])[ivxlc]{1,8}$/gu;

/** One to 399 as Roman numerals are written. */
const roman = /^c{0,3}(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})$/;

/** What stands before a page number, in the languages of the Latin, Cyrillic, Greek, Semitic and Han scripts. */
const word =
  '(?:pages?|pg|seite|blatt|página|pàgina|pagina|page n°|pág|pag|blad|sida|side|sivu|strona|stránka|strana|oldal|' +
  'sayfa|trang|halaman|lehekülg|puslapis|lappuse|leathanach|tudalen|p|s|str|стр|страница|сторінка|с|σελίδα|σελ|' +
  'עמוד|صفحة|صفحه|หน้า|पृष्ठ|第)';

/** A line that is a page number and nothing else; `#` stands for each number. */
const pageNumber = new RegExp(
  `^[-–—|•·\\s]*(?:${word}[.:]?)?\\s*#\\s*[.]?\\s*(?:頁|页|ページ|쪽|oldal)?\\s*` +
    '(?:(?:of|von|de|di|do|da|van|av|af|sur|out of|z|ze|iz|из|з|от|από|מתוך|من|از|/|／|\\||共|,|，)\\s*#\\s*(?:頁|页|ページ|쪽)?)?[-–—|•·\\s]*$',
  'iu',
);

/** The text of a line as a pattern: `Page 3 of 12` → `page # of #`. */
export function patternOf(text: string): string {
  return withMarks(text).replace(/\s+/g, ' ').toLowerCase();
}

/** The numbers of a line, in the order in which `patternOf` marks them. */
export function numbersIn(text: string): number[] {
  const found: number[] = [];
  withMarks(text, (number) => found.push(number));
  return found;
}

/** True for the pattern of a line that is a page number and nothing else. */
export function isPageNumber(pattern: string): boolean {
  return pageNumber.test(pattern);
}

/** What has numbers, and stands on a page. */
interface Numbered {
  readonly page: number;
  readonly numbers: readonly number[];
}

/**
 * Of lines with the same pattern, those in which a number goes up with the pages, while their other numbers
 * stay: at least `fewest` that agree, and half of all, for two neighbours may do so by accident.
 */
export function counting<Line extends Numbered>(lines: readonly Line[], fewest: number): Line[] {
  const places = lines[0]?.numbers.map((_, i) => i) ?? [];
  return places
    .map((place) => countingAt(lines, place, fewest))
    .filter((some) => some.length * 2 >= lines.length)
    .reduce<Line[]>((best, some) => (some.length > best.length ? some : best), []);
}

function countingAt<Line extends Numbered>(lines: readonly Line[], place: number, fewest: number): Line[] {
  const agreeing = new Map<string, Line[]>();
  for (const line of lines) {
    const others = line.numbers.filter((_, i) => i !== place);
    const key = [(line.numbers[place] ?? 0) - line.page, ...others].join(' ');
    const same = agreeing.get(key);
    if (same === undefined) agreeing.set(key, [line]);
    else same.push(line);
  }
  return [...agreeing.values()].filter((same) => new Set(same.map(({ page }) => page)).size >= fewest).flat();
}

function withMarks(text: string, found: (number: number) => void = () => undefined): string {
  const marked = (value: number): string => {
    found(value);
    return '#';
  };
  if (romans.test(text)) {
    return text.replace(/[ivxlc]+/i, (letters) => romanOr(letters.toLowerCase(), letters, marked));
  }
  // One pass, so that numbers are told in their order.
  const either = new RegExp(`${smallRomans.source}|${figures.source}`, 'gu');
  return text.replace(either, (part) =>
    /^[a-z]/.test(part) ? romanOr(part, part, marked) : marked(figureValue(part)),
  );
}

function romanOr(letters: string, otherwise: string, marked: (value: number) => string): string {
  return roman.test(letters) ? marked(romanValue(letters)) : otherwise;
}

function romanValue(letters: string): number {
  const values: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 };
  const numbers = [...letters].map((sign) => values[sign] ?? 0);
  return numbers.reduce((sum, value, i) => sum + (value < (numbers[i + 1] ?? 0) ? -value : value), 0);
}

function figureValue(text: string): number {
  return [...text].reduce((sum, sign) => {
    const code = sign.codePointAt(0) ?? 0;
    const zero = zeros.findLast((one) => one <= code) ?? code;
    return 10 * sum + code - zero;
  }, 0);
}
