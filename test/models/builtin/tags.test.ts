import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { outlineOf } from '../../../src/models/builtin/outline.ts';
import { summarise } from '../../../src/models/builtin/summary.ts';
import { tagsOf } from '../../../src/models/builtin/tags.ts';

const tags = (text: string, language = 'en', title = ''): string[] =>
  tagsOf(outlineOf(text), title, language);

describe('built-in tags are things that a person looks for', () => {
  it('names what the welcome note is about, without a verb among them', async () => {
    const note = new URL('../../../src/folders/welcome/How this folder works.md', import.meta.url);
    const found = tags(await readFile(note, 'utf8'), 'en', 'How this folder works');
    for (const wanted of ['ingest', 'folder', 'machine']) assert.ok(found.includes(wanted), wanted);
    for (const noise of ['folder works', 'lies', 'drop', 'read', 'works', 'json']) {
      assert.ok(!found.includes(noise), noise);
    }
  });

  it('has no word that every recipe and every curriculum vitae has for a heading', () => {
    const recipe =
      '# Onion soup\n\n## Ingredients\n\n- 800 g onions\n\n## Preparation\n\n1. Fry the onions in butter.';
    const found = summarise({ text: recipe, name: 'soup.md' }).tags;
    assert.ok(found.includes('onion soup'), found.join());
    for (const heading of ['ingredients', 'preparation']) assert.ok(!found.includes(heading), heading);
  });

  it('takes a word for a noun by the words around it', () => {
    const found = tags(
      'They quill the bronk. We quill a bronk. The bronk is red. To quill is hard for a bronk.',
    );
    assert.deepEqual(found, ['bronk']);
  });

  it('keeps a phrase that comes again, and drops one that stands in the heading alone', () => {
    const text =
      '# Why blood pressure matters\n\nYour blood pressure shows the strain of your heart. A doctor measures blood pressure.';
    const found = tags(text, 'en', 'Why blood pressure matters');
    assert.equal(found[0], 'blood pressure');
    assert.ok(!found.includes('pressure matters'));
  });

  it('knows the plural of a tag and the words of a phrase for the same topic', () => {
    const found = tags(
      'The ship carries a crate. The ships carry the crates. A night shift, the night shift.',
    );
    assert.ok(!(found.includes('ship') && found.includes('ships')), found.join());
    assert.equal(found.filter((tag) => tag.startsWith('ship')).length, 1);
    const often = tags('The night is long. The night falls. A night shift begins, the night shift.');
    assert.deepEqual(
      often.filter((tag) => tag.includes('night')),
      ['night shift'],
    );
    assert.ok(!(found.includes('night shift') && found.includes('shift')), found.join());
  });

  it('ignores addresses, paths and the endings of file names', () => {
    const found = tags(
      'The budget is in budget.json. The budget of src/money/caps.ts; see https://pages.example/caps and a.b@mail.example.',
    );
    for (const noise of ['json', 'src', 'https', 'example', 'caps']) assert.ok(!found.includes(noise), noise);
    assert.ok(found.includes('budget'));
  });

  it('takes nouns in German by their capital', () => {
    const text =
      'Der Vertrag regelt die Miete. Die Miete steigt jährlich, und der Vertrag endet später. Der Mieter zahlt die Miete.';
    assert.deepEqual(tags(text, 'de').slice(0, 2), ['miete', 'vertrag']);
  });

  it('gives few tags for few words, none for none, and no more than eight', () => {
    assert.deepEqual(tags(''), []);
    const many = Array.from(
      { length: 40 },
      (_, n) => `The thing${'abcdefghij'[n % 10]}x is a topic${'klmnopqrst'[n % 10]}x.`,
    );
    assert.equal(tags([...many, ...many].join(' ')).length, 8);
  });
});
