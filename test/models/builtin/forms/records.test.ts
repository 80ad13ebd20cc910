/** Code, data, logs and tables: no sentences, but counts, and every count is true. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { extract } from '../../../../src/models/builtin/names/entities.ts';
import { summarise } from '../../../../src/models/builtin/summary.ts';

const nobody = { people: [], organisations: [], places: [], dates: [], amounts: [] };

describe('source code', () => {
  const python = `#!/usr/bin/env python3\n"""Predict the tide.\n\nHeights are metres.\n"""\nimport math\nfrom json import load\n\n\nclass Station(Base):\n    def height(self, New_York):\n        return Anna.Smith(New_York)\n\n\ndef main():\n    print(Station("Berlin").height(0))\n`;

  it('is told by its first comment and by what is counted in it', () => {
    const { title, summary, keyPoints, tags, language } = summarise({ text: python, name: 'src/tides.py' });
    assert.equal(title, 'tides.py: Predict the tide');
    assert.equal(summary, 'Predict the tide. Python source: 1 class, 2 functions, 16 lines.');
    assert.deepEqual(keyPoints, ['Class: Station', 'Functions: height, main', 'Uses: math, json']);
    assert.deepEqual(tags.slice(0, 3), ['python', 'code', 'tides']);
    assert.equal(language, 'und');
  });

  it('is told by a comment that its reader has put above it as well', () => {
    const text = `Predict the tide.\n\n${python}`;
    const { title, summary } = summarise({ text, name: 'tides.py' });
    assert.equal(title, 'tides.py: Predict the tide');
    assert.equal(summary, 'Predict the tide. Python source: 1 class, 2 functions, 16 lines.');
  });

  it('names nobody', () => assert.deepEqual(extract({ text: python, name: 'tides.py' }), nobody));

  for (const [name, text, counted] of [
    [
      'queue.go',
      'package queue\n\ntype Queue struct {\n\tn int\n}\n\nfunc New() *Queue {\n\treturn nil\n}\n\nfunc (q *Queue) Len() int {\n\treturn q.n\n}\n',
      'Go source: 1 type, 2 functions, 13 lines.',
    ],
    [
      'a.ts',
      'export interface A {\n  b: string;\n}\nexport const c = (a: A): string => a.b;\nexport function d() {\n  return 1;\n}\n',
      'TypeScript source: 1 type, 2 functions, 7 lines.',
    ],
    [
      'schema.sql',
      'CREATE TABLE member (\n  id INTEGER PRIMARY KEY,\n  name TEXT\n);\nCREATE INDEX by_name ON member (name);\n',
      'SQL: 1 table, 1 index, 5 lines.',
    ],
    ['run.sh', '#!/bin/sh\nset -e\nbuild() {\n  make all\n}\nbuild\n', 'Shell script: 1 function, 6 lines.'],
    [
      'lib.rs',
      'pub struct Tide {\n    height: f64,\n}\n\nimpl Tide {\n    pub fn new() -> Self {\n        Tide { height: 0.0 }\n    }\n}\n',
      'Rust source: 1 type, 1 function, 9 lines.',
    ],
  ] as const) {
    it(`${name} is counted in its own way`, () => assert.equal(summarise({ text, name }).summary, counted));
  }

  it('passes over licences to what the file is for', () => {
    const text =
      '// Copyright 2020 Somebody. All rights reserved.\n// Licensed under a licence.\n\n// Counts the ships.\nexport function count(a) {\n  return a.length;\n}\n';
    assert.ok(!summarise({ text, name: 'a.js' }).summary.includes('Copyright'));
  });

  it('without a name it may still be told from prose', () => {
    assert.match(summarise({ text: python, name: 'clipboard.txt' }).summary, /Python source: 1 class/);
    const prose =
      'The class of ships is new. It will import tea. Nobody knows from where: the function of the quay is unclear.';
    assert.ok(!/source/.test(summarise({ text: prose, name: 'a.txt' }).summary));
  });
});

describe('data for machines', () => {
  for (const [name, text, summary] of [
    ['a.json', '{"name": "x", "items": [1, 2]}', 'JSON: an object with the keys name, items.'],
    ['a.json', '[{"id": 1, "town": "Kiel"}, {"id": 2}]', 'JSON: a list of 2 objects with the keys id, town.'],
    ['a.jsonl', '{"id": 1}\n{"id": 2}\n{"id": 3}', 'JSON lines: 3 objects with the keys id.'],
    ['a.yaml', 'server:\n  port: 80\nlog: debug\n', 'YAML: settings or data with the keys server, log.'],
    ['a.ini', '[server]\nport = 80\n', 'INI: settings or data with the keys server, port.'],
    [
      'a.xml',
      '<?xml version="1.0"?>\n<catalogue><ship/></catalogue>',
      'XML: a document of the element catalogue.',
    ],
  ] as const) {
    it(`${text.slice(0, 20)} is told by its uppermost names`, () =>
      assert.equal(summarise({ text, name }).summary, summary));
  }
});

describe('a log', () => {
  const line = (second: number, text: string) =>
    `2026-03-04T10:00:${String(second).padStart(2, '0')}Z ${text}`;

  it('counts what lines say their level is, and not every line with the word', () => {
    const log = [
      line(1, '[info] 0 errors so far'),
      line(2, '[error] disk full'),
      line(3, '[warn] error rate high'),
      line(4, '[info] done'),
    ];
    const { summary, keyPoints, title, tags, language } = summarise({
      text: log.join('\n'),
      name: 'server.txt',
    });
    assert.match(summary, /: 1 error, 1 warning\.$/);
    assert.deepEqual(keyPoints, [log[1], log[2]]);
    assert.equal(title, 'Server log');
    assert.equal(tags[0], 'log');
    assert.equal(language, 'und');
  });

  it('of any length is counted to its end', () => {
    const log = Array.from(
      { length: 20_000 },
      (_, n) => `2026-03-04 10:00:00 ${n % 10 === 0 ? 'ERROR' : 'INFO'} request ${n}`,
    );
    const { summary } = summarise({ text: `${log.join('\n')}\n`, name: 'a.log' });
    assert.match(summary, /^Log of 20000 lines .*: 2000 errors, 0 warnings\.$/);
  });

  it('names nobody, and gives its days', () => {
    const log = [
      line(1, 'Anna Smith logged in'),
      line(2, 'Failed'),
      line(3, 'Out Of Memory'),
      line(4, 'bye'),
    ].join('\n');
    assert.deepEqual(extract({ text: log, name: 'a.log' }), { ...nobody, dates: ['2026-03-04'] });
  });
});

describe('a table', () => {
  const rows = [
    'Field | Crop | Yield | Day',
    'Mill | Rye | 21.6 | 2026-07-18',
    'Down | Wheat | 151.7 | 2026-08-02',
    'Hill | Wheat | 60.4 | 2026-07-28',
  ];

  it('is told by its size, its columns and what stands in them', () => {
    const { title, summary, keyPoints, tags } = summarise({
      text: rows.join('\n'),
      name: 'harvest_2026.csv',
    });
    assert.equal(title, 'Harvest 2026');
    assert.equal(summary, 'Table of 3 rows with the columns Field, Crop, Yield, Day.');
    assert.deepEqual(keyPoints, ['Crop: Rye, Wheat', 'Yield: 21.6 – 151.7', 'Day: 2026-07-18 – 2026-08-02']);
    assert.equal(tags[0], 'table');
  });

  it('of semicolons and decimal commas is one too, in its own language', () => {
    const text =
      'Datum;Temperatur;Bemerkung am Morgen\n01.11.2026;7,4;\n02.11.2026;-6,9;Nebel\n03.11.2026;5,1;der Wind dreht nach Westen';
    const { summary, keyPoints } = summarise({ text, name: 'werte.csv' });
    assert.match(summary, /Table of 3 rows|Tabelle mit 3 Zeilen/);
    assert.deepEqual(keyPoints, ['Datum: 01.11.2026 – 03.11.2026', 'Temperatur: -6,9 – 7,4']);
  });

  it('two tables are counted apart', () => {
    const other = ['Town | People', 'Kiel | 250000', 'Husum | 23000'];
    const { summary } = summarise({ text: `${rows.join('\n')}\n\n${other.join('\n')}`, name: 'a.xlsx' });
    assert.equal(
      summary,
      'Table of 3 rows with the columns Field, Crop, Yield, Day. Table of 2 rows with the columns Town, People.',
    );
  });

  it('of any length is counted to its end', () => {
    const long = ['Number | Town', ...Array.from({ length: 50_000 }, (_, n) => `${n} | Kiel`)].join('\n');
    const { summary, keyPoints } = summarise({ text: long, name: 'a.csv' });
    assert.equal(summary, 'Table of 50000 rows with the columns Number, Town.');
    assert.deepEqual(keyPoints, ['Number: 0 – 49999', 'Town: Kiel']);
  });
});

describe('a workbook of several sheets', () => {
  const sheets = [
    'Item | Planned | Note\nRent | 1200 | \nSeeds | 80 | tomatoes\nTools | 150 | ',
    'Name | Since | Plot\nAda | 2011 | A4\nBob | 2019 | B2\nCy | 2023 | C7',
  ].join('\n\n');

  it('is told by the size and the columns of each, empty last cells or not', () => {
    const { summary } = summarise({ text: sheets, name: 'budget.xlsx' });
    assert.equal(
      summary,
      'Table of 3 rows with the columns Item, Planned, Note. Table of 3 rows with the columns Name, Since, Plot.',
    );
  });

  it('is called what it calls itself', () => {
    const { title } = summarise({ text: sheets, name: 'budget.xlsx', title: 'Allotment money' });
    assert.equal(title, 'Allotment money');
    assert.equal(summarise({ text: sheets, name: 'budget.xlsx', title: 'Book1' }).title, 'Budget');
  });

  it('ends a list of columns that is cut with the dots alone', () => {
    const row = (cell: (i: number) => string): string =>
      Array.from({ length: 20 }, (_, i) => cell(i)).join(' | ');
    const wide = [row((i) => `Column ${i}`), row(String), row(String), row(String)].join('\n');
    assert.match(summarise({ text: wide, name: 'wide.xlsx' }).summary, /Column 11, …$/);
  });
});
