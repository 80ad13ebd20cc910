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
  const passages = firstOf(note.passages);
  const language = typeof note.data.language === 'string' ? note.data.language : 'und';
  return [...once.values()].map((naming) => ({
    ...naming,
    titled: patternOf(naming.name).test(note.title),
    ...placeIn(passages, naming.name, language),
  }));
}

function firstOf(passages: readonly Passage[]): readonly Passage[] {
  let characters = 0;
  return passages.filter(({ text }) => {
    characters += text.length;
    return characters <= searchedText;
  });
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

/** The name as whole words, whatever their case and the white space between them. */
function patternOf(name: string, flags = ''): RegExp {
  const words = name.split(' ').map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  const before = parted.test(Array.from(name).at(0) ?? '') ? '(?<![\\p{L}\\p{N}])' : '';
  const after = parted.test(Array.from(name).at(-1) ?? '') ? '(?![\\p{L}\\p{N}])' : '';
  return new RegExp(`${before}${words.join('[\\s-]+')}${after}`, `iu${flags}`);
}

/** Where the name is first found, and how often it is. */
function placeIn(
  passages: readonly Passage[],
  name: string,
  language: string,
): Pick<Mention, 'times' | 'position' | 'sentence'> {
  const pattern = patternOf(name.includes(' ') ? name : name.replaceAll('-', ' '), 'g');
  let first: Pick<Mention, 'position' | 'sentence'> | undefined;
  let times = 0;
  for (const { text, position } of passages) {
    for (const found of text.matchAll(pattern)) {
      first ??= { position, sentence: sentenceAt(text, found.index, found[0].length, language) };
      times += 1;
      if (times >= manyTimes) break;
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
