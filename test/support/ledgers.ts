/** Ledgers in real folders, with a clock that the test sets. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { DateTime } from 'luxon';
import { Ledger, type LedgerOptions } from '../../src/cloud/ledger.ts';
import type { Call, CallKey } from '../../src/cloud/ledger-records.ts';
import type { ResultsFound } from '../../src/cloud/rebuild.ts';
import type { ReserveRequest } from '../../src/cloud/reservation.ts';
import { scratchFolder } from './scratch-root.ts';

/** The zone of every ledger here. */
export const zone = 'Europe/Berlin';

/** Milliseconds since the epoch of a time on the wall there. */
export const at = (text: string): number => DateTime.fromISO(text, { zone }).toMillis();

/** A clock that says what it is told. */
export interface SetClock {
  time: number;
  now(): number;
}

/** A root as far as money goes. */
export interface MoneyRoot extends LedgerOptions {
  readonly folder: string;
  readonly machine: string;
  readonly clock: SetClock;
  /** Writes `budget.json`: these caps in dollars, `"cloud": "on"`, and whatever else is given. */
  budget(changes?: Readonly<Record<string, unknown>>): void;
  /** Opens its ledger and rebuilds it when it is new; closed when the test ends. */
  open(results?: ResultsFound, changes?: Partial<LedgerOptions>): Ledger;
}

/** No results at all. */
export const noResults: ResultsFound = { any: false, spentByDay: new Map() };

const caps = { currency: 'USD', perDay: 0.5, perMonth: 5, perFile: 0.5, cloud: 'on' };

/** A root in `folder`, at noon of 27 November 2026. */
export function moneyRootAt(folder: string): Omit<MoneyRoot, 'open'> {
  const machine = join(folder, '.nightshift');
  mkdirSync(machine, { recursive: true });
  const clock: SetClock = { time: at('2026-11-27T12:00'), now: () => clock.time };
  return {
    folder,
    machine,
    clock,
    zone,
    stateFile: join(machine, 'state.db'),
    budgetFile: join(folder, 'budget.json'),
    spendingFile: join(folder, 'spending.jsonl'),
    budget: (changes = {}) =>
      writeFileSync(join(folder, 'budget.json'), JSON.stringify({ ...caps, ...changes })),
  };
}

/** A fresh root with caps of 0.50, 5.00 and 0.50 dollars. */
export async function moneyRoot(t: TestContext): Promise<MoneyRoot> {
  const root = moneyRootAt(await scratchFolder(t));
  root.budget();
  return {
    ...root,
    open: (results = noResults, changes = {}) => {
      const ledger = new Ledger({ ...root, ...changes });
      t.after(() => closeQuietly(ledger));
      ledger.rebuild(results);
      return ledger;
    },
  };
}

/** Closes what the test may have closed already. */
export function closeQuietly(ledger: Ledger): void {
  try {
    ledger.close();
  } catch {
    // The test has closed it.
  }
}

/** A key of its own for each name. */
export const keyOf = (name: string, task = 'describe'): CallKey => ({ sha256: name, task, parameters: 'p' });

/** A request for `micros` micro-dollars; all that the file still needs, unless `changes` say more. */
export function request(name: string, micros: number, changes: Partial<ReserveRequest> = {}): ReserveRequest {
  return {
    key: keyOf(name),
    spec: 'openai:gpt-6-luna',
    source: `${name}.png`,
    worst: micros,
    remaining: micros,
    ...changes,
  };
}

/** Reserves, and fails unless it is admitted. */
export async function reserved(
  ledger: Ledger,
  name: string,
  micros: number,
  changes?: Partial<ReserveRequest>,
): Promise<Call> {
  const reservation = await ledger.reserve(request(name, micros, changes));
  if (!reservation.ok) throw new Error(`${name}: ${reservation.why}: ${reservation.reason}`);
  return reservation.call;
}

/** A call taken all the way to its end; gives its id. */
export async function bought(ledger: Ledger, name: string, micros: number, cost = micros): Promise<string> {
  const { id } = await reserved(ledger, name, micros);
  for (const step of [
    ledger.sending(id),
    ledger.sent(id, `at-provider-${name}`),
    ledger.result(id, '{"text":"bought"}', cost),
    ledger.settle(id),
  ])
    if (!step.ok) throw new Error(step.reason);
  return id;
}
