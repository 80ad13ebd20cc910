import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newestOf } from '../../src/report/newest-report.ts';

for (const [names, newest] of [
  [[], undefined],
  [['notes.md', '2026-11-03.txt', '.2026-11-03.md'], undefined],
  [['2026-11-03.md', '2026-10-30.md', 'zzz.md'], '2026-11-03.md'],
  [['2026-11-03 (2).md', '2026-11-03 (10).md', '2026-11-03.md'], '2026-11-03 (10).md'],
] as const) {
  test(`of ${JSON.stringify(names)} the newest report is ${newest}`, () => {
    assert.equal(newestOf(names), newest);
  });
}
