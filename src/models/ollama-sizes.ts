/** How large Ollama's models are, and which of them a machine can hold. Pure. */
import type { ModelGroup } from '../settings.ts';
import { cacheBytes, sameModel } from './ollama-model.ts';

/** A model that may be proposed, with its size as Ollama tells it. */
export interface SizedModel {
  readonly name: string;
  readonly bytes: number;
  readonly group: Extract<ModelGroup, 'text' | 'image' | 'embed'>;
}

const gigabyte = 1_000_000_000;

/**
 * As looked up in November 2026. Sources: the table "Model library" in the README of https://github.com/ollama/ollama (text), the listing of
 * https://ollama.com/dhiltgen/qwen3-vl (image), the page of `nomic-embed-text:v1.5` on https://ollama.com (embed). A name
 * without a tag is what `ollama pull` brings.
 */
export const sizedModels: readonly SizedModel[] = [
  { name: 'llama3.3', bytes: 43 * gigabyte, group: 'text' },
  { name: 'gemma3:27b', bytes: 17 * gigabyte, group: 'text' },
  { name: 'gemma3:12b', bytes: 8.1 * gigabyte, group: 'text' },
  { name: 'llama3.1', bytes: 4.7 * gigabyte, group: 'text' },
  { name: 'mistral', bytes: 4.1 * gigabyte, group: 'text' },
  { name: 'llama3.2', bytes: 2 * gigabyte, group: 'text' },
  { name: 'llama3.2:1b', bytes: 1.3 * gigabyte, group: 'text' },
  { name: 'qwen3-vl:32b', bytes: 21 * gigabyte, group: 'image' },
  { name: 'qwen3-vl', bytes: 6.2 * gigabyte, group: 'image' },
  { name: 'qwen3-vl:4b', bytes: 3.3 * gigabyte, group: 'image' },
  { name: 'qwen3-vl:2b', bytes: 1.9 * gigabyte, group: 'image' },
  { name: 'nomic-embed-text', bytes: 0.274 * gigabyte, group: 'embed' },
];

/** The size that is known of a model which is not installed. */
export function knownSize(name: string): number | undefined {
  return sizedModels.find((model) => sameModel(model.name, name))?.bytes;
}

/**
 * The share of a machine's memory that models may take: the rest is the system's and our own. At 8 and 16 GB this agrees
 * with the README of Ollama, which wants 8 GB for models of 7 billion parameters and 16 GB for those of 13.
 */
const modelShare = 0.75;

/** Bytes that a model wants in memory: its weights, and the context that our calls ask for at most. */
export function wantedBytes(size: number): number {
  return size + cacheBytes;
}

/** Whether a model of `size` bytes runs well on a machine with `memory` bytes. */
export function fitsIn(memory: number, size: number): boolean {
  return wantedBytes(size) <= memory * modelShare;
}

/** The largest model of a group that a machine with `memory` bytes can hold. */
export function largestFitting(memory: number, group: ModelGroup): SizedModel | undefined {
  return sizedModels
    .filter((model) => model.group === group && fitsIn(memory, model.bytes))
    .toSorted((one, other) => other.bytes - one.bytes)[0];
}
