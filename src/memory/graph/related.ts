/** Which entities are named together, and in which files. Pure. */
import type { Entity, Graph } from './graph.ts';

/** Another entity that is named in some of the same files. */
export interface Related {
  readonly entity: Entity;
  /** Files that name both. */
  readonly files: number;
}

/** Of one entity; the rest says little. Who is named beside it once is told of only where there is little else. */
const mostRelated = 20;
const enough = 5;

/** Knows who is named where; each question is answered once. */
export class Together {
  readonly #graph: Graph;
  /** For each entity whether it has a note. */
  readonly #noted: readonly boolean[];
  /** For each file the places of its entities in the graph. */
  readonly #entities: readonly number[][];
  /** For each entity how many files it shares with the one that is asked about; all 0 in between. */
  readonly #shared: Uint32Array;
  readonly #answers = new Map<Entity, readonly Related[]>();

  /** @param hasNote What has no note of its own is named as related only when that happens twice. */
  constructor(graph: Graph, hasNote: (entity: Entity) => boolean) {
    this.#graph = graph;
    this.#noted = graph.entities.map(hasNote);
    this.#entities = graph.files.map(() => []);
    this.#shared = new Uint32Array(graph.entities.length);
    graph.entities.forEach((entity, at) => {
      for (const file of entity.files) this.#entities[file]?.push(at);
    });
  }

  /** The most frequent first, twenty at most; five at most when all were so once. */
  of(entity: Entity): readonly Related[] {
    const known = this.#answers.get(entity) ?? this.#find(entity);
    this.#answers.set(entity, known);
    return known;
  }

  #find(entity: Entity): readonly Related[] {
    const found = this.#count(entity).filter(({ at }) => this.#graph.entities[at] !== entity);
    const often = found.filter(({ files }) => files > 1);
    const once = often.length < enough ? found.filter(({ at, files }) => files === 1 && this.#noted[at]) : [];
    return [...often, ...once]
      .sort((one, other) => this.#order(one, other))
      .slice(0, Math.min(mostRelated, Math.max(often.length, enough)))
      .flatMap(({ at, files }) => {
        const other = this.#graph.entities[at];
        return other ? [{ entity: other, files }] : [];
      });
  }

  #count(entity: Entity): readonly Shared[] {
    const named: number[] = [];
    for (const file of entity.files) {
      for (const other of this.#entities[file] ?? []) {
        if (this.#shared[other] === 0) named.push(other);
        this.#shared[other] = (this.#shared[other] ?? 0) + 1;
      }
    }
    const counted = named.map((at) => ({ at, files: this.#shared[at] ?? 0 }));
    for (const at of named) this.#shared[at] = 0;
    return counted;
  }

  #order(one: Shared, other: Shared): number {
    return (
      other.files - one.files ||
      Number(this.#noted[other.at]) - Number(this.#noted[one.at]) ||
      // Of two that are named as often here, the rarer one says more.
      this.#filesOf(one) - this.#filesOf(other) ||
      // Entities stand in the order of their ids.
      one.at - other.at
    );
  }

  #filesOf({ at }: Shared): number {
    return this.#graph.entities[at]?.files.length ?? 0;
  }
}

/** The place of another entity in the graph, and how many files name both. */
interface Shared {
  readonly at: number;
  readonly files: number;
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
