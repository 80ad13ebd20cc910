/** `memory/entities/NAME.md`: who or what an entity is, where it is named, and beside whom. Pure. */
import { quotedInline } from '../../report/quoted.ts';
import { entityName, escapeInline, escapeWithin, linkTo } from '../../report/safe-markdown.ts';
import type { Position } from '../../types/document.ts';
import { positionText } from '../position.ts';
import type { Entity, Graph, GraphFile } from './graph.ts';
import type { Related } from './related.ts';

/** Files that are shown of those that name an entity, the newest first. */
export const mostShown = 50;
/** Aliases that are shown, and told to other programs. */
export const mostAliases = 50;

/** One file that names the entity. */
export interface Shown {
  readonly file: GraphFile;
  readonly position: Position;
  /** Empty when the name stands in no sentence of it. */
  readonly sentence: string;
}

/** What a note is made of. */
export interface EntityFacts {
  readonly graph: Graph;
  readonly entity: Entity;
  /** The newest files, `mostShown` at most. */
  readonly shown: readonly Shown[];
  readonly related: readonly Related[];
  /** What a model made of the sentences, and which one. */
  readonly said: { readonly text: string; readonly spec: string } | undefined;
  /** The one of `shown` that says best who or what it is. */
  readonly quote: Shown | undefined;
  /** The names of the notes of related entities, without `.md`, by their ids. */
  readonly notes: ReadonlyMap<string, string>;
  /** The name of its own note, without `.md`. */
  readonly note: string;
}

/** The front matter, in order, and our part of the body. The same facts give the same text. */
export function entityNote(facts: EntityFacts): {
  readonly data: Readonly<Record<string, unknown>>;
  readonly body: string;
} {
  const { graph, entity, note } = facts;
  const files = entity.files.flatMap((at) => graph.files[at] ?? []);
  const days = files.flatMap(({ day }) => day ?? []);
  const sections = [
    `# ${escapeWithin(entity.name)}`,
    `*${headline(entity, files, days)}*`,
    spelledLine(entity),
    whoOrWhat(facts),
    mentionSection(facts, files.length),
    relatedSection(facts),
    '---\n\n*Everything above is written anew when files change. What you write below stays.*',
  ];
  return {
    data: {
      title: entity.name,
      entity: entity.type,
      id: entity.id,
      aliases: aliasesOf(entity, note),
      files: files.length,
      first: days.at(-1),
      last: days[0],
      // Whoever must not see private content leaves the whole note out.
      private: files.some((file) => file.private) || undefined,
    },
    body: `${sections.filter(Boolean).join('\n\n')}\n`,
  };
}

/** Spellings as they are, and as links to them are written; not the name of the note itself. */
function aliasesOf({ name, aliases }: Entity, note: string): readonly string[] | undefined {
  const spelled = [name, ...aliases.map((alias) => alias.name)];
  const all = new Set(spelled.flatMap((spelling) => [spelling, entityName(spelling)]));
  const others = [...all].filter((alias) => alias !== '' && alias !== note).slice(0, mostAliases);
  return others.length > 0 ? others : undefined;
}

const typeNames = {
  person: 'Person',
  organisation: 'Organisation',
  place: 'Place',
  project: 'Project',
  topic: 'Topic',
} as const;

const counted = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'file' : 'files'}`;

function headline(entity: Entity, files: readonly GraphFile[], days: readonly string[]): string {
  const [last, first] = [days[0], days.at(-1)];
  const when = last === undefined ? '' : last === first ? `, ${last}` : `, ${first} to ${last}`;
  const hidden = files.filter((file) => file.private).length;
  const all = hidden === files.length ? ' (private)' : ` (${hidden.toLocaleString('en')} private)`;
  return `${typeNames[entity.type]}, in ${counted(files.length)}${hidden > 0 ? all : ''}${when}`;
}

/** Which spellings were taken for this one: a person can see it, and judge. */
function spelledLine({ aliases }: Entity): string {
  if (aliases.length === 0) return '';
  const shown = aliases.slice(0, mostAliases).map(({ name }) => escapeWithin(name));
  const more = aliases.length > shown.length ? ` and ${aliases.length - shown.length} more` : '';
  return `Also written: ${shown.join(' · ')}${more}`;
}

/** A model's sentence is called that, and so is a quotation. */
function whoOrWhat({ said, quote }: EntityFacts): string {
  if (said) return `${escapeInline(said.text)}\n\n*Said by ${escapeInline(said.spec)}, of sentences below.*`;
  return quote === undefined ? '' : `> ${quotedInline(quote.sentence)}\n>\n> *Quoted from* ${whereOf(quote)}`;
}

function mentionSection({ shown }: EntityFacts, files: number): string {
  const lines = shown.map((mention) => {
    const day = mention.file.day === undefined ? '' : `${mention.file.day} · `;
    const sentence = mention.sentence === '' ? '' : `: ${quotedInline(mention.sentence)}`;
    return `- ${day}${whereOf(mention)}${sentence}`;
  });
  const more = files - shown.length;
  const rest = more > 0 ? [`- … and ${counted(more)} more`] : [];
  return `## Mentions\n\n${[...lines, ...rest].join('\n')}`;
}

/** The note in done/ as a link, with the place; a page of a PDF opens there. */
function whereOf({ file, position }: Shown): string {
  const note = linkTo(file.title.trim() || file.path, `../../${file.path}`);
  const place = positionText(position);
  const pdf = file.original !== undefined && /\.pdf$/i.test(file.original) ? file.original : undefined;
  const shown =
    pdf !== undefined && position.page !== undefined
      ? linkTo(place, `../../${pdf}`).replace(/>\)$/, `#page=${position.page}>)`)
      : escapeWithin(place);
  return `${note}${place === '' ? '' : `, ${shown}`}${file.private ? ' (private)' : ''}`;
}

function relatedSection({ related, notes }: EntityFacts): string {
  if (related.length === 0) return '';
  const lines = related.map(({ entity, files }) => {
    const note = notes.get(entity.id);
    const name = note === undefined ? escapeWithin(entity.name) : linkToNote(note, entity.name);
    return `- ${name} (${entity.type}): ${counted(files)}`;
  });
  return `## Related\n\n${lines.join('\n')}`;
}

/**
 * A link to the note of this name, without `.md`, from another one beside it. A person may have given it a name that
 * links between notes cannot hold.
 */
export function linkToNote(note: string, name: string): string {
  return entityName(note) === note ? `[[${note}]]` : linkTo(name, `${note}.md`);
}
