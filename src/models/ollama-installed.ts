/** Which models an Ollama server on this machine has, and how large they are. */
import { callOllama } from './ollama-call.ts';
import { ollamaHost } from './ollama-host.ts';
import { tagsSchema } from './ollama-model.ts';

/** A list is answered at once, even while a model is loaded. */
const patience = { firstByteMs: 5_000, idleMs: 5_000 };

/**
 * Sizes in bytes by full name, as `/api/tags` tells them; empty when no server answers. Undefined when the server is on
 * another machine, whose memory is not ours.
 *
 * @param text `OLLAMA_HOST`
 */
export async function installedSizes(
  text: string | undefined,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number> | undefined> {
  const { url, place } = ollamaHost(text);
  if (place !== 'loopback') return undefined;
  const callee = { spec: 'ollama', model: '', url, install: '', start: '' };
  const tags = await callOllama({ callee, patience, signal }, async (client) => ({
    value: tagsSchema.parse(await client.list()).models,
    usage: {},
  }));
  if (!tags.ok) return new Map();
  return new Map(tags.value.flatMap(({ name, size }) => (size === undefined ? [] : [[name, size]])));
}
