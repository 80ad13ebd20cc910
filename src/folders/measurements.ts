/**
 * How long tasks took on this machine, so that a night can be forecast and reported. The newest of each task and model
 * are kept, and all of the last days.
 */
import type { StatementSync } from 'node:sqlite';
import type { TaskName } from '../types/task.ts';
import { keptForReportsMs } from './settled-log.ts';

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

/** What a model did of a task, all together. */
export interface WorkDone {
  readonly task: TaskName;
  readonly spec: string;
  readonly count: number;
  /** In the units of the task. */
  readonly units: number;
  /** Model seconds. */
  readonly seconds: number;
}

/** So many of each task and model say what is usual; what is older may be of another machine or version. */
export const usualCount = 200;

/** A part of the journal. Every call is one step of whatever transaction is open. */
export class Measurements {
  readonly #prepare: (sql: string) => StatementSync;

  constructor(prepare: (sql: string) => StatementSync) {
    this.#prepare = prepare;
  }

  add({ task, spec, units, seconds, at }: Measurement): void {
    const sql = 'INSERT INTO measurement (task, spec, units, seconds, at) VALUES (?, ?, ?, ?, ?)';
    this.#prepare(sql).run(task, spec, units, seconds, at);
    // Two go for each that comes, so that no step takes long, and the rows of a great night go all the same.
    this.#prepare(
      `DELETE FROM measurement WHERE at < ? AND id IN
         (SELECT id FROM measurement WHERE task = ? AND spec = ? ORDER BY id LIMIT 2) AND id <=
         (SELECT id FROM measurement WHERE task = ? AND spec = ? ORDER BY id DESC LIMIT 1 OFFSET ${usualCount})`,
    ).run(at - keptForReportsMs, task, spec, task, spec);
  }

  /** The newest of each task and model, as many as say what is usual, oldest first. */
  all(): readonly Measurement[] {
    const newest = `SELECT * FROM measurement WHERE task = ? AND spec = ? ORDER BY id DESC LIMIT ${usualCount}`;
    return this.#prepare('SELECT task, spec FROM measurement GROUP BY task, spec')
      .all()
      .flatMap(({ task, spec }) => this.#prepare(newest).all(String(task), String(spec)))
      .toSorted((one, other) => Number(one.id) - Number(other.id))
      .map(toMeasurement);
  }

  /** What each model did from one moment (milliseconds since the epoch) until before another. */
  between(from: number, until: number): readonly WorkDone[] {
    const sql = `SELECT task, spec, count(*) AS count, sum(units) AS units, sum(seconds) AS seconds FROM measurement
      WHERE at >= ? AND at < ? GROUP BY task, spec`;
    return this.#prepare(sql)
      .all(from, until)
      .map((row) => ({
        task: String(row.task) as TaskName,
        spec: String(row.spec),
        count: Number(row.count),
        units: Number(row.units),
        seconds: Number(row.seconds),
      }));
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
