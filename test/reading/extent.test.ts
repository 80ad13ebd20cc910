import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { extentOf, extrapolated } from '../../src/reading/extent.ts';
import type { Block, Document, Picture } from '../../src/types/document.ts';

const page = (number: number, more: Partial<Picture> = {}): Picture => ({
  ...{ id: `page-${number}`, role: 'page', position: { page: number }, width: 9, height: 9 },
  ...more,
});
const figure: Picture = { id: 'figure-1', role: 'figure', position: { page: 1 }, width: 9, height: 9 };
const words = (number: number | undefined, text = 'Words.'): Block => {
  return { type: 'paragraph', text, ...(number === undefined ? {} : { position: { page: number } }) };
};
const document = (
  blocks: readonly Block[],
  pictures: readonly Picture[],
  mime = 'application/pdf',
): Document => ({ kind: 'text', mime, facts: {}, blocks, pictures, speech: false, omissions: [] });

describe('a document', () => {
  const cases: readonly (readonly [what: string, document: Document, isScan: boolean])[] = [
    ['with a text on its page', document([words(1)], []), false],
    ['with nothing on it', document([], []), false],
    ['whose page is a picture', document([], [page(1)]), true],
    ['whose pages are pictures, or blank', document([], [page(1), page(3)]), true],
    ['with a number beside the picture of its page', document([words(2, '2')], [page(1), page(2)]), true],
    ['with a text on one page and a picture for another', document([words(1)], [page(2)]), false],
    ['with words that stand on no page', document([words(undefined)], [page(1)]), false],
    ['with a figure in its text', document([words(1), { type: 'figure' }], [figure]), false],
    ['with a figure alone', document([{ type: 'figure', picture: 'figure-1' }], [figure]), false],
    ['whose picture has its words told', document([], [page(1, { words: 'Told.' })]), false],
    [
      'that shows its preview for want of a text',
      document([], [page(1)], 'application/vnd.apple.pages'),
      false,
    ],
  ];
  for (const [what, given, isScan] of cases) {
    it(`${what} is ${isScan ? 'a scan' : 'none'}`, () => assert.equal(extentOf(given).isScan, isScan));
  }

  it('is as much work as its pictures that nobody has read, and its characters', () => {
    const given = document(
      [words(1, 'Twelve signs')],
      [page(2), page(3), figure, page(4, { words: 'Told.' })],
    );
    assert.deepEqual(extentOf(given), { pages: 2, figures: 1, characters: 12, isScan: false });
  });

  it('goes on as it begins', () => {
    const first = { pages: 8, figures: 1, characters: 900, isScan: false };
    assert.deepEqual(extrapolated(first, 10, 25), { pages: 20, figures: 3, characters: 2250, isScan: false });
    assert.deepEqual(extrapolated(first, 10, 10), first);
  });
});
