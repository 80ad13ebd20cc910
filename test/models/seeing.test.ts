import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeingInstructions, toDescription, toRecognition } from '../../src/models/seeing.ts';

test('a model that sees no words says so in words, and these are not the picture’s', () => {
  for (const said of ['(no words)', ' No words. ', '"no words"'])
    assert.deepEqual(toRecognition(said), { text: '' });
  assert.deepEqual(toRecognition(' No words can say it \n'), { text: 'No words can say it' });
  assert.match(seeingInstructions.recognise, /\(no words\)$/);
});

test('an empty description is none', () => {
  assert.equal(toDescription(' \n'), undefined);
  assert.deepEqual(toDescription(' A tram. '), { text: 'A tram.' });
});
