import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BookType, type CellObject, utils, type WorkBook, write } from '@e965/xlsx';
import { unzipSync } from 'fflate';
import { spreadsheetReader } from '../../../src/reading/spreadsheet/spreadsheet-reader.ts';
import type { Document } from '../../../src/types/document.ts';
import { needsSamples, sample } from '../files.ts';
import { assertInOrder } from '../in-order.ts';
import { archive, inMemory, mimes, shown } from '../office-files.ts';

type Value = string | number | boolean | null | CellObject;

/** A workbook of sheets of rows. */
function book(sheets: Readonly<Record<string, readonly (readonly Value[])[]>>): WorkBook {
  const made = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) {
    const grid = rows.map((row) => [...row]);
    utils.book_append_sheet(made, utils.aoa_to_sheet(grid as unknown[][]), name);
  }
  return made;
}

function bytesOf(made: WorkBook, type: BookType): Uint8Array {
  return new Uint8Array(write(made, { type: 'buffer', bookType: type }));
}

async function read(made: WorkBook, type: BookType = 'xlsx'): Promise<Document> {
  return spreadsheetReader.read(inMemory(`made.${type}`, mimes.xlsx, bytesOf(made, type)));
}

for (const name of ['test.xlsx', 'test.xls']) {
  test(`${name} reads sheet by sheet`, needsSamples, async () => {
    const document = await spreadsheetReader.read(sample(name, mimes.xlsx));
    const text = shown(document);
    assertInOrder(text, [
      '### Sheet Sheet1\n\n| Alpha | Beta | Gamma | Delta |',
      '| 89 | 82 | 100 | 12 |',
      '| 58 | 6ff4173b-42a5-4784-9b19-f49caff4d93d | 22 | 9 |',
      '| 87 | 93 | 95 | 80 |',
      '### Sheet 09060124-b5e7-4717-9d07-3c046eb\n\n| ColA | ColB | ColC | ColD |',
      '| 13 | 14 | 15 | affc7dad-52dc-4b98-9b5d-51e65d8a8ad0 |',
    ]);
    assert.equal(document.facts.sheets, 2);
    assert.deepEqual(document.blocks[0]?.position, { sheet: 'Sheet1' });
  });
}

const dates: readonly (readonly [number, string, string])[] = [
  [45_292, 'm/d/yy', '2024-01-01'],
  [45_292.75, 'yyyy\\-mm\\-dd hh:mm', '2024-01-01 18:00'],
  [45_292.500011574, 'm/d/yy h:mm:ss', '2024-01-01 12:00:01'],
  [45_292.75, 'dd.mm.yyyy', '2024-01-01'],
  [0.25, 'h:mm', '06:00'],
  [0.5, 'h:mm:ss AM/PM', '12:00:00'],
  [1.5, '[h]:mm', '36:00'],
  [0.256, '0.0%', '25.6%'],
  [1234.5, '#,##0.00 "days"', '1,234.50 days'],
  [-1234, '#,##0;(#,##0)', '(1,234)'],
  [4_006_381_333_931, 'General', '4006381333931'],
  [1.23456789012, 'General', '1.23456789'],
];

for (const type of ['xlsx', 'xlsb', 'biff8', 'ods'] as const) {
  test(`dates are ISO 8601 and numbers are as displayed in ${type}`, async () => {
    // OpenDocument writes formats of its own: only what every format can say is asked of it.
    const cases = type === 'ods' ? dates.filter(([, format]) => format === 'm/d/yy') : dates;
    const rows: Value[][] = cases.map(([value, format], index) => [
      `case ${index}`,
      { t: 'n', v: value, z: format },
    ]);
    const document = await read(book({ Values: [['what', 'value'], ...rows] }), type);
    const [table] = document.blocks;
    assert.ok(table?.type === 'table');
    assert.deepEqual(
      table.rows.slice(1).map(([, value]) => value),
      cases.map(([, , expected]) => expected),
    );
  });
}

test('dates of a workbook that counts from 1904 are right', async () => {
  const made = book({
    S: [['day'], [{ t: 'n', v: 0, z: 'yyyy-mm-dd' }], [{ t: 'n', v: 1, z: 'yyyy-mm-dd' }]],
  });
  made.Workbook = { ...made.Workbook, WBProps: { date1904: true } };
  assertInOrder(shown(await read(made)), ['1904-01-01', '1904-01-02']);
});

test('tables that empty rows part are tables of their own, with their titles and notes', async () => {
  const document = await read(
    book({
      Report: [
        ['Ducks by pond'],
        ['Pond', 'Ducks'],
        ['North', 3],
        [],
        ['South', 4],
        ['These numbers are from the count in spring'],
        [],
        ['Name', 'Role', 'Since'],
        ['Ann', 'keeper', 2020],
      ],
    }),
  );
  assert.equal(
    shown(document),
    '### Sheet Report\n\nDucks by pond\n\n| Pond | Ducks |\n| --- | --- |\n| North | 3 |\n| South | 4 |\n\n' +
      'These numbers are from the count in spring\n\n| Name | Role | Since |\n| --- | --- | --- |\n| Ann | keeper | 2020 |',
  );
});

test('tables side by side are read one after the other; an empty column within one is air', async () => {
  const document = await read(
    book({
      Two: [
        ['a', 'b', null, 'x', 'y'],
        [1, 2, null, 3, 4],
      ],
      One: [
        ['a', null, 'b'],
        [1, null, 2],
      ],
    }),
  );
  const tables = document.blocks.flatMap((block) => (block.type === 'table' ? [block.rows] : []));
  assert.deepEqual(tables, [
    [
      ['a', 'b'],
      ['1', '2'],
    ],
    [
      ['x', 'y'],
      ['3', '4'],
    ],
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ]);
});

test('links are links, formulas without a value are shown, hidden sheets and comments are said', async () => {
  const made = book({
    Open: [
      ['site', 'sum'],
      [
        { t: 's', v: 'here', l: { Target: 'https://example.org/' } },
        { t: 'n', f: 'SUM(A1:A9)' } as CellObject,
      ],
    ],
    Secret: [
      ['k', 'v'],
      ['a', 1],
    ],
    Empty: [],
  });
  const cell = made.Sheets.Open?.A1 as CellObject;
  cell.c = [{ a: 'Ann Example', t: 'Is this right?' }];
  made.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }, { Hidden: 0 }] };
  const text = shown(await read(made));
  assertInOrder(text, [
    '| [here](https://example.org/) | =SUM(A1:A9) |',
    '> **Comment by Ann Example on A1:** Is this right?',
    '### Sheet Secret\n\n*This sheet is hidden in the file.*',
  ]);
  assert.ok(!text.includes('Sheet Empty'));
});

test('Excel 2003 XML is a workbook too, and empty sheets are said to be', async () => {
  assertInOrder(
    shown(
      await read(
        book({
          S: [
            ['a', 'b'],
            [1, 2],
          ],
        }),
        'xlml',
      ),
    ),
    ['| a | b |', '| 1 | 2 |'],
  );
  assert.deepEqual((await read(book({ S: [] }))).omissions, ['There is nothing on its sheets.']);
});

/** A sheet of XML in a workbook; SheetJS would take long to write one of a million cells. */
function withSheet(xml: string): Uint8Array {
  const parts = unzipSync(bytesOf(book({ Big: [[1]] }), 'xlsx'));
  return archive({ ...parts, 'xl/worksheets/sheet1.xml': xml });
}

const sheetXml = (rows: string, dimension = '') =>
  `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${dimension}<sheetData>${rows}</sheetData></worksheet>`;

test('a sheet of a million cells is cut, and how far it goes is said', async () => {
  const rows = Array.from({ length: 100_000 }, (_, row) => {
    const cells = 'ABCDEFGHIJ'.replace(/./g, (column) => `<c r="${column}${row + 1}"><v>${row}</v></c>`);
    return `<row r="${row + 1}">${cells}</row>`;
  });
  const document = await spreadsheetReader.read(
    inMemory('big.xlsx', mimes.xlsx, withSheet(sheetXml(rows.join('')))),
  );
  const [table] = document.blocks;
  assert.ok(table?.type === 'table' && table.rows.length === 5000);
  assert.deepEqual(document.omissions, [
    'Sheet “Big”: rows after 5000 are left out (it reaches to row 100000): 5000 are the limit.',
  ]);
});

test('rows that are only formatted are nothing that was left out', async () => {
  const rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="1048576"/>';
  const document = await spreadsheetReader.read(
    inMemory('tall.xlsx', mimes.xlsx, withSheet(sheetXml(rows, '<dimension ref="A1:XFD1048576"/>'))),
  );
  assert.deepEqual(document.omissions, []);
});

test('a sheet that is wider or has more cells than can be shown says so', async () => {
  const wide = await read(book({ W: [Array.from({ length: 250 }, (_, column) => column)] }));
  assert.deepEqual(wide.omissions, ['Sheet “W”: 50 columns are left out: 200 are the limit.']);
});
