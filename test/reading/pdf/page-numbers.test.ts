import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counting, isPageNumber, numbersIn, patternOf } from '../../../src/reading/pdf/page-numbers.ts';

for (const line of [
  '7',
  '- 7 -',
  '— iv —',
  'XII',
  'Page 3 of 12',
  'p. 3',
  '3/12',
  'Seite 3 von 12',
  'Página 3 de 12',
  'Pagina 3 di 12',
  'Strona 3 z 12',
  'Sayfa 3 / 12',
  'Стр. 3 из 12',
  'Сторінка 3 з 12',
  'Σελίδα 3 από 12',
  'עמוד 3 מתוך 12',
  'صفحة ٣ من ١٢',
  'صفحه ۳ از ۱۲',
  'पृष्ठ ३',
  '第 3 页 共 12 页',
  '第3頁',
  '3 ページ',
  'Page ii',
]) {
  test(`a page number: ${line}`, () => {
    assert.ok(isPageNumber(patternOf(line)));
  });
}

for (const line of [
  'Chapter 3',
  '3.5 %',
  'Invoice 3',
  'mix',
  'I did it',
  'Figure 3 of 12',
  '3 4',
  '12.05.2024',
  'iiii',
]) {
  test(`no page number: ${line}`, () => {
    assert.ok(!isPageNumber(patternOf(line)));
  });
}

test('numbers are told in their order, whatever they are written with', () => {
  assert.deepEqual(numbersIn('صفحة ٣ من ١٢'), [3, 12]);
  assert.deepEqual(numbersIn('xxiv'), [24]);
  assert.deepEqual(numbersIn('xc Preface of 1999'), [90, 1999]);
  assert.deepEqual(numbersIn('Preface iv'), [4]);
  assert.equal(patternOf('Preface iv'), patternOf('Preface 5'));
  assert.deepEqual(numbersIn('vivid lives in a civil mix'), []);
});

test('only numbers that go up with the pages count, the others staying', () => {
  const lines = (...numbers: number[][]) => numbers.map((some, i) => ({ page: i + 1, numbers: some }));
  const pages = (some: readonly { readonly page: number }[]): number[] => some.map(({ page }) => page);
  const counted = (...numbers: number[][]) => pages(counting(lines(...numbers), 2));
  assert.deepEqual(counted([5], [6], [7]), [1, 2, 3]);
  assert.deepEqual(counted([42], [42], [42]), []);
  assert.deepEqual(counted([1, 9], [2, 9], [3, 9]), [1, 2, 3]);
  assert.deepEqual(counted([1, 4], [2, 5], [3, 7]), []);
  assert.deepEqual(counted([1, 1], [1, 2], [2, 1], [2, 2]), [1, 2, 3, 4]);
  assert.deepEqual(counted([5], [6], [9], [2], [1]), [], 'two neighbours of many');
  assert.deepEqual(pages(counting(lines([5], [6], [1]), 3)), []);
});
