import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type AdmitFacts, admit } from '../../src/cloud/admit.ts';

const none = { spent: 0, held: 0 };
const caps = { perDay: 500, perMonth: 5000, perFile: 300 };
const facts = (changes: Partial<AdmitFacts> = {}): AdmitFacts => ({
  caps,
  day: none,
  month: none,
  file: none,
  worst: 100,
  remaining: 100,
  ...changes,
});

describe('a call is admitted', () => {
  it('when it fits every cap, to the last micro-dollar', () => {
    assert.deepEqual(admit(facts({ day: { spent: 250, held: 150 } })), { admitted: true });
    assert.deepEqual(admit(facts({ month: { spent: 4900, held: 0 } })), { admitted: true });
    assert.deepEqual(admit(facts({ file: { spent: 0, held: 200 } })), { admitted: true });
    assert.deepEqual(admit(facts({ worst: 100, remaining: 300 })), { admitted: true });
  });
});

describe('a call is refused, with the cap, what it needs and what is left', () => {
  const cases: readonly (readonly [name: string, changes: Partial<AdmitFacts>, refusal: object])[] = [
    [
      'by what the day has spent',
      { day: { spent: 401, held: 0 } },
      { cap: 'perDay', needed: 100, left: 99, never: false },
    ],
    [
      'by what is held',
      { day: { spent: 200, held: 201 } },
      { cap: 'perDay', needed: 100, left: 99, never: false },
    ],
    [
      'by the month',
      { month: { spent: 4000, held: 901 } },
      { cap: 'perMonth', needed: 100, left: 99, never: false },
    ],
    [
      'by what the file has cost, for good',
      { file: { spent: 201, held: 0 } },
      { cap: 'perFile', needed: 100, left: 99, never: true },
    ],
    [
      'by what the file holds, for now',
      { file: { spent: 100, held: 101 } },
      { cap: 'perFile', needed: 100, left: 99, never: false },
    ],
    [
      'before its first part, when all its parts together are too dear',
      { remaining: 301 },
      { cap: 'perFile', needed: 301, left: 300, never: true },
    ],
    [
      'for good when it is above a day',
      { worst: 501, remaining: 501, caps: { ...caps, perFile: 900 } },
      { cap: 'perDay', needed: 501, left: 500, never: true },
    ],
    [
      'for good when it is above a month',
      { worst: 10, caps: { ...caps, perMonth: 9 } },
      { cap: 'perMonth', needed: 10, left: 9, never: true },
    ],
    [
      'when an edit has put the cap below what is spent',
      { day: { spent: 900, held: 0 } },
      { cap: 'perDay', needed: 100, left: 0, never: false },
    ],
    [
      'with what never fits first',
      { day: { spent: 500, held: 0 }, remaining: 301 },
      { cap: 'perFile', needed: 301, left: 300, never: true },
    ],
    [
      'when the rest of the file is told too small',
      { worst: 301, remaining: 1 },
      { cap: 'perFile', needed: 301, left: 300, never: true },
    ],
    [
      'when nothing may be spent',
      { caps: { perDay: 0, perMonth: 0, perFile: 300 } },
      { cap: 'perMonth', needed: 100, left: 0, never: true },
    ],
  ];
  for (const [name, changes, refusal] of cases) {
    it(name, () => assert.deepEqual(admit(facts(changes)), { admitted: false, ...refusal }));
  }

  it('when any amount is not a number', () => {
    const odd: readonly Partial<AdmitFacts>[] = [
      { worst: Number.NaN },
      { remaining: Number.NaN },
      { day: { spent: Number.NaN, held: 0 } },
      { month: { spent: 0, held: Number.NaN } },
      { caps: { ...caps, perDay: Number.NaN } },
    ];
    for (const changes of odd) assert.equal(admit(facts(changes)).admitted, false, JSON.stringify(changes));
  });
});

it('what is admitted fits every cap, and what is refused does not, whatever the amounts', () => {
  const amount = fc.integer({ min: 0, max: 1000 });
  const counted = fc.record({ spent: amount, held: amount });
  const any = fc.record({
    caps: fc.record({ perDay: amount, perMonth: amount, perFile: amount }),
    day: counted,
    month: counted,
    file: counted,
    worst: fc.integer({ min: 1, max: 500 }),
    remaining: amount,
  });
  fc.assert(
    fc.property(any, (facts) => {
      const { caps, day, month, file, worst, remaining } = facts;
      const fits =
        day.spent + day.held + worst <= caps.perDay &&
        month.spent + month.held + worst <= caps.perMonth &&
        file.spent + file.held + Math.max(worst, remaining) <= caps.perFile;
      return admit(facts).admitted === fits;
    }),
  );
});
