/** How good an answer is, by the known answers of its document; see `bench/quality.ts` for where the measures come from. */
import type { Entities, Summary } from '../../src/types/task.ts';
import type { Expectation, Field } from './documents.ts';

/** What an engine makes of a document. */
export interface EngineAnswer {
  readonly summary: Summary;
  readonly entities: Entities;
}

/** Right, wrong and missing answers, added up over documents. */
export interface Tally {
  right: number;
  wrong: number;
  missing: number;
}

/** A summary is read to here. Scripts without spaces say the same in about half as many characters. */
const readCharacters = 900;
const readCharactersUnspaced = 450;
const unspaced = /^(?:ja|zh)/;

const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Without what makes no difference to a reader: capitals, kinds of spaces, quotes and dashes. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

function wordsOf(text: string): string[] {
  return Array.from(words.segment(fold(text)))
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment);
}

const harmonic = (one: number, other: number) => (one + other === 0 ? 0 : (2 * one * other) / (one + other));

/** The F1 of what was counted; nothing asked for and nothing said is right. */
export function f1({ right, wrong, missing }: Tally): number {
  return right + wrong + missing === 0 ? 1 : (2 * right) / (2 * right + wrong + missing);
}

function overlap(one: readonly string[], other: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of other) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of one) {
    const times = left.get(word) ?? 0;
    if (times > 0) common += 1;
    left.set(word, times - 1);
  }
  return common;
}

/** ROUGE-1 F1 against the likest of the titles. */
export function titleScore(title: string, { titles }: Expectation): number {
  const given = wordsOf(title);
  const scores = titles.map((reference) => {
    const wanted = wordsOf(reference);
    const common = overlap(given, wanted);
    return common === 0 ? 0 : harmonic(common / given.length, common / wanted.length);
  });
  return Math.max(...scores);
}

/** The share of the facts that the summary and the key points say, within the length that is read. */
export function summaryScore(summary: Summary, { facts, language }: Expectation): number {
  const limit = unspaced.test(language[0] ?? '') ? readCharactersUnspaced : readCharacters;
  const read = fold([summary.summary, ...summary.keyPoints].join('\n').slice(0, limit));
  if (facts.length === 0) return 1;
  const said = facts.filter((forms) => forms.some((form) => read.includes(fold(form))));
  return said.length / facts.length;
}

const singular = (word: string) => word.replace(/(?<=\p{L}{3})s$/u, '');

/** F1 of the tags: those that are acceptable among those given, and the topics that they name. */
export function tagScore(tags: readonly string[], { tags: topics, alsoTags }: Expectation): number {
  const given = tags.map((tag) => singular(fold(tag)));
  const topicForms = topics.map((forms) => forms.map((form) => singular(fold(form))));
  if (topicForms.length === 0) return given.length === 0 ? 1 : 0;
  if (given.length === 0) return 0;
  const acceptable = new Set([...topicForms.flat(), ...alsoTags.map((tag) => singular(fold(tag)))]);
  const precision = given.filter((tag) => acceptable.has(tag)).length / given.length;
  const recall =
    topicForms.filter((forms) => forms.some((form) => given.includes(form))).length / topicForms.length;
  return harmonic(precision, recall);
}

const kinds = ['people', 'organisations', 'places', 'dates', 'amounts'] as const;
const personTitle = /^(?:(?:mrs?|ms|dr|prof|herrn?|frau|mme|madame|m|sra?|exma)\.? )+/;
const bare = (name: string) => fold(name).replace(personTitle, '').replace(/[.,]$/, '');

/** Adds the names of one answer to the count. */
export function tallyEntities(tally: Tally, found: Entities, expected: Expectation): void {
  for (const kind of kinds) {
    const wanted = (expected.entities[kind] ?? []).map((forms) => forms.map(bare));
    const also = new Set((expected.alsoEntities[kind] ?? []).flat().map(bare));
    const given = new Set(found[kind].map(bare));
    const met = wanted.filter((forms) => forms.some((form) => given.has(form)));
    const known = new Set(wanted.flat());
    tally.right += met.length;
    tally.missing += wanted.length - met.length;
    tally.wrong += [...given].filter((name) => !known.has(name) && !also.has(name)).length;
  }
}

/** How the labels of the fields begin, in the languages of the documents; `fold`ed. */
const labels: readonly (readonly [Field, RegExp])[] = [
  [
    'due',
    /^(?:payment )?due|^date due|^pay(?:able)? (?:by|until)|^fällig|^zahlbar|^zahlungsziel|^échéance|^date d'échéance|^à payer avant|^vencimiento|^fecha de vencimiento|^scadenza|^data di scadenza|^data de vencimento|^vencimento|^vervaldatum|^te betalen voor|^支払期限|^お支払期限/,
  ],
  [
    'number',
    /(?:number|nummer|nº|n°|no\.?|nr\.?|n\.º?|番号)$|^(?:número|numéro|numero|number|receipt|invoice|factuurnr)/,
  ],
  [
    'total',
    /^(?:grand )?total|^amount due|^gesamt|^rechnungsbetrag|^summe|^betrag|^montant total|^net à payer|^importe total|^totale|^totaal|^te betalen|^合計|^ご請求/,
  ],
  [
    'seller',
    /^seller|^from$|^vendor|^supplier|^issued by|^verkäufer|^aussteller|^lieferant|^von$|^vendeur|^émetteur|^fournisseur|^vendedor|^emisor|^proveedor|^venditore|^fornitore|^emittente|^emitente|^verkoper|^leverancier|^発行者|^発行元|^販売者/,
  ],
  [
    'buyer',
    /^buyer|^bill(?:ed)? to|^customer|^client|^sold to|^käufer|^kunde|^empfänger|^an$|^acheteur|^facturé à|^cliente|^comprador|^destinatario|^acquirente|^klant|^koper|^宛先|^宛名|^請求先|^購入者/,
  ],
  ['date', /date|datum|fecha|^data|^date|日$|日付/],
];

const fieldOf = (label: string): Field | undefined => labels.find(([, form]) => form.test(label))?.[0];

/** Adds the fields among the key points (`label: value`) of one answer to the count. */
export function tallyFields(tally: Tally, keyPoints: readonly string[], { fields }: Expectation): void {
  const given = new Map<Field, string>();
  for (const point of keyPoints) {
    const [, label, value] = /^[-*•\s]*([^:：]{1,40}?)\s*[:：]\s*(\S.*)$/.exec(point) ?? [];
    const field = label === undefined ? undefined : fieldOf(fold(label));
    if (field !== undefined && value !== undefined && !given.has(field)) given.set(field, bare(value));
  }
  for (const [field, forms] of Object.entries(fields)) {
    const value = given.get(field as Field);
    given.delete(field as Field);
    if (value === undefined) tally.missing += 1;
    else if (forms.some((form) => bare(form) === value)) tally.right += 1;
    else {
      tally.wrong += 1;
      tally.missing += 1;
    }
  }
  // A field that the document does not have is wrong where it has others; a letter may speak of a due date.
  if (Object.keys(fields).length > 0) tally.wrong += given.size;
}
