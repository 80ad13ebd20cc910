/** What the times of the past say about a task on a model: a usual rate, and how far single ones lie from it. Pure. */
import type { Measurement } from '../folders/measurements.ts';
import type { TaskName } from '../types/task.ts';

/** How fast a model does a task. */
export interface Rate {
  /** Milliseconds of one unit. */
  readonly msPerUnit: number;
  /** How far a single one is off: a standard deviation, as a share. */
  readonly spread: number;
  /** How far the rate itself may be off, as a share; it shrinks as more is measured. */
  readonly doubt: number;
}

/**
 * Before anything is measured, in milliseconds a unit: guesses on the slow side, but for `tesseract` (3.1 s a dense page)
 * and `builtin` (131 texts of 8 KB a second), which were measured on two cores.
 */
const priors: Readonly<Record<string, Partial<Record<TaskName, number>>>> = {
  tesseract: { recognise: 3100 },
  builtin: { summarise: 1, extract: 1 },
};
const slowPriors: Readonly<Record<TaskName, number>> = {
  recognise: 20_000,
  describe: 30_000,
  transcribe: 20_000,
  summarise: 6000,
  extract: 6000,
  embed: 300,
  rerank: 3000,
  answer: 6000,
};
const priorSpread = 0.5;
const priorDoubt = 0.6;

/** Rates by task and model, as far as they were measured. */
export class History {
  readonly #perUnit = new Map<string, number[]>();
  readonly #rates = new Map<string, Rate>();

  constructor(measurements: readonly Measurement[] = []) {
    for (const measurement of measurements) this.add(measurement);
  }

  /** One more; what is no time at all is left out. */
  add({ task, spec, units, seconds }: Measurement): void {
    const ms = (seconds * 1000) / units;
    if (!(ms > 0 && Number.isFinite(ms))) return;
    const key = `${task} ${spec}`;
    const known = this.#perUnit.get(key);
    if (known) known.push(ms);
    else this.#perUnit.set(key, [ms]);
    this.#rates.delete(key);
  }

  /** Whether any time of this task on this model is known. */
  knows(task: TaskName, spec: string): boolean {
    return this.#perUnit.has(`${task} ${spec}`);
  }

  rate(task: TaskName, spec: string): Rate {
    const key = `${task} ${spec}`;
    const known = this.#rates.get(key) ?? rateFrom(this.#perUnit.get(key) ?? [], priorOf(task, spec));
    this.#rates.set(key, known);
    return known;
  }
}

function priorOf(task: TaskName, spec: string): number {
  return priors[spec.split(':')[0] ?? '']?.[task] ?? slowPriors[task];
}

/** Outliers are drawn in to three deviations from the median; what remains is averaged, since times add up. */
function rateFrom(perUnit: readonly number[], prior: number): Rate {
  const count = perUnit.length;
  if (count === 0) return { msPerUnit: prior, spread: priorSpread, doubt: priorDoubt };
  const middle = medianOf(perUnit);
  // 1.4826 × the median distance is the standard deviation of a normal distribution.
  const distance = 1.4826 * medianOf(perUnit.map((ms) => Math.abs(ms - middle)));
  const reach = 3 * (distance > 0 ? distance : middle / 4);
  const drawn = perUnit.map((ms) => Math.min(middle + reach, Math.max(middle - reach, ms)));
  const mean = drawn.reduce((sum, ms) => sum + ms, 0) / count;
  const variance = drawn.reduce((sum, ms) => sum + ((ms - mean) / mean) ** 2, 0) / count;
  const pooled = (count * variance + priorSpread ** 2) / (count + 1);
  // The mean of normal measurements around a normal prior, of logarithms (Gelman et al., Bayesian Data Analysis, 2.5).
  const trust = count / (count + pooled / priorDoubt ** 2);
  return {
    msPerUnit: Math.exp(trust * Math.log(mean) + (1 - trust) * Math.log(prior)),
    spread: Math.sqrt(pooled),
    doubt: Math.sqrt(1 / (1 / priorDoubt ** 2 + count / pooled)),
  };
}

/** The middle one of at least one, or the mean of the two in the middle. */
function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[sorted.length / 2 - 1] ?? upper)) / 2;
}
