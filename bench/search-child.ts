/** The process in which the speed of the search is measured: its memory is nobody else's. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { rootAt } from '../src/folders/root.ts';
import { chunkNote } from '../src/memory/chunks.ts';
import { type IndexedNote, MemoryIndex } from '../src/memory/index.ts';
import { searchMemory } from '../src/memory/search.ts';
import { updateNotes } from '../src/memory/update.ts';
import { Vectors } from '../src/memory/vectors.ts';
import { answer } from './child.ts';
import { median } from './figures.ts';
import { type Random, randomOf } from './random.ts';
import { Zipf } from './search/zipf.ts';

/** How much, and in which root. `measure` asks what `build` has made. */
export interface SpeedRequest {
  readonly type: 'build' | 'measure';
  readonly root: string;
  readonly chunks: number;
  readonly questions: number;
  readonly seed: number;
}

/** `rssMb` is the most memory that the process ever had. */
export interface BuildFigures {
  readonly seconds: number;
  readonly rssMb: number;
}

/** Milliseconds, medians but for `loadMs`; `rssMb` is without the vectors themselves. */
export interface SpeedFigures {
  readonly textMs: number;
  readonly hybridMs: number;
  readonly loadMs: number;
  readonly updateMs: number;
  readonly rssMb: number;
  readonly vectorsMb: number;
  readonly indexMb: number;
}

const pages = 5;
/** Numbers in a vector, as small embedding models have them. */
const dimension = 384;
/** Notes that are taken in at once, as an update does. */
const together = 50;

const pathOf = (number: number): string => `done/texts/${number}.pdf.md`;

function noteOf(zipf: Zipf, number: number): IndexedNote {
  const text = zipf.note(number, pages);
  const stamp = { size: text.length, mtime: '', sha256: String(number) };
  return { path: pathOf(number), stamp, note: chunkNote(text, pathOf(number)) };
}

const vectorOf = (random: Random): Float32Array =>
  Float32Array.from({ length: dimension }, () => random() - 0.5);

async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

const mostMemoryMb = (): number => (process.resourceUsage().maxRSS * 1024) / 1e6;

async function build({ root, chunks, seed }: SpeedRequest): Promise<BuildFigures> {
  const begun = performance.now();
  const random = randomOf(seed);
  const zipf = new Zipf(random);
  const index = new MemoryIndex(rootAt(root).indexFile);
  const notes = Math.ceil(chunks / pages);
  for (let from = 0; from < notes; from += together) {
    const count = Math.min(together, notes - from);
    index.put(Array.from({ length: count }, (_, at) => noteOf(zipf, from + at)));
    await turn();
  }
  const vectors = new Vectors(index);
  vectors.use({ spec: 'random', dimension });
  for (
    let missing = vectors.missing(pages * together);
    missing.length > 0;
    missing = vectors.missing(pages * together)
  ) {
    vectors.put(missing.map(({ chunk }) => ({ chunk, vector: vectorOf(random) })));
    await turn();
  }
  index.close();
  return { seconds: (performance.now() - begun) / 1000, rssMb: mostMemoryMb() };
}

async function measure({ root: path, questions, seed }: SpeedRequest): Promise<SpeedFigures> {
  const root = rootAt(path);
  const random = randomOf(seed + 1);
  const zipf = new Zipf(random);
  const index = new MemoryIndex(root.indexFile);
  const vectors = new Vectors(index);
  const { chunks } = index.counts();
  const [text, hybrid, updates]: [number[], number[], number[]] = [[], [], []];
  const ask = (question: string, vector?: Float32Array) =>
    searchMemory(root, index, { question, limit: 10, ...(vector ? { meaning: { vectors, vector } } : {}) });
  const loadMs = await timed(() => vectors.nearest(vectorOf(random), 1, undefined));
  for (let question = 0; question < questions; question += 1) {
    const words = zipf.question();
    const other = zipf.question();
    const vector = vectorOf(random);
    text.push(await timed(() => ask(words)));
    hybrid.push(await timed(() => ask(other, vector)));
  }
  mkdirSync(join(root.path, dirname(pathOf(0))), { recursive: true });
  for (let question = 0; question < questions; question += 1) {
    const number = Math.floor((random() * chunks) / pages);
    writeFileSync(join(root.path, pathOf(number)), zipf.note(number, pages));
    updates.push(await timed(() => updateNotes([pathOf(number)], { root, index, now: () => Date.now() })));
  }
  const [size] = index.rows(
    'SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size',
  );
  index.close();
  const vectorsMb = (chunks * dimension) / 1e6;
  return {
    ...{ textMs: median(text), hybridMs: median(hybrid), updateMs: median(updates), loadMs },
    ...{ rssMb: mostMemoryMb() - vectorsMb, vectorsMb, indexMb: Number(size?.bytes) / 1e6 },
  };
}

answer<SpeedRequest>(
  (request) => (request.type === 'build' ? build(request) : measure(request)),
  () => undefined,
);
