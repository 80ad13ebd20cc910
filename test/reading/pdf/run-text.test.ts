import assert from 'node:assert/strict';
import { test } from 'node:test';
import { piecesOf } from '../../../src/reading/pdf/lines.ts';
import type { TextRun } from '../../../src/reading/pdf/text-runs.ts';

const letters = { bold: false, italic: false, fixedWidth: false };

/** Runs as a file draws them: each at its place on one line, whatever their order. */
const line = (...runs: readonly (readonly [text: string, x0: number, rightToLeft?: boolean])[]): TextRun[] =>
  runs.map(([text, x0, rightToLeft = false]) => ({
    ...{ text, x0, x1: x0 + text.length * 6, y: 100, size: 10, spaceBefore: true, rightToLeft, letters },
  }));
const read = (runs: readonly TextRun[]): string[] => piecesOf(runs).map(({ text }) => text);

test('words from right to left are read from the right', () => {
  assert.deepEqual(read(line(['עולם', 200, true], ['שלום', 227, true])), ['שלום עולם']);
});

test('words and numbers of the other direction keep their own order within such a line', () => {
  const runs = line(['החדשה', 200, true], ['sea', 233], ['wall', 254], ['החומה', 281, true]);
  assert.deepEqual(read(runs), ['החומה sea wall החדשה']);
  assert.deepEqual(read(line(['שקלים', 200, true], ['1250', 233], ['מחיר', 260, true])), ['מחיר 1250 שקלים']);
});

test('a word from right to left within a line from the left stands where it stood', () => {
  const runs = line(['The', 200], ['word', 221], ['שלום', 248, true], ['means', 275], ['peace.', 308]);
  assert.deepEqual(read(runs), ['The word שלום means peace.']);
});
