/** What a name is compared by: two spellings of one type with the same key are one entity. Pure. */
import type { EntityType } from './entity.ts';

/** Letters that carry a stroke or are two in one: Unicode does not take them apart. */
const plainLetters: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ħ: 'h', ı: 'i', ё: 'е' },
};

/**
 * Lower case, without accents on Latin and Greek letters (elsewhere marks are letters of their own), with one kind of
 * dash, apostrophe and space.
 */
export function plainName(name: string): string {
  const folded = name
    .replace(/[‘’‛ʼ´`]/g, "'")
    .normalize('NFKD')
    .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, '')
    .normalize('NFC')
    .toLowerCase();
  return folded
    .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, '')
    .replace(/[ßæœøłđħıё]/g, (letter) => plainLetters[letter] ?? letter)
    .replace(/ς/g, 'σ')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/["“”„«»]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const wordsIn = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** What people are addressed with. */
const titles = wordsIn(
  `mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend hon herr herrn frau fraulein mag ing dipl
  dipl-ing mme mlle madame monsieur mademoiselle maitre me sr sra srta senor senora don dona sig signor signora dott
  dottssa avv dhr mevr mevrouw meneer senhor senhora dra eng president senator judge`,
);
/** These say nothing about who somebody with that surname is, not even man or woman. */
const learned = wordsIn('dr prof professor');
/** What people have earned; `jr` and `sr` behind a name tell people apart, and stay. */
const degrees = wordsIn('phd md mba msc bsc ma ba llm mph cpa esq dds rn');

/** A person's name in parts. */
export interface PersonName {
  /** Without titles before it and degrees behind it. */
  readonly words: readonly string[];
  /** A title stood before it that tells more than learning. */
  readonly addressed: boolean;
}

/** Takes a person's name apart; a single word keeps the title by which it tells more. */
export function personName(name: string): PersonName {
  const words = plainName(name)
    .replace(/,\s*(?=[^,]*$)/, (comma, at: number, whole: string) =>
      degrees.has(whole.slice(at + comma.length).replaceAll('.', '')) ? ' ' : ', ',
    )
    // D.Phil., Ph.D., M.D.: one word; J.R.R.: three.
    .replace(/(?<![\p{L}.])(?:ph\.d|m\.d|m\.sc|b\.sc|dott\.ssa)\.?(?![\p{L}.])/gu, (word) =>
      word.replaceAll('.', ''),
    )
    .replaceAll('.', ' ')
    .split(' ')
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  let from = 0;
  while (from < words.length - 1 && titles.has(words[from] ?? '')) from += 1;
  let to = words.length;
  while (to > from + 1 && degrees.has(words[to - 1] ?? '')) to -= 1;
  const before = words.slice(0, from);
  return { words: words.slice(from, to), addressed: before.some((title) => !learned.has(title)) };
}

/** How companies of one legal form write it. */
const formNames: Readonly<Record<string, string>> = {
  ...{ corporation: 'corp', incorporated: 'inc', limited: 'ltd', company: 'co', compagnie: 'cie' },
};
const forms = wordsIn(
  `inc corp llc llp lp ltd plc co cie gmbh ggmbh mbh ag se kg ohg ug eg kgaa sa sas sasu sarl eurl srl spa sl slu bv nv
  vof ab asa oy oyj aps lda ltda pty pvt`,
);

/** An organisation's name in parts. */
export interface OrganisationName {
  readonly name: string;
  /** Its legal forms, e.g. `gmbh` or `pty ltd`; empty when it is written without. */
  readonly form: string;
}

/** Takes an organisation's name apart. */
export function organisationName(name: string): OrganisationName {
  const words = undotted(plainName(name))
    .replace(/^the (?=\S)/, '')
    .replace(/\s*[&+]\s*(?=\S)/g, ' and ')
    .replace(/[.,]+(?=\s|$)/g, '')
    .split(' ')
    .map((word) => formNames[word] ?? word)
    .filter((word) => word !== '');
  let to = words.length;
  while (to > 1 && forms.has(words[to - 1] ?? '') && words[to - 2] !== 'and') to -= 1;
  return { name: words.slice(0, to).join(' '), form: words.slice(to).join(' ') };
}

/** `u.s.a.` as `usa`, `s.p.a.` as `spa`. */
function undotted(name: string): string {
  return name.replace(/(?<!\p{L})\p{L}(?:\.\p{L})+\.?(?!\p{L})/gu, (letters) => letters.replaceAll('.', ''));
}

/** What two spellings of one entity have in common. Empty for a name without a letter or digit. */
export function nameKey(type: EntityType, name: string): string {
  if (!/[\p{L}\p{N}]/u.test(name)) return '';
  switch (type) {
    case 'person': {
      const { words, addressed } = personName(name);
      // Mr Weber and Mrs Weber are two.
      return words.length === 1 && addressed ? plainName(name).replaceAll('.', '') : words.join(' ');
    }
    case 'organisation': {
      const { name: words, form } = organisationName(name);
      return form === '' ? words : `${words} ${form}`;
    }
    case 'place':
      return undotted(plainName(name)).replace(/\.(?=\s|$)/g, '');
    case 'project':
      return plainName(name)
        .replace(/[_-]/g, ' ')
        .replace(/^(?:project|projekt|projet|proyecto|progetto|projeto) (?=\S)/, '');
    case 'topic':
      return plainName(name).replace(/[_-]/g, ' ');
  }
}
