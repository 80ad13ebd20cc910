import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderDuplicateNote } from '../../src/report/duplicate-note.ts';
import { partsOf } from '../support/processing-notes.ts';

const facts = {
  source: 'now/b.txt',
  originalName: 'b.txt',
  sha256: 'ef'.repeat(32),
  bytes: 12,
  processed: '2026-11-03T02:00:00+01:00',
  duplicateOf: 'a/first.txt',
  folder: '',
};

describe('the note of a further copy', () => {
  it('says whose copy it is and that it cost nothing', () => {
    const { data, body } = partsOf(renderDuplicateNote(facts));
    assert.deepEqual(data, {
      ...{ title: 'b.txt', source: 'now/b.txt', sha256: facts.sha256, bytes: 12 },
      ...{ processed: facts.processed, route: 'local', duplicate_of: 'a/first.txt', cost_usd: 0 },
    });
    assert.match(body, /^# b\.txt\n\n\[b\.txt\]\(<b\.txt>\) has the same content, byte for byte/);
    assert.match(body, /What was found in it is said there: \[a\/first\.txt\]/);
  });

  it("links to the first one's note from wherever it stands", () => {
    const cases = [
      ['', 'a/first.txt.md'],
      ['a', 'first.txt.md'],
      ['a/b', '../first.txt.md'],
      ['c/d', '../../a/first.txt.md'],
      ['ab', '../a/first.txt.md'],
    ] as const;
    for (const [folder, link] of cases) {
      const text = renderDuplicateNote({ ...facts, folder });
      assert.ok(text.includes(`[a/first.txt](<${link}>)`), folder);
    }
  });
});
