import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeIn, dropped, staysCalm } from '../dropped.ts';

const notebook = (cells: readonly object[], more: object = {}): string =>
  JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { display_name: 'Python 3', language: 'python' } },
    cells,
    ...more,
  });
const printing = (outputs: readonly object[]): string =>
  notebook([{ cell_type: 'code', source: ['x = 1\n', 'x'], outputs }]);

test('text, code and results stand in their order', async () => {
  const text = notebook([
    { cell_type: 'markdown', source: ['# Tides\n', 'See [here](https://example.org).'] },
    {
      cell_type: 'code',
      source: '%%bash\nls',
      outputs: [{ output_type: 'stream', text: ['a\n', 'b\n'] }],
    },
    {
      cell_type: 'code',
      source: 'frame',
      outputs: [
        {
          output_type: 'execute_result',
          data: {
            'text/html': '<table><tr><th></th><th>n</th></tr><tr><th>0</th><td>1</td></tr></table>',
            'text/plain': 'n\n1',
          },
        },
      ],
    },
    {
      cell_type: 'code',
      source: 'plot()',
      outputs: [
        { output_type: 'display_data', data: { 'image/png': 'AAAA', 'text/plain': '<Figure size 1x1>' } },
      ],
    },
    { cell_type: 'raw', source: 'as it is' },
  ]);
  const document = await dropped('tides.ipynb', text);
  assert.deepEqual(document.blocks, [
    { type: 'markdown', text: '# Tides\nSee [here](https://example.org).' },
    { type: 'code', text: '%%bash\nls', language: 'bash' },
    { type: 'code', text: 'a\nb' },
    { type: 'code', text: 'frame', language: 'python' },
    { type: 'markdown', text: '|  | n |\n| --- | --- |\n| 0 | 1 |' },
    { type: 'code', text: 'plot()', language: 'python' },
    { type: 'figure' },
    { type: 'code', text: 'as it is' },
  ]);
  assert.equal(document.facts.title, 'Tides');
  assert.deepEqual(document.facts.other, {
    Kernel: 'Python 3',
    Language: 'python',
    Cells: '5',
    'Code cells': '3',
  });
  assert.deepEqual(document.omissions, ['Pictures among its results are only named.']);
});

test('of a progress bar the last state is shown, and of an error its trace without colours', async () => {
  const bar = { output_type: 'stream', text: '10%\r50%\r100%\r\ndone\r' };
  assert.deepEqual((await dropped('a.ipynb', printing([bar]))).blocks[1], {
    type: 'code',
    text: '100%\ndone',
  });
  const error = {
    output_type: 'error',
    ename: 'E',
    evalue: 'v',
    traceback: ['\u001b[31mE\u001b[0m', 'line 1'],
  };
  assert.deepEqual((await dropped('a.ipynb', printing([error]))).blocks[1], {
    type: 'code',
    text: 'E\nline 1',
  });
});

test('what a loop printed is cut, and said; one line of megabytes takes no more time than it is long', async () => {
  const document = await dropped(
    'a.ipynb',
    printing([{ output_type: 'stream', text: 'y'.repeat(5_000_000) }]),
  );
  const [, printed] = document.blocks;
  assert.ok(printed?.type === 'code' && printed.text.endsWith('y\n… (4,980,000 more characters)'));
});

test('notebooks of old versions keep their cells in worksheets and their headings as cells', async () => {
  const old = {
    nbformat: 3,
    metadata: { name: 'Old' },
    worksheets: [
      {
        cells: [
          { cell_type: 'heading', level: 2, source: 'Part' },
          { cell_type: 'heading', level: 99, source: 'Deep' },
          { cell_type: 'heading', level: -1, source: 'High' },
          {
            cell_type: 'code',
            language: 'python',
            input: 'x',
            outputs: [{ output_type: 'pyout', text: '1' }],
          },
        ],
      },
    ],
  };
  const document = await dropped('old.ipynb', JSON.stringify(old));
  assert.deepEqual(document.blocks, [
    { type: 'heading', level: 2, text: 'Part' },
    { type: 'heading', level: 6, text: 'Deep' },
    { type: 'heading', level: 1, text: 'High' },
    { type: 'code', text: 'x', language: 'python' },
    { type: 'code', text: '1' },
  ]);
});

test('of very many cells the first are shown, and the number of all is said', async () => {
  const cells = Array.from({ length: 6000 }, () => ({ cell_type: 'raw', source: 'x' }));
  assert.deepEqual((await dropped('a.ipynb', notebook(cells))).omissions, [
    'Of its 6,000 cells only the first 5,000 are shown.',
  ]);
});

test('a notebook that breaks off, is nested without end, or has no cells is a failure that says so', async () => {
  const whole = notebook([{ cell_type: 'markdown', source: 'x' }]);
  const cases = [
    [whole.slice(0, -20), /is no notebook that can be read \(.+ in line 1\)/],
    [`{"nbformat":4,"cells":${'['.repeat(1e6)}`, /is no notebook that can be read \(it is nested too deep\)/],
    ['{"a":1}', /is no notebook: it has no cells/],
  ] as const;
  for (const [text, reason] of cases)
    await assert.rejects(dropped('a.ipynb', text), { code: 'file-damaged', reason });
});

test('cells of any shape are read or passed over; damage is a document or a failure', async () => {
  const strange = [
    null,
    1,
    [],
    {},
    { cell_type: 'code', source: { a: 1 }, outputs: 'x' },
    { cell_type: 'markdown', source: [1, null, 'kept'] },
  ];
  assert.equal((await dropped('a.ipynb', notebook(strange as object[]))).blocks.length, 1);
  assert.equal(
    codeIn(await dropped('b.ipynb', notebook([{ cell_type: 'unknown', source: 'kept' }]))),
    'kept',
  );
  await staysCalm('a.ipynb', printing([{ output_type: 'stream', text: 'größe' }]));
});
