import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import iconv from 'iconv-lite';
import { LineSplitter } from '../../../src/memory/digest/log-lines.ts';

/** All lines of `bytes`, handed over in pieces of `size`. */
function split(bytes: Uint8Array, size: number, encoding = 'utf-8', lineEnd = 10) {
  const splitter = new LineSplitter({ encoding, lineEnd }, 0, false);
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += size) lines.push(...splitter.push(bytes.subarray(at, at + size)));
  return { lines, splitter };
}

const text = 'Grüße\nこんにちは\n\n😀 end\nhalf';

describe('the lines of a log', () => {
  for (const encoding of ['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be']) {
    it(`are whole wherever the pieces are cut, in ${encoding}, and half a line waits`, () => {
      const bytes = iconv.encode(text, encoding);
      for (const size of [1, 2, 3, 5, 7, 1000]) {
        const { lines, splitter } = split(bytes, size, encoding);
        assert.deepEqual(lines, ['Grüße', 'こんにちは', '', '😀 end']);
        assert.equal(splitter.offset, iconv.encode('Grüße\nこんにちは\n\n😀 end\n', encoding).length);
        assert.equal(splitter.half, 'half');
      }
    });
  }

  it('are read in the encodings of the past', () => {
    assert.deepEqual(split(iconv.encode('Grüße\nÄrger\n', 'windows-1252'), 3, 'windows-1252').lines, [
      'Grüße',
      'Ärger',
    ]);
    assert.deepEqual(split(iconv.encode('会議の記録\n表\n', 'shift_jis'), 3, 'shift_jis').lines, [
      '会議の記録',
      '表',
    ]);
    assert.deepEqual(split(Buffer.from('one\rtwo\rhalf'), 3, 'utf-8', 13).lines, ['one', 'two']);
  });

  it('lose colours, controls and what was written over, and nothing else', () => {
    const colour = '\u001b';
    const lines = `${colour}[31mERROR${colour}[0m no disk\r\n10%\r 50%\r100%\r\n\u0007bell\tand tab\u2028on\n`;
    assert.deepEqual(split(Buffer.from(lines), 1000).lines, ['ERROR no disk', '100%', 'bell\tand tab on']);
  });

  it('that never end are given out as their beginning, and hold no memory', () => {
    const splitter = new LineSplitter({ encoding: 'utf-8', lineEnd: 10 }, 0, false);
    const piece = Buffer.alloc(100_000, 'x');
    const lines = Array.from({ length: 50 }, () => splitter.push(piece)).flat();
    assert.deepEqual(
      lines.map(({ length }) => length),
      [8192],
    );
    assert.equal(splitter.offset, 5_000_000);
    assert.ok(splitter.isInside);
    assert.deepEqual(splitter.push(Buffer.from('xx\nnext\nhalf')), ['next']);
    assert.equal(splitter.offset, 5_000_008);
  });

  it('stand behind a hole in the file as behind nothing', () => {
    const bytes = Buffer.concat([Buffer.alloc(700_000), Buffer.from('first\nsecond\n')]);
    assert.deepEqual(split(bytes, 65_536).lines, ['first', 'second']);
  });
});
