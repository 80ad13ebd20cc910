/** Gives chunks without a vector one, while an embedding model is there: work for the end of the night. */
import type { Router } from '../models/router.ts';
import type { Unembedded, Vectors } from './vectors.ts';

/** Chunks between two saves: what is saved need not be made again after a crash. */
const together = 32;

/** What is needed. */
export interface EmbedTools {
  readonly router: Pick<Router, 'route'>;
  readonly vectors: Vectors;
  /** Whether the content with this SHA-256 must stay on this machine, whatever the path of its note says. */
  readonly isPrivate: (sha256: string) => boolean;
  readonly signal: AbortSignal;
}

/** How far it came. */
export interface Embedded {
  readonly chunks: number;
  /** Why it ended before all were done, one sentence; undefined when none is left. */
  readonly stopped: string | undefined;
}

type Vector = { readonly ok: true; readonly spec: string; readonly vector: Float32Array };
type NoVector = {
  readonly ok: false;
  readonly reason: string;
  /** Nobody can do it now. */
  readonly unavailable: boolean;
};

/** The vector of a text, by the first embedding model of the list that is there. */
export async function vectorOf(
  text: string,
  isPrivate: boolean,
  { router, signal }: Pick<EmbedTools, 'router' | 'signal'>,
): Promise<Vector | NoVector> {
  const routed = await router.route('embed', { text, name: '' }, { private: isPrivate, signal });
  if (!routed.ok) {
    const unavailable = routed.cause === 'unavailable';
    return { ok: false, reason: unavailable ? routed.reason : routed.error.reason, unavailable };
  }
  const vectors = routed.value.chunks.map(({ vector }) => fromBase64(vector));
  const [first] = vectors;
  if (!first) return { ok: false, reason: `${routed.spec} made no vector.`, unavailable: false };
  // A model with a small window makes several of one chunk: their mean stands for it.
  const mean = first.map((_, at) => vectors.reduce((sum, vector) => sum + (vector[at] ?? 0), 0));
  return { ok: true, spec: routed.spec, vector: mean };
}

/** So many chunks one after the other that a model cannot do: it is the model, and not the chunks. */
const mostFailures = 3;

/**
 * Works through all chunks that have none, with the vectors of another model dropped first. One that a model fails at, or
 * that may go to no model that is there, is passed over; ends early when `spec` does not answer any more.
 */
export async function embedMissing(tools: EmbedTools & { readonly spec: string }): Promise<Embedded> {
  const { vectors, signal, spec } = tools;
  if (vectors.model !== undefined && vectors.model.spec !== spec) vectors.forget();
  let chunks = 0;
  let failures = 0;
  let stopped: string | undefined;
  let after = 0;
  for (;;) {
    const missing = vectors.missing(together, after);
    if (missing.length === 0) return { chunks, stopped };
    for (const chunk of missing) {
      if (signal.aborted) return { chunks, stopped: 'It was told to stop.' };
      after = chunk.chunk;
      const mustStay = isPrivate(chunk, tools);
      const made = await vectorOf(chunk.text, mustStay, tools);
      if (made.ok && made.spec === spec) {
        failures = 0;
        vectors.use({ spec, dimension: made.vector.length });
        vectors.put([{ chunk: chunk.chunk, vector: made.vector }]);
        chunks += 1;
        continue;
      }
      stopped = made.ok ? `${made.spec} answered in the place of ${spec}.` : made.reason;
      if (mustStay) continue;
      failures += 1;
      if (made.ok || made.unavailable || failures === mostFailures) return { chunks, stopped };
    }
  }
}

function isPrivate({ private: byPath, sha256 }: Unembedded, tools: EmbedTools): boolean {
  return byPath || (sha256 !== undefined && tools.isPrivate(sha256));
}

function fromBase64(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(at * 4));
}
