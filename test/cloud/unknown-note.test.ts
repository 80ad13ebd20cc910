/** The note on which a person decides, as editors leave it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Call } from '../../src/cloud/ledger-records.ts';
import { parseUnknownNote, renderUnknownNote } from '../../src/cloud/unknown-note.ts';

const call = (id: string): Call => ({
  ...{ id, sha256: 'a', task: 'transcribe', parameters: 'p', generation: 1, state: 'unknown' },
  ...{ spec: 'openai:gpt-transcribe', source: 'cloud/talk.wav', reserved: 4500, counted: 4500 },
  ...{ day: '2026-11-27', reservedAt: 0, sentAt: 0, handle: undefined, providerId: undefined },
  ...{ result: undefined, cost: undefined },
});

const note = renderUnknownNote('cloud/a/talk.wav', [call('one.1'), call('two.1')]);
const ticked = (label: string, box = '[x]'): string => note.replace(`[ ] ${label}`, `${box} ${label}`);

describe('the note about an unknown call', () => {
  it('names the file, what it may have cost, and both choices, and decides nothing', () => {
    assert.match(note, /`talk\.wav` was sent to openai:gpt-transcribe/);
    assert.match(note, /\$0\.009/);
    assert.deepEqual(parseUnknownNote(note), { calls: ['one.1', 'two.1'], decision: 'none' });
  });

  it('is obeyed however an editor writes a tick', () => {
    for (const box of ['[x]', '[X]']) {
      assert.equal(parseUnknownNote(ticked('Send again', box)).decision, 'send-again');
      assert.equal(parseUnknownNote(ticked('Give up', box)).decision, 'give-up');
    }
    assert.equal(parseUnknownNote(`\uFEFF${ticked('Give up').replaceAll('\n', '\r\n')}`).decision, 'give-up');
    assert.equal(parseUnknownNote(ticked('Send again').replace('- [x]', '  * [x]')).decision, 'send-again');
  });

  it('keeps its calls through a byte order mark and the line ends of Windows', () => {
    const saved = parseUnknownNote(`\uFEFF${ticked('Give up').replaceAll('\n', '\r\n')}`);
    assert.deepEqual(saved.calls, ['one.1', 'two.1']);
  });

  it('decides nothing when both are ticked, or its calls are gone', () => {
    const both = ticked('Send again').replace('[ ] Give up', '[x] Give up');
    assert.equal(parseUnknownNote(both).decision, 'both');
    assert.deepEqual(parseUnknownNote('- [x] Send again').calls, []);
    assert.deepEqual(parseUnknownNote('---\ncalls: [1, {a: b}\n---\n- [x] Send again').calls, []);
  });
});
