import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hasNotes, isAsWritten, splitNotes, withNotes } from '../../src/memory/keep-notes.ts';

const data = { title: 'Monday', tags: ['digest'], private: undefined };
const body = '# Monday\n\n- A boat came.\n';

describe('a file that we write and a person adds to', () => {
  it('ends with a heading for the person, and comes back as it was written', () => {
    const text = withNotes(data, body, undefined);
    assert.match(text, /^---\ntitle: Monday\n[\s\S]*# Monday\n\n- A boat came\.\n\n## Notes\n$/);
    const there = splitNotes(text);
    assert.ok(isAsWritten(there));
    assert.ok(!hasNotes(there));
    assert.equal(withNotes(data, body, there), text);
  });

  it('keeps what stands below ## Notes, to the end of the file, when our part is written anew', () => {
    const mine = '## Notes\n\nAsk Ada.\n\n## More of mine\n\n```\n## Notes\n```\n';
    const there = splitNotes(withNotes(data, body, undefined).replace('## Notes\n', mine));
    assert.ok(hasNotes(there));
    const text = withNotes(data, '# Monday\n\n- A train came.\n', there);
    assert.ok(text.endsWith(`- A train came.\n\n${mine}`));
    assert.ok(!text.includes('boat'));
  });

  it('takes a heading in a fence of code for no heading', () => {
    const fenced = '# Monday\n\n```\n## Notes\n```\n';
    assert.equal(splitNotes(fenced).notes, '');
    assert.equal(splitNotes(fenced).body, fenced);
  });

  it('keeps keys, tags and aliases of the person, and no old value of ours', () => {
    const there = splitNotes(
      withNotes({ ...data, private: true }, body, undefined).replace(
        'tags:',
        'mood: fine\naliases: [Mo]\ntags:\n  - boats',
      ),
    );
    assert.ok(isAsWritten(there));
    const { data: now } = splitNotes(withNotes(data, body, there));
    assert.deepEqual(
      [now.mood, now.aliases, now.tags, now.private],
      ['fine', ['Mo'], ['digest', 'boats'], undefined],
    );
  });

  it('notices an edit of our part, but not another kind of line end', () => {
    const text = withNotes(data, body, undefined);
    assert.ok(isAsWritten(splitNotes(text.replaceAll('\n', '\r\n'))));
    assert.ok(!isAsWritten(splitNotes(text.replace('boat', 'coat'))));
    assert.ok(!isAsWritten(splitNotes('# Mine\n')));
    assert.ok(!isAsWritten(splitNotes('')));
  });

  it('takes a rule, or front matter that is none, for text', () => {
    for (const text of ['---js\nprocess.exit(1)\n---\n# A\n', '---\n\n# A\n', '---\n: [\n---\n# A\n']) {
      assert.deepEqual(splitNotes(text), { data: {}, body: text, notes: '' });
    }
  });
});
