import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  answerOf,
  shapeOf,
  timedTranscript,
  toldLanguage,
  wholeTranscript,
} from '../../src/models/paid-answers.ts';
import { pictureOrder, recordingOrder, textOrder } from '../support/departing.ts';

describe('the words of a paid model', () => {
  test('are read by what was saved of the order, without its payload', () => {
    const order = recordingOrder();
    const shape = shapeOf(order);
    assert.deepEqual(shape, { task: 'transcribe', maxOutputTokens: 300, seconds: 3.5, json: false });
    assert.ok(!JSON.stringify(shape).includes('bytes'));
    assert.equal(shapeOf(textOrder({ type: 'object' })).json, true);
  });

  test('become the results that local models give', () => {
    assert.deepEqual(answerOf(shapeOf(pictureOrder('recognise')), '(no words)'), {
      task: 'recognise',
      value: { text: '' },
    });
    assert.equal(answerOf(shapeOf(pictureOrder('describe')), ' '), undefined);
    assert.equal(answerOf(shapeOf(textOrder()), ' '), undefined);
    assert.equal(answerOf(shapeOf(textOrder({ type: 'object' })), '{"half":'), undefined);
    assert.deepEqual(answerOf(shapeOf(textOrder({ type: 'object' })), '{"a":1}'), {
      task: 'generate',
      value: '{"a":1}',
    });
  });

  test('are no transcript of silence, and no language of it', () => {
    assert.deepEqual(wholeTranscript(' ', 9, 'en'), { segments: [] });
    assert.deepEqual(timedTranscript([{ start: 0, end: 1, text: ' ' }], 'en'), { segments: [] });
  });

  test('stand in order of time, whatever order they came in', () => {
    const { segments } = timedTranscript(
      [
        { start: 5, end: 4, text: 'b' },
        { start: -1, end: 2, text: 'a' },
      ],
      undefined,
    );
    assert.deepEqual(segments, [
      { fromSeconds: 0, toSeconds: 2, text: 'a' },
      { fromSeconds: 5, toSeconds: 5, text: 'b' },
    ]);
  });

  test('name a language by its code only', () => {
    assert.equal(toldLanguage('de'), 'de');
    assert.equal(toldLanguage('pt-BR'), 'pt-BR');
    assert.equal(toldLanguage('english'), undefined);
    assert.equal(toldLanguage(null), undefined);
  });
});
