/** What calls to a paid model cost, by the price list, the quotes and the settling of the product. */
import { actualCost } from '../../src/cloud/actual-cost.ts';
import { dollarsOf, type Micros } from '../../src/cloud/money.ts';
import { termsOf } from '../../src/cloud/order-terms.ts';
import { priceOf } from '../../src/cloud/price-list.ts';
import { quote } from '../../src/cloud/quote.ts';
import { joinAnswer, joinSystem } from '../../src/models/join-prompt.ts';
import { createOpenAi } from '../../src/models/openai.ts';
import { jsonSchemaOf } from '../../src/models/understand-shapes.ts';
import { departing } from '../../test/support/departing.ts';
import { tokensOf } from './scripted.ts';

const model = 'gpt-6-luna';

/** Whose prices these are. */
export const paidSpec = `openai:${model}`;

/** What everything has cost so far. Nothing is sent. */
export class Bill {
  calls = 0;
  inputTokens = 0;
  outputTokens = 0;
  #cost: Micros = 0;
  #reserved: Micros = 0;
  readonly #provider = createOpenAi(model, { url: 'http://127.0.0.1:9/v1', key: '' });
  readonly #schema = jsonSchemaOf(joinAnswer);

  get costUsd(): number {
    return dollarsOf(this.#cost);
  }

  /** The worst cases of all calls together. */
  get reservedUsd(): number {
    return dollarsOf(this.#reserved);
  }

  /** One call with this prompt that was answered so; what it cost, in dollars, and could have cost. */
  book(prompt: string, answer: string): { readonly costUsd: number; readonly quoteUsd: number } {
    const price = priceOf(paidSpec, {});
    const payload = departing({ kind: 'text', system: joinSystem, prompt, schema: this.#schema });
    const order = { task: 'generate', payload, reference: 'bench.1', ...termsOf('join') } as const;
    const worst = quote(price, this.#provider.worst(order));
    if (!price || !worst.ok) throw new Error(`No price is known for ${paidSpec}.`);
    const inputTokens = tokensOf(joinSystem, prompt, JSON.stringify(this.#schema));
    const outputTokens = tokensOf(answer);
    const { micros } = actualCost(price, { inputTokens, outputTokens, serviceTier: 'default' }, worst.micros);
    this.calls += 1;
    this.inputTokens += inputTokens;
    this.outputTokens += outputTokens;
    this.#cost += micros;
    this.#reserved += worst.micros;
    return { costUsd: dollarsOf(micros), quoteUsd: dollarsOf(worst.micros) };
  }
}
