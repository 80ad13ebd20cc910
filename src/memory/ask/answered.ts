/** What an answer is made of, whoever gave it. Plain data. */
import type { Position } from '../../types/document.ts';
import type { TaskName } from '../../types/task.ts';

/** A place in a file. Paths are below the root. */
export interface Source {
  /** The file that opens: the original while it lies beside its note, else the note. */
  readonly path: string;
  readonly note: string;
  readonly title: string;
  /** As `positionText` says it; empty for the file as a whole. */
  readonly position: string;
  readonly place: Position;
  /** It must not leave this machine. */
  readonly private: boolean;
}

/** Words of a file that an answer rests on, letter by letter but for white space. */
export interface Citation extends Source {
  readonly quote: string;
}

/** One sentence of an answer. */
export interface Statement {
  readonly text: string;
  /** It stands so in the files; else a model has put it into words. */
  readonly quoted: boolean;
  /** The citations that it rests on, by their numbers from 1; there is always one. */
  readonly citations: readonly number[];
}

/** An answer, or that there is none. */
export interface Answered {
  /** Something in the files answers; then there are statements. */
  readonly found: boolean;
  readonly statements: readonly Statement[];
  readonly citations: readonly Citation[];
  /** Where one might look when nothing answers. */
  readonly closest: readonly Source[];
  /** How it came about and what it lacks, one sentence each. */
  readonly remarks: readonly string[];
  /** Task → the spec that did it. */
  readonly models: Readonly<Partial<Record<TaskName, string>>>;
  /** The question or something it was answered from must not leave this machine. */
  readonly private: boolean;
  /** What counts as spent for it; while nobody knows whether it was charged, in full. */
  readonly costUsd: number;
  /** The worst case of what was bought, or was not since it may cost so much. */
  readonly quoteUsd?: number;
}

/** As `statements` and `citations` of one answer: the numbers of the second follow those of the first. */
export function joined(
  one: Pick<Answered, 'statements' | 'citations'>,
  other: Pick<Answered, 'statements' | 'citations'>,
): Pick<Answered, 'statements' | 'citations'> {
  const shift = one.citations.length;
  const shifted = other.statements.map((statement) => ({
    ...statement,
    citations: statement.citations.map((number) => number + shift),
  }));
  return {
    statements: [...one.statements, ...shifted],
    citations: [...one.citations, ...other.citations],
  };
}
