/** Contracts: who with whom, from when, for how much, and how it ends. */
import { cut, keySentences } from '../key-sentences.ts';
import { ownWords } from '../language/own-words.ts';
import { isEnded, sentencesOf } from '../language/sentences.ts';
import { datesIn } from '../names/dates.ts';
import type { Piece } from '../outline.ts';
import type { Form } from './form.ts';

const titleWords =
  /(?<!\p{L})(?:(?:\p{L}+ )?agreement|contract|lease|deed|terms of (?:service|employment)|\p{L}{0,24}vertrag|\p{L}{0,24}vereinbarung|contrat|bail|convention|contrato|acuerdo|contratto|accordo|(?:\p{L}{0,24})overeenkomst|acordo)(?!\p{L})|契約書|合同书|договор/iu;
const parties =
  /(?<!\p{L})(?:between|by and between|zwischen|entre|tra|fra|tussen|i\.e\.? party)(?!\p{L})|甲.{0,40}乙|между/iu;
const partyName =
  /\((?:the |hereinafter |nachfolgend |ci-après |en adelante |di seguito |hierna )?["“„«'][^"”“»'\n]{2,40}["”“»']\)|[（(]以下「/iu;
const telling =
  /\d|(?<!\p{L})(?:notice|terminat|shall pay|deposit|kündig|frist|miete|kaution|préavis|résili|loyer|caution|plazo|rescin|renta|fianza|preavviso|recesso|canone|opzeg|huur|borg)/iu;
const mostPoints = 6;

/** The parties' sentence as summary, and the clauses that name sums, dates and ways out as key points. */
export const contractForm: Form = (material) => {
  const { outline, language } = material;
  const top = outline.pieces.slice(0, 10);
  const named = top.find(
    ({ kind, text }) => kind !== 'row' && text.length <= 110 && titleWords.test(text) && !isEnded(text),
  );
  const start = outline.pieces.slice(0, 14).findIndex(({ text }) => parties.test(text.slice(0, 400)));
  const isSigned = outline.pieces.slice(0, 14).some(({ text }) => partyName.test(text.slice(0, 600)));
  if (named === undefined || start === -1 || !(isSigned || outline.pieces.length > 8)) return undefined;
  const opening = openingOf(outline.pieces, start, language);
  const body = outline.pieces.slice(start + opening.pieces);
  const clauses = body.flatMap(({ kind, text }) => (kind === 'row' ? [] : sentencesOf(text, language)));
  const points = clauses
    .filter((one) => isEnded(one) && one.length <= 300 && one.length >= 25 && telling.test(one))
    .sort(byWeight);
  const chosen = new Set(points.slice(0, mostPoints));
  const draft = keySentences(material);
  return {
    title: named.text,
    summary: opening.text === '' ? draft.summary : opening.text,
    composed: opening.text === '' && (draft.composed ?? false),
    keyPoints: chosen.size === 0 ? draft.keyPoints : clauses.filter((one) => chosen.delete(one)),
    tag: ownWords(language).contract.toLowerCase(),
  };
};

/** Dates and sums weigh most. */
function weight(clause: string): number {
  return (
    datesIn(clause).length +
    (/[€$£¥]|\b(?:EUR|USD|GBP|CHF)\b/.test(clause) ? 2 : 0) +
    (/notice|terminat|kündig|préavis|preavviso|opzeg|rescin/i.test(clause) ? 2 : 0)
  );
}

const byWeight = (one: string, other: string) => weight(other) - weight(one);

/** The sentence that names the parties, with the list of them where it ends in a colon. */
function openingOf(
  pieces: readonly Piece[],
  start: number,
  language: string,
): { text: string; pieces: number } {
  const text = pieces[start]?.text ?? '';
  const sentence = sentencesOf(text, language).find((one) => parties.test(one)) ?? text;
  if (!/[:：]$/.test(text)) return { text: cut(sentence), pieces: 1 };
  const listed = pieces.slice(start + 1, start + 4);
  const end = listed.findIndex((piece) => /[.;]$/.test(piece.text) && !/;(?: and)?$/.test(piece.text));
  const members = listed.slice(0, end === -1 ? 2 : end + 1).map((piece) => piece.text);
  return { text: cut(`${text} ${members.join(' ')}`), pieces: 1 + members.length };
}
