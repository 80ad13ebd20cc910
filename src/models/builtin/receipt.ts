/** Knows receipts and invoices by their fields, and says in one line what was literally found. */
import { amountSource } from './amounts.ts';
import { datesIn } from './dates.ts';
import type { Outline } from './outline.ts';

/** What a receipt or an invoice says of itself, each field as it is written there. */
export interface Receipt {
  readonly kind: 'Receipt' | 'Invoice';
  readonly total: string;
  readonly vendor?: string;
  readonly date?: string;
  readonly number?: string;
  /** Its lines with amounts, the total's left out. */
  readonly lines: readonly string[];
}

const longest = 12_000;
const invoiceWords = /\b(invoice|rechnung|facture|factura|fattura|fatura|factuur)/i;
const receiptWords =
  /\b(receipt|quittung|kassenbon|kassenbeleg|recibo|reçu|ticket de caisse|scontrino|kassabon)\b/i;
const tillWords =
  /\b(sub-?total|zwischensumme|sous-total|cashier|change due|sales tax|vat|mwst|ust|tva|iva|tip|visa|mastercard)\b/i;

const money = `(?:${amountSource}|-?\\d{1,3}(?:[., ’']\\d{3})*[.,]\\d{2}(?!\\d))`;
const totalLabel = String.raw`(?:grand\s+total|total|gesamt(?:betrag|summe)?|rechnungsbetrag|endbetrag|summe|montant\s+total|total\s+ttc|net\s+à\s+payer|importe\s+total|totale|totaal|amount\s+(?:due|paid|payable)|balance\s+due|zu\s+zahlen)`;
const totalTail = String.raw`(?:\s+(?:amount|due|paid|charged|cost|price|to\s+pay|brutto|ttc|general|a\s+pagar))*(?:\s*\([^)]*\))?`;
const totalPattern = new RegExp(`^(${totalLabel})${totalTail}\\s*[:.=]*\\s*(${money})?$`, 'iu');
const moneyAtEnd = new RegExp(`(?:${money})\\s*\\p{L}?$`, 'u');
const onlyMoney = new RegExp(`^(?:${money})$`, 'u');
const numberPattern =
  /(?:invoice|receipt|rechnungs?|facture|factura|fattura|txn|transaction|order|beleg|bon)[\s-]*(?:(?:no|nr|number|nummer|n°|núm|id)\b\.?\s*[:#]?|[:#])\s*#?((?=[\w/-]*\d)[\p{L}\d][\p{L}\d/-]{2,30})/iu;
const vendorPattern =
  /^(?:vendor|seller|merchant|supplier|sold by|bill(?:ed)? from|from|lieferant|verkäufer|vendeur|proveedor|fornitore)\s*:\s*(\p{L}[^:]{1,60})$/iu;
const datePattern =
  /^(?:(?:invoice|receipt|order|transaction|purchase)\s+)?(?:date|datum|rechnungsdatum|fecha|data)\b/i;

/** The fields of a receipt or an invoice, or undefined when the text is none. */
export function receiptOf(text: string, outline: Outline): Receipt | undefined {
  if (text.length > longest || !/\d/.test(text)) return undefined;
  const running = outline.pieces
    .filter((piece) => piece.kind === 'paragraph')
    .reduce((sum, { text: piece }) => sum + piece.length, 0);
  if (running * 2 > text.length) return undefined;
  const lines = text
    .split('\n')
    .map(withoutBars)
    .filter((line) => line !== '');
  const total = totalIn(lines);
  if (total === undefined) return undefined;
  const invoice = invoiceWords.test(lines.slice(0, 15).join('\n'));
  if (!invoice && !receiptWords.test(text) && !tillWords.test(text)) return undefined;
  const vendor = vendorIn(lines);
  const dated = lines.find((line) => datePattern.test(line) && datesIn(line).length > 0);
  const date = datesIn(dated ?? text)[0];
  const number = numberPattern.exec(lines.join('\n'))?.[1];
  return {
    kind: invoice ? 'Invoice' : 'Receipt',
    total,
    lines: lines.filter(
      (line) => /\p{L}{3}/u.test(line) && moneyAtEnd.test(line) && !totalPattern.test(line),
    ),
    ...(vendor !== undefined && { vendor }),
    ...(date !== undefined && { date }),
    ...(number !== undefined && { number }),
  };
}

/** E.g. `Receipt 4711 from Corner Shop, 2026-03-04, total $12.40.`; only of fields that were found. */
export function receiptLine({ kind, number, vendor, date, total }: Receipt): string {
  const from = vendor === undefined ? '' : ` from ${vendor}`;
  const no = number === undefined ? '' : ` ${number}`;
  return `${kind}${no}${from}${date === undefined ? '' : `, ${date}`}, total ${total}.`;
}

/** A table's row or a Markdown line as plain words. */
function withoutBars(line: string): string {
  return line
    .replace(/[|*_#]+|\t/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The amount beside the last "grand total", else the last "total", else what is due. */
function totalIn(lines: readonly string[]): string | undefined {
  const found: { label: string; amount: string }[] = [];
  for (const [index, line] of lines.entries()) {
    const [, label, beside] = totalPattern.exec(line) ?? [];
    if (label === undefined) continue;
    const below = lines[index + 1] ?? '';
    const amount = beside ?? (onlyMoney.test(below) ? below : undefined);
    if (amount !== undefined) found.push({ label: label.toLowerCase(), amount: amount.trim() });
  }
  const best =
    found.findLast(({ label }) => label.startsWith('grand')) ??
    found.findLast(({ label }) => !/^(amount|balance)/.test(label)) ??
    found.at(-1);
  return best?.amount;
}

/** A labelled seller, else a name on the first lines. */
function vendorIn(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    const named = vendorPattern.exec(line)?.[1];
    if (named !== undefined && datesIn(named).length === 0) return named.trim();
  }
  return lines.slice(0, 3).find(isName);
}

function isName(line: string): boolean {
  const words = line.split(' ');
  const bare = line.replace(/\b(tax|sales|original|copy|your|der|die)\b/gi, '').trim();
  return (
    words.length <= 6 &&
    /^\p{Lu}/u.test(line) &&
    (line.match(/\p{L}/gu)?.length ?? 0) >= 3 &&
    !/[:=$€£#@]|\d{2}/.test(line) &&
    !/[.!?]$/.test(line.replace(/\b(inc|ltd|co|corp|e\.v|s\.a)\.$/i, '')) &&
    !(
      invoiceWords.test(bare) ||
      receiptWords.test(bare) ||
      /^(thank|welcome|order|bill|date|total)\b/i.test(bare)
    )
  );
}
