/** Who and what a note names: by its front matter, its tags and its title, with the sentence where each is found. */
import { sentencesOf } from '../../models/builtin/language/sentences.ts';
import { oneLine, shortened } from '../../report/safe-markdown.ts';
import type { Position } from '../../types/document.ts';
import { type EntityType, type Mention, manyTimes, type NamedBy } from './entity.ts';

/** A piece of the text with its place. */
interface Passage {
  readonly text: string;
  readonly position: Position;
}

/** What is known of a note. */
export interface Named {
  readonly data: Readonly<Record<string, unknown>>;
  /** It was written by us: its front matter keeps our shapes. */
  readonly isOurs: boolean;
  readonly title: string;
  /** Clean, in lower case. */
  readonly tags: readonly string[];
  readonly passages: readonly Passage[];
}

/** Characters: of a name, as in our front matter; of a sentence; of text in which names are looked for. */
const longestName = 120;
const longestSentence = 300;
const searchedText = 400_000;
/** Names of one kind in one note, as many as our front matter holds. */
const mostNames = 40;

interface Naming {
  readonly type: EntityType;
  readonly name: string;
  readonly by: NamedBy;
}

/** Each entity that the note names, once for each spelling. */
export function mentionsOf(note: Named): readonly Mention[] {
  const namings = [...entitiesOf(note), ...projectsOf(note), ...topicsOf(note)];
  const once = new Map<string, Naming>();
  for (const naming of namings) {
    const key = `${naming.type} ${naming.name}`;
    if (!once.has(key)) once.set(key, naming);
  }
  const passages = searchable(note.passages);
  const title = evened(note.title);
  const language = typeof note.data.language === 'string' ? note.data.language : 'und';
  return [...once.values()].map((naming) => {
    const wanted = evened(naming.name).replace(/ +/g, ' ');
    return { ...naming, titled: indexOfName(title, wanted, 0) >= 0, ...placeIn(passages, wanted, language) };
  });
}

interface Searchable extends Passage {
  /** The text as names are looked for in it, sign for sign. */
  readonly even: string;
}

function searchable(passages: readonly Passage[]): readonly Searchable[] {
  let characters = 0;
  const first = passages.filter(({ text }) => {
    characters += text.length;
    return characters <= searchedText;
  });
  return first.map(({ text, position }) => ({ text, position, even: evened(text) }));
}

/** Case, line breaks and hyphens do not matter; every sign stays where it is. */
function evened(text: string): string {
  const lower = text.toLowerCase();
  // A few letters are two in lower case.
  return (lower.length === text.length ? lower : text).replace(/[\s\u2010\u2011-]/g, ' ');
}

/** What `extract` found. */
function entitiesOf({ data, isOurs }: Named): readonly Naming[] {
  if (!isOurs || !isMapping(data.entities)) return [];
  const by = modelOf(data, 'extract');
  const { people, organisations, places } = data.entities;
  return [
    ...named('person', people, by),
    ...named('organisation', organisations, by),
    ...named('place', places, by),
  ];
}

/** What its writer calls a project: in a property or a tag of that name, or in the title. */
function projectsOf({ data, tags, title }: Named): readonly Naming[] {
  const own = isMapping(data.front_matter) ? data.front_matter : {};
  const properties = [data.project, data.projects, own.project, own.projects];
  const tagged = tags.flatMap((tag) => projectTag.exec(tag)?.[1] ?? []);
  return [
    ...properties.flatMap((value) => named('project', typeof value === 'string' ? [value] : value, 'person')),
    ...named(
      'project',
      [...title.matchAll(projectInTitle)].map(([, name]) => name),
      'person',
    ),
    ...named('project', tagged, 'person'),
  ];
}

const projectTag = /^(?:projects?|projekte?|projets?|proyectos?|progett[oi]|projeto)\/(.+)$/;
/** Capitalised words behind the word, as in `Project Blue Heron: minutes`. */
const projectInTitle =
  /(?<![\p{L}\p{N}])(?:Project|Projekt|Projet|Proyecto|Progetto|Projeto) ((?:\p{Lu}[\p{L}\p{N}'’-]*)(?: \p{Lu}[\p{L}\p{N}'’-]*){0,3})/gu;

function topicsOf({ data, isOurs, tags }: Named): readonly Naming[] {
  const own = isMapping(data.front_matter) ? data.front_matter.tags : undefined;
  const written = new Set(
    (Array.isArray(own) ? own : String(own ?? '').split(/[,\s]+/)).map(String).map(tagOf),
  );
  return tags
    .filter((tag) => !projectTag.test(tag))
    .flatMap((tag) => {
      const by = !isOurs || written.has(tag) ? 'person' : modelOf(data, 'summarise');
      return named('topic', [tag], by);
    });
}

const tagOf = (tag: string): string => tag.replace(/^#/, '').trim().toLowerCase();

/** Who did a task, by the front matter of our note. */
function modelOf({ models }: Readonly<Record<string, unknown>>, task: string): NamedBy {
  const spec = isMapping(models) ? models[task] : undefined;
  return typeof spec === 'string' && !spec.startsWith('builtin:') ? 'model' : 'builtin';
}

function named(type: EntityType, names: unknown, by: NamedBy): readonly Naming[] {
  if (!Array.isArray(names)) return [];
  return names
    .filter((name) => typeof name === 'string')
    .map((name) =>
      shortened(
        oneLine(
          name
            .toWellFormed()
            .normalize('NFC')
            .replace(/^\[\[|\]\]$/g, ''),
        ),
        longestName,
      ),
    )
    .filter((name) => /[\p{L}\p{N}]/u.test(name))
    .slice(0, mostNames)
    .map((name) => ({ type, name, by }));
}

/** Scripts that part words with spaces, so that a name ends where its word ends. */
const parted = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]/u;

const wordSign = /[\p{L}\p{N}]/u;

/** Places within other words, in one passage, after which a name is looked for no further: no prose has as many. */
const mostTries = 100;

/** Where a name stands as whole words, from `from` on; -1 where it does not. Both are evened. */
function indexOfName(text: string, name: string, from: number): number {
  const [first, last] = [parted.test(name.charAt(0)), parted.test(name.charAt(name.length - 1))];
  let at = text.indexOf(name, from);
  for (let tries = 0; at >= 0 && tries < mostTries; tries += 1) {
    const begins = !first || at === 0 || !wordSign.test(text.charAt(at - 1));
    const ends = !last || !wordSign.test(text.charAt(at + name.length));
    if (begins && ends) return at;
    at = text.indexOf(name, at + 1);
  }
  return -1;
}

/** Where the name is first found, and how often it is. */
function placeIn(
  passages: readonly Searchable[],
  name: string,
  language: string,
): Pick<Mention, 'times' | 'position' | 'sentence'> {
  let first: Pick<Mention, 'position' | 'sentence'> | undefined;
  let times = 0;
  for (const { text, position, even } of passages) {
    let at = indexOfName(even, name, 0);
    while (at >= 0 && times < manyTimes) {
      first ??= { position, sentence: sentenceAt(text, at, name.length, language) };
      times += 1;
      at = indexOfName(even, name, at + name.length);
    }
    if (times >= manyTimes) break;
  }
  return { times, ...(first ?? { position: {}, sentence: '' }) };
}

/** The sentence around a place, of its line; when it is long, what stands around the name. */
function sentenceAt(text: string, at: number, length: number, language: string): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at + length);
  const line = text.slice(start, end < 0 ? undefined : end);
  let from = 0;
  for (const sentence of sentencesOf(line, language)) {
    const begins = line.indexOf(sentence, from);
    from = begins + sentence.length;
    if (from > at - start) return excerpt(sentence, at - start - begins);
  }
  return '';
}

function excerpt(sentence: string, at: number): string {
  const whole = oneLine(sentence);
  if (whole.length <= longestSentence || at < longestSentence / 2) return shortened(whole, longestSentence);
  // From the beginning of a word not far before the name.
  const near = sentence.slice(at - longestSentence / 2).toWellFormed();
  const word = near.indexOf(' ');
  return shortened(`…${oneLine(near.slice(word < 0 ? 0 : word + 1))}`, longestSentence);
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
