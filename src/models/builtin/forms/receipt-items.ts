/** What was bought: the lines of a receipt or an invoice that have a price and are no sum. */
import { amountSource } from '../names/amounts.ts';

/** A thing that was bought. */
export interface Item {
  /** What it is, without numbers and prices. */
  readonly words: string;
  /** As it is written, with its price. */
  readonly line: string;
}

/** Source of a regular expression (flags `iu`): a sum, with or without its currency. */
export const money = `(?:${amountSource}|-?\\d{1,3}(?:[., ’']\\d{3})*[.,]\\d{2}(?!\\d))`;
const moneyAtEnd = new RegExp(`(?:${money})\\s*\\p{L}?$`, 'u');
const sumWords =
  /^(?:sub-?\s?tot|zwischensumme|sous-total|summe|netto|net\b|total|gesamt|amount|balance|montant|base imponible|imponibile|ust|mwst|umsatzsteuer|zzgl|vat|tax|sales tax|tva|iva|btw|\d+ ?% ?btw|tip|gratuity|cash|change|card|paid\b|payment|bezahlt|kartenzahlung|zahlung|payé|pagado|pagato|betaald|visa|mastercard|efectivo|cambio|contanti|resto|bar\b|gegeben|rückgeld|rendu|espèces|carte|subtota|totaal|totale|rechnungsbetrag|endbetrag|zahlbetrag|bruttobetrag|net à payer|importe total|te betalen|zu zahlen|小計|消費税|合計|お預り|お釣り|税|shipping|versand|porto\b|livraison gratuite)|(?<!\p{L})(?:discount|rabatt|remise|descuento|sconto|desconto|korting|rewards?|coupon|gutschein)(?!\p{L})/iu;

const longestItem = 120;
/** A name may take two lines above its number and price. */
const mostLinesOfName = 2;

/** A table's row or a Markdown line as plain words. */
export function withoutBars(line: string): string {
  return line
    .replace(/[|\t]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The things that were bought, in order. */
export function itemsIn(lines: readonly string[]): Item[] {
  return lines.flatMap((line, place) => {
    const plain = withoutBars(line);
    const isItem = /\p{L}{2}/u.test(plain) && moneyAtEnd.test(plain) && !sumWords.test(plain);
    if (!isItem || plain.length > longestItem) return [];
    const words = wordsOf(line);
    if (!isCode(words)) return [{ words, line: plain }];
    const name = nameAbove(lines.slice(Math.max(0, place - mostLinesOfName), place));
    return [name === '' ? { words, line: plain } : { words: name, line: `${name} ${plain}` }];
  });
}

/** The words of an item, without its number, its amounts and its prices. */
function wordsOf(item: string): string {
  const cell = item.split(/ \| |\t|\s{2,}/).find((one) => /\p{L}{2}/u.test(one)) ?? item;
  return cell
    .replace(moneyAtEnd, '')
    .replace(/^\d+\s*[x×]?\s+(?=\p{L})/u, '')
    .trim();
}

/** `ACC-8834 2 @`: a number of the shop's own, and no word. */
const isCode = (words: string): boolean => !/\p{Ll}{3}|\p{Lo}{2}/u.test(words) && /\d/.test(words);

/** The lines of words just above. */
function nameAbove(above: readonly string[]): string {
  const end = above.findLastIndex((line) => line === '' || moneyAtEnd.test(line) || !/\p{L}{3}/u.test(line));
  return above.slice(end + 1).join(' ');
}
