/** A process that reserves, or does the floor's work. */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { lockBudget } from '../src/cloud/budget-lock.ts';
import type { Ledger } from '../src/cloud/ledger.ts';
import { answer } from './child.ts';
import { buy, moneyRootAt, openLedger, requestOf } from './ledger-root.ts';

/** What it can be asked to do in `folder`, `calls` times, with names of its own. */
export interface LedgerRequest {
  readonly type: 'open' | 'reserve' | 'floor' | 'buy';
  readonly folder: string;
  readonly calls: number;
  readonly prefix: string;
  /** Of each call. */
  readonly micros: number;
}

/** When the work began and ended, in milliseconds since the epoch. */
export interface LedgerTimes {
  readonly began: number;
  readonly ended: number;
}

const now = (): number => performance.timeOrigin + performance.now();
let ledger: Ledger | undefined;

async function reserve({ calls, prefix, micros }: LedgerRequest): Promise<void> {
  for (let index = 0; index < calls; index += 1) {
    const reservation = await ledger?.reserve(requestOf(`${prefix}-${index}`, micros));
    if (!reservation?.ok) throw new Error(`Refused: ${reservation?.why}`);
  }
}

/** The least that a budget can be kept with: lock, append a line, fsync, unlock. */
async function floor({ folder, calls }: LedgerRequest): Promise<void> {
  const path = join(folder, 'floor');
  const file = openSync(path, 'a');
  for (let index = 0; index < calls; index += 1) {
    const lock = await lockBudget(path);
    if (!lock) throw new Error('The lock could not be had.');
    writeSync(file, '{"at":"2026-11-27T12:00:00.000+01:00","what":"reserved","usd":0.000001}\n');
    fsyncSync(file);
    await lock.release();
  }
  closeSync(file);
}

async function act(request: LedgerRequest): Promise<LedgerTimes> {
  const root = moneyRootAt(request.folder);
  if (request.type === 'open') {
    ledger?.close();
    ledger = undefined;
    ledger = openLedger(root);
  }
  const began = now();
  if (request.type === 'reserve') await reserve(request);
  if (request.type === 'floor') await floor(request);
  if (request.type === 'buy' && ledger)
    await buy(root, ledger, request.prefix, request.calls, request.micros);
  return { began, ended: now() };
}

answer<LedgerRequest>(act, () => ledger?.close());
