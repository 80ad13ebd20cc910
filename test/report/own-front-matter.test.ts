import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import matter from 'gray-matter';
import MarkdownIt from 'markdown-it';
import { parseFrontMatter } from '../../src/reading/front-matter.ts';
import { ownFrontMatter } from '../../src/report/own-front-matter.ts';
import { renderResultNote } from '../../src/report/result-note.ts';
import { letterFacts, partsOf } from '../support/processing-notes.ts';

/** The note of a Markdown file that begins with this front matter. */
function noteOf(frontMatter: Record<string, unknown>, facts: object = {}): string {
  const document = { ...letterFacts.document, facts: { frontMatter, ...facts } };
  return renderResultNote({ ...letterFacts, document });
}

describe('the front matter of a dropped Markdown file', () => {
  const person = {
    title: 'Harbour',
    date: '2024-05-01',
    author: ['Ada', 'Bob'],
    tags: ['Boats', 'roof'],
    project: { name: 'Quay', number: '01234' },
    draft: false,
    rating: 4.5,
    empty: null,
  };
  const facts = { title: 'Harbour', author: 'Ada, Bob', created: '2024-05-01' };

  it('is kept as data under one key of the note', () => {
    const { data } = partsOf(noteOf(person, facts));
    assert.deepEqual(data.front_matter, person);
    assert.equal('front_matter' in partsOf(renderResultNote(letterFacts)).data, false);
  });

  it('gives its title to the note, whatever the model calls it', () => {
    assert.equal(partsOf(noteOf(person, facts)).data.title, 'Harbour');
    assert.equal(partsOf(noteOf({ tags: [] }, { title: 'A heading' })).data.title, 'The roof');
  });

  it('gives its tags to the note, before those of the model', () => {
    assert.deepEqual(partsOf(noteOf(person)).data.tags, ['boats', 'roof', 'home-repair']);
    assert.deepEqual(partsOf(noteOf({ tags: 'sea, salt' })).data.tags, [
      'sea',
      'salt',
      'roof',
      'home-repair',
    ]);
  });

  it('is shown among the facts, without what the note says already', () => {
    const { body } = partsOf(noteOf(person, facts));
    const rows = body.split('\n').filter((line) => line.startsWith('| '));
    assert.deepEqual(rows, [
      '| Fact | Value |',
      '| --- | --- |',
      '| Author | Ada, Bob |',
      '| Created | 2024-05-01 |',
      '| project | name: Quay; number: 01234 |',
      '| draft | false |',
      '| rating | 4.5 |',
    ]);
  });

  it('stays small, however much of it there is', () => {
    const many = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [`key ${index}`, 'x'.repeat(900)]),
    );
    const deep = JSON.parse('['.repeat(200) + ']'.repeat(200));
    const data = ownFrontMatter({ frontMatter: { deep, ...many, list: Array(500).fill(1) } });
    assert.equal(Object.keys(data ?? {}).length, 40);
    assert.ok(JSON.stringify(data).length < 16_000);
  });

  it('is inert and reads the same again, whatever it holds', () => {
    const hazards = fc.constantFrom(
      '<% tp %>',
      '---',
      '<script>alert(1)</script>',
      '![x](http://a.b/c)',
      '| a',
      '\n# x',
    );
    const any = fc.dictionary(
      fc.oneof(fc.string({ maxLength: 8 }), hazards),
      fc.oneof(fc.jsonValue(), hazards),
    );
    const parser = new MarkdownIt({ html: true });
    fc.assert(
      fc.property(any, (frontMatter) => {
        const note = noteOf(frontMatter);
        const kept = ownFrontMatter({ frontMatter });
        const read = parseFrontMatter(note);
        assert.deepEqual(plain(read.data.front_matter), plain(kept));
        assert.deepEqual(plain(matter(note, {}).data.front_matter), plain(kept));
        assert.doesNotMatch(note, /<%/);
        assert.doesNotMatch(parser.render(read.body), /<(?:script|img)\b/);
      }),
      { numRuns: 300 },
    );
  });
});

/** Without prototypes and signs of zero; numbers as text, since ours keeps the longest ones as they are written. */
const plain = (data: unknown): unknown =>
  JSON.parse(JSON.stringify(data, (_key, value) => (typeof value === 'number' ? String(value + 0) : value)));
