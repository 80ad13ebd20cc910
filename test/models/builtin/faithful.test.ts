/** Nothing is made up, on whole documents of every kind (those of `bench/quality`). */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadDocuments } from '../../../bench/quality/documents.ts';
import { sentencesOf } from '../../../src/models/builtin/language/sentences.ts';
import { extract } from '../../../src/models/builtin/names/entities.ts';
import { summarise } from '../../../src/models/builtin/summary.ts';

/** Without Markdown's marks, and with single spaces. */
const read = (text: string): string =>
  text
    .replace(/\*\*|[_`#]|^\s*(?:[-*•]|\(?\d{1,2}[.)])\s+(?:\[[ x]\]\s+)?/gm, '')
    .replace(/\s+/g, ' ')
    .trim();

/** These are told by counts and fields; their values are looked for instead. */
const composed = /^(?:invoice|receipt|log|table|code)$/;

const documents = (['development', 'held-out'] as const).flatMap(loadDocuments);

describe('the built-in engine makes nothing up', () => {
  for (const { id, text, expected } of documents) {
    const plain = read(text);
    const { summary, keyPoints, language } = summarise({ text, name: expected.file });
    if (composed.test(expected.kind)) {
      if (!/invoice|receipt/.test(expected.kind)) continue;
      it(`${id}: every value of a field stands in it`, () => {
        for (const point of keyPoints) {
          const value = /^[^:]+: (.+)$/.exec(point)?.[1] ?? point;
          assert.ok(plain.includes(value) || plain.replace(/ \|/g, '').includes(value), value);
        }
      });
      continue;
    }
    it(`${id}: every sentence stands in it`, () => {
      const quotes = [...sentencesOf(summary, language), ...keyPoints].flatMap((quote) => quote.split(' · '));
      for (const quote of quotes) {
        const words = read(quote).replace(/[….]$/, '');
        // A list stands behind its heading.
        const listed = words.replace(/^\p{L}+: /u, '');
        assert.ok(plain.includes(words) || plain.includes(listed), `"${words}"`);
      }
    });
  }

  for (const { id, text, expected } of documents) {
    it(`${id}: every name, date and sum stands in it`, () => {
      const flat = text.replace(/\*\*/g, '');
      for (const values of Object.values(extract({ text, name: expected.file }))) {
        for (const value of values) assert.ok(flat.includes(value), value);
      }
    });
  }
});
