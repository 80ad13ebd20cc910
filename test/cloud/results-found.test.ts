import assert from 'node:assert/strict';
import { symlink, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { resultsFound } from '../../src/cloud/results-found.ts';
import { dropBelow } from '../support/journey.ts';
import { scratchFolder, scratchRoot } from '../support/scratch-root.ts';

const noteOf = (
  cost: number | string,
  when = 'processed: 2026-11-27T02:00:00+01:00',
  body = '# Words\n',
): string => `---\ntitle: A beach\n${when}\ncost_usd: ${cost}\n---\n${body}`;

describe('what results say was spent', () => {
  it('is nothing where there is none', async (t) => {
    const { done, failed, answers } = await scratchRoot(t);
    assert.deepEqual(await resultsFound({ done, failed, answers }), { any: false, spentByDay: new Map() });
    const nowhere = join(await scratchFolder(t), 'nowhere');
    assert.equal((await resultsFound({ done: nowhere, failed: nowhere, answers: nowhere })).any, false);
  });

  it('is added up by the day, over all folders of done/ and failed/ and the answers, exactly', async (t) => {
    const { done, failed, answers } = await scratchRoot(t);
    await dropBelow(done, 'a.jpg.md', noteOf(0.1));
    await dropBelow(done, 'deep/er/b.jpg.md', noteOf(0.2));
    await dropBelow(done, 'c.jpg.md', noteOf(0.000001, "processed: '2026-10-31T23:59:59-05:00'"));
    await dropBelow(done, 'free.txt.md', noteOf(0, 'processed: 2026-09-01T02:00:00Z'));
    await dropBelow(failed, 'x/d.jpg.md', noteOf(0.0005, 'last_failed: 2026-11-27T03:00:00+01:00'));
    await dropBelow(answers, 'a question.md', noteOf(0.25, 'answered: 2026-11-27T04:00:00+01:00'));
    const { any, spentByDay } = await resultsFound({ done, failed, answers });
    assert.equal(any, true);
    const days = [
      ['2026-09-01', 0],
      ['2026-10-31', 1],
      ['2026-11-27', 550_500],
    ];
    assert.deepEqual([...spentByDay].sort(), days);
  });

  it('counts no pages of a person, nor notes that cannot be read', async (t) => {
    const { done, failed, answers } = await scratchRoot(t);
    const others = {
      'page.md': '# My page\n',
      'empty.md': '',
      'mine.md': '---\ntags: [mine]\n---\n',
      'no-day.md': '---\ncost_usd: 1\n---\n',
      'no-cost.md': '---\nprocessed: 2026-11-27T02:00:00Z\n---\n',
      'broken.md': noteOf('[1'),
      'unclosed.md': '---\nprocessed: 2026-11-27T02:00:00Z\ncost_usd: 1\n',
      'words.md': noteOf('free'),
      'less.md': noteOf(-1),
      'endless.md': noteOf('.inf'),
      'vast.md': noteOf('1e300'),
      'other-day.md': noteOf(1, 'processed: yesterday'),
      'program.md': '---js\nprocess.exit(1)\n---\n',
      'cost.txt': noteOf(1),
      '.hidden.md': noteOf(1),
      '.obsidian/template.md': noteOf(1),
      'binary.md': '\0\x01\x02',
    };
    for (const [name, content] of Object.entries(others)) await dropBelow(done, name, content);
    assert.deepEqual(await resultsFound({ done, failed, answers }), { any: false, spentByDay: new Map() });
    await dropBelow(done, 'true.jpg.md', noteOf(0.25));
    assert.deepEqual(
      [...(await resultsFound({ done, failed, answers })).spentByDay],
      [['2026-11-27', 250_000]],
    );
  });

  it('follows no links, which lead to notes of other places', async (t) => {
    const { done, failed, answers } = await scratchRoot(t);
    const elsewhere = await scratchFolder(t);
    const note = await dropBelow(elsewhere, 'notes/a.md', noteOf(1));
    await symlink(note, join(done, 'a.md'));
    await symlink(join(elsewhere, 'notes'), join(done, 'notes'));
    await symlink(done, join(done, 'round'));
    assert.equal((await resultsFound({ done, failed, answers })).any, false);
  });

  it('is read from the head of a note, however much follows', async (t) => {
    const { done, failed, answers } = await scratchRoot(t);
    const path = await dropBelow(done, 'book.txt.md', noteOf(0.5));
    // More than can be read into memory at once.
    await truncate(path, 3 * 1024 ** 3);
    await dropBelow(done, 'umlaut.md', noteOf(0.25, 'processed: 2026-11-27T02:00:00Z', 'ü'.repeat(100_000)));
    assert.deepEqual(
      [...(await resultsFound({ done, failed, answers })).spentByDay],
      [['2026-11-27', 750_000]],
    );
  });
});
