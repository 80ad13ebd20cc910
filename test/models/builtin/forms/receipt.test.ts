import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { summarise } from '../../../../src/models/builtin/summary.ts';

const of = (text: string) => summarise({ text, name: 'scan_0001.pdf' });

/** Label → value of the key points that are fields. */
const fieldsOf = (text: string): Record<string, string> => {
  const fields = of(text).keyPoints.flatMap((point) => {
    const [, label, value] = /^([^:]+): (.+)$/.exec(point) ?? [];
    return label === undefined || value === undefined ? [] : [[label, value] as const];
  });
  return Object.fromEntries(fields);
};

const german = `Nordlicht Elektro GmbH · Kaistraße 4 · 24103 Kiel

Herrn
Arne Petersen
Deichweg 9
24103 Kiel

Rechnung

Rechnungsnummer: 2026-118
Rechnungsdatum: 12. März 2026
Kundennummer: 5512

Pos. | Bezeichnung | Betrag
1 | Steckdosen setzen | 1.000,00 €
2 | Anfahrt | 37,47 €

Netto | 1.037,47 €
MwSt. 19 % | 197,12 €
Gesamtbetrag | 1.234,59 €

Zahlbar bis zum 26. März 2026 ohne Abzug.`;

describe('an invoice is told by its fields', () => {
  it('each with its label, in the language of the paper, as written', () => {
    assert.deepEqual(fieldsOf(german), {
      Aussteller: 'Nordlicht Elektro GmbH',
      Kunde: 'Arne Petersen',
      Rechnungsnummer: '2026-118',
      Datum: '12. März 2026',
      Fällig: '26. März 2026',
      Gesamtbetrag: '1.234,59 €',
    });
  });

  it('says in one sentence from whom, to whom, when and how much, and then what for', () => {
    const { title, summary, language, tags } = of(german);
    assert.equal(title, 'Rechnung 2026-118 von Nordlicht Elektro GmbH');
    assert.equal(
      summary,
      'Rechnung 2026-118 von Nordlicht Elektro GmbH an Arne Petersen, 12. März 2026, Gesamtbetrag 1.234,59 €, ' +
        'fällig 26. März 2026. Steckdosen setzen · Anfahrt.',
    );
    assert.equal(language, 'de');
    assert.equal(tags[0], 'rechnung');
  });

  const rows = 'Café | 12,00 €\nThé | 8,00 €';
  const papers: readonly [string, string, Record<string, string>][] = [
    [
      'French',
      `Librairie du Phare SARL\n5 rue du Port, 29200 Brest\n\nFACTURE N° F-77\nDate : 3 août 2026\nÉchéance : 2 septembre 2026\nClient : Mme Anne Le Goff\n\nDésignation | Montant\n${rows}\nTotal HT | 20,00 €\nTotal TTC | 21,10 €\nRèglement par virement. Merci de votre confiance et à bientôt.`,
      {
        Vendeur: 'Librairie du Phare SARL',
        Client: 'Mme Anne Le Goff',
        'Numéro de facture': 'F-77',
        Date: '3 août 2026',
        Échéance: '2 septembre 2026',
        'Montant total': '21,10 €',
      },
    ],
    [
      'Spanish',
      `Taller Olmedo S.L.\nCalle Real 3, 41001 Sevilla\n\nFactura\nNúmero de factura: 2026/12\nFecha de emisión: 15/06/2026\nFecha de vencimiento: 15/07/2026\nCliente: Asociación Vecinal La Fuente\n\nConcepto | Importe\nCambio de aceite | 60,00 €\nBase imponible: 60,00 €\nIVA 21 %: 12,60 €\nTotal a pagar: 72,60 €\nForma de pago: transferencia bancaria dentro del plazo.`,
      {
        Vendedor: 'Taller Olmedo S.L.',
        Cliente: 'Asociación Vecinal La Fuente',
        'Número de factura': '2026/12',
        Fecha: '15/06/2026',
        Vencimiento: '15/07/2026',
        Total: '72,60 €',
      },
    ],
    [
      'Dutch',
      `Fietsenmaker Spaak B.V.\nKade 2\n9712 AB Groningen\n\nFactuur\nFactuurnummer: 26-9\nFactuurdatum: 8 mei 2026\nVervaldatum: 22 mei 2026\nKlant: Wil de Boer\n\nOmschrijving | Bedrag\nNieuwe ketting | € 30,00\nSubtotaal | € 30,00\n21% btw | € 6,30\nTotaal te betalen | € 36,30\nGelieve te betalen binnen veertien dagen na ontvangst van deze factuur.`,
      {
        Verkoper: 'Fietsenmaker Spaak B.V.',
        Klant: 'Wil de Boer',
        Factuurnummer: '26-9',
        Datum: '8 mei 2026',
        Vervaldatum: '22 mei 2026',
        Totaal: '€ 36,30',
      },
    ],
    [
      'Japanese',
      '請求書\n\n請求書番号: A-12\n発行日: 2026年4月30日\n支払期限: 2026年5月31日\n\n有限会社はまや 御中\n\n株式会社みどり設計\n\n品目 | 金額\n図面作成 | ¥100,000\n\n小計 | ¥100,000\n消費税 | ¥10,000\n合計 | ¥110,000\n\nお振込手数料はご負担ください。',
      {
        発行者: '株式会社みどり設計',
        宛先: '有限会社はまや',
        請求書番号: 'A-12',
        日付: '2026年4月30日',
        支払期限: '2026年5月31日',
        合計: '¥110,000',
      },
    ],
  ];
  for (const [language, text, fields] of papers) {
    it(`in ${language}`, () => {
      const found = fieldsOf(text);
      for (const [label, value] of Object.entries(fields)) assert.equal(found[label], value, label);
    });
  }

  it('takes neither the customer’s number nor the tax number for its own', () => {
    const text = german.replace('Rechnungsnummer: 2026-118\n', '');
    assert.equal(fieldsOf(text).Rechnungsnummer, undefined);
  });

  it('does not make an invoice of a letter that speaks of one', () => {
    const text =
      'Dear Ms Keller,\n\nYour invoice of 4 May has reached us, and the total of £120.00 seems right to us.\n\nWe shall pay it as soon as the goods have come. The parcel is said to be in Hamburg.\n\nYours sincerely,\nAnna Smith';
    assert.ok(!/^Invoice/.test(of(text).title));
    assert.deepEqual(fieldsOf(text), {});
  });
});

describe('receipts and estimates', () => {
  it('name goods whose names stand above their price', () => {
    const text =
      'CORNER ELECTRONICS\n\nReceipt No. 77\n11/23/2024\n\nPortable drive\nTwo terabytes\nSTOR-2241 1 @ $289.00\n\nSUBTOTAL $289.00\nDiscount $-29.00\nTOTAL $260.00';
    const { summary, keyPoints } = of(text);
    assert.equal(
      summary,
      'Receipt 77 from CORNER ELECTRONICS, 11/23/2024, total $260.00. Portable drive Two terabytes.',
    );
    assert.ok(keyPoints.includes('Portable drive Two terabytes STOR-2241 1 @ $289.00'));
  });

  it('an estimate is no invoice', () => {
    const text =
      'ZEBRA AUTO REPAIR\n\nPreliminary Estimate (ID: EST-1008)\n\nInsured name | Gabriel Diaz | Year | 2022\n\nParts | 2,100\nLabor | 300\nGRAND TOTAL | 2,400';
    const { title, summary } = of(text);
    assert.equal(title, 'Estimate EST-1008 from ZEBRA AUTO REPAIR');
    assert.equal(summary, 'Estimate EST-1008 from ZEBRA AUTO REPAIR to Gabriel Diaz, total 2,400.');
  });
});
