/** Which entities are named together, and in which files. Pure. */
import { byText, type Entity, type Graph } from './graph.ts';

/** Another entity that is named in some of the same files. */
export interface Related {
  readonly entity: Entity;
  /** Files that name both. */
  readonly files: number;
}

/** Of one entity; the rest says little. */
const mostRelated = 20;

/** Knows who is named where. */
export class Together {
  readonly #graph: Graph;
  readonly #hasNote: (entity: Entity) => boolean;
  /** For each file the places of its entities in the graph. */
  readonly #entities: readonly number[][];

  /** @param hasNote What has no note of its own is named as related only when that happens twice. */
  constructor(graph: Graph, hasNote: (entity: Entity) => boolean) {
    this.#graph = graph;
    this.#hasNote = hasNote;
    this.#entities = graph.files.map(() => []);
    graph.entities.forEach((entity, at) => {
      for (const file of entity.files) this.#entities[file]?.push(at);
    });
  }

  /** The most frequent first, twenty at most. */
  of(entity: Entity): readonly Related[] {
    const counts = new Map<number, number>();
    for (const file of entity.files) {
      for (const other of this.#entities[file] ?? []) counts.set(other, (counts.get(other) ?? 0) + 1);
    }
    const related: Related[] = [];
    for (const [at, files] of counts) {
      const other = this.#graph.entities[at];
      if (other && other !== entity && (files > 1 || this.#hasNote(other)))
        related.push({ entity: other, files });
    }
    return related.sort((one, other) => this.#order(one, other)).slice(0, mostRelated);
  }

  #order(one: Related, other: Related): number {
    return (
      other.files - one.files ||
      Number(this.#hasNote(other.entity)) - Number(this.#hasNote(one.entity)) ||
      // Of two that are named as often here, the rarer one says more.
      one.entity.files.length - other.entity.files.length ||
      byText(one.entity.id, other.entity.id)
    );
  }
}

/** The files that name both, the newest first: places in `Graph.files`. */
export function sharedFiles(one: Entity, other: Entity): readonly number[] {
  const [few, many] = one.files.length < other.files.length ? [one, other] : [other, one];
  return few.files.filter((file) => holds(many.files, file));
}

/** Is it in a list that ascends? One is in ten thousand files, and looked for from many sides. */
function holds(list: readonly number[], wanted: number): boolean {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return list[low] === wanted;
}
