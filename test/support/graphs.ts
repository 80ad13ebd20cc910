/** Roots whose notes name people and things, and the job that makes the graph of them. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { graphJob } from '../../src/memory/graph/job.ts';
import type { MemoryTools } from '../../src/memory/job.ts';
import { createAvailability } from '../../src/models/availability.ts';
import { createExtractive } from '../../src/models/builtin/extractive.ts';
import { createRouter } from '../../src/models/router.ts';
import { renderResultNote } from '../../src/report/result-note.ts';
import { defaultSettings } from '../../src/settings.ts';
import type { Block } from '../../src/types/document.ts';
import type { NightshiftEvent } from '../../src/types/event.ts';
import type { Entities } from '../../src/types/task.ts';
import { memoryOf, putNote } from './memories.ts';
import { letterFacts } from './processing-notes.ts';
import { SteeredModel } from './steered-model.ts';

/** A file that was done. */
export interface Filed {
  readonly text?: string | readonly (readonly [page: number, text: string])[];
  readonly title?: string;
  readonly day?: string;
  readonly entities?: Partial<Entities>;
  readonly tags?: readonly string[];
  /** Who read it; the built-in engine when not given. */
  readonly by?: string;
  readonly sha256?: string;
}

/** The note of a file, as the program writes it. */
export function filedNote(name: string, filed: Filed): string {
  const { text = '', title = name, day = '2026-11-01', by = 'builtin:extractive', tags = [] } = filed;
  const pages = typeof text === 'string' ? undefined : text;
  const blocks: Block[] =
    typeof text === 'string'
      ? text.split('\n\n').map((part) => ({ type: 'paragraph', text: part }))
      : text.map(([page, part]) => ({ type: 'paragraph', text: part, position: { page } }));
  return renderResultNote({
    ...letterFacts,
    ...{
      source: name,
      originalName: name,
      created: `${day}T09:00:00+01:00`,
      sha256: filed.sha256 ?? 'ab'.repeat(32),
    },
    document: { ...letterFacts.document, facts: pages ? { pages: pages.length } : {}, blocks },
    summary: { title, summary: title, keyPoints: [], tags, language: 'en' },
    entities: { people: [], organisations: [], places: [], dates: [], amounts: [], ...filed.entities },
    models: { summarise: by, extract: by },
  });
}

/** A root with these files in done/, and what makes its graph. */
export async function graphOf(
  t: TestContext,
  files: Readonly<Record<string, Filed>>,
  { model, privateContents = [] }: { model?: SteeredModel; privateContents?: readonly string[] } = {},
) {
  const { root, index } = await memoryOf(t, {});
  const put = (name: string, filed: Filed, seconds?: number) =>
    putNote(root, `${name}.md`, filedNote(name.split('/').at(-1) ?? name, filed), seconds);
  for (const [name, filed] of Object.entries(files)) await put(name, filed);
  const builtin = createExtractive({ threads: 1 });
  t.after(() => builtin.close?.());
  const router = createRouter({
    provider: (spec) =>
      spec.startsWith('builtin:') ? builtin : (model ?? new SteeredModel()).provider(spec),
    lists: () => ({
      ...defaultSettings.models,
      text: { night: [...(model ? ['ollama:steered'] : []), 'builtin:extractive'], burst: [] },
    }),
    availability: createAvailability({ now: () => 1 }),
    limit: (_spec, _room, work) => work({ servedAt: performance.now() }),
  });
  const events: NightshiftEvent[] = [];
  const tools: MemoryTools = {
    ...{ root, index, router, clock: { now: () => Date.now() }, settings: () => defaultSettings },
    tell: (event) => events.push(event),
    isPrivate: (sha256) => privateContents.includes(sha256),
  };
  const run = (signal = new AbortController().signal) => graphJob(tools).run(signal);
  const folder = join(root.memory, 'entities');
  const names = async () => (await readdir(folder)).sort();
  const note = (name: string) => readFile(join(folder, name), 'utf8');
  const write = async (name: string, text: string) => {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  };
  const graph = async () => JSON.parse(await readFile(join(root.memory, 'graph.json'), 'utf8'));
  await run();
  return { root, index, tools, events, folder, put, run, names, note, write, graph };
}
