/** An embedding model of this machine, where the Ollama server at `OLLAMA_HOST` has one: what a person's search would use. */
import { embedMissing, vectorOf } from '../../src/memory/embed-missing.ts';
import type { Vectors } from '../../src/memory/vectors.ts';
import { createAvailability } from '../../src/models/availability.ts';
import { createRegistry } from '../../src/models/registry.ts';
import { createRouter } from '../../src/models/router.ts';
import { defaultSettings } from '../../src/settings.ts';
import { systemClock } from '../../src/types/clock.ts';

/** The first that is there is measured. */
const specs = [...defaultSettings.models.embed.night, 'ollama:all-minilm'];

/** A model with what makes vectors of it. */
export interface EmbeddingModel {
  readonly spec: string;
  /** Gives every chunk of an index a vector. */
  embedAll(vectors: Vectors): Promise<void>;
  /** Of a question. Throws when the model fails. */
  vectorOf(text: string): Promise<Float32Array>;
}

/** Lends the model to `use`; undefined when there is none. */
export async function withEmbeddingModel<Result>(
  use: (model: EmbeddingModel) => Promise<Result>,
): Promise<Result | undefined> {
  const settings = {
    ...defaultSettings,
    models: { ...defaultSettings.models, embed: { night: specs, burst: [] } },
  };
  const registry = createRegistry({
    settings: () => settings,
    environment: process.env,
    onNotice: () => undefined,
  });
  const router = createRouter({
    provider: (spec) => registry.get(spec),
    lists: () => settings.models,
    availability: createAvailability(systemClock),
    limit: (_spec, _room, work) => work({ servedAt: performance.now() }),
  });
  const { signal } = new AbortController();
  try {
    const found = await router.availableFor('embed', { private: false });
    if (!found.ok) return undefined;
    const { spec } = found;
    return await use({
      spec,
      async embedAll(vectors) {
        const { stopped } = await embedMissing({ router, vectors, isPrivate: () => false, signal, spec });
        if (stopped !== undefined) throw new Error(stopped);
      },
      async vectorOf(text) {
        const made = await vectorOf(text, false, { router, signal });
        if (!made.ok) throw new Error(made.reason);
        return made.vector;
      },
    });
  } finally {
    await registry.close();
  }
}
