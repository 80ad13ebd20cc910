import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lowerHeadings } from '../../src/report/lower-headings.ts';

describe('the headings of a file that is Markdown itself', () => {
  it('stand below the heading of the note, with the same steps between them', () => {
    assert.deepEqual(lowerHeadings(['# A\n\n## B\n\ntext\n\n##### C'], 3), [
      '### A\n\n#### B\n\ntext\n\n###### C',
    ]);
  });

  it('move together in all parts of the file, and never up', () => {
    assert.deepEqual(lowerHeadings(['## A', '# B', 'text'], 3), ['#### A', '### B', 'text']);
    assert.deepEqual(lowerHeadings(['##### A'], 3), ['##### A']);
  });

  it('may be underlined', () => {
    assert.deepEqual(lowerHeadings(['Title\n===\n\nPart\n---\ntext'], 3), [
      '### Title\n\n\n#### Part\n\ntext',
    ]);
  });

  it('are not found in code, in lists, in tables and below longer paragraphs', () => {
    const text = '```sh\n# comment\n```\n\n- item\n---\n\n| a |\n---\n\none\ntwo\n---\n\n#tag';
    assert.deepEqual(lowerHeadings([`# A\n\n${text}`], 3), [`### A\n\n${text}`]);
  });
});
