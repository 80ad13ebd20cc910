/** From the parts of a file that are wanted to the single things that are bought, each with its key. */
import type { PaidOrder, PaidTask } from '../models/paid-contract.ts';
import type { Buyer, WantedPart } from '../models/purchase.ts';
import type { Failure } from '../types/failure.ts';
import type { Transcript } from '../types/task.ts';
import type { RecordingTools } from './bare-recording.ts';
import { type DepartingPiece, type GateFacts, letPicture, letRecording } from './gate.ts';
import { type CallKey, parametersHash } from './ledger-records.ts';
import { termsOf } from './order-terms.ts';

/** One thing to buy. */
export interface Item {
  readonly part: WantedPart;
  readonly key: CallKey;
  /** Where it begins in its part: a piece of a recording, in seconds. */
  readonly fromSeconds: number;
  /** Its order; what is to be sent is made anew each time. Rejects when it cannot be, or may not leave. */
  readonly order: (reference: string) => Promise<PaidOrder>;
}

/** What may not leave after all, on its way out of an order. */
export class NotLetOut extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.reason);
    this.failure = failure;
  }
}

function keyOf(sha256: string, { task, part }: WantedPart, piece: number, pieces: number): CallKey {
  return { sha256, task, parameters: parametersHash({ part, piece, pieces }) };
}

/** The key of a part that is bought in one piece. */
export function wholeKey(sha256: string, part: WantedPart): CallKey {
  return keyOf(sha256, part, 1, 1);
}

function pictureItem(
  part: Extract<WantedPart, { task: 'recognise' | 'describe' }>,
  sha256: string,
  facts: GateFacts,
): Item {
  const order = async (reference: string): Promise<PaidOrder> => {
    const gated = await letPicture(await part.load(), part.task, facts);
    if (!gated.ok) throw new NotLetOut(gated.failure);
    return { task: part.task, payload: gated.value, reference, ...termsOf(part.task) };
  };
  return { part, key: wholeKey(sha256, part), fromSeconds: 0, order };
}

async function soundItems(
  part: Extract<WantedPart, { task: 'transcribe' }>,
  sha256: string,
  facts: GateFacts,
  tools: RecordingTools,
): Promise<readonly Item[]> {
  const gated = await letRecording(await part.load(), facts, tools);
  if (!gated.ok) throw new NotLetOut(gated.failure);
  const item = ({ fromSeconds, load }: DepartingPiece, index: number): Item => ({
    part,
    key: keyOf(sha256, part, index + 1, gated.value.length),
    fromSeconds,
    order: async (reference) => {
      const loaded = await load();
      if (!loaded.ok) throw new NotLetOut(loaded.failure);
      return { task: part.task, payload: loaded.value, reference, ...termsOf(part.task) };
    },
  });
  return gated.value.map(item);
}

/** The items of all parts, in their order. Rejects with `NotLetOut`, or with what a part's own loading throws. */
export async function itemsOf(
  parts: readonly WantedPart[],
  buyer: Pick<Buyer, 'sha256' | 'changed'>,
  facts: GateFacts,
  tools: RecordingTools,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (const part of parts) {
    if (part.task === 'transcribe') items.push(...(await soundItems(part, buyer.sha256, facts, tools)));
    else items.push(pictureItem(part, buyer.sha256, facts));
  }
  return items.map((item) => ({ ...item, order: (reference) => orderUnchanged(item, reference, buyer) }));
}

/** What was judged is what is sent: an order that was made of a file which another content has replaced is none. */
async function orderUnchanged(
  { order }: Item,
  reference: string,
  buyer: Pick<Buyer, 'changed'>,
): Promise<PaidOrder> {
  const made = await order(reference);
  if (buyer.changed) throw new NotLetOut(replaced);
  return made;
}

const replaced: Failure = {
  code: 'changed',
  reason: 'The file was changed or taken away while it was being sent.',
  hint: 'What is there now is looked at anew.',
};

/** The answers to the items of one part, put together. */
export function joined(
  answers: readonly { readonly item: Item; readonly value: unknown; readonly task: PaidTask }[],
): unknown {
  const [first] = answers;
  if (first?.task !== 'transcribe') return first?.value;
  const transcripts = answers.map(({ item, value }) => ({
    from: item.fromSeconds,
    transcript: value as Transcript,
  }));
  const language = transcripts
    .map(({ transcript }) => transcript.language)
    .find((code) => code !== undefined);
  const segments = transcripts.flatMap(({ from, transcript }) =>
    transcript.segments.map(({ fromSeconds, toSeconds, text }) => ({
      fromSeconds: from + fromSeconds,
      toSeconds: from + toSeconds,
      text,
    })),
  );
  return { ...(language === undefined ? {} : { language }), segments } satisfies Transcript;
}
