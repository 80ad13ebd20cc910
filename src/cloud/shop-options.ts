/** What the shop is made of. */
import type { Root } from '../folders/root.ts';
import type { Settings } from '../settings.ts';
import type { Clock } from '../types/clock.ts';
import type { Tell } from '../types/event.ts';
import type { Ledger } from './ledger.ts';
import type { Trade } from './trade.ts';

/** Its parts, and what it asks each time. */
export interface ShopOptions {
  readonly root: Root;
  readonly ledger: Ledger;
  readonly trade: Trade;
  readonly settings: () => Settings;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly tell: Tell;
}
