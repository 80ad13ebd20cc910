import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planNight } from '../../src/night/plan.ts';
import type { NightFacts, NightFile } from '../../src/night/plan-facts.ts';
import { planLarge } from '../../src/night/plan-large.ts';

const step = (task: string, spec: string, ms: number) => ({ task, spec, ms, spread: 0.2 });
const text = (at: number): NightFile => ({
  ...{ id: `${at}.txt`, since: at, nature: 'text', private: false },
  steps: [step('summarise', 'writes', 900 + (at % 200)), step('extract', 'writes', 1000)],
});
const photo = (at: number): NightFile => ({
  ...{ id: `${at}.png`, since: at, nature: 'image', private: false },
  steps: [step('describe', 'sees', 4000), step('summarise', 'writes', 500)],
  offer: { micros: 1000, ms: 5000 },
});
const facts = (files: readonly NightFile[], hours: number, left = 500_000): NightFacts => ({
  ...{ now: 0, closesAt: hours * 3_600_000, files, loaded: undefined, running: [] },
  models: new Map(['sees', 'writes'].map((spec) => [spec, { loadMs: 15_000, slots: 1, doubt: 0 }])),
  purse: { consent: true, left, perFile: 500_000, concurrency: 2 },
});
const many = <T>(count: number, make: (at: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at));

describe('the plan of very many files', () => {
  const files = [...many(20_000, text), ...many(3000, (at) => photo(at + 50_000))];

  it('takes as long as each of them does, and names every one', () => {
    const plan = planLarge(facts(files, 20));
    const exact = planNight(facts(files, 20));
    assert.equal(plan.files, 23_000);
    assert.equal(plan.verdict, exact.verdict);
    assert.equal(plan.endsAtFree, exact.endsAtFree);
    const named = (of: typeof plan) =>
      of.order.map(({ spec, jobs }) => [spec, new Set(jobs.map(({ id }) => id))]);
    assert.deepEqual(named(plan), named(exact));
  });

  it('knows of how many it is not sure', () => {
    const unsure = files.map((file, at) => (at % 10 === 0 ? { ...file, unsure: true as const } : file));
    assert.equal(planLarge(facts(unsure, 20)).unsure, 2300);
  });

  it('buys as many as it must', () => {
    const hours = 14.5;
    const of = ({ buyNow, hold }: ReturnType<typeof planNight>) => buyNow.length + hold.length;
    const [plan, exact] = [
      planLarge(facts(files, hours, 5_000_000)),
      planNight(facts(files, hours, 5_000_000)),
    ];
    assert.equal(exact.verdict, 'buys');
    assert.deepEqual([plan.verdict, plan.micros, of(plan)], [exact.verdict, exact.micros, of(exact)]);
  });

  it('of few is that of each', () => {
    const few = facts([...many(500, text), ...many(500, photo)], 1);
    assert.deepEqual(planLarge(few), planNight(few));
  });
});
