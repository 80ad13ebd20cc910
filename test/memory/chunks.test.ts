import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Chunk, chunkNote, chunkNoteSlowly } from '../../src/memory/chunks.ts';
import { positionText } from '../../src/memory/position.ts';
import { renderDuplicateNote } from '../../src/report/duplicate-note.ts';
import { renderResultNote } from '../../src/report/result-note.ts';
import type { Block } from '../../src/types/document.ts';
import { letterFacts } from '../support/processing-notes.ts';

const { summary: _summary, ...letter } = letterFacts;

/** The note of a document with these blocks. */
function noteOf(blocks: readonly Block[], facts: object = {}, more: object = {}) {
  const document = { ...letter.document, facts, blocks };
  return chunkNote(renderResultNote({ ...letter, document, ...more }), 'done/post/Letter.pdf.md');
}

const paragraph = (text: string, position: object): Block => ({ type: 'paragraph', text, position });
const told = (chunks: readonly Chunk[]) => chunks.map(({ text, position }) => [positionText(position), text]);

describe('a note of ours as chunks', () => {
  it('says of each page, slide and sheet where it is', () => {
    for (const [key, words] of [
      ['page', ['page 1', 'page 2']],
      ['slide', ['slide 1', 'slide 2']],
    ] as const) {
      const blocks = [1, 2].map((number) => paragraph(`Words ${number}.`, { [key]: number }));
      const { chunks } = noteOf(blocks, { [`${key}s`]: 2 });
      assert.deepEqual(told(chunks), [
        [words[0], 'Words 1.'],
        [words[1], 'Words 2.'],
      ]);
    }
    const { chunks } = noteOf([paragraph('Sums.', { sheet: 'Q1 *draft*' })], { sheets: 1 });
    assert.deepEqual(told(chunks), [['sheet Q1 *draft*', 'Sums.']]);
  });

  it('knows the page of a document that has only one', () => {
    assert.deepEqual(told(noteOf([paragraph('All of it.', { page: 1 })], { pages: 1 }).chunks), [
      ['page 1', 'All of it.'],
    ]);
  });

  it('says when a thing was said', () => {
    const segments = Array.from({ length: 60 }, (_, at) => ({
      fromSeconds: at * 10,
      toSeconds: at * 10 + 9,
      text: `Sentence number ${at} of a long talk about boats.`,
    }));
    const { chunks } = noteOf([], {}, { transcript: { segments }, kind: 'audio' });
    assert.ok(chunks.length > 2);
    for (const { text, position } of chunks) {
      const first = Number(/^Sentence number (\d+) /.exec(text)?.[1]);
      assert.equal(position.fromSeconds, first * 10, text);
    }
    assert.match(positionText(chunks[1]?.position ?? {}), /^at 0\d:\d\d$/);
  });

  it('has title, tags, date, kind, folder, original and privacy', () => {
    const {
      chunks: _chunks,
      mentions: _mentions,
      ...facts
    } = chunkNote(
      renderResultNote({ ...letterFacts, source: 'private/post/Letter.txt' }),
      'done/private/post/Letter.txt.md',
    );
    assert.deepEqual(facts, {
      original: 'done/private/post/Letter.txt',
      title: 'The roof',
      tags: ['roof', 'home-repair'],
      summary: 'The roof is mended.',
      date: '2026-11-01T09:00:00+01:00',
      kind: 'text',
      folder: 'private/post',
      private: true,
      sha256: 'ab'.repeat(32),
    });
  });

  it('keeps the words that a reader sees, without marks, links and escapes', () => {
    const { chunks } = noteOf([paragraph('Pay *now*: 5 < 6 & [x](y) `a_b` #1 |', {})]);
    assert.deepEqual(told(chunks), [['', 'Pay *now*: 5 < 6 & [x](y) `a_b` #1 |']]);
  });

  it('leaves out what only repeats the text, and keeps what a model said of it', () => {
    const texts = (summarise: string) => {
      const more = { summary: letterFacts.summary, models: { summarise } };
      return noteOf([paragraph('A roof.', {})], {}, more).chunks.map(({ text }) => text);
    };
    assert.deepEqual(texts('builtin:extractive'), ['A roof.']);
    assert.match(texts('ollama:llama3.3')[0] ?? '', /^The roof is mended\./);
  });

  it('leaves out what we say ourselves where the file says nothing', () => {
    const recognition = { text: ' ', confidence: 90 };
    const picture = { picture: { id: 'p', role: 'photo' }, recognition };
    const silent = noteOf([], { author: 'Ada' }, { kind: 'image', pictures: [picture] });
    assert.deepEqual(told(silent.chunks), [['', '| Author | Ada |']]);

    const copy = { ...letterFacts, duplicateOf: 'post/Letter.pdf', folder: 'post' };
    assert.deepEqual(chunkNote(renderDuplicateNote(copy), 'done/post/Copy.pdf.md').chunks, []);
  });
});

describe("a person's own Markdown as chunks", () => {
  it('is taken as it is', () => {
    const text =
      '---\ntags: "#garden, Soil"\ndate: 2026-04-02\n---\n# Beds\n\nSee [[Compost|the heap]] and **dig**.\n';
    const { chunks, ...facts } = chunkNote(text, 'done/notes/beds.md');
    assert.deepEqual(told(chunks), [['', 'See the heap and dig.']]);
    const { title, tags, date, kind, folder, original } = facts;
    assert.deepEqual(
      [title, tags, date, kind, folder, original],
      ['Beds', ['garden', 'soil'], '2026-04-02', 'text', 'notes', undefined],
    );
  });

  it('may be anything: nothing is lost of long text, and no chunk is long', () => {
    const words = Array.from({ length: 20_000 }, (_, at) => `w${at}`);
    const { chunks } = chunkNote(words.join(' '), 'done/long.md');
    assert.deepEqual(
      chunks.flatMap(({ text }) => text.split(/\s+/)),
      words,
    );
    assert.ok(chunks.every(({ text }) => text.length < 2000));
    for (const hostile of [
      '[['.repeat(200_000),
      '['.repeat(400_000),
      '---\n'.repeat(50_000),
      '`'.repeat(400_000),
      ' '.repeat(400_000),
      '\\'.repeat(400_000),
      '<!--'.repeat(100_000),
    ]) {
      assert.ok(Array.isArray(chunkNote(hostile, 'done/x.md').chunks));
    }
    assert.deepEqual(chunkNote('', 'done/empty.md').chunks, []);
  });

  it('is read in breaths where it is long, to the same end', async () => {
    const long = 'All is well in the garden. '.repeat(100_000);
    const ended: string[] = [];
    const reading = chunkNoteSlowly(long, 'done/long.md').finally(() => ended.push('the note'));
    await new Promise(setImmediate);
    ended.push('something else');
    assert.deepEqual(await reading, chunkNote(long, 'done/long.md'));
    assert.deepEqual(ended, ['something else', 'the note']);
  });
});
