/** `docs/formats.md` is true: it is what its script makes, and its script knows every kind and every library. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { families } from '../../docs/scripts/format-rows.ts';
import { formatsPage } from '../../docs/scripts/formats-page.ts';
import packageFile from '../../package.json' with { type: 'json' };
import { supported } from '../../src/kinds/binary-kind.ts';
import { bytesOf } from '../../src/kinds/bytes.ts';
import { compoundTypes } from '../../src/kinds/compound.ts';
import { kindOf } from '../../src/kinds/kind.ts';
import { textTypes } from '../../src/kinds/text-kind.ts';
import { readerFor } from '../../src/reading/reader-table.ts';
import { inMemory } from '../reading/office-files.ts';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const rows = families.flatMap((family) => family.rows);
/** `src/kinds/kind.ts` makes these out of containers; their kinds are sound. */
const soundInContainers = ['audio/webm', 'audio/matroska'];
const known = new Set([
  ...textTypes,
  ...Object.values(supported).map(([, mime]) => mime),
  ...compoundTypes,
  ...soundInContainers,
]);

test('the page is what its script makes of the program as it is', () => {
  assert.equal(readFileSync(at('docs/formats.md'), 'utf8'), formatsPage(), 'run npm run make:formats');
});

test('every kind that is read has exactly one row', () => {
  for (const type of known) {
    const of = rows.filter(({ types }) => types.includes(type)).map(({ format }) => format);
    assert.equal(of.length, 1, `${type}: ${of.join(' and ') || 'no row'}`);
  }
});

test('no row names a kind that nobody knows, or one that no reader reads', async () => {
  for (const { format, types } of rows) {
    assert.ok(types.length > 0, format);
    for (const type of types) {
      assert.ok(known.has(type), `${format}: ${type}`);
      assert.ok(await readerFor(inMemory('a', type, new Uint8Array(1))));
    }
  }
});

test('no row names a library that is no dependency, or that no reader uses', () => {
  const source = readdirSync(at('src/reading'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(at('src/reading'), name), 'utf8'))
    .join('\n');
  for (const { format, libraries } of rows) {
    for (const library of libraries) {
      assert.ok(library in packageFile.dependencies, `${format}: ${library}`);
      assert.match(source, new RegExp(`(?:from |import\\(\\s*)'${library}['/]`), `${format}: ${library}`);
    }
  }
});

test('the endings of texts lead to the row in which they stand', async () => {
  const beginnings: Readonly<Record<string, string>> = { json: '{}', xml: '<?xml version="1.0"?><a/>' };
  for (const { format, types, extensions } of rows.slice(
    0,
    families[0]!.rows.length + families[1]!.rows.length,
  )) {
    const isXml = types.some((type) => /xml$|plist|opml/.test(type));
    if (isXml || types.some((type) => /ipynb|vcard|calendar/.test(type))) continue;
    const text = types.includes('application/json') ? beginnings.json! : 'words and words\n';
    for (const extension of extensions) {
      const { mime } = await kindOf(bytesOf(Buffer.from(text)), `a.${extension}`);
      assert.ok(types.includes(mime), `${format}: .${extension} is ${mime}`);
    }
  }
});
