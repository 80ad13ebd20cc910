/** Who sells and who buys, on a paper that says so by labels, or by where their names stand. */

import { datesIn } from '../names/dates.ts';
import { hasBusinessWord } from '../names/organisation-words.ts';
import { type Labelled, nameFrom } from './fields.ts';
import { invoiceWords, receiptWords } from './receipt-words.ts';

const sellerLabels =
  /^(?:vendor|seller|merchant|supplier|sold by|bill(?:ed)? from|issued by|from|lieferant|verkäufer|aussteller|rechnungssteller|von|vendeur|émetteur|fournisseur|de|vendedor|emisor|proveedor|fornitore|venditore|emittente|da|verkoper|leverancier|emitente|fornecedor|発行者|発行元)$/u;
const buyerLabels =
  /^(?:(?:customer|client|insured|patient|guest|policyholder) name|bill(?:ed)? to|invoice to|sold to|customer|client|buyer|ship to|to|kunde|kundin|rechnungsempfänger|empfänger|an|facturé à|adressé à|client(?:e)?|acheteur|destinataire|cliente|comprador|destinatario|acquirente|spett\.? ?le|klant|koper|aan|宛先|宛名|お客様|請求先)$/u;
const salutation =
  /^(?:herrn?|frau|mr|mrs|ms|mme|madame|monsieur|m\.|sr\.?|sra\.?|firma|an|à|exm[ao]\.? senhora?|dhr\.?|mevr(?:ouw)?)$/iu;
const title = /^(?:Herrn?|Frau|Mr\.?|Mrs\.?|Ms\.?|Dhr\.?|Mevr\.?|Firma) (?=\p{Lu})/u;
const honoured = /^(.{2,40}?)[ 　]*(?:御中|様)$/u;
const eastern = /(?:株式会社|有限会社|合同会社)/u;
const topLines = 4;

/** Who pays, without the way in which people are addressed in German. */
export function buyerIn(fields: readonly Labelled[], lines: readonly string[]): string | undefined {
  const named = fields.find(({ label, value }) => buyerLabels.test(label) && isName(nameFrom(value)));
  if (named) return nameFrom(named.value).replace(title, '');
  const addressed = lines.findIndex((line) => salutation.test(line));
  const below = addressed === -1 ? undefined : lines[addressed + 1];
  if (below !== undefined && isName(nameFrom(below))) return nameFrom(below);
  const eastern = lines.map((line) => honoured.exec(line)?.[1]).find((name) => name !== undefined);
  return (
    eastern ??
    lines
      .slice(0, 12)
      .find((line) => title.test(line) && isName(line))
      ?.replace(title, '')
  );
}

/** Who is paid: a label, else the name on top. One that is written elsewhere without shouting is taken from there. */
export function sellerIn(
  fields: readonly Labelled[],
  lines: readonly string[],
  buyer: string | undefined,
): string | undefined {
  const named = fields.find(
    ({ label, value }) => sellerLabels.test(label) && isName(nameFrom(value)) && datesIn(value).length === 0,
  );
  if (named) return nameFrom(named.value);
  const filled = lines.filter((line) => line !== '');
  const top = filled.slice(0, topLines).map(nameFrom);
  const isSeller = (name: string) => name !== buyer && isName(name) && !salutation.test(name);
  const found =
    top.find((name) => isSeller(name) && hasBusinessWord(name)) ??
    filled.find((line) => eastern.test(line) && !honoured.test(line) && line.length <= 30) ??
    top.slice(0, 3).find(isSeller);
  return found;
}

function isName(name: string): boolean {
  const bare = name.replace(/\b(?:tax|sales|original|copy|your|ihre?|votre|su|der|die)\b/gi, '').trim();
  return (
    name.split(/\s/).length <= 6 &&
    /^[\p{Lu}\p{Lo}\d]/u.test(name) &&
    (name.match(/\p{L}/gu)?.length ?? 0) >= 3 &&
    !/[:=$€£¥#@]|\d{2}/.test(name) &&
    (!/[.!?。]$/.test(name) || /(?:\b(?:inc|ltd|co|corp|lda|ltda|bros)|\.\p{L})\.$/iu.test(name)) &&
    !invoiceWords.test(bare.split(' ')[0] ?? '') &&
    !receiptWords.test(bare) &&
    !/^(?:thank|welcome|order|bill|date|total|original|copy|page)\b/i.test(bare)
  );
}
