import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, describe, it } from 'node:test';
import sharp from 'sharp';
import { createTesseract } from '../../src/models/tesseract.ts';

const receipt = await readFile(new URL('../../src/folders/welcome/Receipt.png', import.meta.url));
const provider = createTesseract({ language: 'eng', threads: 1, system: false });
after(() => provider.close?.());

async function read(bytes: Uint8Array) {
  const answer = await provider.recognise?.(
    { bytes, mime: 'image/png', width: 778, height: 656 },
    new AbortController().signal,
  );
  assert.ok(answer);
  return answer;
}

describe('tesseract:eng reads a receipt', () => {
  const lines = [
    'HARBOUR BAKERY',
    '12 Quay Street, Bristol',
    '2 x Rye bread  7.80',
    '6 x Butter croissant  11.40',
    '1 x Coffee beans 250 g  9.50',
    'TOTAL GBP  28.70',
  ];

  for (const turn of [0, 90, 180, 270]) {
    it(`line by line, each amount beside its label, turned by ${turn} degrees`, async () => {
      const answer = await read(turn === 0 ? receipt : await sharp(receipt).rotate(turn).png().toBuffer());
      assert.ok(answer.ok);
      const found = answer.value.text.split('\n');
      for (const line of lines) assert.ok(found.includes(line), `"${line}" is not in:\n${answer.value.text}`);
    });
  }

  it('with light letters through a transparent ground', async () => {
    const clear = await sharp(receipt).ensureAlpha(0.9).png().toBuffer();
    const answer = await read(clear);
    assert.ok(answer.ok);
    assert.match(answer.value.text, /HARBOUR BAKERY/);
  });
});

describe('tesseract:eng takes any picture', () => {
  it('an empty one has no words', async () => {
    const white = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#ffffff' } })
      .png()
      .toBuffer();
    const answer = await read(white);
    assert.ok(answer.ok);
    assert.deepEqual([answer.value.text, answer.value.wordShare], ['', 0]);
  });

  it('one pixel is no trouble', async () => {
    const dot = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#000000' } })
      .png()
      .toBuffer();
    assert.ok((await read(dot)).ok);
  });

  for (const [kind, bytes] of [
    ['no bytes', new Uint8Array()],
    ['bytes that are no picture', new Uint8Array(1024).fill(7)],
    ['a picture cut short', receipt.subarray(0, 4000)],
  ] as const) {
    it(`${kind} is a failure with a hint, and the next picture is read`, async () => {
      const answer = await read(bytes);
      assert.ok(!answer.ok);
      assert.equal(answer.error.code, 'bad-input');
      assert.match(answer.error.hint, /PNG or JPEG/);
      assert.ok((await read(receipt)).ok);
    });
  }
});

describe('a language without data', () => {
  it('is said, with what to do', async () => {
    const other = createTesseract({ language: 'xyz', threads: 1, system: false });
    const availability = await other.check(new AbortController().signal);
    await other.close?.();
    assert.ok(!availability.available && !availability.outage);
    assert.match(`${availability.reason} ${availability.hint}`, /xyz/);
  });
});
