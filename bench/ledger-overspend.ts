/** What is sent beyond a cap when everything goes wrong; each row is a root of its own, with real processes where it says so. */
import { mkdirSync, rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Figures } from './bench-options.ts';
import { Child } from './child.ts';
import type { LedgerRequest } from './ledger-child.ts';
import { buy, type MoneyRoot, makeMoneyRoot, openLedger, sentIn, setPerDay } from './ledger-root.ts';
import type { Random } from './random.ts';
import { withScratchFolder } from './scratch.ts';

/** Each call costs 0.10 dollars, and a day may cost 0.35: room for three. */
const micros = 100_000;
const perDay = 0.35;
const hour = 3_600_000;

/** Dollars that were sent in a row, and those beyond its cap. */
type Row = (folder: string, root: MoneyRoot, random: Random) => Promise<void>;

async function race(folder: string): Promise<void> {
  const children = Array.from({ length: 8 }, () => new Child('ledger-child.ts'));
  try {
    const ask = (type: LedgerRequest['type']) =>
      Promise.all(
        children.map((child, index) => child.ask({ type, folder, calls: 5, prefix: `p${index}`, micros })),
      );
    await ask('open');
    await ask('buy');
  } finally {
    await Promise.all(children.map((child) => child.close()));
  }
}

/** A process is killed at some moment of its buying, and another goes on. */
async function kills(folder: string, _root: MoneyRoot, random: Random): Promise<void> {
  for (let life = 0; life < 6; life += 1) {
    const child = new Child('ledger-child.ts');
    const request = { folder, calls: 3, prefix: `life${life}`, micros } as const;
    await child.ask({ ...request, type: 'open' });
    // The first life lasts long enough to buy something.
    if (life === 0) await child.ask({ ...request, calls: 1, prefix: 'first', type: 'buy' });
    const ended = child.ask({ ...request, type: 'buy' }).catch(() => undefined);
    await wait(random() * 12);
    child.kill();
    await ended;
  }
}

async function clockJumps(_folder: string, root: MoneyRoot): Promise<void> {
  const clock = { time: Date.parse('2026-11-27T12:00Z'), now: () => clock.time };
  const start = clock.time;
  const ledger = openLedger(root, clock);
  for (const hours of [0, -1, -720, 720, 87_600, -87_600, 37, 1]) {
    clock.time = start + hours * hour;
    await buy(root, ledger, `at${hours}`, 4, micros);
  }
  ledger.close();
}

async function edits(_folder: string, root: MoneyRoot): Promise<void> {
  const ledger = openLedger(root);
  for (const [index, cap] of [0.35, 0.2, 0.05, 0, 0.3, 0.35].entries()) {
    setPerDay(root, cap);
    await buy(root, ledger, `edit${index}`, 4, micros);
  }
  ledger.close();
}

async function deletions(_folder: string, root: MoneyRoot): Promise<void> {
  for (let life = 0; life < 4; life += 1) {
    const ledger = openLedger(root);
    await buy(root, ledger, `life${life}`, 2, micros);
    ledger.close();
    rmSync(root.machine, { recursive: true });
    mkdirSync(root.machine);
  }
}

const rows: Readonly<Record<string, Row>> = {
  race_of_8_processes: race,
  kill_9: kills,
  clock_jumps: clockJumps,
  edits_of_budget: edits,
  nightshift_deleted: deletions,
};

/** Dollars beyond the cap, by row. Throws when a row sent nothing at all: it would prove nothing. */
export async function overspend(random: Random): Promise<Figures> {
  const figures: Record<string, number> = {};
  for (const [name, row] of Object.entries(rows)) {
    figures[name] = await withScratchFolder(async (folder) => {
      const root = makeMoneyRoot(folder, perDay);
      await row(folder, root, random);
      const sent = sentIn(root);
      if (sent === 0) throw new Error(`Nothing was sent in the row ${name}.`);
      return Math.max(0, sent / 1e6 - perDay);
    });
  }
  return figures;
}
