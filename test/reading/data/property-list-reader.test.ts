import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeIn, dropped, rowsIn, staysCalm } from '../dropped.ts';

const list = (content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0">${content}</plist>\n`;

const settings = list(
  '<dict><key>name</key><string>Otter &amp; Co</string><key>on</key><true/><key>big</key><integer>12345678901234567890</integer>' +
    '<key>when</key><date>2026-11-27T10:00:00Z</date><key>icon</key><data>\n\tAAECAwQF\n</data><key>list</key><array><integer>1</integer><array/></array></dict>',
);

test('settings are an outline with every value as it was written', async () => {
  const document = await dropped('a.plist', settings);
  assert.equal(
    codeIn(document),
    'name: Otter & Co\non: true\nbig: "12345678901234567890"\nwhen: 2026-11-27T10:00:00Z\nicon: data of 6 bytes\nlist:\n  - 1\n  - []',
  );
  assert.equal(document.facts.title, 'Otter & Co');
});

test('a list of like dictionaries is a table', async () => {
  const row = (name: string, page: string): string =>
    `<dict><key>Title</key><string>${name}</string><key>URL</key><string>${page}</string></dict>`;
  const document = await dropped(
    'marks.plist',
    list(`<array>${row('A', 'https://a.example')}${row('B', 'https://b.example')}</array>`),
  );
  assert.deepEqual(rowsIn(document), [
    ['Title', 'URL'],
    ['A', 'https://a.example'],
    ['B', 'https://b.example'],
  ]);
});

test('a shortcut to a page shows its address', async () => {
  const document = await dropped(
    'a.webloc',
    list('<dict><key>URL</key><string>https://example.org/?a=1&amp;b=2</string></dict>'),
  );
  assert.equal(codeIn(document), 'URL: https://example.org/?a=1&b=2');
});

test('names that mean something to a program are names, and an empty list is an empty document', async () => {
  const document = await dropped('a.plist', list('<dict><key>__proto__</key><string>x</string></dict>'));
  assert.equal(codeIn(document), '__proto__: x');
  assert.deepEqual((await dropped('b.plist', list(''))).blocks, []);
});

test('damage and nesting of any kind are a document or a failure', async () => {
  await staysCalm('a.plist', settings);
  const deep = await dropped('deep.plist', list(`${'<array>'.repeat(1e5)}<string>x</string>`));
  assert.match(deep.omissions.join(' '), /nested more than/);
});
