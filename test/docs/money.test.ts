/** `docs/money.md` names tests that are there, and quotes names that they have. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const page = readFileSync(at('docs/money.md'), 'utf8');
const tests = readdirSync(at('test'), { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.test.ts'),
);

/** The last cell of each row of a table of three columns. */
const proofs = page
  .split('\n')
  .map((line) => /^\| (.*) \|$/.exec(line)?.[1]?.split(' | ') ?? [])
  .filter((cells) => cells.length === 3)
  .map((cells) => cells[2] ?? '');

/** The files that a name may mean: with its folder, or in test/cloud/, or beside another one. */
function filesNamed(name: string): readonly string[] {
  if (name.startsWith('test/')) return tests.filter((path) => `test/${path}` === name);
  const cloud = tests.filter((path) => path === `cloud/${name}`);
  return cloud.length > 0 ? cloud : tests.filter((path) => basename(path) === name);
}

test('every test that it names is there, and has what is quoted of it', () => {
  let named = 0;
  for (const proof of proofs) {
    let text = '';
    for (const [, file, quote] of proof.matchAll(/`([^`]+\.test\.ts)`|"([^"]+)"/g)) {
      if (file !== undefined) {
        const found = filesNamed(file);
        assert.equal(found.length, 1, `${file}: ${found.join(' and ') || 'no such test'}`);
        text = readFileSync(at(`test/${found[0]}`), 'utf8').toLowerCase();
        named += 1;
      } else assert.ok(text.includes(String(quote).toLowerCase()), `“${quote}” in: ${proof}`);
    }
  }
  assert.ok(named > 100, `${named} names were read`);
});

test('every row of a table of promises says what proves it', () => {
  for (const proof of proofs.filter((cell) => !/^-+$|^what proves it$|^the test$/.test(cell))) {
    assert.match(proof, /\.test\.ts`|npm run|^the same/, proof);
  }
});
