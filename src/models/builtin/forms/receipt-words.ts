/** The words by which invoices and receipts, and their fields, are known in the languages of the house. */

export const invoiceWords =
  /(?<!\p{L})(?:invoice|(?:\p{L}{3,20})?rechnung|facture|factura|fattura|fatura|factuur|faktura)|請求書|发票|счёт/iu;
export const receiptWords =
  /(?<!\p{L})(?:receipt|quittung|kassenbon|kassenbeleg|recibo|reçu|ticket de caisse|factura simplificada|scontrino|ricevuta|kassabon|talão)(?!\p{L})|領収書|レシート|收据/iu;
export const estimateWords =
  /(?<!\p{L})(?:estimate|quotation|quote|(?:\p{L}{0,12})angebot|kostenvoranschlag|devis|presupuesto|preventivo|offerte|orçamento)(?!\p{L})|見積書|报价单/iu;
export const tillWords =
  /(?<!\p{L})(?:sub-?total|zwischensumme|sous-total|cashier|change due|sales tax|vat|mwst|ust|tva|iva|btw|tip|visa|mastercard)(?!\p{L})|小計|消費税/iu;

/** From the surest to the weakest; a total before taxes is none. */
export const totalKinds: readonly string[] = [
  'grand\\s+total|total\\s+(?:amount\\s+)?(?:due|payable|to\\s+pay)|amount\\s+(?:due|payable)|balance\\s+due|(?:noch\\s+)?zu\\s+zahlen(?:der\\s+betrag)?|zahlbetrag|rechnungsbetrag|endbetrag|gesamtbetrag(?:\\s+brutto)?|gesamtsumme|bruttobetrag|net\\s+à\\s+payer|montant\\s+(?:total\\s+)?(?:ttc|à\\s+payer)|total\\s+(?:ttc|à\\s+payer|a\\s+pagar|da\\s+pagare|factura|fattura|general|generale|geral|documento)|importe\\s+total|importo\\s+totale|totale\\s+(?:fattura|da\\s+pagare|documento|complessivo)|totaal(?:bedrag)?\\s+(?:te\\s+betalen|incl\\.?(?:\\s+btw)?)|te\\s+betalen|valor\\s+total|ご?請求金額|合計金額|總計|总计|итого',
  'total(?:\\s+(?:amount|paid|charged|cost|price|brutto|incl\\.?(?:\\s+vat)?))*|gesamt|summe(?:\\s+brutto)?|montant\\s+total|totale|totaal(?:bedrag)?|合計|合计',
  'amount\\s+paid|paid|bezahlt|payé|pagado|pagato|betaald',
];

const value = String.raw`((?:(?-i:[A-Z]){1,4} )?(?=[\p{L}/.-]*\d)[\p{L}\d][\p{L}\d/._-]{0,30}[\p{L}\d]|\d)`;
const mark = String.raw`(?:number|nummer|numéro|número|numero|num|no|nr|n\.?º|n°|nº|n\.|#|id)`;
const paper = `(?:invoice|receipt|bill|txn|transaction|rechnungs?|beleg|bon|quittungs?|facture|factura(?: simplificada)?|fattura|fatura|factuur|ticket|recibo|reçu|ricevuta|scontrino|estimate|quotation|quote|angebots?|devis|presupuesto|preventivo|offerte|orçamento|document)`;

/** From the surest to the weakest. */
const numbers = [
  `${paper}[\\s-]*\\(?${mark}\\.?\\s*[:：#.]?\\s*#?${value}`,
  `${mark}\\.?\\s*(?:de\\s+|della\\s+|da\\s+|di\\s+|del\\s+)?(?:la\\s+)?${paper}\\s*[:：#]?\\s*${value}`,
  `${paper}\\s*[:#]\\s*#?${value}`,
  `(?:請求書番号|請求番号|領収書番号|伝票番号|发票号码?)\\s*[:：]?\\s*${value}`,
  `^${paper}\\s+${value}$`,
  `(?:order|bestellung|commande|pedido|ordine)[\\s-]*${mark}\\.?\\s*[:：#]?\\s*#?${value}`,
  `^${mark}\\.?\\s*[:：]?\\s*${value}`,
].map((source) => new RegExp(source, 'imu'));

/** The number of the paper itself, not of the customer, the order or the tax. */
export function documentNumber(lines: readonly string[]): string | undefined {
  const own = lines.filter(
    (line) => !/^(?:vat|tax|ust|steuer|kunden|customer|account|siret|nif|p\. ?iva|kvk|iban|tel)/iu.test(line),
  );
  for (const pattern of numbers) {
    for (const line of own) {
      const found = line.length > 200 ? undefined : pattern.exec(line)?.[1];
      if (found !== undefined && /\d/.test(found)) return found.trim();
    }
  }
  return undefined;
}

/** From the surest to the weakest. */
export const dateLabels: readonly RegExp[] = [
  /^(?:invoice|receipt|order|transaction|purchase|bill)\s*date|^date (?:of issue|issued)|^issued|^rechnungsdatum|^belegdatum|^date (?:de (?:la )?)?(?:facture|facturation|d['’]émission)|^fecha (?:de )?(?:emisión|factura|expedición)|^data (?:di )?(?:emissione|fattura)|^data d[ae] (?:emissão|fatura)|^factuurdatum|^発行日|^請求日/u,
  /^(?:date|datum|fecha|data|日付|日期)(?!\p{L})/u,
];
export const dueLabels =
  /^(?:payment due|due|date due|pay by|payable by|fällig|fälligkeit|zahlungsziel|zahlbar|échéance|date (?:limite|d['’]échéance)|à payer avant|vencimiento|fecha (?:de )?vencimiento|fecha límite|scadenza|data (?:di )?scadenza|vencimento|data de vencimento|pagar até|vervaldatum|vervalt|uiterste betaaldatum|te betalen (?:voor|vóór|uiterlijk)|お?支払い?期限|支払期日)/u;
export const dueSentence =
  /(?:due (?:by|on)|payable by|pay by|fällig (?:am|bis)|zahlbar\b.{0,30}? bis|spätestens|überweisen\b.{0,60}? bis|à régler avant|payable avant|antes del?|entro il|entro e non oltre|até|vóór|uiterlijk)\s+(.{0,40})/iu;
/** Dates of something else. */
export const noDate =
  /^(?:leistung|liefer|deliver|shipping|service|abrechnungszeitraum|zeitraum|period|due|date due|payment due|fällig|vencimi|scaden|échéance|verval|bestell|order date|支払)/iu;
