/** A root with a past, a little before its window closes, beside a fake Ollama and a fake paid service. */
import type { TestContext } from 'node:test';
import { initRoot } from '../../src/folders/init.ts';
import { Journal } from '../../src/folders/journal.ts';
import { loadFact } from '../../src/processing/task-run.ts';
import type { TaskName } from '../../src/types/task.ts';
import { type CloudJourney, openCloudJourney } from './cloud-journey.ts';
import { bareEnvironment, type Journey, plainRoot } from './journey.ts';
import { type OllamaServer, startOllamaServer } from './ollama-server.ts';
import { startOpenAiServer } from './openai-server.ts';

/** The model that sees. */
export const vision = 'ollama:qwen3-vl';
/** The model that writes. */
export const text = 'ollama:llama3.3';

/** Settings whose window closes at six. */
export const settings = {
  stabilityMs: 20,
  window: { from: '01:00', to: '06:00', timeZone: 'UTC' },
  models: {
    text: { night: [text] },
    image: { night: [vision], burst: ['openai:gpt-6-luna'] },
    audio: { night: [], burst: ['openai:gpt-transcribe'] },
    embed: { night: ['ollama:nomic-embed-text'] },
  },
};

/** A clock that stands so many seconds before the window closes, until it is started. */
function secondsBeforeClosing(seconds: number) {
  const day = 86_400_000;
  const begins = (Math.floor(Date.now() / day) + 1) * day + 6 * 3_600_000 - seconds * 1000;
  let startedAt: number | undefined;
  return {
    now: () => begins + (startedAt === undefined ? 0 : Date.now() - startedAt),
    start: () => {
      startedAt ??= Date.now();
    },
  };
}

/** What this machine took in earlier nights, in seconds a unit: a picture is 18 s of vision and 1.2 s of text. */
const usual: Partial<Record<TaskName, readonly [string, number]>> = {
  recognise: [vision, 6],
  describe: [vision, 12],
  summarise: [text, 0.4],
  extract: [text, 0.4],
};
const loadSeconds = 5;

/** A night of which the clock stands. */
export interface Night extends CloudJourney {
  readonly ollama: OllamaServer;
  /** Starts the clock, and the program. */
  readonly start: () => Promise<void>;
  /** The models that were asked, one after the other, each as often as it had to be loaded. */
  readonly loads: () => readonly unknown[];
}

/** A root with a past, so many seconds before its window closes. */
export async function nightOf(
  t: TestContext,
  seconds: number,
  budget: Readonly<Record<string, unknown>> = {},
  host?: string,
): Promise<Night> {
  const ollama = await startOllamaServer();
  t.after(() => ollama.close());
  const root = await plainRoot(t, settings);
  await initRoot(root);
  const journal = new Journal(root.stateFile);
  for (let time = 0; time < 200; time += 1) {
    for (const [task, [spec, each]] of Object.entries(usual)) {
      journal.measurements.add({ task: task as TaskName, spec, units: 1, seconds: each, at: time });
    }
  }
  for (const spec of [vision, text]) journal.setFact(loadFact(spec), String(loadSeconds));
  journal.close();
  const openai = await startOpenAiServer();
  t.after(() => openai.close());
  const environment = {
    ...bareEnvironment,
    ...{ OLLAMA_HOST: host ?? ollama.url, OLLAMA_NUM_PARALLEL: '1' },
    ...{ OPENAI_API_KEY: openai.key, OPENAI_BASE_URL: openai.baseUrl },
  };
  const clock = secondsBeforeClosing(seconds);
  const opened = await openCloudJourney(t, { ...{ root, settings, budget, environment, clock, lookMs: 50 } });
  const start = (): Promise<void> => {
    clock.start();
    return opened.journey.nightshift.start();
  };
  const loads = (): readonly unknown[] => {
    const models = ollama.requests.filter(({ path }) => path === '/api/chat').map(({ body }) => body.model);
    return models.filter((model, at) => model !== models[at - 1]);
  };
  return { ...opened, openai, ollama, start, loads };
}

/** Resolves when so many files are done. */
export async function done(journey: Journey, count: number): Promise<void> {
  const paths = new Set<string>();
  await journey.until('done', ({ path }) => paths.add(path).size === count);
}

/** By its note's name, which way each file took. */
export async function routes(journey: Journey): Promise<Readonly<Record<string, unknown>>> {
  const names = (await journey.names('done')).filter((name) => name.endsWith('.md'));
  const notes = await Promise.all(
    names.map(async (name) => [name, await journey.note(`done/${name}`)] as const),
  );
  return Object.fromEntries(notes.map(([name, { data }]) => [name, data.route]));
}
