/** Extracts names, places, dates and amounts, as they are written in a text. */
import type { Entities } from '../../../types/task.ts';
import type { TextRequest } from '../../contract.ts';
import { leadingComment, sourceOf, withoutCopiedComment } from '../forms/code.ts';
import { isLog } from '../forms/log.ts';
import { receiptOf } from '../forms/receipt.ts';
import { invoiceWords, receiptWords, tillWords } from '../forms/receipt-words.ts';
import { likeliestLanguageOf } from '../language/detect.ts';
import { stopWordsOf } from '../language/stop-words.ts';
import { withoutMath, withoutZones } from '../language/words.ts';
import { outlineOf } from '../outline.ts';
import { amountsIn } from './amounts.ts';
import { datesIn } from './dates.ts';
import { hasBusinessWord } from './organisation-words.ts';
import { type Found, organisationsIn } from './organisations.ts';
import { peopleIn } from './people.ts';
import { placesIn } from './places.ts';
import { runsIn } from './runs.ts';

/** More of one kind than this is a list, not what a text is about. */
const mostOfEach = 50;
const mostCharacters = 300_000;
/** Names that others are compared with. */
const mostCompared = 300;
/** No name or number is as long; what is (encoded data, say) would only cost time. */
const longestWord = 100;

const none: Entities = { people: [], organisations: [], places: [], dates: [], amounts: [] };

/** What the text mentions; a name that is in doubt is left out. */
export function extract({ text: whole, name, language: known }: TextRequest): Entities {
  const start = whole.slice(0, mostCharacters).replace(/\r\n?/g, '\n');
  const source = sourceOf(start, name);
  // Code is full of capitals that name nobody; its first comment may say who wrote it.
  if (source)
    return {
      ...namesIn(leadingComment(withoutCopiedComment(start, source), source) ?? '', known),
      amounts: [],
    };
  if (isLog(start)) return { ...none, dates: datesIn(start).slice(0, mostOfEach) };
  return namesIn(start, known);
}

function namesIn(start: string, known: string | undefined): Entities {
  if (start === '') return none;
  const text = withoutLongWords(withoutEscapes(withoutMath(withoutZones(start)))).replace(
    /[*_]{1,3}(?=\p{L})|(?<![\p{L}\d])[*_]{1,3}(?=[\d\p{Sc}])|(?<=[\p{L}.:])[*_]{1,3}|(?<=[\d%)\p{Sc}])[*_]{1,3}(?![\p{L}\d])/gu,
    '',
  );
  const stopWords = stopWordsOf(known ?? likeliestLanguageOf(text));
  const isStopWord = (word: string): boolean => stopWords.has(word);
  const runs = runsIn(text);
  const organisations = organisationsIn(text, runs, isStopWord);
  const places = outside(placesIn(text, runs), organisations);
  const placeNames = new Set(places.map(({ name }) => name));
  const organisationNames = once(organisations.map(({ name }) => name)).slice(0, mostCompared);
  const isTaken = (name: string): boolean =>
    placeNames.has(name) || organisationNames.some((one) => one.includes(name));
  const people = peopleIn(text, { runs, isStopWord, isTaken }).filter((person) => !isTaken(person));
  const traders = tradersIn(text).filter((name) => !isPerson(name, people));
  return {
    people: people.slice(0, mostOfEach),
    organisations: once([...organisationNames, ...traders]).slice(0, mostOfEach),
    places: [...placeNames].filter((place) => !isNamed(place, people)).slice(0, mostOfEach),
    dates: datesIn(text).slice(0, mostOfEach),
    amounts: amountsIn(text).slice(0, mostOfEach),
  };
}

/** `16\\. March`, as Markdown may have it. */
const withoutEscapes = (text: string): string => text.replace(/\\(?=[!#()*+.<>[\]_`|~-])/g, '');

/** Each once, and as it is written in small letters where it is written in both ways. */
function once(names: readonly string[]): string[] {
  const byName = new Map<string, string>();
  for (const name of names) {
    const key = name.toLowerCase();
    const known = byName.get(key);
    if (known === undefined || known === known.toUpperCase()) byName.set(key, name);
  }
  return [...byName.values()];
}

/** Who sells and who buys on an invoice or a receipt, as far as that is no person. */
function tradersIn(text: string): string[] {
  if (!invoiceWords.test(text) && !receiptWords.test(text) && !tillWords.test(text)) return [];
  const { seller, buyer } = receiptOf(text, outlineOf(text)) ?? {};
  const traders = [seller, buyer !== undefined && hasBusinessWord(buyer) ? buyer : undefined];
  return traders.filter((name) => name !== undefined).filter((name) => text.includes(name));
}

const isPerson = (name: string, people: readonly string[]): boolean =>
  people.some((person) => name.includes(person) || person.includes(name));

/** The places that do not stand within one of the names, as in `University of Oxford`; both in order. */
function outside(places: readonly Found[], names: readonly Found[]): Found[] {
  let next = 0;
  let covered = 0;
  return places.filter(({ at }) => {
    for (; next < names.length && (names[next]?.at ?? 0) <= at; next++) {
      covered = Math.max(covered, (names[next]?.at ?? 0) + (names[next]?.name.length ?? 0));
    }
    return at >= covered;
  });
}

/** Is the place somebody's surname, and nothing else? */
function isNamed(place: string, people: readonly string[]): boolean {
  return people.some((person) => person !== place && person.endsWith(` ${place}`));
}

function withoutLongWords(text: string): string {
  let kept = '';
  let from = 0;
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    // Everything up to the space is white space or a control character.
    if (at < text.length && text.charCodeAt(at) > 0x20) continue;
    if (at - start > longestWord) {
      kept += `${text.slice(from, start)} `;
      from = at;
    }
    start = at + 1;
  }
  return from === 0 ? text : kept + text.slice(from);
}
