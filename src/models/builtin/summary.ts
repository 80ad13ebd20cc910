/** Summarises a text with its own sentences: nothing is made up, and what it cannot know it does not say. */
import type { Summary } from '../../types/task.ts';
import type { TextRequest } from '../contract.ts';
import { isCode, languageOf } from './language.ts';
import { actionsIn } from './minutes.ts';
import { type Outline, outlineOf, type Piece } from './outline.ts';
import { type Candidate, pick, type Ranked, rank } from './ranking.ts';
import { receiptLine, receiptOf } from './receipt.ts';
import { logOf, tableOf } from './records.ts';
import { sentencesOf } from './sentences.ts';
import { tagsOf } from './tags.ts';
import { readableName, titleOf } from './title.ts';
import { lettersIn, termsOf } from './words.ts';

/** Of a longer text its beginning and its end are read, where writers say what matters. */
const mostCharacters = 300_000;
const mostKeyPoints = 6;
const longestQuote = 500;
const longestSummary = 700;
/** From so many sentences on, a text is prose. */
const fewestSentences = 4;

/** Title, key sentences as summary, key points, tags and language of a text. */
export function summarise({ text: whole, name, language: known }: TextRequest): Summary {
  const text = shortened(whole);
  if (text.trim() === '') {
    return { title: readableName(name), summary: '', keyPoints: [], tags: [], language: known ?? 'und' };
  }
  if (isCode(text, name)) return summariseCode(text, name, known);
  const outline = outlineOf(text);
  const prose = outline.pieces.filter((piece) => piece.kind !== 'code' && piece.kind !== 'row');
  const language = known ?? languageOf(textOf(prose.length > 0 ? prose : outline.pieces));
  const title = titleOf(outline, name);
  // The file's name is not what the text says.
  const tags = tagsOf(outline, title === readableName(name) ? '' : title, language);
  const records = summariseRecords(text, outline, { title, tags, name, language });
  if (records) return { ...records, language };
  return { title, ...keySentences(outline, title, language), tags, language };
}

function shortened(text: string): string {
  if (text.length <= mostCharacters) return text;
  const part = mostCharacters / 3;
  const beginning = text.slice(0, 2 * part);
  const end = text.slice(-part);
  return `${beginning.slice(0, beginning.lastIndexOf('\n') + 1 || undefined)}\n\n${end.slice(end.indexOf('\n') + 1)}`;
}

function textOf(pieces: readonly Piece[]): string {
  let text = '';
  for (const piece of pieces) {
    if (text.length > 4000) break;
    text += `${piece.text}\n`;
  }
  return text;
}

function isRow(piece: Piece): boolean {
  return piece.kind === 'row';
}

/** Receipts, logs and tables have fields and counts instead of key sentences. */
function summariseRecords(
  text: string,
  outline: Outline,
  { title, tags, name, language }: { title: string; tags: readonly string[]; name: string; language: string },
): Omit<Summary, 'language'> | undefined {
  const receipt = receiptOf(text, outline);
  if (receipt) {
    const kind = receipt.kind.toLowerCase();
    return {
      title: receipt.vendor === undefined ? title : `${receipt.kind} from ${receipt.vendor}`,
      summary: receiptLine(receipt),
      keyPoints: receipt.lines.slice(0, mostKeyPoints),
      tags: [...new Set([kind, ...tags])].slice(0, 8),
    };
  }
  const record = logOf(text) ?? tableOf(text, outline);
  if (!record) return undefined;
  const { kind, summary } = record;
  const keyPoints = kind === 'table' ? besides(outline, title, language) : record.keyPoints;
  // The first line of records is one of them, unless it stands above a table.
  const above = kind === 'table' && outline.pieces[0]?.kind === 'line' && outline.pieces.some(isRow);
  const named =
    above || outline.pieces.some((piece) => piece.kind === 'heading') ? title : readableName(name);
  return { title: named, summary, keyPoints, tags: [...new Set([kind, ...tags])].slice(0, 8) };
}

/** What a text says besides its tables. */
function besides(outline: Outline, title: string, language: string): string[] {
  if (!outline.pieces.some(isRow)) return [];
  const candidates = candidatesOf(outline, title, language).filter(({ text }) => isEnded(text));
  if (candidates.length <= mostKeyPoints) return candidates.map(({ text }) => cut(text));
  return pick(rank(candidates, new Set(termsOf(title, language))), mostKeyPoints).map(quote);
}

function keySentences(
  outline: Outline,
  title: string,
  language: string,
): { summary: string; keyPoints: string[] } {
  const candidates = candidatesOf(outline, title, language);
  const actions = actionsIn(outline, language).slice(0, mostKeyPoints);
  if (candidates.length < 3) return { summary: fewWords(outline, title), keyPoints: actions };
  const ranked = rank(candidates, new Set(termsOf(title, language)));
  const passive = ranked.filter((one) => !actions.includes(one.text));
  const count = candidates.length <= 8 ? 2 : candidates.length <= 25 ? 3 : 4;
  const sayable = passive.length >= count ? passive : ranked;
  const sentences = sayable.filter(({ text }) => isEnded(text));
  const chosen = pick(sentences.length > 0 ? sentences : sayable, count, [], longestSummary);
  const wanted = Math.min(mostKeyPoints - actions.length, Math.ceil((candidates.length - chosen.length) / 2));
  const points = pick(passive, Math.max(0, wanted), chosen);
  return { summary: joined(chosen.map(quote)), keyPoints: [...actions, ...points.map(quote)] };
}

/** Quotes one after the other; what has no full stop of its own is set apart. */
function joined(quotes: readonly string[]): string {
  return quotes.reduce((text, next) => `${text}${isEnded(text) ? ' ' : ' · '}${next}`);
}

function isEnded(text: string): boolean {
  return /[.!?。！？…]["'”’»)\]]*$/.test(text);
}

/** A text of one or two sentences, or of short lines only, is its own summary, as far as it is short. */
function fewWords(outline: Outline, title: string): string {
  const written = outline.pieces.filter((piece) => piece.kind !== 'code' && piece.text !== title);
  const outsideTables = written.filter((piece) => piece.kind !== 'row');
  const pieces = outsideTables.length > 0 ? outsideTables : written;
  const prose = pieces.filter((piece) => piece.kind === 'paragraph' || /[.!?。！？…]$/.test(piece.text));
  const [chosen, glue] = prose.length > 0 ? [prose, ' '] : [pieces, ' · '];
  let summary = '';
  for (const piece of chosen) {
    const text = piece.kind === 'row' ? piece.cells.filter((cell) => cell !== '').join(', ') : piece.text;
    if (summary !== '' && summary.length + text.length > longestQuote) break;
    summary += (summary === '' ? '' : glue) + cut(text);
  }
  return summary === '' ? cut(title) : summary;
}

function candidatesOf(outline: Outline, title: string, language: string): Candidate[] {
  const candidates: (Candidate & { readonly loose: boolean })[] = [];
  const seen = new Set([title]);
  for (const piece of outline.pieces) {
    if (piece.kind !== 'paragraph' && piece.kind !== 'item' && !/[.!?。！？]$/.test(piece.text)) continue;
    if (piece.kind === 'code' || piece.kind === 'row' || piece.kind === 'heading') continue;
    let leads = true;
    for (const text of sentencesOf(piece.text, language)) {
      if (seen.has(text) || !isTelling(text)) continue;
      seen.add(text);
      const terms = termsOf(text, language);
      if (terms.length < 2) continue;
      candidates.push({
        text,
        terms,
        index: candidates.length,
        leads,
        loose: piece.kind !== 'item' && !isEnded(text),
      });
      leads = false;
    }
  }
  // Among sentences, what does not end as one is a caption, an address or a misread line.
  const ended = candidates.filter(({ loose }) => !loose);
  return ended.length < fewestSentences ? candidates : ended.map((one, index) => ({ ...one, index }));
}

const boilerplate =
  /all rights reserved|copyright|©|unsubscribe|terms (of|and) (use|service|conditions)|privacy policy|cookies?\b|^page \d+( of \d+)?$|click here|alle rechte vorbehalten|table of contents|^\p{L}{2,12}, ?\d/iu;

/** A sentence that can stand alone: words enough, mostly letters, no small print. */
function isTelling(text: string): boolean {
  if (!/[\u3040-\u9fff]/.test(text) && (text.length < 12 || !/\s\S+\s/.test(text))) return false;
  if (isNames(text) || /^page \d|:$/i.test(text)) return false;
  return lettersIn(text) >= text.length * 0.5 && !(text.length < 200 && boilerplate.test(text));
}

/** A list of names, or an address: four words or more, most with a capital. German writes half of its words so. */
function isNames(text: string): boolean {
  const words = text.match(/\p{L}[\p{L}’'-]+/gu) ?? [];
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word));
  return words.length >= 4 && capitals.length > words.length * 0.7 && /\p{Ll}/u.test(text);
}

function quote(one: Ranked): string {
  return cut(one.text);
}

function cut(text: string): string {
  if (text.length <= longestQuote) return text;
  const short = text.slice(0, longestQuote - 1);
  return `${short.slice(0, Math.max(short.lastIndexOf(' '), longestQuote / 2)).trimEnd()}…`;
}

/** Code speaks in its first comment, else only its size is said. */
function summariseCode(text: string, name: string, known: string | undefined): Summary {
  const comment =
    /^\s*(?:\/\*\*?|"""|'''|<!--)\s*([\s\S]{3,2000}?)\s*(?:\*\/|"""|'''|-->)|^((?:\s*(?:\/\/|#(?!!)|--|;).*\n)+)/m.exec(
      text.slice(0, 20_000),
    );
  const words = (comment?.[1] ?? comment?.[2] ?? '').replace(/^\s*(?:\/\/+|#+|--|;+|\*)\s?/gm, '').trim();
  const lines = text.trimEnd().split('\n').length;
  const outline = outlineOf(words);
  const title = name.replace(/^.*\//, '');
  const language = known ?? languageOf(words);
  const size = `Code or data of ${lines} ${lines === 1 ? 'line' : 'lines'}.`;
  const quoted = /\p{L}{3}/u.test(words) ? fewWords(outline, '') : '';
  return {
    title,
    summary: quoted === '' ? size : `${quoted} ${size}`,
    keyPoints: [],
    tags: quoted === '' ? [] : tagsOf(outline, '', language),
    language,
  };
}
