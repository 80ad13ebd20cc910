/** Finds people by what only people have: titles, first names, and fields, verbs or places on the page that ask for a person. */
import { isCapitalised } from '../language/words.ts';
import { firstNames } from './first-names.ts';
import { hasBusinessWord } from './organisation-words.ts';
import type { Found } from './organisations.ts';
import { namedAfter, noSurname, particles, titles } from './people-words.ts';
import type { CapitalWord, Run } from './runs.ts';
import { signersIn } from './signers.ts';

const part = String.raw`\p{Lu}(?:\p{L}*\p{Ll}|\.)(?:['’-]\p{Lu}\p{Ll}+)*`;
const surname = String.raw`(?:(?:${particles})[ ]){0,2}(?:O['’]|Mc|Mac|D['’])?\p{Lu}\p{Ll}+(?:['’-]\p{Lu}?\p{Ll}+)*`;
const fullName = String.raw`\p{Lu}\p{Ll}+(?:['’-]\p{Lu}?\p{Ll}+)*(?:[ ](?:\p{Lu}\.|\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?)){0,2}[ ]${surname}`;

const titled = new RegExp(
  `(?<!\\p{L})(?<title>(?:${titles})\\.?(?:[ ](?:Prof|Dr)\\.?)*)[ ](?<name>(?:${part}[ ]){0,2}${surname})`,
  'gu',
);
const said =
  'said|says|wrote|writes|asked|told|replied|added|explained|explains|argued|argues|noted|notes|recalls|warned|warns|' +
  'sagte?|schrieb|schreibt|erklärte?|fragte?|meinte?|berichtete?|warnte?|ergänzte?|betonte?|' +
  'dit|explique|raconte|précise|note|assure|affirme|estime|ajoute|résume|' +
  'dijo|dice|explica|afirma|cuenta|señala|añade|asegura|recuerda|' +
  'disse|racconta|spiega|afferma|aggiunge|sostiene|ricorda|conta|diz|explicou|afirmou|acrescenta|' +
  'zegt|zei|schreef|vertelt|vertelde|stelt|aldus|meldt|vindt';
const saidAfter = new RegExp(`^,?[ ](?:${said}|a[ ]dit|ha[ ]detto)(?!\\p{L})`, 'u');
const saidBefore = new RegExp(`(?<!\\p{L})(?:${said}|(?:explique|note|dit|raconte)-t-(?:il|elle))[ ]$`, 'u');
/** Somebody's age, or a clause about who somebody is. */
const who = /^(?:, \d{2}(?=[,.])| \(\d{2}\)|, (?:who|whose|qui|quien|che|aged) )/u;

const labels =
  `(?:(?:patient|customer|client|employee|contact|full|account|cardholder|insured|tenant|guest|passenger|member|student|applicant|owner|holder|first|last)[ ])?name|estimator|author|authors|by|cashier|server|
  (?:prepared|approved|reviewed|written|signed|served)[ ]by|signed|attendees|participants|present|attending|apologies|
  chair|minutes|owner|assigned[ ]to|assignee|contact|attention|attn|physician|primary[ ]physician|doctor|from|to|cc|
  patient|client|customer|tenant|landlord|applicant|candidate|teilnehmer(?:innen)?|anwesend|anwesende|entschuldigt|
  protokoll|protokollführung|leitung|verfasser(?:in)?|autor(?:in)?|von|an|kunde|kundin|sachbearbeiter(?:in)?|
  ansprechpartner(?:in)?|bearbeiter(?:in)?|patientin|mieter(?:in)?|vermieter(?:in)?|auteure?|de|à|présents?|participants|
  excusés?|client|locataire|rédigé[ ]par|à[ ]l['’]attention[ ]de|para|asistentes|presentes|cliente|paciente|autora?|
  atendido[ ]por|da|a|presenti|assenti|partecipanti|redatto[ ]da|aanwezig|afwezig|deelnemers|klant|auteur|aan|van|
  notulist|voorzitter|participantes|elaborado[ ]por|nome|nom|nombre|naam`.replace(/\s*\n\s*/g, '');
const field = new RegExp(`^[ \\t>|*-]*(?:${labels})[*]*[ ]?[:|][*]*[ \\t]*(?<list>[^\\n]{2,300})`, 'gimu');
const initialled = `(?:\\p{Lu}\\.[ ]?){1,3}${surname}`;
const fieldName = new RegExp(
  `^(?:(?:${titles})\\.?[ ])*(?<name>${fullName}|${initialled})(?![\\p{L}\\d])`,
  'u',
);
const bareName = new RegExp(`^(?:(?:${titles})\\.?[ ])*${fullName}$`, 'u');
const doing =
  /^ (?:will|to|has|is|was|said|wrote|agreed|asked|joined|wird|hat|soll|bestellt|holt|klärt|schreibt|macht|va|doit|va a|deve|zal|moet)(?!\p{L})/u;

/** What the search for people knows of the text already. */
export interface Surroundings {
  readonly runs: readonly Run[];
  readonly isStopWord: (word: string) => boolean;
  /** Is this the name of something else? */
  readonly isTaken: (name: string) => boolean;
}

/** The people in `text`, in order, each once; a first name alone counts only where somebody does something. */
export function peopleIn(text: string, around: Surroundings): string[] {
  const found: Found[] = [];
  const add = (at: number, whole: string): void => {
    const name = withoutTail(whole, around.isStopWord);
    if (name.includes(' ') || name === whole) found.push({ at, name });
  };
  for (const match of text.matchAll(titled)) {
    const { title = '', name = '' } = match.groups ?? {};
    const kept = withoutTail(name, around.isStopWord);
    if (kept !== '' && !noSurname.has(kept)) add(match.index, kept.includes(' ') ? kept : `${title} ${kept}`);
  }
  for (const match of text.matchAll(field)) fromField(match.groups?.list ?? '', match.index, around, add);
  for (const { at, name } of signersIn(text)) {
    const isSmall = name
      .split(' ')
      .some((word) => isCapitalised(word) && around.isStopWord(word.toLowerCase()));
    if (!isSmall && bareName.test(name) && !hasBusinessWord(name) && !around.isTaken(name)) add(at, name);
  }
  for (const run of around.runs) inRun(text, run, around, add);
  return withoutParts(found.sort((a, b) => a.at - b.at).map(({ name }) => name));
}

type Add = (at: number, name: string) => void;

function fromField(list: string, at: number, around: Surroundings, add: Add): void {
  for (const one of list.split(/[,;/&|<(]|\s{2,}| and | und | et | y | e | en /)) {
    const whole = one.trim();
    const name = fieldName.exec(whole)?.groups?.name;
    if (name !== undefined && !hasBusinessWord(whole) && !around.isTaken(name)) add(at, name);
    else if (firstNames.has(whole)) add(at, whole);
  }
}

/** In German a noun with a capital may follow a name: "erteilt Jonas Kern Einzelunterricht". */
const germanNoun = /\p{Ll}(?:heit|keit|schaft|unterricht|vertrag|stunden)$/u;

/** Ends a name before the first word that no surname is, without the particles before that. */
function withoutTail(name: string, isStopWord: (word: string) => boolean): string {
  const words = name.replace(/['’]s$|[.,’'-]+$/u, '').split(' ');
  const tail = words.findIndex(
    (word, index) =>
      index > 0 &&
      (noSurname.has(word) ||
        (index > 1 && germanNoun.test(word)) ||
        (isCapitalised(word) && isStopWord(word.toLowerCase()))),
  );
  const kept = tail === -1 ? words : words.slice(0, tail);
  return kept.slice(0, kept.findLastIndex(isCapitalised) + 1).join(' ');
}

const isNamePart = (word: string) => /^(?:\p{Lu}\p{Ll}+|[OD]['’]\p{Lu}|Mc\p{Lu}|\p{Lu}\.?$)/u.test(word);

function inRun(text: string, run: Run, around: Surroundings, add: Add): void {
  byFirstName(text, run, around, add);
  const pair = lastPair(run);
  if (!pair?.every(({ text: word }) => isPlainName(word, around))) return;
  const name = text.slice(pair[0]?.at, pair.at(-1)?.end);
  if (hasBusinessWord(name) || around.isTaken(name)) return;
  const before = text.slice(Math.max(0, run.at - 20), run.at);
  const after = text.slice(run.end, run.end + 20);
  if (
    saidAfter.test(after) ||
    (run.words.length === pair.length && saidBefore.test(before)) ||
    who.test(after)
  ) {
    add(pair[0]?.at ?? run.at, name);
  }
}

function isPlainName(word: string, { isStopWord }: Surroundings): boolean {
  return (
    /^\p{Lu}(?:\.|[\p{Ll}’'-]+(?:\p{Lu}\p{Ll}+)*)$/u.test(word) &&
    !noSurname.has(word) &&
    !isStopWord(word.toLowerCase())
  );
}

/** The last two or three words of a run of that many, in which nothing but particles parts them. */
function lastPair({ words }: Run): readonly CapitalWord[] | undefined {
  const start = words.findLastIndex(
    ({ joint }, place) => place === 0 || !(joint === '' || isParticle(joint)),
  );
  const last = words.slice(start);
  return last.length === 2 || last.length === 3 ? last : undefined;
}

const particlePattern = new RegExp(`^(?:${particles})(?: (?:${particles}))?$`, 'u');
const isParticle = (joint: string) => particlePattern.test(joint);

/** A known first name with up to three words after it, or alone before a verb. */
function byFirstName(text: string, run: Run, around: Surroundings, add: Add): void {
  const { words } = run;
  for (let first = 0; first < words.length; first++) {
    const word = words[first];
    if (word === undefined || !firstNames.has(word.text.replace(/-\p{Lu}\p{Ll}+$/u, ''))) continue;
    let last = first;
    while (last + 1 < words.length && last - first < 3 && goesOn(words[last + 1], last === first, around))
      last += 1;
    const end = words[last]?.end ?? word.end;
    const name = text.slice(word.at, end);
    const next = words[last + 1];
    if (last > first && next?.joint === '' && namedAfter.has(next.text)) {
      first = last;
    } else if (last > first) {
      if (!hasBusinessWord(name) && !around.isTaken(name)) add(word.at, name);
      first = last;
    } else if (words.length === 1 && doing.test(text.slice(end, end + 14))) {
      add(word.at, name);
    }
  }
}

/** Is this word a part of the name before it? Particles stand only between the first name and the surname. */
function goesOn(word: CapitalWord | undefined, isSecond: boolean, { isStopWord }: Surroundings): boolean {
  if (word === undefined || noSurname.has(word.text) || !isNamePart(word.text)) return false;
  if (isStopWord(word.text.toLowerCase()) && word.text.length > 2) return false;
  return word.joint === '' || (isSecond && isParticle(word.joint));
}

/** Without first names and titled surnames of people whose whole names are there. */
function withoutParts(names: readonly string[]): string[] {
  const unique = [...new Set(names)].slice(0, mostNames);
  const whole = unique.filter((name) => name.includes(' ') && !titleStart.test(name));
  return unique.filter((name, place) => {
    const bare = name.replace(titleStart, '');
    return !whole.some(
      (other) =>
        other !== name &&
        (` ${other} `.includes(` ${bare} `) || isShorterForm(bare, other, unique.indexOf(other) < place)),
    );
  });
}

/** Each is compared with each. */
const mostNames = 400;

/** Is `name` the other with fewer or shorter names between first and last: J. M. Roe, Jo Roe and Jo Mary Roe? */
function isShorterForm(name: string, other: string, otherIsFirst: boolean): boolean {
  const parts = name.split(' ');
  const others = other.split(' ');
  if (parts.length < 2 || parts[0] !== others[0] || parts.at(-1) !== others.at(-1)) return false;
  const between = parts.slice(1, -1);
  const othersBetween = others.slice(1, -1);
  const fits = between.every((part, at) => {
    const counterpart = othersBetween[at] ?? '';
    return part === counterpart || (part.endsWith('.') && counterpart.startsWith(part.slice(0, -1)));
  });
  return fits && (name.length < other.length || otherIsFirst);
}

const titleStart = new RegExp(`^(?:(?:${titles})\\.? )+`, 'u');
