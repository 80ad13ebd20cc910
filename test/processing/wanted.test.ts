import assert from 'node:assert/strict';
import { test } from 'node:test';
import { descriptionOf } from '../../src/processing/wanted.ts';
import type { Picture } from '../../src/types/document.ts';
import type { Recognition } from '../../src/types/task.ts';

const picture = (role: Picture['role']): Picture => ({ id: 'file', role, width: 100, height: 100 });
const words = (count: number, wordShare?: number, groundShare?: number, figureShare = 0): Recognition => ({
  text: Array.from({ length: count }, (_, index) => `word${index}`).join(' '),
  ...(wordShare === undefined ? {} : { wordShare }),
  ...(groundShare === undefined ? {} : { groundShare, figureShare }),
});

test('a picture wants a description unless words are what it is', () => {
  const cases: readonly [string, Picture['role'], Recognition | undefined, string][] = [
    ['a receipt', 'file', words(60, 0.3), 'no'],
    ['a receipt on a table', 'file', words(45, 0.06, 0.33), 'no'],
    ['a short letter and nothing else', 'file', words(30, 0.03, 0.99), 'no'],
    ['a few words above large shapes', 'file', words(23, 0.24, 0.88, 0.11), 'wanted'],
    ['a page with a figure', 'file', words(300, 0.2, 0.8, 0.18), 'no'],
    ['a map with many names', 'file', words(80, 0.04, 0.7, 0.2), 'wanted'],
    ['a poster', 'file', words(9, 0.09, 0.4), 'wanted'],
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
