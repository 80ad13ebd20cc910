import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { estimateTokens, leastTokens, smallestChunk, splitText } from '../../src/models/chunks.ts';
import { processorMs } from '../support/processor-time.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(fc.constantFrom('Hello ', 'Straßenbahn', '. ', '\n\n', '東京', '12,50 €', '👩‍👩‍👧', 'é', '\r\n'), {
      maxLength: 200,
    })
    .map((pieces) => pieces.join('')),
);

describe('splitting a text', () => {
  test('loses nothing, and every chunk fits', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: smallestChunk, max: 120 }), (whole, limit) => {
        const chunks = splitText(whole, limit);
        assert.equal(chunks.join(''), whole);
        for (const chunk of chunks) assert.ok(estimateTokens(chunk) <= limit && chunk !== '');
      }),
      { numRuns: 300 },
    );
  });

  test('cuts between paragraphs where they fit', () => {
    const paragraph = 'Some words that make a paragraph of moderate length, no more.';
    const whole = [paragraph, paragraph, paragraph].join('\n\n');
    const chunks = splitText(whole, estimateTokens(paragraph) + 3);
    assert.deepEqual(chunks, [`${paragraph}\n\n`, `${paragraph}\n\n`, paragraph]);
  });

  test('cuts long paragraphs between sentences, and long sentences between words', () => {
    const whole = 'First sentence here. Second sentence here. Third sentence here.';
    for (const chunk of splitText(whole, 8)) assert.match(chunk, /sentence here\. ?$/);
    const words = splitText('alpha beta gamma delta epsilon zeta eta theta', 6);
    assert.ok(words.length > 1);
    for (const chunk of words) assert.match(chunk, /^(alpha|beta|gamma|delta|epsilon|zeta|eta|theta| )+$/);
  });

  test('never cuts a visible character in two while it fits', () => {
    for (const chunk of splitText('👩‍👩‍👧'.repeat(20), 20)) assert.equal(chunk.replaceAll('👩‍👩‍👧', ''), '');
  });

  test('takes seconds at most for two megabytes', async () => {
    const whole = 'A line of ordinary text that says little but goes on.\n'.repeat(40_000);
    assert.ok((await processorMs(() => assert.equal(splitText(whole, 8000).join(''), whole))) < 5000);
  });
});

describe('estimating tokens', () => {
  test('a whole never weighs more than its parts', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        assert.ok(estimateTokens(one + other) <= estimateTokens(one) + estimateTokens(other));
      }),
    );
  });

  test('the least that a model counts is never more than the most', () => {
    fc.assert(fc.property(text, (any) => assert.ok(leastTokens(any) <= estimateTokens(any))));
  });

  test('is on the high side: a token for every word, digit, mark and Han character at least', () => {
    assert.ok(estimateTokens('The quick brown fox jumps over the lazy dog.') >= 10);
    assert.ok(estimateTokens('Donaudampfschifffahrtsgesellschaftskapitän') >= 13);
    assert.ok(estimateTokens('東京都庁舎') >= 5);
    assert.ok(estimateTokens('2026-10-01') >= 10);
    assert.ok(estimateTokens('a b c d') >= 4);
  });
});
