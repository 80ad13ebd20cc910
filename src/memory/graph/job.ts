/** Keeps memory/graph.json and the notes in memory/entities/ as the files in done/ would have them. */
import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../../folders/durable.ts';
import { noteEnding } from '../../folders/names.ts';
import { Breath } from '../../ingest/breath.ts';
import { NightshiftError, systemCode } from '../../types/failure.ts';
import type { MemoryJob, MemoryTools } from '../job.ts';
import { updateIndex } from '../update.ts';
import { entityNote, linkToNote } from './entity-note.ts';
import { deservesNote, type Entity, type Graph, type GraphFile, graphFiles, readGraph } from './graph.ts';
import { graphJson } from './graph-file.ts';
import { type NewNote, NoteFolder } from './note-folder.ts';
import { type NoteNames, noteNames } from './note-names.ts';
import { Together } from './related.ts';
import { askWho, saidOf, toldOf, whoSays } from './said.ts';
import { shownOf, tellingSentences } from './shown.ts';

/** Raised when notes or graph.json are written in another way, so that all are made anew. */
const manner = 1;

/** The fact by which it is known that nothing has changed. */
const builtFact = 'graph built';

/** The work on the entity graph. It needs no model; a local one may say in a sentence who somebody is. */
export function graphJob(tools: MemoryTools): MemoryJob {
  return {
    name: 'entity graph',
    async run(signal) {
      const { root, index, clock } = tools;
      await updateIndex({ root, index, now: () => clock.now(), signal });
      if (signal.aborted) return;
      const files = graphFiles(index, tools.isPrivate);
      const folder = await NoteFolder.open(root, index);
      const speaker = await whoSays(tools.router);
      const before = await stateOf(tools, files, folder, speaker);
      const [built] = index.rows('SELECT value FROM fact WHERE name = ?', builtFact);
      if (built?.value === before) return;
      const graph = await readGraph(index, files, signal);
      if (graph === undefined) return;
      const work = new GraphWork(tools, graph, folder, signal);
      const isWhole = (await work.write()) && (speaker === undefined || (await work.ask()));
      if (!isWhole) return;
      const after = await stateOf(tools, files, folder, speaker);
      index.run('INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)', builtFact, after);
    },
  };
}

/** Everything that the work depends on, in short. */
async function stateOf(
  { root, index }: MemoryTools,
  files: readonly GraphFile[],
  folder: NoteFolder,
  speaker: string | undefined,
): Promise<string> {
  const stamps = index.stamps();
  const notes = files.map((file) => [file.path, stamps.get(file.path)?.sha256, file.private]);
  const graph = await textAt(join(root.memory, graphName));
  return hash(
    'sha256',
    JSON.stringify([manner, speaker, notes, folder.looks(), hash('sha256', graph ?? '')]),
  );
}

const graphName = 'graph.json';

async function textAt(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** One round over all entities. */
class GraphWork {
  readonly #tools: MemoryTools;
  readonly #graph: Graph;
  readonly #folder: NoteFolder;
  readonly #signal: AbortSignal;
  readonly #breath = new Breath();
  /** By the entity's id; with `.md`. */
  readonly #names: ReadonlyMap<string, string>;
  readonly #titles: ReadonlyMap<string, string>;
  readonly #stale: NoteNames['stale'];
  readonly #together: Together;

  constructor(tools: MemoryTools, graph: Graph, folder: NoteFolder, signal: AbortSignal) {
    const { names, stale } = noteNames(graph.entities, folder.ours, folder.names, (entity) =>
      deservesNote(entity, graph.files.length),
    );
    this.#tools = tools;
    this.#graph = graph;
    this.#folder = folder;
    this.#signal = signal;
    this.#names = names;
    this.#titles = new Map([...names].map(([id, name]) => [id, name.slice(0, -noteEnding.length)]));
    this.#stale = stale;
    this.#together = new Together(graph, ({ id }) => names.has(id));
  }

  /** Writes what has changed; false when it was stopped or something could not be written. */
  async write(): Promise<boolean> {
    const { root } = this.#tools;
    const path = join(root.memory, graphName);
    const json = graphJson(this.#graph, this.#together, this.#names);
    if ((await textAt(path)) !== json) await replaceFile(root.temporary, path, json);
    let isWhole = true;
    for (const entity of this.#graph.entities) {
      if (this.#breath.isDue) await this.#breath.take();
      if (this.#signal.aborted) return false;
      const name = this.#names.get(entity.id);
      if (name === undefined) continue;
      isWhole = (await this.#safely(name, () => this.#folder.write(name, this.#noteOf(entity)))) && isWhole;
    }
    for (const { name, heir } of this.#stale) {
      const link = heir === undefined ? undefined : linkToNote(this.#titles.get(heir.id) ?? '', heir.name);
      isWhole = (await this.#safely(name, () => this.#folder.retire(name, link))) && isWhole;
    }
    return isWhole;
  }

  /** Asks a local model about those of whom it was not asked yet, whoever is named most first. */
  async ask(): Promise<boolean> {
    const { index, router } = this.#tools;
    const named = this.#graph.entities.filter(({ id }) => this.#names.has(id));
    for (const entity of named.sort((one, other) => other.files.length - one.files.length)) {
      if (this.#breath.isDue) await this.#breath.take();
      if (this.#signal.aborted) return false;
      const told = toldOf(entity, tellingSentences(entity, shownOf(index, this.#graph, entity)));
      const name = this.#names.get(entity.id);
      if (told === undefined || name === undefined || saidOf(index, told)) continue;
      const said = await askWho(index, router, { entity, told }, this.#signal);
      if (said === undefined) return false;
      await this.#safely(name, () => this.#folder.write(name, this.#noteOf(entity)));
    }
    return true;
  }

  #noteOf(entity: Entity): NewNote {
    const { index } = this.#tools;
    const shown = shownOf(index, this.#graph, entity);
    const telling = tellingSentences(entity, shown);
    const told = toldOf(entity, telling);
    const said = told === undefined ? undefined : saidOf(index, told);
    const { data, body } = entityNote({
      graph: this.#graph,
      entity,
      shown,
      related: this.#together.of(entity),
      said: said?.text ? said : undefined,
      quote: telling[0],
      notes: this.#titles,
      note: this.#titles.get(entity.id) ?? '',
    });
    return { data, body, made: hash('sha256', JSON.stringify([manner, data, body])) };
  }

  /** What is wrong with one note is told, and the others go on; a full disk ends it. */
  async #safely(name: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      const isOfOne =
        error instanceof NightshiftError ? error.code !== 'disk-full' : systemCode(error) !== undefined;
      if (!isOfOne) throw error;
      const message = `The note memory/entities/${name} could not be written: ${String(error)}`;
      this.#tools.tell({ type: 'notice', level: 'warn', message });
      return false;
    }
  }
}
