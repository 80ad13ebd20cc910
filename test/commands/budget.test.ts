import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { openLedger } from '../../src/cloud/open-cloud.ts';
import type { Root } from '../../src/folders/root.ts';
import type { BudgetReport } from '../../src/types/budget-report.ts';
import { NightshiftProcess, nightshift } from '../support/journey-process.ts';
import { bought, request } from '../support/ledgers.ts';
import { contents, scratchFolder, scratchRoot } from '../support/scratch-root.ts';

const caps = { currency: 'USD', perDay: 0.5, perMonth: 5, perFile: 0.25, cloud: 'on' };

/** A root in which something was bought just now and another call came to no known end. */
async function usedRoot(t: TestContext): Promise<Root> {
  const root = await scratchRoot(t);
  await writeFile(root.budgetFile, JSON.stringify(caps));
  const ledger = await openLedger(root, { now: () => Date.now() }, 'local');
  try {
    await bought(ledger, 'beach', 100_000);
    const lost = await ledger.reserve(request('lost', 7000));
    assert.ok(lost.ok && ledger.sending(lost.call.id).ok && ledger.unknown(lost.call.id).ok);
  } finally {
    ledger.close();
  }
  return root;
}

const budget = (t: TestContext, root: Root, ...more: readonly string[]) =>
  nightshift(t, ['budget', '--root', root.path, ...more]);

describe('nightshift budget', () => {
  it('gives machines the promised keys', async (t) => {
    const { code, stdout, stderr } = await budget(t, await usedRoot(t), '--json');
    assert.deepEqual([code, stderr], [0, '']);
    const { day, month, unknown, cloud, problem }: BudgetReport = JSON.parse(stdout);
    assert.deepEqual([cloud, problem], ['on', undefined]);
    assert.deepEqual([day.spentUsd, day.heldUsd, day.capUsd], [0.1, 0.007, 0.5]);
    assert.deepEqual([month.spentUsd, month.heldUsd, month.capUsd], [0.1, 0.007, 5]);
    assert.deepEqual(
      unknown.map(({ path, heldUsd }) => [path, heldUsd]),
      [['lost.png', 0.007]],
    );
    assert.match(unknown[0]?.id ?? '', /^[0-9a-f]{32}\.1$/);
  });

  it('tells people the same in lines', async (t) => {
    const { code, stdout } = await budget(t, await usedRoot(t));
    assert.equal(code, 0);
    assert.match(stdout, /^Today +\$0\.10 +\$0\.007 +\$0\.393 +\$0\.50$/m);
    assert.match(stdout, /^ {2}lost\.png +up to \$0\.007/m);
  });

  it('of a root that was never used makes nothing, there or elsewhere', async (t) => {
    const root = await scratchRoot(t);
    const before = await contents(root.path);
    const elsewhere = await scratchFolder(t);
    const { code, stdout } = await nightshift(t, ['budget', '--root', root.path, '--json'], {
      // Node.js keeps there what it has compiled.
      environment: { TMPDIR: elsewhere, NODE_DISABLE_COMPILE_CACHE: '1' },
    });
    assert.equal(code, 0);
    const { cloud, day, unknown }: BudgetReport = JSON.parse(stdout);
    assert.deepEqual([cloud, day.spentUsd, unknown], ['off', 0, []]);
    assert.deepEqual(await contents(root.path), before);
    assert.deepEqual(await readdir(elsewhere), []);
  });

  it('where there is no root says so, and makes none', async (t) => {
    const nowhere = join(await scratchFolder(t), 'nowhere');
    const { code, stdout, stderr } = await nightshift(t, ['budget', '--root', nowhere]);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /There is no root at .*nowhere\..*nightshift init/);
    assert.equal(existsSync(nowhere), false);
  });

  it('with a budget.json that cannot be obeyed ends with 2, names the line, and tells what was spent', async (t) => {
    const root = await usedRoot(t);
    await writeFile(root.budgetFile, JSON.stringify({ ...caps, perDay: 'much' }, null, 2));
    const lines = await budget(t, root);
    assert.equal(lines.code, 2);
    assert.match(lines.stdout, /^budget\.json line 3: "perDay" is "much"; .*nothing may be bought\.$/m);
    assert.match(lines.stdout, /^Today +\$0\.10 /m);
    const { code, stdout } = await budget(t, root, '--json');
    const { problem, day }: BudgetReport = JSON.parse(stdout);
    assert.deepEqual([code, day.spentUsd, day.capUsd], [2, 0.1, 0]);
    assert.match(problem ?? '', /line 3/);
    await rm(root.budgetFile);
    assert.match((await budget(t, root)).stdout, /^budget\.json is missing/);
  });

  it('obeys the file as it is now, beside a process that owns the root', async (t) => {
    const root = await usedRoot(t);
    const owner = new NightshiftProcess(t, ['start', '--root', root.path]);
    await owner.says(/\S/);
    await writeFile(root.budgetFile, JSON.stringify({ ...caps, perDay: 0.2, cloud: 'off' }));
    const { code, stdout } = await budget(t, root, '--json');
    const { cloud, day }: BudgetReport = JSON.parse(stdout);
    assert.deepEqual([code, cloud, day.spentUsd, day.capUsd], [0, 'off', 0.1, 0.2]);
    owner.child.kill('SIGTERM');
    assert.equal((await owner.ended).code, 0, 'the owner is not disturbed');
  });
});
