import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import matter from 'gray-matter';
import { parseFrontMatter } from '../../src/reading/front-matter.ts';
import { withFrontMatter } from '../../src/report/front-matter.ts';

/** What js-yaml, a YAML 1.1 reader, makes of it; options keep gray-matter from answering out of its cache. */
const byOthers = (text: string) => matter(text, {}).data;

const treacherous = [
  ...[
    '2026-11-03',
    '2026-11-03T10:00:00+01:00',
    '12:30:45',
    '190:20:30',
    '01234',
    '1_000',
    '0x1f',
    '0b11',
    '0o17',
  ],
  ...[
    '1e3',
    '.5',
    '+1',
    '-',
    '~',
    'null',
    'yes',
    'No',
    'on',
    'y',
    'n',
    'TRUE',
    '.inf',
    '.nan',
    '=',
    '<<',
    '---',
  ],
  ...[
    '...',
    '# a',
    'a #b',
    'a: b',
    ': a',
    '- a',
    '? a',
    '[a',
    '{a',
    '*a',
    '&a',
    '!a',
    '|',
    '>',
    '%a',
    '@a',
    '`a',
  ],
  ...[
    '"a',
    "'a",
    '',
    ' ',
    'a\nb',
    'a\n---\nb',
    '\n---\n',
    '\t',
    'a\\',
    '<% tp %>',
    '\\<%',
    '\u2028---\u2028',
    '\ufeff',
  ],
  ...[
    '\u0085',
    '\u007f',
    '\u001b[31m',
    '\u0000',
    '😀',
    'é',
    '\ufffe',
    'x'.repeat(400),
    `${'word '.repeat(60)}\nend`,
  ],
];
const text = fc.oneof(
  fc.constantFrom(...treacherous),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.array(fc.constantFrom(...treacherous), { maxLength: 3 }).map((pieces) => pieces.join('')),
);
const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.array(text, { maxLength: 4 }), fc.constant(0.25));
const data = fc.record(
  {
    title: value,
    tags: value,
    'first failed': value,
    entities: fc.record({ people: value }, { noNullPrototype: true }),
  },
  { noNullPrototype: true },
);

describe('front matter', () => {
  it('gives every reader the same values back, and the body as it was', () => {
    fc.assert(
      fc.property(data, fc.string(), (data, body) => {
        const note = withFrontMatter(data, `x${body}`);
        const read = parseFrontMatter(note);
        assert.equal(read.problem, undefined);
        assert.deepEqual({ ...read.data }, data);
        assert.equal(read.body, `x${body}`);
        assert.deepEqual(byOthers(note), data);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves a body alone that looks like front matter or a program', () => {
    for (const body of [
      '---\na: 1\n---\n',
      '---js\nprocess.exit(3)\n---\n',
      '---\n',
      '---javascript\n{}\n---\nx',
      '',
    ]) {
      const note = withFrontMatter({ title: 'a' }, body);
      assert.deepEqual(parseFrontMatter(note), { data: { title: 'a' }, body });
    }
  });

  it('keeps the order of keys, leaves out what is undefined, and folds nothing', () => {
    const long = 'word '.repeat(100).trim();
    assert.equal(
      withFrontMatter(
        { title: long, created: '2026-11-03', pages: undefined, tags: ['a', 'b'], cost_usd: 0 },
        'Text',
      ),
      `---\ntitle: ${long}\ncreated: "2026-11-03"\ntags:\n  - a\n  - b\ncost_usd: 0\n---\nText`,
    );
  });

  it('holds no program for Templater', () => {
    const note = withFrontMatter({ title: '<% tp.system %>' }, '');
    assert.doesNotMatch(note, /<%/);
    assert.equal(parseFrontMatter(note).data.title, '<% tp.system %>');
  });
});
