import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Call } from '../../src/cloud/ledger-records.ts';
import {
  parseUnknownNote,
  readUnknownNote,
  removeUnknownNote,
  renderUnknownNote,
  unknownNoteOf,
  writeUnknownNote,
} from '../../src/cloud/unknown-note.ts';
import { scratchFolder } from '../support/scratch-root.ts';

function callOf(id: string, counted = 150_000, spec = 'openai:gpt-6-luna'): Call {
  return { id, counted, spec, state: 'unknown' } as Call;
}
const ids = ['0123456789abcdef0123456789abcdef.1', '11111111111111111111111111111111.2', '1e5.1', '~.1'];
const about = (path: string) => ({ path, kind: 'file' }) as const;
const note = renderUnknownNote(
  about('cloud/a/beach.jpg'),
  ids.map((id) => callOf(id)),
);

/** The note with a tick in the box of each of these. */
const ticked = (...labels: readonly string[]): string =>
  labels.reduce((text, label) => text.replace(`[ ] ${label}`, `[x] ${label}`), note);

describe('the note about a call without a known end', () => {
  it('says what it may have cost in all, of whom, and both ways out', () => {
    const calls = [callOf('a.1', 150_000), callOf('b.1', 4_500, 'openai:gpt-transcribe'), callOf('c.1', 0)];
    const text = renderUnknownNote(about('cloud/a/beach.jpg'), calls);
    assert.match(text, /`beach\.jpg` was sent to openai:gpt-6-luna and openai:gpt-transcribe, /);
    assert.match(text, /up to \$0\.1545\n/);
    assert.deepEqual(
      text.split('\n').filter((line) => line.startsWith('- [')),
      ['- [ ] Send again (this may cost as much once more)', '- [ ] Give up (the file goes to failed/)'],
    );
  });

  it('about a question lies beside its answer, and says when it is obeyed', () => {
    assert.equal(unknownNoteOf('answers/a/What.md'), 'answers/a/What.unknown.md');
    const text = renderUnknownNote({ path: 'answers/What.md', kind: 'question' }, [callOf('a.1')]);
    const boxes = text.split('\n').filter((line) => line.startsWith('- ['));
    assert.equal(boxes.length, 2);
    for (const box of boxes) assert.match(box, /drop(?:ped)? .*into ask\/ again/);
    const answered = parseUnknownNote(text.replace('[ ] Send again', '[x] Send again'));
    assert.deepEqual(answered, { calls: ['a.1'], decision: 'send-again' });
  });

  it('keeps its calls through writing and reading, whatever their names look like', () => {
    assert.deepEqual(parseUnknownNote(note), { calls: ids, decision: 'none' });
  });

  it('is understood when one box is ticked, or both', () => {
    assert.deepEqual(parseUnknownNote(ticked('Send again')), { calls: ids, decision: 'send-again' });
    assert.deepEqual(parseUnknownNote(ticked('Give up')), { calls: ids, decision: 'give-up' });
    assert.deepEqual(parseUnknownNote(ticked('Send again', 'Give up')), { calls: ids, decision: 'both' });
  });

  it('is understood as editors save it', () => {
    const text = ticked('Give up');
    const saved: readonly string[] = [
      text.replaceAll('\n', '\r\n'),
      `\uFEFF${text}`,
      `\uFEFF${text.replaceAll('\n', '\r\n')}`,
      text.replaceAll('---\n', '---  \n'),
      text.replaceAll('- [', '* ['),
      text.replaceAll('- [', '+ ['),
      text.replaceAll('- [', '  -   ['),
      text.replace('[x]', '[X]'),
      text.replace('[x]', '[ x ]'),
      text.replace('[x] Give', '[x]  Give'),
      text.replace('[x] Give', '[x]Give'),
      text.replace('[x] Give up', '[x] give up'),
      `${text}\n\nMy own remark: - [x] Send again\n`,
      text.trimEnd(),
    ];
    for (const one of saved) {
      assert.deepEqual(
        parseUnknownNote(one),
        { calls: ids, decision: 'give-up' },
        JSON.stringify(one.slice(-120)),
      );
    }
  });

  it('is no answer when nothing is ticked in its own boxes', () => {
    const others = [
      note.replace('[ ] Send again', '[] Send again'),
      note.replace('- [ ] Send again', '[x] Send again'),
      `${note}- [x] Something else\n`,
      note.replace('- [ ] Send again', '- [x]\n- [ ] Send again'),
      note.replace('[ ] Send again', '[-] Send again'),
    ];
    for (const one of others) assert.equal(parseUnknownNote(one).decision, 'none', one.slice(-160));
  });

  it('says nothing without its calls', () => {
    const box = '- [x] Send again\n';
    for (const text of [
      '',
      box,
      `---\ncalls: []\n---\n${box}`,
      `---\ncalls: a.1\n---\n${box}`,
      `---\ncalls: [1, {}]\n---\n${box}`,
      `---\ncalls: [\n---\n${box}`,
    ]) {
      assert.deepEqual(parseUnknownNote(text), { calls: [], decision: 'none' });
    }
  });

  it('is ticked by no name of a file', () => {
    for (const name of [
      'a\n- [x] Give up.jpg',
      'a`\n\n* [X] Send again\n`.jpg',
      'a\r- [x] Give up',
      '---\ncalls: [evil.1]\n---\n',
      'a\u2028- [x] Give up',
    ]) {
      const text = renderUnknownNote(about(`cloud/${name}`), [callOf('a.1')]);
      assert.deepEqual(parseUnknownNote(text), { calls: ['a.1'], decision: 'none' }, JSON.stringify(name));
      assert.equal(text.split('\n').length, note.split('\n').length - ids.length + 1);
    }
    assert.match(renderUnknownNote(about('cloud/a`b.jpg'), [callOf('a.1')]), /^`a'b\.jpg` was sent/m);
  });

  it('lies beside its file, is written once, and goes when it was obeyed', async (t) => {
    const folder = await scratchFolder(t);
    await mkdir(join(folder, 'temporary'));
    const beside = join(folder, 'beach.jpg.unknown.md');
    assert.equal(await readUnknownNote(beside), undefined);
    await writeUnknownNote(join(folder, 'temporary'), beside, about('cloud/beach.jpg'), [callOf('a.1')]);
    assert.deepEqual(await readUnknownNote(beside), { calls: ['a.1'], decision: 'none' });
    const answered = (await readFile(beside, 'utf8')).replace('[ ] Give up', '[x] Give up');
    await writeFile(beside, answered);
    await writeUnknownNote(join(folder, 'temporary'), beside, about('cloud/beach.jpg'), [callOf('a.1')]);
    assert.equal((await readUnknownNote(beside))?.decision, 'give-up', 'an answer is never overwritten');
    await removeUnknownNote(beside);
    await removeUnknownNote(beside);
    assert.deepEqual(await readdir(folder), ['temporary']);
    await mkdir(beside);
    await assert.rejects(readUnknownNote(beside), { code: 'EISDIR' });
  });
});
