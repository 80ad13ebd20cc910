/** What `doctor` says of models and memory: which named models this machine can hold, and what it could hold instead. */
import { sameModel } from '../models/ollama-model.ts';
import { fitsIn, knownSize, largestFitting, wantedBytes } from '../models/ollama-sizes.ts';
import { humanSize } from '../report/times.ts';
import type { ModelGroup, Settings } from '../settings.ts';
import { type Check, ok } from './check.ts';

/** What is compared. Sizes are in bytes. */
export interface MemoryFacts {
  readonly models: Settings['models'];
  /** The machine's. */
  readonly memory: number;
  /** Of the models that the server has, by full name; undefined when it is on another machine. */
  readonly installed: ReadonlyMap<string, number> | undefined;
}

const groups: readonly ModelGroup[] = ['text', 'image', 'embed', 'rerank'];
const prefix = 'ollama:';

/**
 * One check for each model that is too large, or one that says that none is; none where no model of this machine's
 * Ollama is named. And the specs that are too large.
 */
export function memoryChecks({ models, memory, installed }: MemoryFacts): {
  readonly checks: readonly Check[];
  readonly tooLarge: ReadonlySet<string>;
} {
  const tooLarge = new Set<string>();
  if (installed === undefined) return { checks: [], tooLarge };
  const sizeOf = (name: string): number | undefined =>
    [...installed].find(([other]) => sameModel(other, name))?.[1] ?? knownSize(name);
  const named = groups.flatMap((group) =>
    models[group].night.filter((spec) => spec.startsWith(prefix)).map((spec) => ({ group, spec })),
  );
  if (named.length === 0) return { checks: [], tooLarge };
  const large: Check[] = [];
  for (const { group, spec } of named) {
    const size = sizeOf(spec.slice(prefix.length));
    if (tooLarge.has(spec) || size === undefined || fitsIn(memory, size)) continue;
    tooLarge.add(spec);
    large.push(tooLargeCheck(spec, size, group, memory));
  }
  if (large.length > 0) return { checks: large, tooLarge };
  const fine = `${humanSize(memory)}: no model of Ollama that is named, and whose size is known, is too large.`;
  return { checks: [ok('memory', fine)], tooLarge };
}

function tooLargeCheck(spec: string, size: number, group: ModelGroup, memory: number): Check {
  const detail =
    `${spec} has ${humanSize(size)} and wants ${humanSize(wantedBytes(size))} with its context, too much for the ` +
    `${humanSize(memory)} of this machine: it would be very slow.`;
  const better = largestFitting(memory, group === 'rerank' ? 'text' : group);
  const hint =
    better === undefined
      ? `Take it out of models.${group}.night.`
      : `Name "${prefix}${better.name}" (${humanSize(better.bytes)}) in models.${group}.night instead, and run "ollama pull ${better.name}". With a graphics card that has memory enough of its own, leave it.`;
  return { name: 'memory', state: 'optional', detail, hint };
}
