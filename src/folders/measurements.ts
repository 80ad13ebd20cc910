/** How long tasks took on this machine, so that a night can be forecast. The newest of each task and model are kept. */
import type { StatementSync } from 'node:sqlite';
import type { TaskName } from '../types/task.ts';

/** One finished task. */
export interface Measurement {
  readonly task: TaskName;
  readonly spec: string;
  /** How much work it was, in the units of the task. */
  readonly units: number;
  /** Model seconds. */
  readonly seconds: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** So many of each task and model say what is usual; what is older may be of another machine or version. */
const kept = 200;

/** A part of the journal. Every call is one step of whatever transaction is open. */
export class Measurements {
  readonly #prepare: (sql: string) => StatementSync;

  constructor(prepare: (sql: string) => StatementSync) {
    this.#prepare = prepare;
  }

  add({ task, spec, units, seconds, at }: Measurement): void {
    const sql = 'INSERT INTO measurement (task, spec, units, seconds, at) VALUES (?, ?, ?, ?, ?)';
    this.#prepare(sql).run(task, spec, units, seconds, at);
    this.#prepare(
      `DELETE FROM measurement WHERE task = ? AND spec = ? AND id <=
       (SELECT id FROM measurement WHERE task = ? AND spec = ? ORDER BY id DESC LIMIT 1 OFFSET ${kept})`,
    ).run(task, spec, task, spec);
  }

  /** All that are kept, oldest first. */
  all(): readonly Measurement[] {
    return this.#prepare('SELECT * FROM measurement ORDER BY id').all().map(toMeasurement);
  }
}

function toMeasurement(row: Record<string, unknown>): Measurement {
  return {
    task: String(row.task) as TaskName,
    spec: String(row.spec),
    units: Number(row.units),
    seconds: Number(row.seconds),
    at: Number(row.at),
  };
}
