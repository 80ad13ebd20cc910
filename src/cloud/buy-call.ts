/**
 * One paid call through its five durable steps: RESERVED → SENDING → SENT → RESULT → SETTLED. Keeps the promises that
 * nothing is paid for twice (one create for each reservation, and what was sent is asked after rather than sent again)
 * and that nothing is overspent (nothing is sent but what the ledger has admitted).
 */
import { shapeOf } from '../models/paid-answers.ts';
import type { PaidError, PaidOrder, PaidProvider } from '../models/paid-contract.ts';
import type { CallEnd } from './call-end.ts';
import { conclude } from './conclude-call.ts';
import { type FollowTools, follow } from './follow-call.ts';
import { NotLetOut } from './items.ts';
import type { Call } from './ledger-records.ts';
import type { ReserveRequest } from './reservation.ts';
import { writeSentRecord } from './sent-record.ts';

/** What is bought, and of whom. */
export interface Purchasing extends ReserveRequest {
  readonly provider: PaidProvider;
  /** Made just before it is sent, since a recording is large; `reference` is the id of the call. May reject. */
  readonly order: (reference: string) => Promise<PaidOrder>;
}

/** Buys, or goes on where an earlier purchase of the same key was broken off. */
export async function buyCall(
  purchasing: Purchasing,
  tools: FollowTools,
  signal: AbortSignal,
): Promise<CallEnd> {
  if (signal.aborted) return { type: 'aborted' };
  const reserved = await tools.ledger.reserve(purchasing);
  if (reserved.ok) return send(reserved.call, purchasing, tools, signal);
  switch (reserved.why) {
    case 'bought':
    case 'open':
    case 'unknown':
      return asEarlier(await follow(reserved.call, tools, signal));
    default:
      return { type: 'refused', refusal: reserved };
  }
}

function asEarlier(end: CallEnd): CallEnd {
  return end.type === 'open' || end.type === 'unknown' ? { ...end, earlier: true } : end;
}

/** The free steps come first, and may be broken off; from SENDING on nothing is. */
async function send(
  call: Call,
  { provider, order: makeOrder }: Purchasing,
  tools: FollowTools,
  signal: AbortSignal,
): Promise<CallEnd> {
  const { ledger } = tools;
  const release = (error: PaidError): CallEnd => {
    ledger.release(call.id);
    return signal.aborted ? { type: 'aborted' } : { type: 'released', error };
  };
  const made = await makeOrder(call.id).catch(unmade);
  if ('code' in made) return release(made);
  const prepared = await provider.prepare(made, signal);
  if (prepared.state === 'refused') return release(prepared.error);
  const late = reluctant(signal, tools.pauses.farewell);
  /** Nothing of it was sent for good, so nothing of it is to stay there. */
  const drop = async (why: string): Promise<CallEnd> => {
    const end = release(unmade(why));
    await provider.forget({ handle: prepared.handle }, late);
    return end;
  };
  if (signal.aborted) return drop('it was broken off');
  const sending = ledger.sending(call.id, writeSentRecord({ handle: prepared.handle, shape: shapeOf(made) }));
  if (!sending.ok) return drop(sending.reason);
  const created = await provider.create(made, prepared.handle, late);
  if (created.state === 'refused') return release(created.error);
  if (created.state === 'ended') return conclude(sending.call, created.result, tools);
  const sent = created.state === 'sent' ? ledger.sent(call.id, created.id) : sending;
  return follow(sent.ok ? sent.call : sending.call, tools, signal);
}

/** Aborts `ms` milliseconds after `signal`: an answer that is on its way is worth waiting for. */
function reluctant(signal: AbortSignal, ms: number): AbortSignal {
  const late = new AbortController();
  const abort = (): void => void setTimeout(() => late.abort(signal.reason), ms).unref();
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return late.signal;
}

function unmade(error: unknown): PaidError {
  if (error instanceof NotLetOut) {
    const { reason, hint } = error.failure;
    return { code: 'aborted', reason, hint, retryable: true, charged: 'no' };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: 'bad-input',
    reason: `It could not be made ready to be sent: ${reason.replace(/\.$/, '')}.`,
    hint: 'Open the file in another program, save it anew, and drop that.',
    retryable: false,
    charged: 'no',
  };
}
