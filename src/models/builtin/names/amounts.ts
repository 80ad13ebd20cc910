/** Finds sums of money, as they are written. */

const number = String.raw`\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?![\d,.]\d)|\d+(?:[.,]\d{1,2})?(?![\d,.]\d)`;
const scale = String.raw`(?:\s?(?:[Mm]illions?|[Bb]illions?|[Tt]rillions?|thousand|Millionen|Million|Milliarden|Milliarde|Mio\.?|Mrd\.?|bn|mln|[Mm]illones|[Mm]il millones|milioni|milhões|miljoen|miljard|milliards?|тыс\.?|млн|млрд|[kKmM])(?![\p{L}\d])(?:\s(?:de|d['’]|di)(?=\s))?)?`;
const sign = String.raw`(?:(?<=^|[\s(|:)])[-−–]\s?)?`;
const symbol = String.raw`(?:(?:US|CA|AU|NZ|HK|[ACR])?\$|[€£¥￥₹₩₽₺]|R\$)`;
const code =
  '(?:USD|EUR|GBP|CHF|JPY|CNY|INR|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|BRL|MXN|ZAR|SGD|HKD|KRW|TRY|AED|Fr\\.|Rs\\.?)';
const after = String.raw`(?:${symbol}|${code}|dollars?|euros?|Euros?|pounds?|Franken|francs?|yen|kronor|kroner|złotych|zł|Kč|рубл(?:ей|я|ь)|руб\.?|kr\.?)(?![\p{L}\d])|[万億亿]?[円元]`;

/** Source of a regular expression (flags `u`) that matches one sum with its currency. */
export const amountSource = [
  `${sign}(?<![\\p{L}\\d])${symbol}\\s?[-−]?(?:${number})${scale}`,
  // AUD-2024 is the number of a paper.
  `${sign}(?<![\\p{L}\\d])${code}(?:[ \\t\\u00a0\\u202f]{0,3}|[ \\t\\u00a0\\u202f]{1,3}[-−])(?:${number})${scale}`,
  `${sign}(?<![\\p{Script=Latin}\\d.,])(?:${number})${scale}\\s?(?:${after})`,
  `(?<![\\d.,])(?:${number})[ ]?[万億亿][円元]`,
].join('|');

const amountPattern = new RegExp(amountSource, 'gu');

/** The sums in `text`, in order, each once. */
export function amountsIn(text: string): string[] {
  if (!/\d/.test(text)) return [];
  return [...new Set((text.match(amountPattern) ?? []).map((amount) => amount.trim()))];
}
