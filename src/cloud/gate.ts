/**
 * The gate: the one place that decides what may leave this machine, and the only one that can make what a paid
 * provider accepts. Keeps the promise that nothing leaves uninvited: pictures and recordings, with the consent
 * that stands in `budget.json`, and a question with quotes for it, when its owner allows that in the question as well;
 * never anything private, and nothing but what the task needs.
 */

import { placeOf } from '../ingest/place.ts';
import type { PictureRequest, SoundRequest } from '../models/contract.ts';
import { joinAnswer, joinPrompt, joinSystem } from '../models/join-prompt.ts';
import type { Cargo, Departing, ImageCargo, RecordingCargo, TextCargo } from '../models/paid-contract.ts';
import type { Excerpt, JoinOrder } from '../models/purchase.ts';
import { jsonSchemaOf } from '../models/understand-shapes.ts';
import type { Failure } from '../types/failure.ts';
import { bareImage } from './bare-image.ts';
import { type Piece, piecesOf, type RecordingTools } from './bare-recording.ts';

/** What the decision rests on. */
export interface GateFacts {
  /** The content was below `private/` once, under whatever name. */
  readonly private: boolean;
  /** `budget.json` says `"cloud": "on"`. */
  readonly consent: boolean;
}

/** What may leave, or why nothing does. */
export type Gated<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };

/** A stretch of a recording that may leave; its sound is read when it is sent. */
export interface DepartingPiece {
  readonly seconds: number;
  /** From its recording's start. */
  readonly fromSeconds: number;
  load(): Promise<Gated<Departing<RecordingCargo>>>;
}

/** The brand is given here, and nowhere else. */
function pass<C extends Cargo>(cargo: C): Departing<C> {
  return cargo as Departing<C>;
}

/** Undefined when something may leave. */
export function closed({ private: isPrivate, consent }: GateFacts): Failure | undefined {
  if (isPrivate) {
    return {
      code: 'private',
      reason: 'This content was in private/, and so it never leaves this machine.',
      hint: 'Name a model of this machine that can do it, under "models" in settings.json.',
    };
  }
  if (consent) return undefined;
  return {
    code: 'no-consent',
    reason: 'Nothing may leave this machine, since budget.json does not say "cloud": "on".',
    hint: 'Set "cloud" to "on" in budget.json to allow it.',
  };
}

/** A picture as small as the task allows, with nothing in it but its pixels. */
export async function letPicture(
  picture: PictureRequest,
  task: 'recognise' | 'describe',
  facts: GateFacts,
): Promise<Gated<Departing<ImageCargo>>> {
  const failure = closed(facts);
  if (failure) return { ok: false, failure };
  try {
    return { ok: true, value: pass(await bareImage(picture, task)) };
  } catch (error) {
    return { ok: false, failure: undecodable(error) };
  }
}

function undecodable(error: unknown): Failure {
  const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
  return {
    code: 'bad-input',
    reason: `The picture cannot be made ready to be sent (${why}).`,
    hint: 'Open it in another program, save it anew, and drop that.',
  };
}

/** A recording in pieces of at most ten minutes, with nothing in them but their sound. */
export async function letRecording(
  sound: SoundRequest,
  facts: GateFacts,
  tools: RecordingTools,
): Promise<Gated<readonly DepartingPiece[]>> {
  const failure = closed(facts);
  if (failure) return { ok: false, failure };
  const found = await piecesOf(sound, tools);
  if (!found.ok) return found;
  const departing = ({ seconds, fromSeconds, load }: Piece): DepartingPiece => ({
    seconds,
    fromSeconds,
    // It is read much later: what was open then may be shut.
    load: async () => {
      const shut = closed(facts);
      return shut ? { ok: false, failure: shut } : { ok: true, value: pass(await load()) };
    },
  });
  return { ok: true, value: found.value.map(departing) };
}

/** What the decision about a question rests on. */
export interface QuestionFacts extends Pick<GateFacts, 'consent'> {
  /** Whether the content with this SHA-256 was below `private/` once. */
  readonly isPrivate: (sha256: string) => boolean;
}

/** Whether an excerpt must stay: by what is known of it, by where it lies, or by any content that it was read from. */
export function mustStay(excerpt: Excerpt, isPrivate: QuestionFacts['isPrivate']): boolean {
  const { note, path, contents } = excerpt;
  return excerpt.private || [note, path].some((place) => placeOf(place).private) || contents.some(isPrivate);
}

/** A question and the words of its excerpts, and nothing else: no name, no path, no date. All of it, or nothing. */
export function letQuestion(
  { question, path, allowed, excerpts }: JoinOrder,
  { consent, isPrivate }: QuestionFacts,
): Gated<Departing<TextCargo>> {
  const isHidden = placeOf(path).private || excerpts.some((excerpt) => mustStay(excerpt, isPrivate));
  const failure = closed({ private: isHidden, consent }) ?? (allowed ? undefined : uninvited);
  if (failure) return { ok: false, failure };
  const prompt = joinPrompt(question, excerpts);
  return {
    ok: true,
    value: pass({ kind: 'text', system: joinSystem, prompt, schema: jsonSchemaOf(joinAnswer) }),
  };
}

const uninvited: Failure = {
  code: 'no-consent',
  reason: 'The question does not allow that anything is sent for it.',
  hint: 'Write "cloud: allow" and a "budget", in dollars, into its front matter.',
};
