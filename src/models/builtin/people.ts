/** Finds people by what only people have: titles, first names, and fields or verbs that ask for a person. */
import { firstNames } from './first-names.ts';

const part = String.raw`\p{Lu}(?:\p{L}*\p{Ll}|\.)(?:['’-]\p{Lu}\p{Ll}+)*`;
const surname = String.raw`(?:(?:van|von|der|den|de|la|da|di|du|del|bin|al|ter|zu)[ ]){0,2}(?:O['’]|Mc|Mac|D['’])?\p{Lu}\p{Ll}+(?:['’-]\p{Lu}\p{Ll}+)*`;
const fullName = String.raw`\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?(?:[ ](?:\p{Lu}\.|\p{Lu}\p{Ll}+)){0,2}[ ]${surname}`;

const titles = 'Mr|Mrs|Ms|Dr|Prof|Herrn?|Frau|Sir|Lady|President|Senator|Judge|Mme|Sra|Sr';
const titled = new RegExp(
  `(?<!\\p{L})(?<title>(?:${titles})\\.?(?:[ ](?:Prof|Dr)\\.?)*)[ ](?<name>(?:${part}[ ]){0,2}${surname})`,
  'gu',
);
const speaking = new RegExp(
  `(?<!\\p{L})(?<name>${fullName})[ ](?:said|says|wrote|writes|asked|told|replied|added|explained|argued|noted|sagte|schrieb|erklärte|fragte|a[ ]dit|dijo|ha[ ]detto)(?!\\p{L})`,
  'gu',
);
const field =
  /^[ \t>|*-]*(?:(?:patient|customer|client|employee|contact|full|account|cardholder)[ ]name|name|author|authors|cashier|prepared[ ]by|approved[ ]by|reviewed[ ]by|signed(?:[ ]by)?|attendees|participants|present|attending|owner|assigned[ ]to|assignee|contact|attention|attn|physician|primary[ ]physician|doctor|from|to|cc|teilnehmer|anwesend|verfasser|autor|auteur|von|an|kunde|sachbearbeiter|ansprechpartner)[*]*[ ]*:[*]*[ \t]*(?<list>[^\n]{2,300})/gimu;
const fieldName = new RegExp(
  `^(?:(?:Dr|Prof|Mr|Mrs|Ms|Herr|Frau)\\.?[ ])*(?<name>${fullName})(?![\\p{L}\\d])`,
  'u',
);
const run =
  /(?<!\p{L})\p{Lu}[\p{L}.’'-]*(?: (?:(?:van|von|der|den|de|la|da|di|du|del|bin|al|ter|zu) ){0,2}\p{Lu}[\p{L}.’'-]*)*/gu;
const doing = /^ (?:will|to|has|is|was|said|wrote|agreed|asked|joined|wird|hat|soll)(?!\p{L})/u;

/** Words that no surname is, because they follow first names in headings, brands and addresses. */
const noSurname =
  /^(?:Street|Avenue|Road|Code|Number|Date|Information|Records?|Status|Inc|Ltd|LLC|GmbH|AG|University|Hospital|College|Institute|Bank|Foundation|School|Report|Review|Day|Prize|Award|Center|Centre|Church|Airport|Park|The|And|Of|In|On|At|Is|Was|Will|For|With|Said|Has|Who|From|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Library|Museum|Theorem|Algorithm|Protocol|Group|Team|Electric|Score|Method|Test|Universität|Hochschule|Klinik|Stadt|Institut)$/;

/** The people in `text`, in order, each once; a first name alone counts only where somebody does something. */
export function peopleIn(text: string): string[] {
  const found: { at: number; name: string }[] = [];
  const add = (at: number, whole: string) => {
    const name = withoutTail(whole);
    if (name.includes(' ') || name === whole) found.push({ at, name });
  };
  for (const match of text.matchAll(titled)) {
    const { title = '', name = '' } = match.groups ?? {};
    add(match.index, name.includes(' ') ? name : `${title} ${name}`);
  }
  for (const match of text.matchAll(speaking)) add(match.index, match.groups?.name ?? '');
  for (const match of text.matchAll(field)) {
    for (const one of (match.groups?.list ?? '').split(/[,;/&|<(]|\s{2,}| and | und | et | y /)) {
      const name = fieldName.exec(one.trim())?.groups?.name;
      if (name !== undefined) add(match.index, name);
      else if (firstNames.has(one.trim())) add(match.index, one.trim());
    }
  }
  for (const match of text.matchAll(run)) byFirstName(match[0], match.index, text, add);
  return withoutParts(found.sort((a, b) => a.at - b.at).map(({ name }) => name));
}

/** Ends a name before the first word that no surname is, without the particles before that. */
function withoutTail(name: string): string {
  const words = name.replace(/['’]s$|[.,’'-]+$/u, '').split(' ');
  const tail = words.findIndex((word, index) => index > 0 && noSurname.test(word));
  const kept = tail === -1 ? words : words.slice(0, tail);
  return kept.slice(0, kept.findLastIndex((word) => /^\p{Lu}/u.test(word)) + 1).join(' ');
}

/** A known first name with up to three words after it, or alone before a verb. */
function byFirstName(words: string, at: number, text: string, add: (at: number, name: string) => void): void {
  const parts = words.split(' ');
  const first = parts.findIndex((word) => firstNames.has(word.replace(/-\p{Lu}\p{Ll}+$/u, '')));
  if (first === -1) return;
  const rest = parts.slice(first + 1);
  const end = rest.findIndex((word) => /[.,]$/.test(word) && word.length > 2);
  const after = (end === -1 ? rest : rest.slice(0, end + 1)).slice(0, 4);
  const last = after.findLastIndex((word) => /^\p{Lu}\p{Ll}+|^\p{Lu}['’]\p{Lu}/u.test(word));
  const name = [parts[first] ?? '', ...after.slice(0, last + 1)].join(' ');
  if (last >= 0) {
    if (/[.!?]$/.test(parts[first] ?? '')) return;
    add(at, name);
  } else if (parts.length === 1 && doing.test(text.slice(at + words.length, at + words.length + 12))) {
    add(at, name);
  }
}

/** Without first names and titled surnames of people whose whole names are there. */
function withoutParts(names: readonly string[]): string[] {
  const unique = [...new Set(names)];
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

const titleStart = new RegExp(`^(?:(?:${titles})\\.? )+`);
