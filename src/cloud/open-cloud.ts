/** Opens what the cloud lane buys with: the ledger, whole, and the shop. */

import type { Root } from '../folders/root.ts';
import { createPaidRegistry } from '../models/paid-registry.ts';
import type { Settings } from '../settings.ts';
import type { Clock } from '../types/clock.ts';
import type { Tell } from '../types/event.ts';
import type { Pauses } from './follow-call.ts';
import { JoinDesk, type JoinDeskOptions } from './join-desk.ts';
import { Ledger } from './ledger.ts';
import { resultsFound } from './results-found.ts';
import { Shop } from './shop.ts';
import { Trade } from './trade.ts';

/** What the cloud lane is made from. */
export interface CloudOptions extends Pick<JoinDeskOptions, 'isPrivate' | 'recallPrivate'> {
  readonly root: Root;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly settings: () => Settings;
  readonly clock: Clock;
  readonly tell: Tell;
  readonly pauses: Pauses;
}

/** The ledger, whole, and those who buy under it: what files need, and what questions need. */
export interface CloudParts {
  readonly ledger: Ledger;
  readonly shop: Shop;
  readonly joins: JoinDesk;
}

/** Opens the ledger of a root; one that is new is rebuilt from what is left. Throws what SQLite or the file system throws. */
export async function openLedger(root: Root, clock: Clock, zone: string): Promise<Ledger> {
  const { stateFile, budgetFile, spendingFile } = root;
  const ledger = new Ledger({ stateFile, budgetFile, spendingFile, clock, zone });
  try {
    if (ledger.needsRebuild) ledger.rebuild(await resultsFound(root));
    return ledger;
  } catch (error) {
    ledger.close();
    throw error;
  }
}

/** Opens what is bought with, for the process that owns the root. */
export async function openCloud(options: CloudOptions): Promise<CloudParts> {
  const { root, environment, settings, clock, tell, pauses, isPrivate, recallPrivate } = options;
  const ledger = await openLedger(root, clock, settings().window.timeZone);
  const registry = createPaidRegistry(environment);
  const trade = new Trade({ ledger, registry, settings, tell, pauses, clock });
  const shop = new Shop({ root, ledger, trade, settings, environment, clock, tell });
  const joins = new JoinDesk({ root, ledger, trade, clock, tell, isPrivate, recallPrivate });
  return { ledger, shop, joins };
}
