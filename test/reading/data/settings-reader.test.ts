import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeIn, dropped, staysCalm } from '../dropped.ts';

const toml =
  '# The crew\ntitle = "Otter"\n\n[owner]\nname = "Ada"\n\n[[boats]]\nlength = 12.5\n\n[[boats]]\nlength = 7\n';

test('TOML stays as it was written, and its sections are named once', async () => {
  const document = await dropped('crew.toml', toml);
  assert.deepEqual(document.blocks, [{ type: 'code', text: toml.trimEnd(), language: 'toml' }]);
  assert.deepEqual(document.facts.other, { Sections: 'owner, boats', Settings: '4' });
});

test('INI, properties and their relatives are settings too', async () => {
  const ini = '; old\n[paths]\nhome = /srv\n[limits] ; all of them\nmost: 12\n';
  for (const name of ['a.ini', 'my.cnf', 'a.properties', 'a.conf']) {
    const document = await dropped(name, ini);
    assert.deepEqual(document.blocks, [{ type: 'code', text: ini.trimEnd(), language: 'ini' }]);
    assert.deepEqual(document.facts.other, { Sections: 'paths, limits', Settings: '2' });
  }
});

test('an INI of Windows in UTF-16 is read', async () => {
  const text = '[Größen]\r\nBreite=12\r\n';
  const document = await dropped('a.ini', Buffer.from(`\uFEFF${text}`, 'utf16le'));
  assert.equal(codeIn(document), '[Größen]\nBreite=12');
  assert.equal(document.facts.other?.Sections, 'Größen');
});

test('of a file of millions of lines the first are shown', async () => {
  const document = await dropped('a.ini', 'key=value\n'.repeat(500_000));
  assert.equal(document.facts.other?.Settings, '500,000');
  assert.deepEqual(document.omissions, ['Only its first 1,000,000 characters are shown.']);
  assert.ok(codeIn(document).endsWith('key=value'));
});

test('damage of any kind is a document or a failure', async () => {
  await staysCalm('a.toml', toml);
  for (const text of ['['.repeat(1e6), '='.repeat(1e6), ' '.repeat(1e6), 'a'.repeat(1e6), '[a\n'.repeat(1e5)])
    await dropped('a.ini', text);
});
