import type { Position } from './document.ts';

/** What can be asked of a model. */
export type TaskName =
  | 'recognise'
  | 'describe'
  | 'transcribe'
  | 'summarise'
  | 'extract'
  | 'embed'
  | 'rerank'
  | 'answer';

/** `recognise`: the words in a picture. */
export interface Recognition {
  /** Lines as they stand, paragraphs parted by an empty line. Empty when there are no words. */
  readonly text: string;
  /** Mean confidence of the words kept, 0 to 100, when the model gives one. */
  readonly confidence?: number;
  /** The part of the picture's area that lines of words cover, 0 to 1, when the model gives places. */
  readonly wordShare?: number;
  /** The part of the area that is words and the bare ground around them (paper, a window), 0 to 1. */
  readonly groundShare?: number;
  /** The part that is drawn on that ground and is neither words nor thin lines, 0 to 1. */
  readonly figureShare?: number;
  /** The answer reached its limit: there are more words. */
  readonly brokenOff?: true;
}

/** `describe`: what a picture shows. */
export interface Description {
  readonly text: string;
  /** The answer reached its limit, in the middle of what was to be said. */
  readonly brokenOff?: true;
}

/** `transcribe`: what was said, and when. */
export interface Transcript {
  /** BCP 47, when the model says it. */
  readonly language?: string;
  readonly segments: readonly {
    readonly fromSeconds: number;
    readonly toSeconds: number;
    readonly text: string;
  }[];
}

/** `summarise`: what a person looks for first. */
export interface Summary {
  readonly title: string;
  readonly summary: string;
  /** True when the summary was put together from fields and counts, rather than of sentences as they stand. */
  readonly composed?: true;
  readonly keyPoints: readonly string[];
  /** Lower-case words or short phrases, without `#`. */
  readonly tags: readonly string[];
  /** BCP 47 of the document's language, `und` when it is not known. */
  readonly language: string;
}

/** `extract`: names and numbers that the text mentions, as written there. */
export interface Entities {
  readonly people: readonly string[];
  readonly organisations: readonly string[];
  readonly places: readonly string[];
  readonly dates: readonly string[];
  readonly amounts: readonly string[];
}

/** `embed`: one vector for each chunk of the text. */
export interface Embedding {
  readonly dimension: number;
  readonly chunks: readonly {
    readonly text: string;
    readonly position?: Position;
    /** Little-endian 32-bit floats, base64. */
    readonly vector: string;
  }[];
}

/** The result of each task. */
export interface TaskResults {
  recognise: Recognition;
  describe: Description;
  transcribe: Transcript;
  summarise: Summary;
  extract: Entities;
  embed: Embedding;
  /** How well each passage answers, in order of the passages: 0 (not at all) to 10. */
  rerank: readonly number[];
  /** What the request's own schema makes of the answer; a text without one. `promptModel` gives it its type. */
  answer: unknown;
}
