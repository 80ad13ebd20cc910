/** Calls to OpenAI through its official client: its retries, console and environment are shut off. */
import type { OpenAI } from 'openai';
import { callPaid, type Outcome, type PaidCall, type PaidLimits } from './paid-call.ts';
import type { Payee } from './paid-errors.ts';

/** What an `openai:` provider works with. */
export interface OpenAiGround {
  readonly payee: Payee;
  /** The model's name there. */
  readonly model: string;
  readonly limits: PaidLimits;
}

/** Runs `work` with a client of its own. Never rejects. */
export async function callOpenAi<T>(
  call: PaidCall,
  work: (client: OpenAI) => Promise<T>,
): Promise<Outcome<T>> {
  return callPaid(call, async (fetch) => {
    const { OpenAI } = await import('openai');
    const client = new OpenAI({
      baseURL: call.payee.url,
      apiKey: call.payee.key,
      organization: null,
      project: null,
      adminAPIKey: null,
      webhookSecret: null,
      maxRetries: 0,
      // Ours strikes first.
      timeout: 2 ** 31 - 1,
      logLevel: 'off',
      fetch,
    });
    return work(client);
  });
}

/** A question that costs nothing. */
export function asking({ payee, limits }: OpenAiGround, signal: AbortSignal): PaidCall {
  return { payee, limitMs: limits.askMs, paid: false, signal };
}
