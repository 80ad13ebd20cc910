/** Knows receipts and invoices by their fields, and says what was literally found. */
import { type OwnWords, ownWords } from '../language/own-words.ts';
import { datesIn } from '../names/dates.ts';
import { type Outline, outlineOf } from '../outline.ts';
import { labelled, labelledIn } from './fields.ts';
import type { Form } from './form.ts';
import { buyerIn, sellerIn } from './parties.ts';
import { type Item, itemsIn, money, withoutBars } from './receipt-items.ts';
import {
  dateLabels,
  documentNumber,
  dueLabels,
  dueSentence,
  estimateWords,
  invoiceWords,
  noDate,
  receiptWords,
  tillWords,
  totalKinds,
} from './receipt-words.ts';

/** What a receipt or an invoice says of itself, each field as it is written there. */
export interface Receipt {
  readonly kind: 'receipt' | 'invoice' | 'estimate';
  /** The kind as the paper itself says it, where that is one German word: `Stromrechnung`. */
  readonly called?: string;
  readonly total: string;
  readonly seller?: string;
  readonly buyer?: string;
  readonly date?: string;
  readonly due?: string;
  readonly number?: string;
  readonly items: readonly Item[];
}

const longest = 12_000;
const mostItems = 4;

/** Beside a total, a sum without its cents is one too. */
const sum = `(?:${money}|\\d{1,3}(?:[.,]\\d{3})+)`;
const onlyMoney = new RegExp(`^(?:${sum})$`, 'u');
const totalPatterns = totalKinds.map(
  (label) =>
    new RegExp(
      `^(?:${label})(?:\\s*\\([^)]*\\)|\\s+in\\s+(?:eur|usd|gbp|chf))?\\s*[:：.=]*\\s*(${sum})?$`,
      'iu',
    ),
);
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
  const kind = kindOf(text, lines.slice(0, 15).join('\n'));
  if (kind === undefined) return undefined;
  const fields = labelledIn(barred.map((line) => line.replace(/(?: \| )+/g, ' | ')));
  const due = dueIn(fields, lines);
  const date = dateIn(fields, lines, due);
  const buyer = buyerIn(fields, barred);
  const seller = sellerIn(fields, barred, buyer);
  const number = documentNumber(lines);
  const called = kind === 'invoice' ? compound.exec(lines.slice(0, 15).join('\n'))?.[0] : undefined;
  return {
    kind,
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

function kindOf(text: string, top: string): Receipt['kind'] | undefined {
  if (receiptWords.test(text) && !estimateWords.test(top)) return 'receipt';
  if (invoiceWords.test(top)) return 'invoice';
  if (estimateWords.test(top)) return 'estimate';
  return tillWords.test(text) ? 'receipt' : undefined;
}

/** The amount beside the strongest label that has one. Of the weaker labels the last is the sum of the others. */
function totalIn(lines: readonly string[]): string | undefined {
  for (const [strength, pattern] of totalPatterns.entries()) {
    let found: string | undefined;
    for (const [index, line] of lines.entries()) {
      const match = line.length > 200 ? null : pattern.exec(line);
      if (!match) continue;
      const below = lines[index + 1] ?? '';
      found = match[1]?.trim() ?? (onlyMoney.test(below) ? below : undefined) ?? found;
      if (found !== undefined && strength === 0) return found;
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
  const sold = [...new Set(items.slice(0, mostItems).map((item) => item.words))].filter((one) => one !== '');
  const titled = [
    called ?? words[kind],
    kind === 'receipt' ? undefined : number,
    seller && `${words.from} ${seller}`.trim(),
  ];
  return {
    ...(seller !== undefined || number !== undefined
      ? { title: titled.filter((part) => part !== undefined).join(' ') }
      : {}),
    summary: [line(receipt, words), ...(sold.length > 0 ? [`${sold.join(' · ')}.`] : [])].join(' '),
    composed: true,
    keyPoints: [
      ...labelled(words, {
        ...(seller !== undefined && { seller }),
        ...(buyer !== undefined && { buyer }),
        ...(number !== undefined && { [`${kind}Number`]: number }),
        ...(date !== undefined && { date }),
        ...(due !== undefined && { due }),
        total,
      }),
      ...items.slice(0, mostItems).map((item) => item.line),
    ],
    tag: words[kind].toLowerCase(),
    about: outlineOf([called ?? '', seller ?? '', ...sold].join('\n\n')),
  };
};
