/** The engines that are compared, each as Nightshift itself uses it. */
import { createExtractive } from '../../src/models/builtin/extractive.ts';
import type { Provider } from '../../src/models/contract.ts';
import { createOllama } from '../../src/models/ollama.ts';
import { ollamaHost } from '../../src/models/ollama-host.ts';
import { perform } from '../../src/models/router-perform.ts';
import { defaultSettings } from '../../src/settings.ts';
import type { JudgedDocument } from './documents.ts';
import { floorAnswer } from './floor.ts';
import type { EngineAnswer } from './scores.ts';

/** Something that answers. */
export interface Engine {
  readonly name: string;
  /** Throws when the engine gives no answer. */
  answer(document: JudgedDocument): Promise<EngineAnswer>;
  close(): Promise<void>;
}

/** The floor, the built-in engine, and those models of the default settings that an Ollama server has. */
export async function openEngines(say: (line: string) => void): Promise<Engine[]> {
  const floor: Engine = {
    name: 'floor',
    answer: async ({ text, expected }) => floorAnswer(text, expected.file),
    close: async () => undefined,
  };
  const extractive = createExtractive({ threads: 1 });
  const engines = [floor, engineOf(extractive, undefined)];
  const host = ollamaHost(process.env.OLLAMA_HOST);
  for (const spec of defaultSettings.models.text.night) {
    const name = /^ollama:(.+)$/.exec(spec)?.[1];
    if (name === undefined) continue;
    const provider = createOllama(name, { host, slots: 1 });
    const available = await provider.check(AbortSignal.timeout(10_000));
    if (available.available) engines.push(engineOf(provider, available.contextTokens));
    else {
      say(`${spec} is left out: ${available.reason}`);
      await provider.close?.();
    }
  }
  return engines;
}

function engineOf(provider: Provider, contextTokens: number | undefined): Engine {
  const manner = {
    contextTokens,
    signal: new AbortController().signal,
    onPart: () => undefined,
    memo: undefined,
  };
  return {
    name: provider.spec,
    async answer({ text, expected }) {
      const request = { text, name: expected.file };
      const summary = await perform('summarise', request, provider, manner);
      if (!summary.ok) throw new Error(summary.error.reason);
      const entities = await perform('extract', request, provider, manner);
      if (!entities.ok) throw new Error(entities.error.reason);
      return { summary: summary.value, entities: entities.value };
    },
    close: async () => provider.close?.(),
  };
}
