/**
 * Which spellings are one entity. Careful rather than clever: two names that are left apart can be seen and joined by a
 * person, one note about two people cannot be trusted. Pure; the order in which files come does not matter.
 *
 * 1. Spellings with one key (`names.ts`) are one, within their type.
 * 2. `Weber, Anna` is Anna Weber where somebody of that name is known.
 * 3. An organisation without its legal form is the only one of that name that has one; with two of them it stays apart.
 * 4. Within one file, `A. Weber` is the only person there whom it can mean.
 * 5. Within one file, `Weber` (or `Dr. Weber`) is the only person there of that surname, if no file at all knows
 *    a second one.
 */
import type { EntityType } from './entity.ts';
import { nameKey, organisationName, personName } from './names.ts';

/** One spelling in one file. */
export interface Spelling {
  readonly file: number;
  readonly type: EntityType;
  readonly name: string;
}

/** Says which entity a spelling means in a file; entities are named by their keys, unique within their type. */
export type Meaning = (spelling: Spelling) => string;

/** Learns all spellings, and then knows what each means. */
export function meaningOf(spellings: Iterable<Spelling>): Meaning {
  const keys = new Keys();
  const people = new People();
  const formed = new Map<string, Set<string>>();
  for (const { file, type, name } of spellings) {
    const key = keys.of(type, name);
    if (type === 'person') people.learn(key, file);
    if (type === 'organisation') {
      const { name: bare, form } = organisationName(name);
      if (form !== '') (formed.get(bare) ?? formed.set(bare, new Set()).get(bare))?.add(key);
    }
  }
  return ({ file, type, name }) => {
    const key = keys.of(type, name);
    if (type === 'person') return people.meant(key, file);
    if (type !== 'organisation') return key;
    const candidates = formed.get(key);
    const [only] = candidates ?? [];
    return candidates?.size === 1 && only !== undefined ? only : key;
  };
}

/** The key of each name, made once. */
class Keys {
  readonly #known = new Map<string, string>();

  of(type: EntityType, name: string): string {
    const spelling = `${type} ${name}`;
    const known = this.#known.get(spelling) ?? nameKey(type, name);
    this.#known.set(spelling, known);
    return known;
  }
}

const isInitial = (word: string): boolean =>
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]$/u.test(word);

/** A whole name: given names and a surname, each of more than a letter. */
const isWhole = (words: readonly string[]): boolean => words.length > 1 && !words.some(isInitial);

/** All people by their keys. */
class People {
  readonly #keys = new Set<string>();
  /** How many whole names end in a surname. */
  readonly #bearers = new Map<string, number>();
  /** The whole names of a surname in a file. */
  readonly #here = new Map<string, Set<string>>();
  readonly #words = new Map<string, readonly string[]>();

  learn(key: string, file: number): void {
    const words = this.#wordsOf(key);
    const surname = words.at(-1) ?? '';
    const isNew = !this.#keys.has(key);
    this.#keys.add(key);
    if (!isWhole(words) || key.includes(',')) return;
    if (isNew) this.#bearers.set(surname, (this.#bearers.get(surname) ?? 0) + 1);
    const place = `${file} ${surname}`;
    this.#here.set(place, (this.#here.get(place) ?? new Set()).add(key));
  }

  meant(key: string, file: number): string {
    const turned = turnedName(key);
    if (turned !== undefined) return this.#keys.has(turned) ? this.meant(turned, file) : key;
    const words = this.#wordsOf(key);
    // `mr weber`: who is addressed so is nobody else.
    if (words.join(' ') !== key || isWhole(words)) return key;
    const surname = words.at(-1) ?? '';
    const here = [...(this.#here.get(`${file} ${surname}`) ?? [])];
    const candidates =
      words.length > 1
        ? here.filter((other) => canMean(words, this.#wordsOf(other)))
        : here.filter(() => this.#bearers.get(surname) === 1);
    return candidates.length === 1 ? (candidates[0] ?? key) : key;
  }

  #wordsOf(key: string): readonly string[] {
    const known = this.#words.get(key) ?? personName(key).words;
    this.#words.set(key, known);
    return known;
  }
}

/** `weber, anna` → `anna weber`; undefined for a name without a comma, or with more than one. */
function turnedName(key: string): string | undefined {
  const parts = /^([^,]+), ([^,]+)$/.exec(key);
  return parts === null ? undefined : `${parts[2]} ${parts[1]}`;
}

/** Can `A. M. Weber` or `Anna M. Weber` mean this whole name? It may leave given names out, but brings no others. */
function canMean(words: readonly string[], whole: readonly string[]): boolean {
  const given = words.slice(0, -1);
  return (
    given.length < whole.length &&
    given.every((word, at) => (isInitial(word) ? whole[at]?.startsWith(word) : whole[at] === word))
  );
}
