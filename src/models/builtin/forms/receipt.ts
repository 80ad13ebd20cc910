/** Knows receipts and invoices by their fields, and says what was literally found. */
import { type OwnWords, ownWords } from '../language/own-words.ts';
import { amountSource } from '../names/amounts.ts';
import { datesIn } from '../names/dates.ts';
import { type Outline, outlineOf } from '../outline.ts';
import { labelled, labelledIn } from './fields.ts';
import type { Form } from './form.ts';
import { buyerIn, sellerIn } from './parties.ts';
import {
  dateLabels,
  documentNumber,
  dueLabels,
  dueSentence,
  invoiceWords,
  noDate,
  receiptWords,
  tillWords,
  totalKinds,
} from './receipt-words.ts';

/** What a receipt or an invoice says of itself, each field as it is written there. */
export interface Receipt {
  readonly kind: 'receipt' | 'invoice';
  /** The kind as the paper itself says it, where that is one German word: `Stromrechnung`. */
  readonly called?: string;
  readonly total: string;
  readonly seller?: string;
  readonly buyer?: string;
  readonly date?: string;
  readonly due?: string;
  readonly number?: string;
  /** Its lines with amounts, sums left out. */
  readonly items: readonly string[];
}

const longest = 12_000;
const mostItems = 4;

const money = `(?:${amountSource}|-?\\d{1,3}(?:[., ’']\\d{3})*[.,]\\d{2}(?!\\d))`;
const moneyAtEnd = new RegExp(`(?:${money})\\s*\\p{L}?$`, 'u');
const onlyMoney = new RegExp(`^(?:${money})$`, 'u');
const totalPatterns = totalKinds.map(
  (label) =>
    new RegExp(
      `^(?:${label})(?:\\s*\\([^)]*\\)|\\s+in\\s+(?:eur|usd|gbp|chf))?\\s*[:：.=]*\\s*(${money})?$`,
      'iu',
    ),
);
const sumWords =
  /^(?:sub-?\s?tot|zwischensumme|sous-total|summe|netto|net\b|total|gesamt|amount|balance|montant|base imponible|imponibile|ust|mwst|umsatzsteuer|zzgl|vat|tax|sales tax|tva|iva|btw|\d+ ?% ?btw|tip|gratuity|cash|change|card|visa|mastercard|efectivo|cambio|contanti|resto|bar\b|gegeben|rückgeld|rendu|espèces|carte|subtota|totaal|totale|rechnungsbetrag|endbetrag|zahlbetrag|bruttobetrag|net à payer|importe total|te betalen|zu zahlen|小計|消費税|合計|お預り|お釣り|税|discount|rabatt|shipping|versand)/iu;

/** A reckoning of something, and no `Abrechnung` or `Berechnung`. */
const compound =
  /(?<!\p{L})(?!(?:Ab|Be|Ver|An|Auf|Vor|Zwischen|Schluss|Sammel)rechnung)\p{Lu}\p{Ll}{2,18}rechnung(?!\p{L})/u;

/** The fields of a receipt or an invoice, or undefined when the text is none. */
export function receiptOf(text: string, outline: Outline): Receipt | undefined {
  if (text.length > longest || !/\d/.test(text)) return undefined;
  const running = outline.pieces
    .filter((piece) => piece.kind === 'paragraph')
    .reduce((sum, { text: piece }) => sum + piece.length, 0);
  if (running * 2 > text.length) return undefined;
  const barred = text.split('\n').map((line) =>
    line
      .replace(/[*_#]+/g, '')
      .replace(/^\s*\|\s*|\s*\|\s*$/g, '')
      .trim(),
  );
  const lines = barred.map(withoutBars).filter((line) => line !== '');
  const total = totalIn(lines);
  if (total === undefined) return undefined;
  const invoice = invoiceWords.test(lines.slice(0, 15).join('\n')) && !receiptWords.test(text);
  if (!invoice && !receiptWords.test(text) && !tillWords.test(text)) return undefined;
  const fields = labelledIn(barred.map((line) => line.replace(/(?: \| )+/g, ' | ')));
  const due = dueIn(fields, lines);
  const date = dateIn(fields, lines, due);
  const buyer = buyerIn(fields, barred);
  const seller = sellerIn(fields, barred, buyer);
  const number = documentNumber(lines);
  const called = invoice ? compound.exec(lines.slice(0, 15).join('\n'))?.[0] : undefined;
  return {
    kind: invoice ? 'invoice' : 'receipt',
    ...(called !== undefined && { called }),
    total,
    items: itemsIn(barred),
    ...(seller !== undefined && { seller }),
    ...(buyer !== undefined && buyer !== seller && { buyer }),
    ...(date !== undefined && { date }),
    ...(due !== undefined && { due }),
    ...(number !== undefined && { number }),
  };
}

/** A table's row or a Markdown line as plain words. */
function withoutBars(line: string): string {
  return line
    .replace(/[|\t]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The amount beside the strongest label that has one; of the same label, the last. */
function totalIn(lines: readonly string[]): string | undefined {
  for (const pattern of totalPatterns) {
    let found: string | undefined;
    for (const [index, line] of lines.entries()) {
      const match = pattern.exec(line);
      if (!match) continue;
      const below = lines[index + 1] ?? '';
      found = match[1]?.trim() ?? (onlyMoney.test(below) ? below : undefined) ?? found;
    }
    if (found !== undefined) return found;
  }
  return undefined;
}

type Fields = ReturnType<typeof labelledIn>;

function dueIn(fields: Fields, lines: readonly string[]): string | undefined {
  const named = fields.find(({ label, value }) => dueLabels.test(label) && datesIn(value).length > 0);
  if (named) return datesIn(named.value)[0];
  for (const line of lines) {
    const sentence = dueSentence.exec(line)?.[1];
    const [date] = sentence === undefined ? [] : datesIn(sentence);
    if (date !== undefined) return date;
  }
  return undefined;
}

function dateIn(fields: Fields, lines: readonly string[], due: string | undefined): string | undefined {
  for (const labels of dateLabels) {
    const named = fields.find(
      ({ label, value }) => labels.test(label) && !noDate.test(label) && datesIn(value).length > 0,
    );
    if (named) return datesIn(named.value)[0];
  }
  const others = lines.filter((line) => !noDate.test(line));
  return datesIn(others.join('\n')).find((date) => date !== due);
}

/** What was sold: lines with a price that are no sum. */
function itemsIn(lines: readonly string[]): string[] {
  return lines.filter((line) => {
    const plain = withoutBars(line);
    return /\p{L}{2}/u.test(plain) && moneyAtEnd.test(plain) && !sumWords.test(plain) && plain.length <= 120;
  });
}

/** The words of an item, without its number, its amounts and its prices. */
function wordsOfItem(item: string): string {
  const cell = item.split(/ \| |\t|\s{2,}/).find((one) => /\p{L}{2}/u.test(one)) ?? item;
  return cell
    .replace(moneyAtEnd, '')
    .replace(/^\d+\s*[x×]?\s+(?=\p{L})/u, '')
    .trim();
}

/** E.g. `Receipt 4711 from Corner Shop, 2026-03-04, total $12.40.`; only of fields that were found. */
function line({ kind, called, number, seller, buyer, date, total, due }: Receipt, words: OwnWords): string {
  const named = [
    called ?? words[kind],
    number,
    seller && `${words.from} ${seller}`.trim(),
    buyer && `${words.to} ${buyer}`,
  ];
  const facts = [
    named.filter((part) => part !== undefined).join(' '),
    date,
    `${lower(words.total, words)} ${total}`,
    due && `${lower(words.due, words)} ${due}`,
  ];
  return `${facts.filter((fact) => fact !== undefined).join(', ')}.`;
}

/** German writes its nouns with a capital wherever they stand. */
const lower = (word: string, words: OwnWords): string =>
  words.invoice === 'Rechnung' && word !== words.due ? word : word.charAt(0).toLowerCase() + word.slice(1);

/** Fields as key points, then what was sold. */
export const receiptForm: Form = ({ text, outline, language }) => {
  const receipt = receiptOf(text, outline);
  if (!receipt) return undefined;
  const { kind, called, seller, buyer, number, date, due, total, items } = receipt;
  const words = ownWords(language);
  const sold = [...new Set(items.slice(0, mostItems).map(wordsOfItem))].filter((words) => words !== '');
  const titled = [
    called ?? words[kind],
    kind === 'invoice' ? number : undefined,
    seller && `${words.from} ${seller}`.trim(),
  ];
  return {
    ...(seller !== undefined || number !== undefined
      ? { title: titled.filter((part) => part !== undefined).join(' ') }
      : {}),
    summary: [line(receipt, words), ...(sold.length > 0 ? [`${sold.join(' · ')}.`] : [])].join(' '),
    keyPoints: [
      ...labelled(words, {
        ...(seller !== undefined && { seller }),
        ...(buyer !== undefined && { buyer }),
        ...(number !== undefined && { [kind === 'invoice' ? 'invoiceNumber' : 'receiptNumber']: number }),
        ...(date !== undefined && { date }),
        ...(due !== undefined && { due }),
        total,
      }),
      ...items.slice(0, mostItems).map(withoutBars),
    ],
    tag: words[kind].toLowerCase(),
    about: outlineOf([called ?? '', seller ?? '', ...sold].join('\n\n')),
  };
};
