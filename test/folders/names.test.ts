import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fittedName, foldName } from '../../src/folders/names.ts';

const anyName = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 }),
  // Long stems that end as numbers do, and extensions of every length.
  fc
    .tuple(
      fc.string({
        unit: fc.constantFrom('a', 'é', '語', '👩‍👩‍👧', 'e\u0301', ' (2)', ' (3)', '.'),
        minLength: 0,
        maxLength: 90,
      }),
      fc.integer({ min: 0, max: 260 }),
      fc.constantFrom('', '.png', '.gz', ` (2).${'x'.repeat(20)}`, `.${'語'.repeat(40)}`, ' (2)', ' (10).md'),
    )
    .map(([middle, length, ending]) => `${'b'.repeat(length)}${middle}${ending}`)
    .filter((name) => name !== ''),
);
const bytes = (name: string): number => Buffer.byteLength(name);

describe('the fold of a name', () => {
  it('joins what macOS and exFAT take for one name', () => {
    for (const [one, other] of [
      ['A.pdf', 'a.PDF'],
      ['caf\u00e9', 'cafe\u0301'],
      ['STRASSE', 'straße'],
      ['ÅNGSTRÖM', 'a\u030angstro\u0308m'],
      ['Ⅷ', 'ⅷ'],
      ['ΣΑΣ', 'σας'],
      ['\u212a', 'k'],
    ] as const) {
      assert.equal(foldName(one), foldName(other), `${one} ${other}`);
    }
    assert.notEqual(foldName('a.png'), foldName('a.png.md'));
    assert.notEqual(foldName('é'), foldName('e'));
  });

  it('is its own fold, for every character and for any name', () => {
    for (let code = 0; code <= 0x10ffff; code += 1) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const fold = foldName(String.fromCodePoint(code));
      assert.equal(foldName(fold), fold, code.toString(16));
    }
    fc.assert(fc.property(anyName, (name) => foldName(foldName(name)) === foldName(name)));
  });

  it('does not depend on case or composition', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        assert.equal(foldName(name.normalize('NFD')), foldName(name.normalize('NFC')));
        assert.equal(foldName(name.toUpperCase()), foldName(name));
        assert.equal(foldName(name.toLowerCase()), foldName(name));
      }),
    );
  });
});

describe('a numbered name', () => {
  it('has its number where Finder would put it', () => {
    assert.equal(fittedName('scan.png', 1), 'scan.png');
    assert.equal(fittedName('scan.png', 2), 'scan (2).png');
    assert.equal(fittedName('archive.tar.gz', 2), 'archive.tar (2).gz');
    assert.equal(fittedName('README', 3), 'README (3)');
    assert.equal(fittedName('.bashrc', 2), '.bashrc (2)');
    assert.equal(fittedName('.config.json', 2), '.config (2).json');
    assert.equal(fittedName('Lunch with Dr. Smith', 2), 'Lunch with Dr. Smith (2)');
    assert.equal(fittedName('two\nlines.txt', 2), 'two\nlines (2).txt');
  });
});

describe('a fitted name', () => {
  it('leaves a name alone that fits', () => {
    assert.equal(fittedName('scan.png', 1), 'scan.png');
    assert.equal(fittedName(`${'x'.repeat(248)}.png`, 1), `${'x'.repeat(248)}.png`);
  });

  it('shortens the stem and keeps number and extension', () => {
    assert.equal(fittedName(`${'x'.repeat(251)}.png`, 1), `${'x'.repeat(248)}.png`);
    assert.equal(fittedName(`${'x'.repeat(251)}.png`, 2), `${'x'.repeat(244)} (2).png`);
    const family = '👩‍👩‍👧';
    const fitted = fittedName(`${family.repeat(20)}.png`, 2);
    assert.equal(fitted, `${family.repeat(13)} (2).png`);
  });

  it('cuts inside a character of many marks when nothing else is left', () => {
    const marked = `a${'\u0301'.repeat(200)}.png`;
    const fitted = fittedName(marked, 1);
    assert.ok(fitted.startsWith('a\u0301') && fitted.endsWith('.png') && bytes(fitted) <= 252);
  });

  it('makes a usable name of an unusable one', () => {
    assert.equal(fittedName('', 1), 'unnamed');
    assert.equal(fittedName('..', 2), 'unnamed (2)');
    assert.equal(fittedName('../../etc/passwd', 1), '..-..-etc-passwd');
    assert.equal(fittedName('nul\0.txt', 1), 'nul-.txt');
  });

  it('always fits with .md, can always be used, and never clashes with another number', () => {
    fc.assert(
      fc.property(
        anyName,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 100_000 }),
        (name, n, m) => {
          const fitted = fittedName(name, n);
          assert.ok(bytes(`${fitted}.md`) <= 255);
          assert.ok(!/^\.{0,2}$|[/\0]/.test(fitted), 'a name and no way');
          assert.equal(Buffer.from(fitted).toString(), fitted);
          if (n !== m) assert.notEqual(foldName(fitted), foldName(fittedName(name, m)));
          assert.notEqual(foldName(fittedName(name, 1)), foldName(fittedName(name, 2)));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('does not clash when the cut stem ends like the number', () => {
    for (let length = 200; length < 260; length += 1) {
      const name = `${'x'.repeat(length)} (2)${'y'.repeat(30)}`;
      assert.notEqual(fittedName(name, 1), fittedName(name, 2), String(length));
    }
  });
});
