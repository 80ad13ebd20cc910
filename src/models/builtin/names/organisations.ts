/** Finds organisations by the words that only their names have: legal forms, and kinds of institution. */
import { businessWords, heads, headsWithOf, isGeneric, legalForms, tails } from './organisation-words.ts';
import { type Run, wordsOfRun } from './runs.ts';

/** A name and its place in the text. */
export interface Found {
  readonly at: number;
  readonly name: string;
}

const mostWords = 6;
/** An IBAN may have the letters of a bank in it. */
const accountNumber = /^[A-Z]{2}\d{2} /;
/** Between a head and what it is the head of. */
const ofHead =
  /^(?:of|of the|for|for the|de|de la|de l['’]|des|du|d['’]|l['’]|del|do|da|dos|das|di|della|dell['’]|dei|van|van de|voor|für|der|am|e)?$/;
/** `SEATTLE GENERAL HOSPITAL`: letterheads are looked up as if they were not shouted. */
const unshouted = (word: string): string =>
  word.length > 3 && word === word.toUpperCase() ? word.charAt(0) + word.slice(1).toLowerCase() : word;

const afterName =
  /^(?:,? (?:Inc\.|LLC|Ltd\.?|L\.L\.C\.|S\.A\.)|[ \u00a0]e\.[ \u00a0]?V\.|[ \u00a0]e\.[ \u00a0]?G\.)/u;
const eastern =
  /(?:株式会社|有限会社|合同会社)[\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}ーA-Za-z]{2,16}?(?=[\s、。の「」(（]|様|御中|は|が|$)|[\p{Script=Han}\p{Script=Katakana}ー]{2,12}(?:株式会社|有限会社)|(?:ООО|ОАО|ЗАО|ПАО|АО) [«"][^»"\n]{2,40}[»"]/gmu;

/** The organisations in `text`, in order, each once, as written. */
export function organisationsIn(
  text: string,
  runs: readonly Run[],
  isStopWord: (word: string) => boolean,
): Found[] {
  const found: Found[] = [];
  const add = (run: Run, from: number, to: number, tail = ''): void => {
    let first = from;
    while (first < to && isStopWord((run.words[first]?.text ?? '').toLowerCase())) first += 1;
    // A legal form alone, as in `NOT LIMITED TO`.
    if (first === to && from < to && tail === '') return;
    const name = wordsOfRun(text, run, first, to) + tail;
    if (accountNumber.test(name)) return;
    const known = found.at(-1);
    const at = run.words[first]?.at ?? run.at;
    if (isGeneric(unshoutedName(name)) || (known && known.at <= at && at < known.at + known.name.length))
      return;
    found.push({ at, name });
  };
  for (const run of runs) inRun(text, run, add);
  for (const match of text.matchAll(eastern)) found.push({ at: match.index, name: match[0] });
  return found.sort((a, b) => a.at - b.at);
}

const unshoutedName = (name: string) => name.split(' ').map(unshouted).join(' ');

type Add = (run: Run, from: number, to: number, tail?: string) => void;

function inRun(text: string, run: Run, add: Add): void {
  const { words } = run;
  const tail = afterName.exec(text.slice(run.end, run.end + 12))?.[0];
  if (tail !== undefined) {
    const last = words.length - 1;
    const first = beginning(run, last, 0);
    if (last > first || tail.includes('e.') || words[last]?.text.length !== 1) {
      add(run, first, last, tail);
      return;
    }
  }
  let from = 0;
  for (let place = 0; place < words.length; place++) {
    const word = words[place];
    if (word === undefined) break;
    const looked = unshouted(word.text.replace(/\.$/, ''));
    if (legalForms.has(word.text) || legalForms.has(looked) || legalForms.has(`${looked}.`)) {
      const first = beginning(run, place, from);
      if (first < place) add(run, first, place);
      from = place + 1;
      continue;
    }
    const next = run.words[place + 1];
    // Nordkapp University College
    if (tails.has(looked) && next?.joint === '' && tails.has(unshouted(next.text))) continue;
    const last = isHead(run, place, looked) ? headed(run, place) : place;
    const first = tails.has(looked) ? beginning(run, place, from) : place;
    if ((last > first || first < place) && !followedByLegal(run, last)) {
      add(run, first, last);
      from = last + 1;
      place = last;
    }
  }
}

/** Does a name begin with this word: `Banco Levantia`, `Bank of Scotland`? */
function isHead(run: Run, place: number, word: string): boolean {
  if (heads.has(word)) return true;
  const { joint = '' } = run.words[place + 1] ?? {};
  return headsWithOf.has(word) && joint !== '' && ofHead.test(joint);
}

/** A legal form below says more about where the name begins and ends. */
function followedByLegal(run: Run, last: number): boolean {
  for (let place = last + 1; place < Math.min(run.words.length, last + 4); place++) {
    const word = run.words[place];
    if (word === undefined || (word.joint !== '' && word.joint !== '&')) return false;
    if (legalForms.has(word.text)) return true;
  }
  return false;
}

/** Where the name that ends at `last` begins: its words follow each other, or an institution is `of` something. */
function beginning(run: Run, last: number, from: number): number {
  let first = last;
  while (first > from && last - first < mostWords) {
    const { joint = '' } = run.words[first] ?? {};
    const before = unshouted(run.words[first - 1]?.text ?? '');
    const single = first === from + 1 && /^(?:and|und|et|y|e|en)$/.test(joint);
    if (joint === '' || joint === '&' || joint === '+' || single) first -= 1;
    else if (
      (heads.has(before) || headsWithOf.has(before) || businessWords.has(before)) &&
      ofHead.test(joint)
    )
      first -= 1;
    else break;
  }
  return first;
}

/** Where the name that begins with an institution ends: `Hochschule Zwickau`, `Institut für Wasserbau`. */
function headed(run: Run, head: number): number {
  let last = head;
  let joints = 0;
  while (last + 1 < run.words.length && last - head < 4) {
    const { joint = '', text = '' } = run.words[last + 1] ?? {};
    if (legalForms.has(text)) return last + 1;
    if (joint !== '') {
      joints += 1;
      if (joints > 1 || !ofHead.test(joint)) break;
    }
    last += 1;
  }
  return last;
}
