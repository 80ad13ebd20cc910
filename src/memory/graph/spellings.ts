/** Which of its spellings an entity is shown by. Pure. */
import type { Alias, Entity, FoundMention, GraphFile } from './graph.ts';
import type { Meaning } from './merge.ts';
import { nameKey } from './names.ts';

interface Spelling extends Alias {
  /** Files in which it is written so. */
  readonly files: number;
  /** It stands for the whole entity, as `A. Weber` and `Weber, Anna` do not. */
  readonly whole: boolean;
}

/**
 * The name: written in full, public before private, the most frequent, not shouted, not from a tag, the first in order.
 * @param id The entity's.
 * @param mentions All of it; at least one.
 */
export function chosenName(
  id: string,
  mentions: readonly FoundMention[],
  files: readonly GraphFile[],
  meaning: Meaning,
): Pick<Entity, 'name' | 'aliases' | 'formerIds'> {
  const spellings = spellingsOf(id, mentions, files);
  const [first, ...others] = spellings.toSorted(better);
  const type = mentions[0]?.type ?? 'topic';
  // An organisation's short name means it in every file; what means it in one file only has an entity of its own.
  const keys = new Set(spellings.map(({ name }) => nameKey(type, name)));
  const former = [...keys].filter(
    (key) => meaning({ file: -1, type, name: key }) === id.slice(type.length + 1),
  );
  return {
    name: first?.name ?? '',
    aliases: others.map(({ name, private: isPrivate }) => ({ name, private: isPrivate })),
    formerIds: former.map((key) => `${type}:${key}`).filter((other) => other !== id),
  };
}

function spellingsOf(
  id: string,
  mentions: readonly FoundMention[],
  files: readonly GraphFile[],
): readonly Spelling[] {
  const found = new Map<string, { files: number; private: boolean; whole: boolean }>();
  for (const { type, name, file } of mentions) {
    const isPrivate = files[file]?.private === true;
    const known = found.get(name);
    if (known) {
      known.files += 1;
      known.private &&= isPrivate;
    } else {
      const whole = type !== 'person' || `${type}:${nameKey(type, name)}` === id;
      found.set(name, { files: 1, private: isPrivate, whole });
    }
  }
  return [...found].map(([name, spelling]) => ({ name, ...spelling }));
}

const isShouted = (name: string): boolean => /\p{Lu}{4}/u.test(name) && name === name.toUpperCase();
const isTag = (name: string): boolean => /^[\p{Ll}\p{N}_/-]+$/u.test(name);

function better(one: Spelling, other: Spelling): number {
  return (
    Number(one.private) - Number(other.private) ||
    Number(other.whole) - Number(one.whole) ||
    Number(isTag(one.name)) - Number(isTag(other.name)) ||
    other.files - one.files ||
    Number(isShouted(one.name)) - Number(isShouted(other.name)) ||
    (one.name < other.name ? -1 : 1)
  );
}
