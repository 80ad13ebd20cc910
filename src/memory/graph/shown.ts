/** The files that an entity's note shows, and which of their sentences say best who or what it is. */
import type { Position } from '../../types/document.ts';
import type { MemoryIndex } from '../index.ts';
import { mostShown, type Shown } from './entity-note.ts';
import type { Entity, Graph } from './graph.ts';
import { plainName } from './names.ts';

/** The newest files that name the entity, each with its sentence. */
export function shownOf(index: MemoryIndex, { files }: Graph, { mentions }: Entity): readonly Shown[] {
  const chosen = new Map<number, (typeof mentions)[number]>();
  for (const mention of mentions) {
    if (!chosen.has(mention.file)) {
      if (chosen.size === mostShown) break;
      chosen.set(mention.file, mention);
    }
  }
  const ids = [...chosen.values()].map(({ id }) => id);
  const rows = index.rows(
    'SELECT id, sentence FROM mention WHERE id IN (SELECT value FROM json_each(?))',
    JSON.stringify(ids),
  );
  const sentences = new Map(rows.map(({ id, sentence }) => [Number(id), String(sentence)]));
  return [...chosen.values()].flatMap(({ id, file, position }) => {
    const of = files[file];
    if (of === undefined) return [];
    return [{ file: of, position: JSON.parse(position) as Position, sentence: sentences.get(id) ?? '' }];
  });
}

/** Sentences of public files that may say who or what it is, the best first, each once. Pure. */
export function tellingSentences(entity: Entity, shown: readonly Shown[]): readonly Shown[] {
  const names = [...new Set([entity.name, ...entity.aliases.map(({ name }) => name)].map(plainName))];
  const once = new Map<string, { readonly mention: Shown; readonly score: number }>();
  // The oldest first: among equals it is the one that stays when files are added.
  for (const mention of shown.toReversed()) {
    const { file, sentence } = mention;
    if (file.private || sentence === '' || once.has(sentence)) continue;
    const score = tells(plainName(sentence), names);
    if (score > 0) once.set(sentence, { mention, score });
  }
  const all = [...once.values()].sort((one, other) => other.score - one.score);
  return all.map(({ mention }) => mention);
}

/** What stands behind a name when a sentence says what it is. */
const isSaid =
  /^(?:,? \([^)]*\))?,? (?:is|was|are|were|ist|war|sind|est|etait|es|era|e|is een|becomes|wird)(?! not\b| nicht\b)\b/;
const isExplained = /^(?:,? (?:the|a|an|our|their|der|die|das|ein|eine|le|la|un|une|el|il)\b| \()/;

/** 0 for a line that tells nothing: a name alone, a heading, a row of a list. */
function tells(sentence: string, names: readonly string[]): number {
  const words = sentence.split(' ').length;
  const name = names.find((one) => sentence.includes(one));
  if (words < 5 || name === undefined) return 0;
  const at = sentence.indexOf(name);
  const after = sentence.slice(at + name.length);
  const isSentence = /[.!?。！？…][)"']*$/.test(sentence);
  return (
    1 +
    (isSentence ? 2 : 0) +
    (isSaid.test(after) ? 4 : isExplained.test(after) ? 2 : 0) +
    (at < 5 ? 1 : 0) +
    (words >= 8 && words <= 40 ? 1 : 0)
  );
}
