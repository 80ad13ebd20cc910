/** What every benchmark is given, and gives. */

export interface BenchOptions {
  /** How much is measured; each benchmark says what it counts. */
  readonly files: number;
  /** How often what is compared is measured in turns, where that is not what `files` counts. */
  readonly rounds: number;
  /** Of all random numbers. */
  readonly seed: number;
  /** Says what is under way. */
  readonly say: (line: string) => void;
}

/** Keys as the machines that read them know them; figures of several things stand below the names of these. */
export interface Figures {
  readonly [key: string]: number | Figures;
}

/** A benchmark. */
export interface Bench {
  /** `files` when nothing is said. */
  readonly files: number;
  run(options: BenchOptions): Promise<Figures>;
  /** What people read: a name, a value with its unit, what is asked of it. */
  table(figures: Figures): readonly (readonly [name: string, value: string, asked: string])[];
  /** What is printed for machines, where that is not `figures` as they are. */
  json?(figures: Figures): unknown;
}
