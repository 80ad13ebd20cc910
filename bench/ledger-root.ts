/** A root as far as money goes. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ledger } from '../src/cloud/ledger.ts';
import type { ReserveRequest } from '../src/cloud/reservation.ts';
import { Journal } from '../src/folders/journal.ts';
import type { Clock } from '../src/types/clock.ts';

/** Where things lie in it. */
export interface MoneyRoot {
  readonly machine: string;
  readonly stateFile: string;
  readonly budgetFile: string;
  readonly spendingFile: string;
  /** A line of micro-dollars for each call that was sent: what a provider would charge at worst. */
  readonly sentFile: string;
}

/** The paths of the root in `folder`; touches nothing. */
export function moneyRootAt(folder: string): MoneyRoot {
  const machine = join(folder, '.nightshift');
  return {
    machine,
    stateFile: join(machine, 'state.db'),
    budgetFile: join(folder, 'budget.json'),
    spendingFile: join(folder, 'spending.jsonl'),
    sentFile: join(folder, 'sent'),
  };
}

/** Makes it, with these dollars a day and 50 a month and a file. */
export function makeMoneyRoot(folder: string, perDay: number): MoneyRoot {
  const root = moneyRootAt(folder);
  mkdirSync(root.machine, { recursive: true });
  setPerDay(root, perDay);
  // Made by one, as the owner of a root does: SQLite lets no two processes make a database at once.
  new Journal(root.stateFile).close();
  return root;
}

/** Edits the cap of the day, in dollars. */
export function setPerDay(root: MoneyRoot, perDay: number): void {
  const caps = { currency: 'USD', perDay, perMonth: 50, perFile: 50, cloud: 'on' };
  writeFileSync(root.budgetFile, JSON.stringify(caps));
}

/** Its ledger, rebuilt when there is none. */
export function openLedger(root: MoneyRoot, clock: Clock = { now: () => Date.now() }): Ledger {
  const ledger = new Ledger({ ...root, clock, zone: 'UTC' });
  ledger.rebuild({ any: false, spentByDay: new Map() });
  return ledger;
}

/** A request for one call of a file of its own. */
export function requestOf(name: string, micros: number): ReserveRequest {
  const key = { sha256: name, task: 'describe', parameters: 'p' };
  return { key, spec: 'openai:gpt-6-luna', source: `${name}.png`, worst: micros, remaining: micros };
}

/** Buys until it has tried `calls` times; every call that the ledger lets be sent is sent. */
export async function buy(
  root: MoneyRoot,
  ledger: Ledger,
  prefix: string,
  calls: number,
  micros: number,
): Promise<void> {
  for (let index = 0; index < calls; index += 1) {
    const reservation = await ledger.reserve(requestOf(`${prefix}-${index}`, micros));
    if (!reservation.ok || !ledger.sending(reservation.call.id).ok) continue;
    appendFileSync(root.sentFile, `${micros}\n`);
    ledger.result(reservation.call.id, '{}', micros);
    ledger.settle(reservation.call.id);
  }
}

/** Micro-dollars that were sent. */
export function sentIn(root: MoneyRoot): number {
  if (!existsSync(root.sentFile)) return 0;
  const amounts = readFileSync(root.sentFile, 'utf8').split('\n').map(Number);
  return amounts.reduce((sum, each) => sum + each, 0);
}
