import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { decodeText } from '../../../src/reading/text/decode.ts';

const german = 'Die Straße führt über den Hügel zum großen Schloß. „Schön“, sagte er – und zahlte 20 €.';
const russian = 'Съешь же ещё этих мягких французских булок, да выпей чаю. Сегодня хорошая погода.';
const greek = 'Η γρήγορη καφέ αλεπού πηδάει πάνω από το τεμπέλικο σκυλί. Σήμερα είναι ωραία μέρα.';
const turkish = 'Pijamalı hasta yağız şoföre çabucak güvendi. Bugün hava çok güzel ve herkes dışarıda.';
const czech =
  'Příliš žluťoučký kůň úpěl ďábelské ódy. Dnes je velmi hezký den a všichni jdou ven na procházku.';
const japanese = 'いろはにほへと ちりぬるを 我が世誰ぞ 常ならむ。今日はとても良い天気です。';
const simplified = '今天的天气非常好，我们一起去公园散步吧。这是一个简单的测试文件。';

const texts: readonly (readonly [encoding: string, text: string])[] = [
  ['windows-1252', german],
  ['windows-1252', 'Café crème, déjà vu, où est la bibliothèque? L’été à Paris.'],
  ['iso-8859-1', 'El niño comió piñas por la mañana; ¿cuánto cuesta el café?'],
  ['iso-8859-2', czech],
  ['windows-1250', czech],
  ['windows-1251', russian],
  ['koi8-r', russian],
  ['iso-8859-5', russian],
  ['iso-8859-7', greek],
  ['windows-1253', greek],
  ['iso-8859-9', turkish],
  ['windows-1254', turkish],
  ['windows-1255', 'דג סקרן שט בים מאוכזב ולפתע מצא חברה. היום מזג האוויר יפה מאוד.'],
  ['windows-1256', 'نص حكيم له سر قاطع وذو شأن عظيم مكتوب على ثوب أخضر ومغلف بجلد أزرق'],
  ['Shift_JIS', japanese],
  ['Shift_JIS', '髙橋さんの見積書'],
  ['EUC-JP', japanese],
  ['gbk', simplified],
  ['gb18030', simplified],
  ['big5', '今天的天氣非常好，我們一起去公園散步吧。這是一個簡單的測試文件。'],
  ['euc-kr', '오늘은 날씨가 아주 좋습니다. 우리 함께 공원에 산책하러 갑시다.'],
  ['utf-8', 'Grüße, 世界 😀'],
  ['utf-16le', 'Grüße, Welt'],
  ['utf-16be', 'Grüße, Welt'],
  ['utf-16le', `${simplified}\n第 1 行`],
  ['utf-32le', 'Grüße, 世界 😀'],
  ['utf-32be', 'Grüße, 世界 😀'],
];

for (const [encoding, text] of texts) {
  test(`${encoding} without a mark is recognised: ${text.slice(0, 20)}`, () => {
    assert.equal(decodeText(iconv.encode(text, encoding)).text, text);
  });
}

for (const encoding of ['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be']) {
  test(`a byte order mark of ${encoding} decides and is no part of the text`, () => {
    const bytes = iconv.encode('x¹ 世', encoding, { addBOM: true });
    assert.deepEqual(decodeText(bytes), { text: 'x¹ 世', encoding });
  });
}

test('ISO-2022-JP is told by its escapes', () => {
  const bytes = Buffer.from('\u001b$B$3$s$K$A$O\u001b(B.', 'latin1');
  assert.deepEqual(decodeText(bytes), { text: 'こんにちは.', encoding: 'iso-2022-jp' });
});

test('a character that is cut in half at the end does not turn UTF-8 into something else', () => {
  const bytes = Buffer.from('Grüße, 世界');
  assert.deepEqual(decodeText(bytes.subarray(0, -1), true), { text: 'Grüße, 世', encoding: 'utf-8' });
});

test('every text survives in UTF-8, and in UTF-16 with its mark', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      fc.pre(!text.startsWith('\ufeff') && !text.includes('\0') && !text.includes('\u001b'));
      assert.equal(decodeText(Buffer.from(text)).text, text);
      assert.equal(decodeText(iconv.encode(text, 'utf-16', { addBOM: true })).text, text);
    }),
  );
});

test('any bytes become some text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => typeof decodeText(bytes).text === 'string'),
  );
});
