/** Which file in memory/entities/ is whose note. Pure. */
import { fittedName, foldName, noteEnding } from '../../folders/names.ts';
import { entityName } from '../../report/safe-markdown.ts';
import type { Entity } from './graph.ts';

/** Windows has devices of these names, and folders are shared with it. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** The notes that each entity has, and those that are nobody's any more. */
export interface NoteNames {
  /** By the entity's id; with `.md`. */
  readonly names: ReadonlyMap<string, string>;
  /** Notes of ours whose entities are named nowhere, or have another note: then `heir` is the entity. */
  readonly stale: readonly { readonly name: string; readonly heir: Entity | undefined }[];
}

/**
 * Names the notes. An entity keeps the note that it has, whatever that is called; a new one is called as links to the
 * entity are written, with its type behind it where that name is taken.
 * @param existing The ids of our own notes by their names.
 * @param taken All names in the folder.
 * @param deserves Whether an entity that has no note is given one.
 */
export function noteNames(
  entities: readonly Entity[],
  existing: ReadonlyMap<string, string>,
  taken: Iterable<string>,
  deserves: (entity: Entity) => boolean,
): NoteNames {
  const byId = new Map<string, string>();
  for (const [name, id] of [...existing].sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (!byId.has(id)) byId.set(id, name);
  }
  const names = new Map<string, string>();
  const kept = new Set<string>();
  for (const entity of entities) {
    const has = [entity.id, ...entity.formerIds].map((id) => byId.get(id)).find((name) => name !== undefined);
    if (has === undefined || kept.has(has)) continue;
    names.set(entity.id, has);
    kept.add(has);
  }
  const heirs = new Map(
    entities.flatMap((entity) => [entity.id, ...entity.formerIds].map((id) => [id, entity])),
  );
  const stale = [...existing]
    .filter(([name]) => !kept.has(name))
    .map(([name, id]) => ({ name, heir: heirs.get(id) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const folded = new Set([...taken].map(foldName));
  // Whoever is named most gets the plain name.
  const fresh = entities.filter((entity) => !names.has(entity.id) && deserves(entity));
  for (const entity of fresh.sort((one, other) => other.files.length - one.files.length)) {
    const name = freeName(entity, folded);
    folded.add(foldName(name));
    names.set(entity.id, name);
  }
  return { names, stale };
}

function freeName({ name, type }: Entity, folded: ReadonlySet<string>): string {
  const plain = entityName(name) || 'unnamed';
  const base = plain.replace(reserved, `$& (${type})`);
  for (let n = 1; ; n += 1) {
    const wanted = n === 1 ? fittedName(base, 1) : fittedName(withType(base, type), n - 1);
    const file = `${wanted}${noteEnding}`;
    if (!folded.has(foldName(file))) return file;
  }
}

/** Its beginning gives way when both do not fit. */
function withType(base: string, type: string): string {
  const ending = ` (${type})`;
  if (base.endsWith(ending)) return base;
  let stem = base;
  while (fittedName(`${stem}${ending}`, 1) !== `${stem}${ending}`)
    stem = Array.from(stem).slice(0, -1).join('');
  return `${stem}${ending}`;
}
