import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { summarise } from '../../../src/models/builtin/summary.ts';
import type { Summary } from '../../../src/types/task.ts';

const of = (text: string, name = 'notes.txt'): Summary => summarise({ text, name });

/** Without Markdown's marks and with single spaces: what a person reads. */
const read = (text: string): string =>
  text
    .replace(/[*_`#>]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

const harbour = [
  'The harbour of Rotterdam is the largest in Europe.',
  'Every year about thirty thousand ships call at the harbour, and most of them carry containers.',
  'The city council decided in March to extend the northern quay by two kilometres.',
  'Fishermen fear that the extension of the quay will drive the herring from the estuary.',
  'A study of the university found no sign of that in the waters near older quays.',
  'Work on the northern quay begins in autumn and should last three years.',
];

/** Sentences of letters and plain punctuation, so that where one ends is beyond doubt. */
const word = fc.stringMatching(/^[a-z]{3,9}$/);
const sentence = fc
  .array(word, { minLength: 5, maxLength: 16 })
  .map((words) => `${words.join(' ').replace(/^./, (first) => first.toUpperCase())}.`);
const prose = fc
  .array(fc.array(sentence, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 })
  .map((paragraphs) => paragraphs.map((one) => one.join(' ')).join('\n\n'));

describe('a built-in summary is made of the text', () => {
  it('quotes every sentence and key point word for word', () => {
    fc.assert(
      fc.property(prose, (text) => {
        const { summary, keyPoints } = of(text);
        for (const quote of [...summary.split(/(?<=\.) /), ...keyPoints]) {
          const start = quote.replace(/…$/, '');
          assert.ok(read(text).includes(start), `"${quote}" is not in the text`);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('says no sentence twice, and is shorter than a long text', () => {
    const { summary, keyPoints } = of(harbour.join(' '));
    const quotes = [...summary.split(/(?<=\.) /), ...keyPoints];
    assert.equal(new Set(quotes).size, quotes.length);
    for (const quote of quotes) assert.ok(harbour.includes(quote), quote);
    assert.ok(summary.length < harbour.join(' ').length / 2);
  });

  it('says when it is put together from fields and counts, and not of sentences', () => {
    assert.equal(of(harbour.join(' ')).composed, undefined);
    const composed: readonly (readonly [string, string])[] = [
      ['Invoice\nNorth Ltd\nInvoice number: 7\nDate: 4 May 2026\nTotal due: £5.00', 'i.txt'],
      ['name,plot,year\nAda,A4,2011\nBob,B2,2019\nCy,C7,2023', 't.csv'],
      ['{"a": 1, "b": 2}', 'd.json'],
      ['import os\n\ndef main():\n    return os.name\n', 'm.py'],
      ['Organisation: North\n\nPhone: 12', 'c.vcf'],
    ];
    for (const [text, name] of composed) assert.equal(of(text, name).composed, true, name);
  });

  it('leaves aside notes at the foot, tables of contents and what is only an escaped sign', () => {
    const asides = [
      'Contents ........ 3',
      '- [The northern quay of Rotterdam](#quay)',
      '[^2-2]: Counted on three days by two observers of the council.',
      '\\[^3]: The same observers counted the ships once more in May.',
    ];
    const text = [...asides, ...harbour.map((one) => one.replace(/\.$/, '.[^2-2]'))].join('\n\n');
    const { summary, keyPoints } = of(text);
    for (const quote of [...summary.split(/(?<=\.) /), ...keyPoints])
      assert.ok(harbour.includes(quote), quote);
    assert.equal(
      of('The file snake\\_case is \\*new\\*, at 1\\.').summary,
      'The file snake_case is *new*, at 1.',
    );
    assert.equal(
      of('The angle $\\left\\{x\\right\\}$ is new.').summary,
      'The angle $\\left\\{x\\right\\}$ is new.',
    );
  });

  it('prefers whole sentences to captions and to the ends of torn ones', () => {
    const torn = [
      'and most of them carry containers to the northern quay of Rotterdam.',
      '555-0100 and destroy all copies of the plan of the harbour quay.',
      'Figure 1: The northern quay of the harbour of Rotterdam in spring.',
      '(Left) The harbour quay before the extension of the northern quay.',
      'The quay will help all of the harbour and of the council.”',
    ];
    const { summary, keyPoints } = of([...harbour, ...torn].join('\n\n'));
    for (const quote of torn) assert.ok(!`${summary} ${keyPoints.join(' ')}`.includes(quote), quote);
  });

  it('takes no torn sentence for a task, and no deed in a long text', () => {
    const torn = 'Copilot will help drive all three.”';
    const memo = [
      'The board had a meeting on Monday.',
      ...harbour,
      'Anna Smith will order two water butts.',
      torn,
    ].join('\n\n');
    assert.ok(of(memo).keyPoints.includes('Anna Smith will order two water butts.'));
    assert.ok(!of(memo).keyPoints.includes(torn));
    const filler = Array.from({ length: 30 }, () =>
      harbour.map((one) => one.replace(/^/, 'So: ')).join('\n\n'),
    );
    const long = [
      'The board had a meeting on Monday.',
      ...filler,
      'Anna Smith will order two water butts.',
    ].join('\n\n');
    assert.notEqual(of(long).keyPoints[0], 'Anna Smith will order two water butts.');
  });

  it('reads neither tags nor embeds as words', () => {
    const text =
      'More<details><summary>Words</summary>of <b>the</b> h<sub>2</sub>o ![[map.png]]are here.</details>';
    assert.equal(of(text).summary, 'More Words of the h2o are here.');
  });

  it('takes what people say for no fields', () => {
    const spoken = [
      'Maya: Shall we begin with the boiler?',
      'Tom: The boiler was inspected on Monday.',
      'Maya: How much is the new valve?',
      'Tom: About 420 euros with fitting.',
      'Maya: Please ask for an offer by Friday.',
    ];
    const { summary, keyPoints } = of(spoken.join('\n\n'));
    assert.ok(
      spoken.some((line) => summary.includes(line)),
      summary,
    );
    for (const point of keyPoints) assert.ok(!summary.includes(point), point);
  });

  it('says what slides show rather than what the speaker means to say', () => {
    const slides =
      '- Two bridges of the town missing\n- A budget of three million\n- Trial in the north in October';
    const { summary } = of(
      `# Lanes\n\n${slides}\n\n> **Speaker notes:** Mention the petition. Promise no date.`,
    );
    assert.match(summary, /bridges|budget|Trial/);
    assert.doesNotMatch(summary, /Speaker|petition/);
  });

  it('puts sentences together that were wrapped over several lines', () => {
    const wrapped = harbour.join(' ').replace(/(.{50,70}) /g, '$1\n');
    for (const quote of of(wrapped).summary.split(/(?<=\.) /)) assert.ok(harbour.includes(quote), quote);
  });

  it('does not join lines that their writer ended', () => {
    const lines = [
      'Lisinopril in the morning against the pressure',
      'Metformin at noon and at night',
      'Vitamins in the evening, always with a full glass of water and some bread',
    ];
    const { summary, keyPoints } = of(lines.join('\n'));
    assert.ok([summary, ...keyPoints].every((text) => !text.includes('pressure Metformin')));
  });

  it('gives what stands for the text, not what stands beside it', async () => {
    const note = new URL('../../../src/folders/welcome/How this folder works.md', import.meta.url);
    const { title, summary, language } = of(await readFile(note, 'utf8'), 'How this folder works.md');
    assert.equal(title, 'How this folder works');
    assert.equal(language, 'en');
    assert.match(summary, /^Drop any file into the folder ingest\. By morning it lies in done/);
  });

  it('makes minutes of what was promised', () => {
    const text = `Meeting minutes\n\nAttendees: Maria Lopez, Ben Carter\n\nThe budget was discussed at length by everybody.\n\nAction items\n- Maria will send the budget by Friday\n- Ben books the room`;
    const { keyPoints } = of(text);
    assert.deepEqual(keyPoints.slice(0, 2), ['Maria will send the budget by Friday', 'Ben books the room']);
  });
});

describe('tables, receipts, logs and code are no sentences', () => {
  const rows = ['Folder | What it holds | Who empties it', 'ingest | files that wait | the night shift'];

  for (const [kind, table] of [
    ['a table of plain text', rows.join('\n')],
    ['a Markdown table', `| ${rows.join(' |\n| ').replace('\n', '\n|---|---|---|\n')} |`],
    ['a table of tabs', rows.join('\n').replaceAll(' | ', '\t')],
  ]) {
    it(`leaves ${kind} out of the summary and the key points`, () => {
      const { summary, keyPoints } = of(`${harbour.join(' ')}\n\n${table}\n`);
      assert.ok([summary, ...keyPoints].every((text) => !/What it holds|files that wait/.test(text)));
      assert.match(summary, /harbour|quay/);
    });
  }

  it('counts the rows of a text that is a table, and keeps the sentences beside it', () => {
    const table = [
      'Stock report',
      '',
      'Code | Place | Count',
      'A1 | East | 4',
      'A2 | West | 5',
      'A3 | North | 6',
    ];
    const { title, summary, keyPoints } = of(`${table.join('\n')}\n\nShelf A2 must be counted again in May.`);
    assert.equal(title, 'Stock report');
    assert.equal(summary, 'Table of 3 rows with the columns Code, Place, Count.');
    assert.deepEqual(keyPoints, ['Shelf A2 must be counted again in May.', 'Count: 4 – 6']);
  });

  it('reads seller, number, date and total of a receipt', () => {
    const receipt =
      'HARBOUR BAKERY\n12 Quay Street, Bristol\nReceipt No. 20418\n2026-10-31 08:47\n\n2 x Rye bread  7.80\n\nTOTAL GBP  28.70\n';
    const { title, summary, keyPoints, tags } = of(receipt, 'scan.png');
    assert.equal(title, 'Receipt from HARBOUR BAKERY');
    assert.equal(summary, 'Receipt 20418 from HARBOUR BAKERY, 2026-10-31, total GBP 28.70. Rye bread.');
    assert.deepEqual(keyPoints, [
      'Seller: HARBOUR BAKERY',
      'Receipt number: 20418',
      'Date: 2026-10-31',
      'Total: GBP 28.70',
      '2 x Rye bread 7.80',
    ]);
    assert.equal(tags[0], 'receipt');
  });

  it('counts the errors of a log', () => {
    const line = (second: number, text: string) => `2026-03-04 10:00:0${second} ${text}`;
    const log = [line(1, 'INFO up'), line(2, 'ERROR disk full'), line(3, 'WARN slow'), line(4, 'INFO down')];
    const { summary, keyPoints } = of(log.join('\n'), 'server.log');
    assert.match(summary, /^Log of 4 lines from 2026-03-04 10:00:01 to .*10:00:04: 1 error, 1 warning\.$/);
    assert.deepEqual(keyPoints, [line(2, 'ERROR disk full'), line(3, 'WARN slow')]);
  });

  it('lets code speak in its first comment', () => {
    const code = '/** Counts ships. */\nexport function count(ships) {\n  return ships.length;\n}\n';
    const { title, summary } = of(code, 'count.ts');
    assert.equal(title, 'count.ts: Counts ships');
    assert.equal(summary, 'Counts ships. TypeScript source: 1 function, 4 lines.');
  });
});
