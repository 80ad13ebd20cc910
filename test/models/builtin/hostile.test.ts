/** Any text whatever ends in a result: the engine that is always there must never be the one that fails. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { extract } from '../../../src/models/builtin/names/entities.ts';
import { summarise } from '../../../src/models/builtin/summary.ts';

function both(text: string, name = 'x.txt') {
  const summary = summarise({ text, name });
  const entities = extract({ text, name });
  assert.ok(summary.title.trim() !== '', 'a title');
  assert.ok(summary.title.length <= 100 && summary.summary.length <= 1200, 'nothing long');
  assert.ok(summary.keyPoints.length <= 10 && summary.tags.length <= 8, 'few points and tags');
  assert.ok(summary.tags.every((tag) => tag === tag.toLowerCase() && tag.trim() !== ''));
  assert.ok(Intl.getCanonicalLocales(summary.language).length === 1);
  return { ...summary, ...entities };
}

const chunk = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '---\ntitle: x\n---\n',
    '---js\n',
    '```',
    '| a | b |\n',
    ' | ',
    '\t',
    '\n',
    '\r\n',
    '\u0000',
    '\ud800',
    '* ',
    '#',
    'Total: $',
    '2026-01-01 10:00:00 ',
    'Dr. ',
    'Maria Lopez said ',
    '__proto__ constructor toString ',
    '[a](',
    '<script>',
    '\u202e',
    '東京',
    'GmbH',
    ',',
    '12.',
    '🎉',
  ),
);

describe('the built-in engine takes any text', () => {
  it('an empty one has its name for a title and nothing else', () => {
    for (const text of ['', ' \n\t\r\n ', '\uFEFF']) {
      const { title, summary, keyPoints, tags } = both(text, 'a_quiet-file.txt');
      assert.deepEqual(
        { title, summary, keyPoints, tags },
        { title: 'A quiet file', summary: '', keyPoints: [], tags: [] },
      );
    }
  });

  it('one word is its own summary', () => {
    const { summary, language } = both('Hello');
    assert.equal(summary, 'Hello');
    assert.equal(language, 'und');
  });

  it('never throws', () => {
    const texts = fc.array(chunk, { maxLength: 40 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, (text) => void both(text)),
      { numRuns: 500 },
    );
  });

  const million = 1_000_000;
  const repeated = (text: string) => text.repeat(Math.ceil(million / text.length)).slice(0, million);
  const varied = Array.from(
    { length: 14_000 },
    (_, n) => `Ship ${n} brought ${n * 7} crates of tea${n % 97} to quay ${n % 31}.`,
  );
  // Each of these takes minutes or for ever with one careless pattern; a hang shows by the runner's own limit.
  for (const [kind, text] of Object.entries({
    'a megabyte of prose': varied.join(' '),
    'a megabyte of short lines': varied.join('\n'),
    'a megabyte without a space': repeated('a'),
    'a megabyte of spaces': repeated(' '),
    'a megabyte of bars': repeated('| '),
    'a megabyte of brackets': repeated('[(<*_`'),
    'a megabyte of capitals': repeated('Aa '),
    'a megabyte of digits': repeated('1.111,'),
    'a megabyte of full stops': repeated('. '),
    'a megabyte of Chinese': repeated('港口今年擴建。'),
    'a megabyte of fields': repeated('From: Anna Smith,'),
    'a megabyte of commas': repeated('a,b,c\n'),
    'a megabyte of quotes': repeated('"'),
    'a megabyte of front matter': `---\ntitle: ${repeated('x')}`,
  })) {
    it(`${kind} ends in a result`, () => void both(text));
  }
});
