/** What `doctor` says of the cloud: consent and caps, each paid model with its key and price, and the provider's own limit. */
import { existsSync } from 'node:fs';
import { createPaidRegistry } from '../models/paid-registry.ts';
import { formatMicros } from '../report/money-text.ts';
import { paidProviders, type Settings } from '../settings.ts';
import { readBudget } from './budget.ts';
import { priceOf, pricesAsOf } from './price-list.ts';

/** As `doctor` prints it. */
export interface CloudCheck {
  readonly name: string;
  readonly state: 'ok' | 'optional' | 'problem';
  readonly detail: string;
  readonly hint: string;
}

/** Where the person sets a limit with the provider itself. */
const secondWall: Readonly<Record<string, string>> = {
  openai:
    'As a second wall, set a monthly budget for a project of its own at https://platform.openai.com/settings/organization/limits and use a key of that project.',
  replicate: 'As a second wall, set a spend limit at https://replicate.com/account/billing.',
};

const isPaid = (spec: string): boolean => paidProviders.some((name) => spec.startsWith(`${name}:`));

/** Costs no request. */
export async function cloudChecks(
  budgetFile: string,
  settings: Settings,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly CloudCheck[]> {
  const budget = budgetCheck(budgetFile);
  const specs = [
    ...new Set(
      [settings.models.image, settings.models.audio, settings.models.join].flatMap(({ burst }) => burst),
    ),
  ];
  const models = await Promise.all(
    specs.filter(isPaid).map((spec) => modelCheck(spec, settings, environment)),
  );
  const ready = models.filter(({ state }) => state === 'ok');
  const walls = [...new Set(ready.map(({ name }) => name.slice(0, name.indexOf(':'))))];
  const limits = walls.flatMap((provider) => {
    const hint = secondWall[provider];
    const detail = `Nothing here buys more than budget.json allows.`;
    return hint === undefined ? [] : [{ name: `${provider} limit`, state: 'ok', detail, hint } as const];
  });
  return [budget, ...models, ...limits];
}

function budgetCheck(budgetFile: string): CloudCheck {
  const parsed = readBudget(budgetFile);
  if (!parsed.ok) {
    const hint = existsSync(budgetFile)
      ? 'Correct it; free work goes on meanwhile.'
      : 'Run "nightshift init" to get a new one; free work goes on meanwhile.';
    return { name: 'budget', state: 'optional', detail: parsed.problem, hint };
  }
  const { cloud, perDay, perMonth, perFile } = parsed.budget;
  const caps = `${formatMicros(perDay)} a day, ${formatMicros(perMonth)} a month, ${formatMicros(perFile)} a file`;
  if (cloud) {
    const detail = `Pictures and recordings that stall may be bought, and the joining of questions that allow it: at most ${caps}.`;
    return { name: 'budget', state: 'ok', detail, hint: '' };
  }
  const hint = 'Set "cloud" to "on" in budget.json if pictures and recordings that stall may be sent.';
  return {
    name: 'budget',
    state: 'ok',
    detail: `Nothing is bought ("cloud" is "off"; caps: ${caps}).`,
    hint,
  };
}

async function modelCheck(
  spec: string,
  settings: Settings,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<CloudCheck> {
  const missing = (detail: string, hint: string): CloudCheck => ({
    name: spec,
    state: 'optional',
    detail,
    hint,
  });
  const provider = createPaidRegistry(environment).get(spec);
  if (!('check' in provider)) return missing(provider.reason, provider.hint);
  const price = priceOf(spec, settings.cloud.prices);
  if (!price)
    return missing(
      'Its price is not known, so it is never bought.',
      'Say under "cloud": {"prices"} in settings.json what it costs.',
    );
  const found = await provider.check(AbortSignal.timeout(5000));
  if (!found.available) return missing(found.reason, found.hint);
  return {
    name: spec,
    state: 'ok',
    detail: `Has a key and a price (of ${pricesAsOf}, ${price.source}).`,
    hint: '',
  };
}
