import assert from 'node:assert/strict';
import { test } from 'node:test';
import iconv from 'iconv-lite';
import { decodePage } from '../../../src/reading/html/page-encoding.ts';

const page = (declared: string, words: string) =>
  `<html><head>${declared}</head><body><p>${words}</p></body></html>`;

test('a page is decoded as it says', () => {
  const cases = [
    ['<meta charset="windows-1251">', 'Привет, мир', 'windows-1251'],
    ['<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">', '港の博物館', 'shift_jis'],
    ['<meta charset=gb2312>', '海港博物馆', 'gbk'],
    ['<meta charset="iso-8859-1">', 'Größe – “x” €', 'windows-1252'],
  ] as const;
  for (const [declared, words, encoding] of cases) {
    const { text, encoding: found } = decodePage(iconv.encode(page(declared, words), encoding));
    assert.equal(found, encoding);
    assert.ok(text.includes(words), text);
  }
});

test('an XML declaration counts too', () => {
  const html =
    '<?xml version="1.0" encoding="windows-1250"?><html><body>Příšerně žluťoučký kůň</body></html>';
  assert.ok(decodePage(iconv.encode(html, 'windows-1250')).text.includes('Příšerně žluťoučký kůň'));
});

test('a page that is UTF-8 is read as UTF-8, whatever it says', () => {
  const html = page('<meta charset="windows-1252">', 'Größe');
  assert.deepEqual(decodePage(Buffer.from(html)), { text: html, encoding: 'utf-8' });
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(html, 'utf16le')]);
  assert.equal(decodePage(utf16).text, html);
});

test('one broken character does not make another encoding of a page', () => {
  const bytes = Buffer.concat([
    Buffer.from(page('<meta charset="utf-8">', 'Größe '.repeat(100))),
    Buffer.from([0xe4]),
  ]);
  const { text, encoding } = decodePage(bytes);
  assert.equal(encoding, 'utf-8');
  assert.ok(text.includes('Größe Größe'));
});

test('a page that is wrong about being UTF-8, or says nothing known, is guessed', () => {
  const words = 'Die Öffnungszeiten der Bücherei für Schüler ändern sich während der Sommerferien. '.repeat(
    5,
  );
  for (const declared of ['<meta charset="utf-8">', '<meta charset="no-such-thing">', '']) {
    const { text } = decodePage(iconv.encode(page(declared, words), 'windows-1252'));
    assert.ok(text.includes('Bücherei für Schüler'), declared);
  }
});
