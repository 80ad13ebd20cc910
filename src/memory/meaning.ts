/** What a question means, as a vector that can be compared with those of the index. */
import type { Router } from '../models/router.ts';
import { vectorOf } from './embed-missing.ts';
import type { MemoryIndex } from './index.ts';
import type { SearchRequest } from './search.ts';
import { Vectors } from './vectors.ts';

/** Either the vector with those of the index, or one sentence on why there is none. */
export interface Meant {
  readonly meaning?: NonNullable<SearchRequest['meaning']>;
  readonly problem?: string;
}

/** Asks the model that made the vectors of the index; another one's vectors mean something else. */
export async function meaningOf(
  question: string,
  index: MemoryIndex,
  router: Pick<Router, 'route'>,
  signal: AbortSignal,
): Promise<Meant> {
  const vectors = new Vectors(index);
  const { model } = vectors;
  if (model === undefined || index.counts().vectors === 0) {
    return {
      problem:
        'no vectors were made yet, which happens at night while a model of models.embed.night is there.',
    };
  }
  const made = await vectorOf(question, false, { router, signal });
  if (!made.ok) return { problem: made.reason };
  if (made.spec !== model.spec || made.vector.length !== model.dimension) {
    return {
      problem: `the vectors are of ${model.spec}, and ${made.spec} is there now; at night they are made anew.`,
    };
  }
  return { meaning: { vectors, vector: made.vector } };
}
