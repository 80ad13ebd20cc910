/** What the ledger gives and takes, and how its rows become that. */
import { hash } from 'node:crypto';
import type { CallState } from './call-life.ts';
import type { Micros } from './money.ts';

/**
 * What is bought: a task on a content, whoever does it. The provider is not part of it, so that a fail-over cannot buy
 * the same thing twice.
 */
export interface CallKey {
  /** Of the file's bytes. */
  readonly sha256: string;
  readonly task: string;
  /** A hash of all that makes the answer another one: which part of the file, for example. See `parametersHash`. */
  readonly parameters: string;
}

/** A paid call, as the ledger knows it. Times are milliseconds since the epoch. */
export interface Call extends CallKey {
  /** Of key and generation; the same whenever it is made anew. */
  readonly id: string;
  /** 1, and one more for each time that the key was reserved again. */
  readonly generation: number;
  readonly state: CallState;
  /** Who does it, e.g. `openai:gpt-6-luna`. */
  readonly spec: string;
  /** The file's path as the person knows it. */
  readonly source: string;
  /** The worst case. */
  readonly reserved: Micros;
  /** What counts against the caps now. */
  readonly counted: Micros;
  /** The day in which it was sent, or reserved while it is not sent, as `2026-11-27`. */
  readonly day: string;
  readonly reservedAt: number;
  readonly sentAt: number | undefined;
  /** What must be known to look for it at the provider, as JSON; undefined again once it is deleted there. */
  readonly handle: string | undefined;
  /** The provider's id. */
  readonly providerId: string | undefined;
  /** What was bought, as JSON; undefined too when the records had to be rebuilt. */
  readonly result: string | undefined;
  /** What it cost; undefined until that is known. */
  readonly cost: Micros | undefined;
}

/** As SQLite gives it. */
type Row = Record<string, unknown>;
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const whole = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** A row of `call`. */
export function toCall(row: Row): Call {
  return {
    id: String(row.id),
    sha256: String(row.sha256),
    task: String(row.task),
    parameters: String(row.parameters),
    generation: Number(row.generation),
    // The table allows no other text.
    state: String(row.state) as CallState,
    spec: String(row.spec),
    source: String(row.source),
    reserved: Number(row.reserved),
    counted: Number(row.counted),
    day: String(row.day),
    reservedAt: Number(row.reserved_at),
    sentAt: whole(row.sent_at),
    handle: text(row.handle),
    providerId: text(row.provider_id),
    result: text(row.result),
    cost: whole(row.cost),
  };
}

/** The name of a call, everywhere: letters, digits and a full stop. */
export function callId({ sha256, task, parameters }: CallKey, generation: number): string {
  return `${hash('sha256', JSON.stringify([sha256, task, parameters])).slice(0, 32)}.${generation}`;
}

/** A hash of parameters that does not depend on the order in which their keys stand. */
export function parametersHash(parameters: Readonly<Record<string, string | number | boolean>>): string {
  const entries = Object.entries(parameters).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return hash('sha256', JSON.stringify(entries));
}
