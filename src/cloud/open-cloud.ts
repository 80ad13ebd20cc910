/** Opens what the cloud lane buys with: the ledger, whole, and the shop. */

import type { Root } from '../folders/root.ts';
import { createPaidRegistry } from '../models/paid-registry.ts';
import type { Settings } from '../settings.ts';
import type { Clock } from '../types/clock.ts';
import type { Tell } from '../types/event.ts';
import type { Pauses } from './follow-call.ts';
import { Ledger } from './ledger.ts';
import { resultsFound } from './results-found.ts';
import { Shop } from './shop.ts';

/** What the cloud lane is made from. */
export interface CloudOptions {
  readonly root: Root;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly settings: () => Settings;
  readonly clock: Clock;
  readonly tell: Tell;
  readonly pauses: Pauses;
}

/** The ledger, whole, and the shop that buys under it. */
export interface CloudParts {
  readonly ledger: Ledger;
  readonly shop: Shop;
}

/** Opens the ledger of a root that this process owns; one that is new is rebuilt from what is left. */
export async function openCloud(options: CloudOptions): Promise<CloudParts> {
  const { root, environment, settings, clock, tell, pauses } = options;
  const ledger = new Ledger({
    stateFile: root.stateFile,
    budgetFile: root.budgetFile,
    spendingFile: root.spendingFile,
    clock,
    zone: settings().window.timeZone,
  });
  try {
    if (ledger.needsRebuild) ledger.rebuild(await resultsFound(root));
    const registry = createPaidRegistry(environment);
    const shop = new Shop({
      ...{ root, ledger, registry, settings, environment, clock, tell },
      pauses,
    });
    return { ledger, shop };
  } catch (error) {
    ledger.close();
    throw error;
  }
}
