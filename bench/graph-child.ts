/** The process in which the entity graph is made: its memory is nobody else's. */
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootAt } from '../src/folders/root.ts';
import { graphJob } from '../src/memory/graph/job.ts';
import { MemoryIndex } from '../src/memory/index.ts';
import { updateIndex } from '../src/memory/update.ts';
import type { Router } from '../src/models/router.ts';
import { withFrontMatter } from '../src/report/front-matter.ts';
import { defaultSettings } from '../src/settings.ts';
import { answer } from './child.ts';
import { type Random, randomOf } from './random.ts';

/** How many notes, and in which root. */
export interface GraphRequest {
  readonly root: string;
  readonly files: number;
  readonly seed: number;
}

/** Seconds; `rssMb` is the most memory that the process ever had. */
export interface GraphFigures {
  readonly indexS: number;
  readonly firstS: number;
  readonly againS: number;
  readonly oneMoreS: number;
  readonly rssMb: number;
  readonly entities: number;
  readonly edges: number;
  readonly notes: number;
  readonly graphMb: number;
}

/** Names of each kind that exist, and in one note. Some are in many files, most in few. */
const kinds = {
  people: { pool: 20_000, each: 6, name: (at: number) => `${word(at % 400)} ${word(at + 1000)}` },
  organisations: {
    pool: 5000,
    each: 4,
    name: (at: number) => `${word(at + 50_000)} ${['Ltd', 'GmbH', 'Corp.'][at % 3]}`,
  },
  places: { pool: 800, each: 3, name: (at: number) => word(at + 90_000) },
  tags: { pool: 3000, each: 6, name: (at: number) => word(at + 120_000).toLowerCase() },
} as const;

const syllables =
  'ba be bi bo du da de di ka ke ki ko la le li lo ma me mi mo na ne ni no ra re ri ro sa se si so'.split(
    ' ',
  );

function word(number: number): string {
  let text = '';
  for (let rest = number + 1024; rest > 0; rest >>= 5) text += syllables[rest & 31];
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The first of a pool are drawn more often than the last: half of all from its first thirtieth. */
const draw = (random: Random, pool: number): number => Math.floor(random() ** 5 * pool);

function noteOf(random: Random, number: number): string {
  const names = (kind: keyof typeof kinds) =>
    Array.from({ length: kinds[kind].each }, () => kinds[kind].name(draw(random, kinds[kind].pool)));
  const entities = {
    people: names('people'),
    organisations: names('organisations'),
    places: names('places'),
  };
  const all = Object.values(entities).flat();
  const text = all.map(
    (name) => `On that day ${name} was said to have something to do with the matter of the roof.`,
  );
  const day = new Date(Date.UTC(2020, 0, 1 + (number % 2000))).toISOString();
  const data = {
    ...{
      title: `File ${number}`,
      tags: names('tags'),
      source: `${number}.txt`,
      sha256: String(number),
      kind: 'text',
    },
    ...{ created: day, entities, models: { summarise: 'builtin:extractive', extract: 'builtin:extractive' } },
  };
  return withFrontMatter(data, `# File ${number}\n\n## Text\n\n${text.join('\n\n')}\n`);
}

/** There is the built-in engine alone. */
const router: Router = {
  route: async () => ({ ok: false, cause: 'unavailable', outage: false, reason: '', hint: '', missing: [] }),
  availableFor: async () => ({ ok: true, spec: 'builtin:extractive', contextTokens: 8192, slots: 2 }),
};

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

answer(
  async ({ root: path, files, seed }: GraphRequest): Promise<GraphFigures> => {
    const root = rootAt(path);
    for (const folder of [root.done, root.memory, root.machine, root.temporary])
      mkdirSync(folder, { recursive: true });
    const random = randomOf(seed);
    const put = (number: number): void => {
      const file = join(root.done, `${number}.txt.md`);
      writeFileSync(file, noteOf(random, number));
      utimesSync(file, 1_700_000_000, 1_700_000_000);
    };
    for (let number = 0; number < files; number += 1) put(number);
    const index = new MemoryIndex(root.indexFile);
    const now = () => Date.now();
    const job = graphJob({
      ...{ root, index, router, clock: { now }, settings: () => defaultSettings, tell: () => undefined },
      isPrivate: () => false,
    });
    const run = () => timed(() => job.run(new AbortController().signal));
    const indexS = await timed(() => updateIndex({ root, index, now }));
    const [firstS, againS] = [await run(), await run()];
    put(files);
    const oneMoreS = await run();
    index.close();
    const graphFile = join(root.memory, 'graph.json');
    const rssMb = process.resourceUsage().maxRSS / 1024;
    const graph = JSON.parse(readFileSync(graphFile, 'utf8'));
    return {
      ...{ indexS, firstS, againS, oneMoreS, rssMb },
      ...{ entities: graph.nodes.length, edges: graph.edges.length },
      notes: readdirSync(join(root.memory, 'entities')).length,
      graphMb: statSync(graphFile).size / 1e6,
    };
  },
  () => undefined,
);
