/** Roots with notes and logs, and the job that makes digests of them, with the built-in engine or a server on loopback. */
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { digestJob } from '../../src/memory/digest/digest-job.ts';
import { MemoryIndex } from '../../src/memory/index.ts';
import type { MemoryTools } from '../../src/memory/job.ts';
import { createAvailability } from '../../src/models/availability.ts';
import { createExtractive } from '../../src/models/builtin/extractive.ts';
import type { Provider } from '../../src/models/contract.ts';
import { createRouter } from '../../src/models/router.ts';
import { renderResultNote } from '../../src/report/result-note.ts';
import { defaultSettings } from '../../src/settings.ts';
import type { NightshiftEvent } from '../../src/types/event.ts';
import { putNote } from './memories.ts';
import { letterFacts } from './processing-notes.ts';
import { scratchRoot } from './scratch-root.ts';

/** Friday noon in Berlin. */
export const noon = Date.parse('2026-11-27T11:00:00Z');

/** What a note says, as far as a test cares. */
export interface NoteOf {
  readonly title: string;
  readonly summary: string;
  readonly points?: readonly string[];
  readonly processed?: string;
  readonly sha256?: string;
}

/** A root, its index, and what a test does with them. `models` are asked in their order, then the built-in engine. */
export async function digestsIn(t: TestContext, models: readonly Provider[] = []) {
  const root = await scratchRoot(t);
  const index = new MemoryIndex(root.indexFile);
  t.after(() => index.close());
  const builtin = createExtractive({ threads: 1 });
  t.after(() => builtin.close?.());
  const providers = new Map([...models, builtin].map((provider) => [provider.spec, provider]));
  const state = {
    now: noon,
    asked: 0,
    privates: new Set<string>(),
    notices: [] as string[],
    timeZone: 'Europe/Berlin',
    /** Whether the built-in engine is named behind the models. */
    builtin: true,
  };
  const specs = () => [...providers.keys()].filter((spec) => state.builtin || spec !== builtin.spec);
  const router = createRouter({
    provider: (spec) => providers.get(spec) ?? { code: 'x', reason: 'Unknown.', hint: 'Name another.' },
    lists: () => ({ ...defaultSettings.models, text: { night: specs(), burst: [] } }),
    availability: createAvailability({ now: () => state.now }),
    limit: (_spec, _room, work) => {
      state.asked += 1;
      return work({ servedAt: performance.now() });
    },
  });
  const tools: MemoryTools = {
    root,
    index,
    router,
    clock: { now: () => state.now },
    settings: () => ({ ...defaultSettings, window: { ...defaultSettings.window, timeZone: state.timeZone } }),
    tell: (event: NightshiftEvent) => event.type === 'notice' && state.notices.push(event.message),
    isPrivate: (sha256) => state.privates.has(sha256),
  };
  const job = digestJob(tools);
  const path = (name: string): string => join(root.memory, name);
  return {
    ...{ root, index, tools, state, path },
    run: (signal = new AbortController().signal) => job.run(signal),
    /** The digest below memory/, e.g. `daily/2026-11-03.md`. */
    read: (name: string) => readFile(path(name), 'utf8'),
    names: async () => {
      const files = await readdir(root.memory, { recursive: true, withFileTypes: true });
      return files
        .filter((file) => file.isFile())
        .map((file) => join(file.parentPath, file.name).slice(root.memory.length + 1))
        .toSorted();
    },
    /** A result of ours, as `done/NAME.md`. */
    note: (name: string, { title, summary, points = [], processed, sha256 }: NoteOf, seconds?: number) =>
      putNote(
        root,
        `${name}.md`,
        renderResultNote({
          ...letterFacts,
          title,
          source: name,
          originalName: name.split('/').at(-1) ?? name,
          sha256: sha256 ?? letterFacts.sha256,
          processed: processed ?? '2026-11-03T02:00:00+01:00',
          summary: { title, summary, keyPoints: points, tags: [], language: 'en' },
        }),
        seconds,
      ),
    log: async (name: string, text: string, changed = '2026-11-27T10:00:00Z') => {
      const file = join(root.logs, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
      await utimes(file, new Date(changed), new Date(changed));
    },
  };
}
