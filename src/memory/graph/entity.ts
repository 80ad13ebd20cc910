/** Who and what notes are about. */
import type { Position } from '../../types/document.ts';

/** The kinds of entity, in the order in which they are shown. */
export const entityTypes = ['person', 'organisation', 'place', 'project', 'topic'] as const;

/** What an entity is. Entities of two types are never one, whatever they are called. */
export type EntityType = (typeof entityTypes)[number];

/**
 * Who says that it is one: a `person` (tags and properties of their own), a `model` that read the text, or the
 * `builtin` engine, which goes by the look of words and is wrong more often.
 */
export type NamedBy = 'person' | 'model' | 'builtin';

/** An entity in one note. */
export interface Mention {
  readonly type: EntityType;
  /** As it is spelled there. */
  readonly name: string;
  readonly by: NamedBy;
  /** How much of the note is about it: 1 for each time that it is found in the text, `manyTimes` at most; 0 for none. */
  readonly times: number;
  /** It stands in the title. */
  readonly titled: boolean;
  /** Where it is first found; empty for the file as a whole. */
  readonly position: Position;
  /** The sentence in which it is first found, as it stands, shortened when it is long; empty when there is none. */
  readonly sentence: string;
}

/** Who is named as often in one text is one of those that it is about. */
export const manyTimes = 3;
