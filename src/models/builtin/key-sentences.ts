/** Chooses the sentences that stand for a text, word for word. */
import type { Draft, Material } from './forms/form.ts';
import { isEnded, sentencesOf } from './language/sentences.ts';
import { isCapitalised, lettersIn, termsOf } from './language/words.ts';
import type { Outline, Piece } from './outline.ts';
import { type Candidate, pick, type Ranked, rank } from './ranking.ts';

const mostKeyPoints = 6;
const longestQuote = 500;
const longestSummary = 700;
/** From so many sentences on, a text is prose. */
const fewestSentences = 4;
const unspaced = /[\u3040-\u30ff\u4e00-\u9fff]/;

/** Which sentences are told apart from the others. */
export interface Choice {
  /** Sentences that are key points already: they come first there, and not in the summary. */
  readonly points?: readonly string[];
  /** Sentences of the abstract or lead, of which the summary is made. */
  readonly from?: ReadonlySet<string>;
  /** Its first sentence says what the text is about. */
  readonly opens?: boolean;
}

/** Key sentences as summary, others as key points. */
export function keySentences(material: Material, { points = [], from, opens = false }: Choice = {}): Draft {
  const { outline, title, language } = material;
  const candidates = candidatesOf(outline, title, language);
  if (candidates.length < 3) {
    return { ...fewWords(outline, title), keyPoints: points.slice(0, mostKeyPoints) };
  }
  const ranked = rank(candidates, new Set(termsOf(title, language)));
  const passive = ranked.filter((one) => !points.some((point) => point.includes(one.text)));
  const count = candidates.length <= 8 ? 2 : candidates.length <= 25 ? 3 : 4;
  const sayable = passive.length >= count ? passive : ranked;
  const sentences = sayable.filter(({ text }) => isEnded(text));
  const preferred = sentences.filter(({ text }) => from?.has(text));
  const pool = preferred.length > 0 ? preferred : sentences.length > 0 ? sentences : sayable;
  const opening = opens ? pool.slice(0, 1) : [];
  const room = longestSummary - (opening[0]?.text.length ?? 0);
  const chosen = [...opening, ...pick(pool, count - opening.length, opening, room)];
  const wanted = Math.min(
    mostKeyPoints - points.length,
    Math.ceil((candidates.length - chosen.length) * (candidates.length <= 12 ? 0.65 : 0.5)),
  );
  const others = pick(passive, Math.max(0, wanted), chosen);
  return {
    summary: joined(chosen.map(({ text }) => cut(text))),
    keyPoints: [...points, ...others.map(({ text }) => cut(text))].slice(0, mostKeyPoints),
  };
}

/** What a text says besides its tables. */
export function beside({ outline, title, language }: Material): string[] {
  if (!outline.pieces.some(({ kind }) => kind === 'row')) return [];
  const candidates = candidatesOf(outline, title, language).filter(({ text }) => isEnded(text));
  if (candidates.length <= mostKeyPoints) return candidates.map(({ text }) => cut(text));
  const ranked: readonly Ranked[] = rank(candidates, new Set(termsOf(title, language)));
  return pick(ranked, mostKeyPoints).map(({ text }) => cut(text));
}

/** Quotes one after the other; what has no full stop of its own is set apart. */
export function joined(quotes: readonly string[]): string {
  const [first = '', ...others] = quotes;
  return others.reduce((text, next) => `${text}${gap(text, next)}${next}`, first);
}

function gap(text: string, next: string): string {
  if (!isEnded(text)) return ' · ';
  return /[。！？]["'”’」』）]*$/.test(text) ||
    (unspaced.test(text.slice(-2)) && unspaced.test(next.charAt(0)))
    ? ''
    : ' ';
}

/** At most as much as one wants to read of one sentence. */
export function cut(text: string): string {
  if (text.length <= longestQuote) return text;
  const short = text.slice(0, longestQuote - 1);
  return `${short.slice(0, Math.max(short.lastIndexOf(' '), longestQuote / 2)).trimEnd()}…`;
}

/** A text of one or two sentences, or of short lines only, is its own summary, as far as it is short. */
function fewWords(outline: Outline, title: string): Pick<Draft, 'summary' | 'composed'> {
  const written = outline.pieces.filter(
    ({ kind, text }) => kind !== 'code' && text !== title && !/^\$\$.*\$\$$/.test(text),
  );
  const outsideTables = written.filter((piece) => piece.kind !== 'row');
  const pieces = outsideTables.length > 0 ? outsideTables : written;
  const prose = pieces.filter((piece) => piece.kind === 'paragraph' || isEnded(piece.text));
  const chosen = prose.length > 0 ? prose : pieces;
  const quotes: string[] = [];
  let length = 0;
  for (const piece of chosen) {
    const text = piece.kind === 'row' ? piece.cells.filter((cell) => cell !== '').join(', ') : piece.text;
    length += text.length;
    if (quotes.length > 0 && length > longestQuote) break;
    quotes.push(cut(text));
  }
  if (quotes.length === 0) return { summary: cut(title), composed: true };
  return prose.length > 0
    ? { summary: joined(quotes) }
    : { summary: quotes.join(' · '), composed: quotes.length > 1 };
}

/** The sentences of a text that can stand alone. */
function candidatesOf(outline: Outline, title: string, language: string): Candidate[] {
  const said = outline.pieces.filter(mayHoldSentences);
  // What a speaker means to say tells more of the speaker than of the slides.
  const shown = said.filter(({ text }) => !speakerNotes.test(text));
  const candidates = candidatesAmong(shown, title, language);
  return candidates.length > 0 ? candidates : candidatesAmong(said, title, language);
}

function candidatesAmong(pieces: readonly Piece[], title: string, language: string): Candidate[] {
  const candidates: (Candidate & { readonly loose: boolean })[] = [];
  const seen = new Set([title]);
  for (const piece of pieces) {
    let leads = true;
    for (const text of sentencesOf(piece.text, language)) {
      if (seen.has(text) || !isTelling(text)) continue;
      seen.add(text);
      const terms = termsOf(text, language);
      // A day or a sum says as much as a word.
      if (terms.length + (/\d/.test(text) ? 1 : 0) < 2) continue;
      const loose = (piece.kind !== 'item' && !isEnded(text)) || (candidates.length > 0 && isTorn(text));
      candidates.push({ text, terms, index: candidates.length, leads, loose });
      leads = false;
    }
  }
  // Among sentences, what does not end as one is a caption, an address or a misread line.
  const ended = candidates.filter(({ loose }) => !loose);
  return ended.length < fewestSentences ? candidates : ended.map((one, index) => ({ ...one, index }));
}

const caption = /^(?:figure|fig\.|table|abbildung|abb\.|tabelle|tableau|figura|tabla)\s\S{1,4}[:.] /i;
const speakerNotes = /^speaker notes:/i;

/** A caption, or the rest of a sentence whose beginning stands elsewhere: on another page, in a picture. */
export function isTorn(text: string): boolean {
  const quotes = (text.match(/[“”]/g) ?? []).map((mark) => (mark === '“' ? 1 : -1));
  return (
    /^(?:\p{Ll}{2,} |[({]\p{L}[\p{L} -]*\) |[\d-]{6,} )/u.test(text) ||
    caption.test(text) ||
    quotes.reduce((sum, one) => sum + one, 0) < 0
  );
}

function mayHoldSentences({ kind, text }: Piece): boolean {
  if (kind === 'code' || kind === 'row' || kind === 'heading') return false;
  return kind === 'paragraph' || kind === 'item' || isEnded(text);
}

const boilerplate =
  /all rights reserved|copyright|©|unsubscribe|terms (of|and) (use|service|conditions)|privacy policy|cookies?\b|^page \d+( of \d+)?$|click here|alle rechte vorbehalten|tous droits réservés|todos los derechos|table of contents|^comment by |^\p{L}{2,12}, ?\d|^key ?words?:/iu;
/** Politeness says nothing. */
const politeness =
  /^(?:thank(?:s| you)\b.{0,80}|i hope .{0,60}|vielen dank\b.{0,80}|(?:merci|je vous remercie|nous vous remercions) (?:de|pour|d['’]avance)\b.{0,60}|veuillez agréer.*|gracias\b.{0,60}|grazie\b.{0,60}|obrigad[oa]\b.{0,60}|bedankt\b.{0,60}|dank\b.{0,40}|let me know.{0,30}|(?:with|mit|avec|met|con|com) .{0,20}(?:regards|grüßen|salutations|groet|saludos?|saluti|cumprimentos)\W*|いつも(?:大変)?お世話に.*|よろしくお願い.*|お手数.{0,12}|ありがとうございま.*)$/iu;

/** A sentence that can stand alone: words enough, mostly letters, no small print and no mere politeness. */
function isTelling(text: string): boolean {
  if (!/[\u3040-\u9fff]/.test(text) && (text.length < 12 || !/\s\S+\s/.test(text))) return false;
  if (isNames(text) || /^page \d|:$/i.test(text)) return false;
  return (
    lettersIn(text) >= text.length * 0.5 &&
    !(text.length < 200 && (boilerplate.test(text) || politeness.test(text)))
  );
}

/** A list of names, or an address: four words or more, most with a capital. German writes half of its words so. */
function isNames(text: string): boolean {
  const words = text.match(/\p{L}[\p{L}’'-]+/gu) ?? [];
  const capitals = words.filter(isCapitalised);
  return words.length >= 4 && capitals.length > words.length * 0.7 && /\p{Ll}/u.test(text);
}
