/** The desk of an open root, with notes to ask about, an Ollama server where a test wants one, and a hand that drops questions. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Root } from '../../src/folders/root.ts';
import { type DeskTools, QuestionDesk } from '../../src/memory/ask/desk.ts';
import { MemoryIndex } from '../../src/memory/index.ts';
import { createRegistry } from '../../src/models/registry.ts';
import { bareEnvironment, dropBelow, namesBelow, readNote } from './journey.ts';
import { putNote } from './memories.ts';
import type { OllamaServer } from './ollama-server.ts';
import { Processing } from './processing-tools.ts';
import { scratchRoot } from './scratch-root.ts';

/** Notes below done/, and who answers: nobody but the embedded default unless a server is given. */
export interface DeskOptions {
  readonly notes?: Readonly<Record<string, string>>;
  readonly server?: Pick<OllamaServer, 'url'>;
  readonly text?: readonly string[];
  /** The server passes for one on another machine. */
  readonly away?: boolean;
  readonly more?: Partial<DeskTools>;
  readonly root?: Root;
}

/** Opens it; everything is closed when the test ends. */
export async function openDesk(t: TestContext, options: DeskOptions = {}) {
  const root = options.root ?? (await scratchRoot(t));
  for (const [path, text] of Object.entries(options.notes ?? {})) await putNote(root, path, text);
  const night =
    options.text ?? (options.server ? ['ollama:llama3.3', 'builtin:extractive'] : ['builtin:extractive']);
  const rerank = { night: options.server ? ['ollama:llama3.3'] : [] };
  const settings = { stabilityMs: 20, models: { text: { night }, rerank } };
  const environment = { ...bareEnvironment, ...(options.server && { OLLAMA_HOST: options.server.url }) };
  const registry = createRegistry({
    settings: () => processing.tools.settings(),
    environment,
    onNotice: () => undefined,
  });
  const processing: Processing = await Processing.open(t, {
    ...{ root, environment, settings },
    provider: (spec) => {
      const provider = registry.get(spec);
      const isAway = options.away === true && 'check' in provider && provider.place === 'loopback';
      return isAway ? { ...provider, place: 'network' } : provider;
    },
  });
  t.after(() => registry.close());
  const index = new MemoryIndex(root.indexFile);
  t.after(() => index.close());
  const { clock, router, mover, settings: current, tell } = processing.tools;
  const desk = new QuestionDesk({
    ...{ root, clock, router, mover, index, tell, settings: current, isPrivate: () => false },
    timers: { setTimeout, clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout) },
    ...options.more,
  });
  t.after(() => desk.stop());
  return {
    root,
    desk,
    events: processing.events,
    processing,
    ask: (path: string, text: string | Uint8Array) => dropBelow(root.ask, path, text),
    /** All that waits is answered, as at night. */
    answerAll: () => desk.job.run(new AbortController().signal),
    note: (name: string) => readNote(join(root.answers, name)),
    text: (path: string) => readFile(join(root.path, path), 'utf8'),
    answers: () => namesBelow(root.answers),
    questions: () => namesBelow(root.ask),
  };
}
