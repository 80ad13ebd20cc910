/** The vectors as a job: every chunk has one, by one and the same model. */
import { embedMissing } from './embed-missing.ts';
import type { MemoryJob, MemoryTools } from './job.ts';
import { Vectors } from './vectors.ts';

/** Gives the chunks without a vector one, while an embedding model is there; all of them anew when the model has changed. */
export function embeddingJob({ router, index, settings, isPrivate }: MemoryTools): MemoryJob {
  const vectors = new Vectors(index);
  return {
    name: 'the vectors of the search index',
    async run(signal) {
      const found = await router.availableFor('embed', { private: false });
      if (!found.ok) return;
      const held = vectors.model?.spec;
      const spec = modelToUse(settings().models.embed.night, held, found.spec);
      if (spec === undefined) return;
      await embedMissing({ router, vectors, isPrivate, signal, spec });
    },
  };
}

/**
 * Whose vectors are to be made: vectors of two models cannot be compared, and making all of them anew takes hours.
 * @param list the models in order of preference
 * @param held the model of the vectors that are there; undefined when there are none
 * @param available the first of the list that can do it now
 * @returns undefined when the model in use is only away for now, and a lesser one must not take its place
 */
export function modelToUse(
  list: readonly string[],
  held: string | undefined,
  available: string,
): string | undefined {
  const rank = held === undefined ? -1 : list.indexOf(held);
  return rank === -1 || list.indexOf(available) <= rank ? available : undefined;
}
