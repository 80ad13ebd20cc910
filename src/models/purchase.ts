/** What the work knows of the cloud: whether a task could be bought, and the one way to buy. */
import type { Failure } from '../types/failure.ts';
import type { PictureRequest, SoundRequest } from './contract.ts';

/** The tasks that a cloud model may do. */
export type BuyableTask = 'recognise' | 'describe' | 'transcribe';

/** One thing to buy: a task for one part of a file, and what it is to be done with. */
export type WantedPart =
  | {
      readonly task: 'recognise' | 'describe';
      /** As in the keys of saved results. */
      readonly part: string;
      /** Rejects when the picture cannot be made. */
      readonly load: () => Promise<PictureRequest>;
    }
  | { readonly task: 'transcribe'; readonly part: string; readonly load: () => Promise<SoundRequest> };

/** A bought answer, to be saved like any other result. */
export interface BoughtResult {
  readonly spec: string;
  readonly value: unknown;
  readonly seconds: number;
}

/** Whose parts are bought. */
export interface Buyer {
  readonly sha256: string;
  /** Below the root, for records and notes. */
  readonly path: string;
  readonly private: boolean;
  /** The file is no longer the one that was hashed: another content has its name, or nothing has. */
  readonly changed: boolean;
  /** Resolves when an answer is saved durably. Called once for each part, before anything else happens to it. */
  readonly save: (part: WantedPart, result: BoughtResult) => Promise<void>;
}

/** What came of buying. */
export type Purchase =
  /** Every part's answer is saved. */
  | { readonly type: 'bought' }
  /** Not now: no money left, no consent, no key, a provider that rests, a person who has to decide. */
  | { readonly type: 'waits'; readonly why: string; readonly hint: string; readonly until?: number }
  /** Never: it would cost more than the caps allow at all, or no model that is named could take it. */
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'aborted' };

/** The way to the paid models; there is no other. */
export interface CloudDoor {
  /** The tasks that consent, settings, keys and prices would let be bought now. Costs no request. */
  buyable(): Promise<ReadonlySet<BuyableTask>>;
  /** Buys what can be paid, each part once, all of them or as many as come before something is in the way. */
  buy(parts: readonly WantedPart[], buyer: Buyer, signal: AbortSignal): Promise<Purchase>;
  /** Whether anything was ever sent for this content. */
  hasSent(sha256: string): boolean;
  /** Whether a call for it is on its way, or has no known end. */
  hasOpen(sha256: string): boolean;
  /** What a content has cost so far, in dollars: calls that are open or unknown count in full. */
  costUsd(sha256: string): number;
  /**
   * Reads the note at `path`, beside a file whose call has no known end, and does what the person ticked there. False
   * when nothing is decided yet.
   */
  readAnswer(path: string): Promise<boolean>;
}

/** How the name of a note ends on which a person decides what becomes of a call without a known end. */
export const unknownNoteEnding = '.unknown.md';

/** Some words that stand in a file, kept for a question. Paths are below the root. */
export interface Excerpt {
  /** From 1; how an answer names it. */
  readonly number: number;
  /** From 1; excerpts of one document have the same. */
  readonly document: number;
  readonly text: string;
  /** The note that it was read from, and the file that opens. */
  readonly note: string;
  readonly path: string;
  /** SHA-256 of what it was read from: the note, and the original where that is known. */
  readonly contents: readonly string[];
  /** It is known already that it must not leave this machine. */
  readonly private: boolean;
}

/** A question whose answer may be bought. Paths are below the root. */
export interface JoinOrder {
  readonly question: string;
  /** Where the question lies. */
  readonly path: string;
  /** Where its answer will lie: what records and notes name. */
  readonly answer: string;
  /** Its front matter says `cloud: allow`. */
  readonly allowed: boolean;
  /** The most that all purchases for this question may cost together, in dollars. */
  readonly budgetUsd: number;
  readonly excerpts: readonly Excerpt[];
  /** Whether the question lies there still, as it was read: its owner may have changed their mind. */
  readonly stands: () => boolean;
}

/** What came of it. */
export type JoinPurchase =
  | {
      readonly type: 'bought';
      /** JSON of the shape `joinAnswer`, unless the model did not keep it. */
      readonly text: string;
      readonly spec: string;
      readonly costUsd: number;
      /** The worst case that was reserved for it. */
      readonly quoteUsd: number;
    }
  /** Nothing was sent, or what was sent gave no answer. */
  | {
      readonly type: 'not-bought';
      readonly why: string;
      readonly hint: string;
      /** What counts as spent or held for it; while nobody knows, in full. */
      readonly costUsd: number;
      /** What it would have cost, or may have cost, at worst. */
      readonly quoteUsd?: number;
    }
  | { readonly type: 'aborted' };

/** The way by which the quotes of a deep question are joined for money; there is no other. */
export interface JoinDoor {
  /** The excerpts that may leave, and so the ones to order with. */
  sendable(excerpts: readonly Excerpt[]): readonly Excerpt[];
  /** Buys the answer, once, if everything allows it. */
  join(order: JoinOrder, signal: AbortSignal): Promise<JoinPurchase>;
}
