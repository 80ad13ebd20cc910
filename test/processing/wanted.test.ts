import assert from 'node:assert/strict';
import { test } from 'node:test';
import { descriptionOf } from '../../src/processing/wanted.ts';
import type { Picture } from '../../src/types/document.ts';
import type { Recognition } from '../../src/types/task.ts';

const picture = (role: Picture['role']): Picture => ({ id: 'file', role, width: 100, height: 100 });
const words = (count: number, wordShare?: number): Recognition => ({
  text: Array.from({ length: count }, (_, index) => `word${index}`).join(' '),
  ...(wordShare === undefined ? {} : { wordShare }),
});

test('a picture wants a description unless words are what it is', () => {
  const cases: readonly [string, Picture['role'], Recognition | undefined, string][] = [
    ['a receipt', 'file', words(60, 0.3), 'no'],
    ['a photo without a word', 'file', words(0, 0), 'wanted'],
    ['a photo of a street sign', 'file', words(3, 0.02), 'wanted'],
    ['a diagram with labels', 'file', words(40, 0.05), 'wanted'],
    ['a few large words', 'file', words(4, 0.5), 'wanted'],
    ['many words from a model that gives no places', 'file', words(80), 'no'],
    ['few words from such a model', 'file', words(20), 'wanted'],
    ['nobody could read it', 'file', undefined, 'wanted'],
    ['a scanned page', 'page', words(300, 0.3), 'no'],
    ['a sparse page', 'page', words(8, 0.02), 'no'],
    ['a page that is a drawing, or empty', 'page', words(0, 0), 'welcome'],
    ['a photo in a report', 'figure', words(0, 0), 'welcome'],
    ['a letter that was pasted into a report', 'figure', words(90, 0.4), 'no'],
  ];
  for (const [name, role, recognition, expected] of cases) {
    assert.equal(descriptionOf(picture(role), recognition), expected, name);
  }
});
