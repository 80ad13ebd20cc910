import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeIn, dropped, staysCalm } from '../dropped.ts';

const python = `#!/usr/bin/env python3
# Copyright 2026 the authors. All rights reserved.

"""Counts the boats in the harbour
and writes them down.

:param none: nothing
"""
import os


class Harbour:
    def count(self):
        return 1


async def main():
    pass
`;

test('a program is what its author says about it, then its source as it stands', async () => {
  const document = await dropped('boats.py', python);
  assert.deepEqual(document.blocks, [
    { type: 'paragraph', text: 'Counts the boats in the harbour and writes them down.' },
    { type: 'code', text: python.trimEnd(), language: 'python' },
  ]);
  assert.deepEqual(document.facts.other, {
    Language: 'Python',
    Lines: '18',
    Functions: 'main',
    Classes: 'Harbour',
  });
});

const parts: readonly (readonly [name: string, source: string, facts: Readonly<Record<string, string>>])[] = [
  [
    'a.ts',
    'export interface Boat {}\nexport const sail = async (to: string): Promise<void> => {};\nexport class Crew {}\n',
    { Types: 'Boat', Functions: 'sail', Classes: 'Crew' },
  ],
  [
    'a.go',
    'package main\n\ntype Boat struct {}\n\nfunc (b Boat) Sail() {}\nfunc main() {}\n',
    { Types: 'Boat', Functions: 'Sail, main' },
  ],
  [
    'a.rs',
    'pub struct Boat;\nimpl Boat {\n    pub async fn sail(&self) {}\n}\n',
    { Types: 'Boat', Functions: 'sail' },
  ],
  ['a.java', 'package x;\npublic final class Boat {\n}\n', { Types: 'Boat' }],
  [
    'a.sql',
    'CREATE TABLE IF NOT EXISTS "boats" (id int);\ninsert into boats values (1);\n',
    { Tables: 'boats', 'Rows go into': 'boats' },
  ],
  ['Makefile', 'CC := gcc\nall: boat\nboat:\n\tgcc boat.c\n', { Targets: 'all, boat' }],
  ['Dockerfile', 'FROM node:24\nRUN true\n', { Images: 'node:24' }],
  ['run.sh', '#!/bin/sh\nsail() {\n  true\n}\n', { Functions: 'sail' }],
];

for (const [name, source, facts] of parts) {
  test(`the parts of ${name} are named`, async () => {
    const document = await dropped(name, source);
    assert.equal(codeIn(document), source.trimEnd());
    const { Language, Lines, ...named } = document.facts.other ?? {};
    assert.ok(Language && Number(Lines) > 0);
    assert.deepEqual(named, facts);
  });
}

test('a licence, words to tools and code that was put out of use are not what a program is about', async () => {
  for (const source of [
    '// SPDX-License-Identifier: MIT\nx();\n',
    '// eslint-disable no-var because of reasons\nx();\n',
    '// x(1); y(2); z(3);\nx();\n',
  ]) {
    assert.equal((await dropped('a.js', source)).blocks.length, 1);
  }
  const told = await dropped(
    'b.js',
    '/* MIT License, see the file */\n\n/**\n * Sails the boat home.\n * @param {string} to where\n */\nfunction sail(to) {}\n',
  );
  assert.deepEqual(told.blocks[0], { type: 'paragraph', text: 'Sails the boat home.' });
});

test('source in an old encoding is read, and a long one is cut at a line, and said', async () => {
  assert.match(
    codeIn(
      await dropped('a.c', Buffer.from('/* größer als früher */\nint main(void) { return 0; }\n', 'latin1')),
    ),
    /größer/,
  );
  const long = await dropped('a.py', 'x = 1\n'.repeat(300_000));
  assert.deepEqual(long.omissions, ['Only its first 1,000,000 characters are shown.']);
  assert.ok(codeIn(long).endsWith('x = 1'));
});

test('lines without end, blanks without end and marks without end are read', async () => {
  for (const text of [
    'x'.repeat(3e6),
    ' '.repeat(3e6),
    '\n'.repeat(3e6),
    '/*'.repeat(1e6),
    '"'.repeat(1e6),
    '# '.repeat(1e6),
    `function ${'('.repeat(1e6)}`,
  ]) {
    for (const name of ['a.py', 'a.js', 'a.c', 'a.lua']) await dropped(name, `${text}\n`);
  }
  await staysCalm('a.py', python);
});
