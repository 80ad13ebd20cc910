import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, describe, it } from 'node:test';
import sharp from 'sharp';
import { createTesseract } from '../../src/models/tesseract.ts';
import { descriptionOf } from '../../src/processing/wanted.ts';
import { imageReader } from '../../src/reading/image/image-reader.ts';
import { needsSamples, sample, samples } from '../reading/files.ts';
import { assertInOrder } from '../reading/in-order.ts';
import { scene } from '../support/scenes.ts';

const provider = createTesseract({ language: 'eng', threads: 1, system: false });
after(() => provider.close?.());

async function look(picture: Uint8Array) {
  const { data, info } = await sharp(picture).png().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const answer = await provider.recognise?.(
    { bytes: data, mime: 'image/png', width, height },
    new AbortController().signal,
  );
  assert.ok(answer?.ok);
  return { ...answer.value, wish: descriptionOf({ id: 'file', role: 'file', width, height }, answer.value) };
}

/** Scene → whether it wants a description, and words that stand in it (none: it has no words at all). */
const scenes: readonly (readonly [name: string, wish: string, words: readonly string[]])[] = [
  ['landscape', 'wanted', []],
  ['noise', 'wanted', []],
  ['empty page', 'wanted', []],
  ['sign', 'wanted', ['FERRY LANDING', 'to the islands']],
  ['poster', 'wanted', ['COME TO THE QUAY', 'Open every day in May']],
  ['diagram', 'wanted', ['Scanner', 'Reader', 'Journal', 'Model', 'Notes', 'asks', 'answers']],
  [
    'chart',
    'wanted',
    ['Visitors to the harbour, by month\n\n1000', 'Jan  Feb  Mar  Apr  May  Jun  Jul  Aug'],
  ],
  ['screenshot', 'no', ['Minutes of the harbour council', 'which leaks at spring tide and has done so']],
  ['dark screenshot', 'no', ['Minutes of the harbour council', 'which leaks at spring tide and has done so']],
  ['scanned page', 'no', ['The harbour, a report', 'Ada Byron will draw up the plans for the roof']],
  ['slide on a wall', 'no', ['What we learned this year', 'Three in four letters are answered within a day']],
  [
    'receipt on a table',
    'no',
    ['HARBOUR BAKERY', '6 x Butter croissant  11.40', '1 x Apple cake  4.20', 'TOTAL GBP  32.90'],
  ],
];

describe('each picture goes where a person would put it, with the words that are in it', () => {
  for (const [name, wish, words] of scenes) {
    it(name, async () => {
      const seen = await look(await scene(name));
      for (const phrase of words)
        assert.ok(seen.text.includes(phrase), `"${phrase}" is not in:\n${seen.text}`);
      if (words.length === 0) assert.equal(seen.text, '');
      assert.equal(seen.wish, wish, JSON.stringify({ ...seen, text: seen.text.length }));
    });
  }
});

describe('the pictures among the samples', needsSamples, () => {
  it('words above a square and a circle want a description all the same', async () => {
    const seen = await look(await readFile(`${samples}/test_llm.jpg`));
    assert.equal(
      seen.text,
      [
        'When describing this image, be sure to',
        'mention the string "5bda1dd6", and note',
        'the primary color of the square and the',
        'circle below:',
      ].join('\n'),
    );
    assert.equal(seen.wish, 'wanted');
  });

  it('the first page of a paper is read from its title to its abstract', async () => {
    const { text, wish } = await look(await readFile(`${samples}/test.jpg`));
    assertInOrder(text, [
      'AutoGen: Enabling Next-Gen LLM\nApplications via Multi-Agent Conversation',
      'Ahmed Awadallah',
      'Doug Burger',
      'Agent Customization  Flexible Conversation Patterns  Example Agent Chat',
      'Figure 1: AutoGen enables diverse LLM-based applications using multi-agent conversations.',
      'Abstract',
      'is an open-source framework that allows developers to build LLM ap-',
      'ing, operations research, online decision-making, entertainment, etc.',
    ]);
    assert.equal(wish, 'no');
  });

  it('a square of colours that run into one another has no words', async () => {
    const file = sample('RGB_8__128x128.heic', 'image/heic');
    const [picture] = (await imageReader.read(file)).pictures;
    assert.ok(picture);
    const loaded = await imageReader.loadPicture?.(file, picture);
    assert.ok(loaded);
    const { text, wish } = await look(loaded.bytes);
    assert.deepEqual([text, wish], ['', 'wanted']);
  });
});
