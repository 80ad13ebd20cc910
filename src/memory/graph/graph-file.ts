/** `memory/graph.json`: the graph for other programs. docs/memory.md tells its shape. */
import type { Position } from '../../types/document.ts';
import { positionText } from '../position.ts';
import { mostAliases } from './entity-note.ts';
import type { Entity, Graph } from './graph.ts';
import { byText } from './graph.ts';
import { sharedFiles, type Together } from './related.ts';

/** Files by which a node and an edge are shown to be true, the newest first; their counts are of all. */
const nodeEvidence = 20;
const edgeEvidence = 3;

/**
 * The whole file: one node or edge a line, in the order of their ids, so that what changed can be seen.
 * @param notes The name of each entity's note in memory/entities/, by the entity's id.
 */
export function graphJson(graph: Graph, together: Together, notes: ReadonlyMap<string, string>): string {
  const nodes = graph.entities.map((entity) => JSON.stringify(nodeOf(graph, entity, notes.get(entity.id))));
  const edges = edgesOf(graph, together, notes).map((edge) => JSON.stringify(edge));
  const list = (lines: readonly string[]) => (lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n]`);
  return `{"version":1,"nodes":${list(nodes)},"edges":${list(edges)}}\n`;
}

/** Counts, dates and evidence of some files. */
function evidenceOf(
  graph: Graph,
  files: readonly number[],
  most: number,
  places?: ReadonlyMap<number, string>,
) {
  const all = files.flatMap((at) => graph.files[at] ?? []);
  const days = all.flatMap(({ day }) => day ?? []);
  const hidden = all.filter((file) => file.private).length;
  return {
    files: all.length,
    ...(hidden > 0 && { privateFiles: hidden }),
    ...(hidden === all.length && { private: true }),
    first: days.at(-1),
    last: days[0],
    evidence: files.slice(0, most).flatMap((at) => {
      const file = graph.files[at];
      if (file === undefined) return [];
      const place = places?.get(at) || undefined;
      return [{ path: file.path, date: file.day, place, ...(file.private && { private: true }) }];
    }),
  };
}

function nodeOf(graph: Graph, entity: Entity, note: string | undefined) {
  const places = new Map<number, string>();
  for (const { file, position } of entity.mentions) {
    if (places.size >= nodeEvidence) break;
    if (!places.has(file)) places.set(file, positionText(JSON.parse(position) as Position));
  }
  return {
    id: entity.id,
    type: entity.type,
    name: entity.name,
    aliases: entity.aliases
      .slice(0, mostAliases)
      .map(({ name, private: hidden }) => ({ name, ...(hidden && { private: true }) })),
    note: note === undefined ? undefined : `entities/${note}`,
    ...evidenceOf(graph, entity.files, nodeEvidence, places),
  };
}

/** What each entity that has a note is related to, each pair once. */
function edgesOf(graph: Graph, together: Together, notes: ReadonlyMap<string, string>) {
  const pairs = new Map<string, readonly [Entity, Entity]>();
  for (const entity of graph.entities) {
    if (!notes.has(entity.id)) continue;
    for (const { entity: other } of together.of(entity)) {
      const pair = entity.id < other.id ? ([entity, other] as const) : ([other, entity] as const);
      pairs.set(`${pair[0].id}\n${pair[1].id}`, pair);
    }
  }
  return [...pairs]
    .sort(([one], [other]) => byText(one, other))
    .map(([, [from, to]]) => ({
      from: from.id,
      to: to.id,
      ...evidenceOf(graph, sharedFiles(from, to), edgeEvidence),
    }));
}
