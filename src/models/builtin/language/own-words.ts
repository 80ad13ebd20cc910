/** The few words that the engine says itself, in the language of the document; English where it does not know that. */

/** What things are called. */
export interface OwnWords {
  readonly invoice: string;
  readonly receipt: string;
  /** What work would cost. */
  readonly estimate: string;
  readonly minutes: string;
  readonly recipe: string;
  readonly contract: string;
  readonly table: string;
  /** A curriculum vitae of: the name follows. */
  readonly resumeOf: string;
  /** A letter from: the name follows. */
  readonly letterFrom: string;
  /** Between a paper and who wrote it; empty where the language says that otherwise. */
  readonly from: string;
  /** Between a paper and whom it is for. */
  readonly to: string;
  readonly invoiceNumber: string;
  readonly receiptNumber: string;
  readonly estimateNumber: string;
  readonly date: string;
  readonly due: string;
  readonly total: string;
  readonly seller: string;
  readonly buyer: string;
  /** A table's size. */
  readonly rows: (rows: number, columns: string) => string;
}

const english: OwnWords = {
  invoice: 'Invoice',
  receipt: 'Receipt',
  estimate: 'Estimate',
  minutes: 'Minutes',
  recipe: 'Recipe',
  contract: 'Contract',
  table: 'Table',
  resumeOf: 'Curriculum vitae of',
  letterFrom: 'Letter from',
  from: 'from',
  to: 'to',
  invoiceNumber: 'Invoice number',
  receiptNumber: 'Receipt number',
  estimateNumber: 'Estimate number',
  date: 'Date',
  due: 'Due',
  total: 'Total',
  seller: 'Seller',
  buyer: 'Buyer',
  rows: (rows, columns) => `Table of ${rows} ${rows === 1 ? 'row' : 'rows'} with the columns ${columns}.`,
};

const words: Readonly<Record<string, OwnWords>> = {
  en: english,
  de: {
    invoice: 'Rechnung',
    receipt: 'Kassenbeleg',
    estimate: 'Angebot',
    minutes: 'Protokoll',
    recipe: 'Rezept',
    contract: 'Vertrag',
    table: 'Tabelle',
    resumeOf: 'Lebenslauf von',
    letterFrom: 'Brief von',
    from: 'von',
    to: 'an',
    invoiceNumber: 'Rechnungsnummer',
    receiptNumber: 'Belegnummer',
    estimateNumber: 'Angebotsnummer',
    date: 'Datum',
    due: 'Fällig',
    total: 'Gesamtbetrag',
    seller: 'Aussteller',
    buyer: 'Kunde',
    rows: (rows, columns) =>
      `Tabelle mit ${rows} ${rows === 1 ? 'Zeile' : 'Zeilen'} und den Spalten ${columns}.`,
  },
  fr: {
    invoice: 'Facture',
    receipt: 'Reçu',
    estimate: 'Devis',
    minutes: 'Compte rendu',
    recipe: 'Recette',
    contract: 'Contrat',
    table: 'Tableau',
    resumeOf: 'CV de',
    letterFrom: 'Lettre de',
    from: 'de',
    to: 'à',
    invoiceNumber: 'Numéro de facture',
    receiptNumber: 'Numéro',
    estimateNumber: 'Numéro de devis',
    date: 'Date',
    due: 'Échéance',
    total: 'Montant total',
    seller: 'Vendeur',
    buyer: 'Client',
    rows: (rows, columns) =>
      `Tableau de ${rows} ${rows === 1 ? 'ligne' : 'lignes'} avec les colonnes ${columns}.`,
  },
  es: {
    invoice: 'Factura',
    receipt: 'Recibo',
    estimate: 'Presupuesto',
    minutes: 'Acta',
    recipe: 'Receta',
    contract: 'Contrato',
    table: 'Tabla',
    resumeOf: 'Currículum de',
    letterFrom: 'Carta de',
    from: 'de',
    to: 'para',
    invoiceNumber: 'Número de factura',
    receiptNumber: 'Número',
    estimateNumber: 'Número de presupuesto',
    date: 'Fecha',
    due: 'Vencimiento',
    total: 'Total',
    seller: 'Vendedor',
    buyer: 'Cliente',
    rows: (rows, columns) => `Tabla de ${rows} ${rows === 1 ? 'fila' : 'filas'} con las columnas ${columns}.`,
  },
  it: {
    invoice: 'Fattura',
    receipt: 'Ricevuta',
    estimate: 'Preventivo',
    minutes: 'Verbale',
    recipe: 'Ricetta',
    contract: 'Contratto',
    table: 'Tabella',
    resumeOf: 'Curriculum di',
    letterFrom: 'Lettera di',
    from: 'di',
    to: 'a',
    invoiceNumber: 'Numero fattura',
    receiptNumber: 'Numero',
    estimateNumber: 'Numero preventivo',
    date: 'Data',
    due: 'Scadenza',
    total: 'Totale',
    seller: 'Venditore',
    buyer: 'Cliente',
    rows: (rows, columns) => `Tabella di ${rows} ${rows === 1 ? 'riga' : 'righe'} con le colonne ${columns}.`,
  },
  pt: {
    invoice: 'Fatura',
    receipt: 'Recibo',
    estimate: 'Orçamento',
    minutes: 'Ata',
    recipe: 'Receita',
    contract: 'Contrato',
    table: 'Tabela',
    resumeOf: 'Currículo de',
    letterFrom: 'Carta de',
    from: 'de',
    to: 'para',
    invoiceNumber: 'Número da fatura',
    receiptNumber: 'Número',
    estimateNumber: 'Número do orçamento',
    date: 'Data',
    due: 'Vencimento',
    total: 'Total',
    seller: 'Emitente',
    buyer: 'Cliente',
    rows: (rows, columns) =>
      `Tabela de ${rows} ${rows === 1 ? 'linha' : 'linhas'} com as colunas ${columns}.`,
  },
  nl: {
    invoice: 'Factuur',
    receipt: 'Kassabon',
    estimate: 'Offerte',
    minutes: 'Notulen',
    recipe: 'Recept',
    contract: 'Overeenkomst',
    table: 'Tabel',
    resumeOf: 'Cv van',
    letterFrom: 'Brief van',
    from: 'van',
    to: 'aan',
    invoiceNumber: 'Factuurnummer',
    receiptNumber: 'Bonnummer',
    estimateNumber: 'Offertenummer',
    date: 'Datum',
    due: 'Vervaldatum',
    total: 'Totaal',
    seller: 'Verkoper',
    buyer: 'Klant',
    rows: (rows, columns) => `Tabel van ${rows} ${rows === 1 ? 'rij' : 'rijen'} met de kolommen ${columns}.`,
  },
  ja: {
    invoice: '請求書',
    receipt: '領収書',
    estimate: '見積書',
    minutes: '議事録',
    recipe: 'レシピ',
    contract: '契約書',
    table: '表',
    resumeOf: '履歴書',
    letterFrom: '手紙',
    from: '',
    to: '→',
    invoiceNumber: '請求書番号',
    receiptNumber: '領収書番号',
    estimateNumber: '見積書番号',
    date: '日付',
    due: '支払期限',
    total: '合計',
    seller: '発行者',
    buyer: '宛先',
    rows: (rows, columns) => `${rows}行の表。列: ${columns}。`,
  },
};

/** The words for a document in `language`. */
export function ownWords(language: string): OwnWords {
  return words[language.split('-')[0] ?? ''] ?? english;
}
