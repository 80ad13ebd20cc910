import assert from 'node:assert/strict';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseBudget, readBudget } from '../../src/cloud/budget.ts';
import { scratchFolder, scratchRoot } from '../support/scratch-root.ts';

const good = `{
  "currency": "USD",
  "perDay": 0.50,
  "perMonth": 5.00,
  "perFile": 0.25,
  "cloud": "on"
}`;
const parsedGood = {
  ok: true,
  budget: { perDay: 500_000, perMonth: 5_000_000, perFile: 250_000, cloud: true, spentThisMonth: undefined },
};

const problemOf = (text: string): string => {
  const parsed = parseBudget(text);
  assert.equal(parsed.ok, false, text);
  return parsed.ok ? '' : parsed.problem;
};

describe('budget.json is read forgivingly', () => {
  it('with comments, trailing commas, a byte order mark and the line ends of Windows', () => {
    assert.deepEqual(parseBudget(good), parsedGood);
    const handEdited = good.replace('"cloud": "on"', '// yes\n  "cloud": "on", /* at last */');
    assert.deepEqual(parseBudget(handEdited), parsedGood);
    assert.deepEqual(parseBudget(`\uFEFF${good.replaceAll('\n', '\r\n')}`), parsedGood);
  });

  it('as init writes it', async (t) => {
    const root = await scratchRoot(t);
    const parsed = readBudget(root.budgetFile);
    assert.ok(parsed.ok && !parsed.budget.cloud && parsed.budget.perMonth === 5_000_000);
  });

  it('with zero as a cap, and exactly the ceiling', () => {
    const text = good.replace('0.50', '0').replace('5.00', '50');
    const parsed = parseBudget(text);
    assert.ok(parsed.ok && parsed.budget.perDay === 0 && parsed.budget.perMonth === 50_000_000);
  });

  it('and may say what was spent this month', () => {
    const parsed = parseBudget(good.replace('"cloud"', '"spentThisMonth": 3.07, "cloud"'));
    assert.ok(parsed.ok && parsed.budget.spentThisMonth === 3_070_000);
  });
});

describe('budget.json is obeyed strictly: what is wrong is refused, with its line and its key', () => {
  const cases: readonly (readonly [name: string, text: string, problem: RegExp])[] = [
    ['negative', good.replace('0.50', '-0.50'), /line 3: "perDay" is -0\.50;/],
    ['a string', good.replace('5.00', '"5.00"'), /line 4: "perMonth" is "5\.00"; expected a number/],
    ['null', good.replace('0.25', 'null'), /line 5: "perFile" is null;/],
    ['a list', good.replace('0.25', '[0.25]'), /line 5: "perFile" is \[0\.25\];/],
    ['NaN', good.replace('0.50', 'NaN'), /line 3: cannot be read/],
    ['infinite', good.replace('0.50', '1e999'), /line 3: "perDay" is 1e999;/],
    ['1e9', good.replace('5.00', '1e9'), /line 4: "perMonth" is 1e9;/],
    [
      'above the ceiling',
      good.replace('5.00', '50.000001'),
      /line 4: "perMonth" is 50\.000001; more than 50/,
    ],
    ['a day above the ceiling', good.replace('0.50', '51'), /line 3: "perDay" is 51; more than 50/],
    ['a file above the ceiling', good.replace('0.25', '500'), /line 5: "perFile" is 500; more than 50/],
    ['another currency', good.replace('USD', 'EUR'), /line 2: "currency" is "EUR"; expected "USD"/],
    [
      'the cloud neither on nor off',
      good.replace('"on"', 'true'),
      /line 6: "cloud" is true; expected "on" or "off"/,
    ],
    ['a cap missing', good.replace('"perDay": 0.50,', ''), /line 7: "perDay" is missing/],
    ['the consent missing', good.replace(',\n  "cloud": "on"', ''), /line 6: "cloud" is missing/],
    ['a key twice', good.replace('"cloud"', '"perDay": 9, "cloud"'), /line 6: "perDay" stands there twice/],
    [
      'a cap that is not known',
      good.replace('"cloud"', '"perWeek": 1, "cloud"'),
      /line 6: "perWeek" is no key/,
    ],
    ['a decimal comma', good.replace('0.50', '0,50'), /line 3: cannot be read: amounts have a point/],
    [
      'negative spending',
      good.replace('"cloud"', '"spentThisMonth": -1, "cloud"'),
      /line 6: "spentThisMonth" is -1/,
    ],
    ['empty', '', /line 1: cannot be read/],
    ['a list at the top', '[]', /line 1: holds no object/],
    ['a second object behind', `${good}{}`, /line 7: cannot be read/],
  ];
  for (const [name, text, problem] of cases) {
    it(name, () => {
      assert.match(problemOf(text), problem);
      assert.match(problemOf(text), /^budget\.json line \d+: [^\n]+\.$/);
    });
  }

  it('cut off anywhere', () => {
    for (let length = 0; length < good.length; length += 1) problemOf(good.slice(0, length));
  });

  it('missing, or a folder', async (t) => {
    const folder = await scratchFolder(t);
    const path = join(folder, 'budget.json');
    assert.deepEqual(readBudget(path), {
      ok: false,
      problem: 'budget.json is missing, so nothing may be bought.',
    });
    await mkdir(path);
    const parsed = readBudget(path);
    assert.ok(!parsed.ok && /EISDIR/.test(parsed.problem));
  });

  it('and any text whatever gives caps within the ceiling or a problem', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc.string().map((cut) => good.replace('0.50', cut)),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const parsed = parseBudget(text);
        if (!parsed.ok) return /^budget\.json line \d+: /.test(parsed.problem);
        const { perDay, perMonth, perFile } = parsed.budget;
        return [perDay, perMonth, perFile].every(
          (cap) => Number.isSafeInteger(cap) && cap >= 0 && cap <= 50e6,
        );
      }),
    );
  });
});

it('a file that an editor saves by renaming is the old one or the new one', async (t) => {
  const folder = await scratchFolder(t);
  const path = join(folder, 'budget.json');
  await writeFile(path, good);
  await writeFile(`${path}.tmp`, good.replace('0.50', '1.50'));
  assert.deepEqual(readBudget(path), parsedGood);
  await rename(`${path}.tmp`, path);
  const parsed = readBudget(path);
  assert.ok(parsed.ok && parsed.budget.perDay === 1_500_000);
});
