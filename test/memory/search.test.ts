import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { anyOf } from '../../src/memory/text-matches.ts';
import { renderResultNote } from '../../src/report/result-note.ts';
import { memoryOf, putNote } from '../support/memories.ts';
import { letterFacts } from '../support/processing-notes.ts';

const filler = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`filler ${at}.md`, `Nothing of note, number ${at}.`]),
  );

describe('a search', () => {
  it('quotes every word that it asks for', () => {
    assert.equal(anyOf(['a" OR b', 'c']), '"a"" OR b" OR "c"');
  });

  it('finds other forms of a word, whatever its accents and letter case', async (t) => {
    const { found } = await memoryOf(t, { 'a.md': 'Connected CAFÉS.', 'b.md': 'Boats.' });
    for (const question of ['connection', 'café', 'CAFE', 'connecting cafes', 'ｃａｆｅ']) {
      assert.deepEqual(await found(question), ['a.md'], question);
    }
  });

  it('finds words of languages that write no spaces, and shows them as they are written', async (t) => {
    const { search } = await memoryOf(t, {
      'ja.md': '来週の会議で予算を決めます。',
      'zh.md': '我们明天去北京大学参观图书馆。',
      'th.md': 'ฉันชอบกินข้าวผัด',
      'ko.md': '내일 회의가 있습니다.',
    });
    for (const [question, path] of [
      ['予算', 'ja.md'],
      ['会議の予算', 'ja.md'],
      ['图书馆', 'zh.md'],
      ['北京', 'zh.md'],
      ['ข้าวผัด', 'th.md'],
      ['내일', 'ko.md'],
    ] as const) {
      const [hit] = await search(question);
      assert.equal(hit?.path, `done/${path}`, question);
    }
    assert.equal((await search('予算'))[0]?.snippet, '来週の会議で予算を決めます。');
  });

  it('weighs a title more than a mention', async (t) => {
    const { found } = await memoryOf(t, {
      'a.md': '# Ferries\n\nThey cross the water by day and by night.',
      'b.md': '# Water\n\nOne may cross it by ferries too, day and night.',
      ...filler(20),
    });
    assert.deepEqual(await found('ferries'), ['a.md', 'b.md']);
  });

  it('gives each file once, at its best place, with the words around', async (t) => {
    const blocks = [
      'Roofs.',
      'The chimney of the old mill was swept.',
      'Floors, walls and much else, one of them a chimney, are named on this page and on no other.',
    ].map((text, at) => ({
      ...{ type: 'paragraph', text, position: { page: at + 1 } },
    })) as typeof letterFacts.document.blocks;
    const document = { ...letterFacts.document, facts: { pages: 3 }, blocks };
    const { root, search } = await memoryOf(t, {
      'Letter.pdf.md': renderResultNote({ ...letterFacts, document }),
    });
    await writeFile(join(root.done, 'Letter.pdf'), '');
    const [hit, ...more] = await search('who swept the chimney?');
    assert.deepEqual(more, []);
    assert.ok(hit && hit.score > 0);
    const { path, note, position, snippet } = hit;
    assert.deepEqual(
      { path, note, position, snippet },
      {
        path: 'done/Letter.pdf',
        note: 'done/Letter.pdf.md',
        position: 'page 2',
        snippet: 'The chimney of the old mill was swept.',
      },
    );
  });

  it('shows of a file the place that has the words, not a shorter one under the same title', async (t) => {
    const text =
      'The heron of the marsh was seen again, and many birds with it, by those who had come so far.';
    const document = {
      ...letterFacts.document,
      facts: { author: 'Ada' },
      blocks: [{ type: 'paragraph' as const, text, position: {} }],
    };
    const summary = { ...letterFacts.summary!, title: 'The heron' };
    const { search } = await memoryOf(t, {
      'Heron.pdf.md': renderResultNote({ ...letterFacts, document, summary }),
      ...filler(20),
    });
    assert.equal((await search('heron'))[0]?.snippet, text);
  });

  it('shows the part of a long text in which the words stand', async (t) => {
    const { search } = await memoryOf(t, {
      'a.md': `${'So it went on. '.repeat(40)}The heron landed. ${'And on. '.repeat(20)}`,
    });
    const [hit] = await search('heron');
    assert.match(hit?.snippet ?? '', /heron/);
    assert.ok((hit?.snippet.length ?? 999) <= 300);
  });

  it('is narrowed by kind, folder, tag and date', async (t) => {
    const note = (kind: 'text' | 'image', created: string, tags: string[]) =>
      renderResultNote({ ...letterFacts, kind, created, summary: { ...letterFacts.summary!, tags } });
    const { found } = await memoryOf(t, {
      'post/a.txt.md': note('text', '2026-01-31T10:00:00+01:00', ['roof']),
      'post/old/b.png.md': note('image', '2025-06-01T10:00:00+01:00', ['roof', 'bill']),
      'postage/c.txt.md': note('text', '2026-02-01T00:30:00+01:00', ['bill']),
    });
    const only = async (filters: object) =>
      (await found('roof', { filters }))
        .map((path) => path.slice(-8, -7))
        .sort()
        .join('');
    assert.equal(await only({}), 'abc');
    assert.equal(await only({ kind: 'image' }), 'b');
    assert.equal(await only({ folder: 'post' }), 'ab');
    assert.equal(await only({ folder: 'done/post/old/' }), 'b');
    assert.equal(await only({ folder: 'done' }), 'abc');
    assert.equal(await only({ tag: '#Bill' }), 'bc');
    assert.equal(await only({ from: '2026' }), 'ac');
    assert.equal(await only({ to: '2026-01' }), 'ab');
    assert.equal(await only({ from: '2026-01-31', to: '2026-01-31' }), 'a');
    assert.equal(await only({ folder: 'post', tag: 'bill', kind: 'text' }), '');
    assert.equal(await only({ folder: "'; DROP TABLE file; --" }), '');
  });

  it('is narrowed by names however their accents are written', async (t) => {
    const apart = (text: string) => text.normalize('NFD');
    const note = `---\ntags: [${apart('été')}]\n---\nA boat.`;
    const { found } = await memoryOf(t, { [`${apart('Café')}/a.md`]: note });
    for (const form of ['NFC', 'NFD'] as const) {
      const filters = { folder: 'Café'.normalize(form), tag: 'Été'.normalize(form) };
      assert.equal((await found('boat', { filters })).length, 1, form);
    }
  });

  it('takes signs of the query language for signs, and names of folders for words', async (t) => {
    const { found } = await memoryOf(t, {
      'a.md': 'Lessons in C++ and "quotes".',
      'b.md': 'Boats AND trains.',
    });
    for (const question of [
      'C++ "',
      '"',
      '""',
      "'",
      'lessons"',
      'NEAR(lessons, 2)',
      'lessons*',
      'text:lessons',
      '-lessons',
      '^lessons',
      '{lessons',
      '../../x lessons',
      'lessons\0',
      '\ud800 lessons',
      'OR',
      'AND NOT',
      '(',
      '',
    ]) {
      const paths = await found(question);
      if (/lessons/.test(question)) assert.deepEqual(paths, ['a.md'], question);
    }
    assert.deepEqual(await found('C++'), ['a.md']);
    assert.deepEqual(
      await found('and'),
      ['b.md', 'a.md'].filter((path) => path !== ''),
    );
  });

  it('is not flooded by one name ten thousand times, nor by a question of ten thousand words', async (t) => {
    const { root, update, found } = await memoryOf(t, {
      'flood.md': 'Marlow Court. '.repeat(10_000),
      'letter.md': 'The boiler at Marlow Court has failed.',
      ...filler(30),
    });
    assert.equal((await found('boiler Marlow Court'))[0], 'letter.md');
    const many = Array.from({ length: 10_000 }, (_, at) => `word${at}`).join(' ');
    assert.deepEqual(await found(`boiler ${many}`), ['letter.md']);
    await putNote(root, 'many.md', many);
    await update();
    assert.equal((await found(`boiler ${many}`)).length, 2);
  });

  it('finds a file by its name, though there is no word in it', async (t) => {
    const { found } = await memoryOf(t, { 'sunset-lisbon.md': '' });
    assert.deepEqual(await found('lisbon'), ['sunset-lisbon.md']);
  });

  it('puts first what speaks of the matter with other words, too, but finds nothing without a word of the question', async (t) => {
    const about = Array.from({ length: 12 }, (_, at) => [
      `engine ${at}.md`,
      `The propeller of engine ${at} makes a slipstream.`,
    ]);
    const { found } = await memoryOf(t, {
      ...Object.fromEntries(about),
      'plain.md': 'A propeller on a hat for children is sold in many colours here.',
      'slipstream.md': 'A propeller behind a slipstream and its engine in the wind tunnel now.',
      'else.md': 'The slipstream of an engine.',
      ...filler(60),
    });
    const paths = await found('propeller', { limit: 50 });
    assert.ok(paths.indexOf('slipstream.md') < paths.indexOf('plain.md'), paths.join());
    assert.ok(paths.includes('plain.md') && !paths.includes('else.md'));
  });

  it('asks a judge for a better order of the first, and does without one that fails', async (t) => {
    const { found } = await memoryOf(t, { 'a.md': 'Boat boat boat.', 'b.md': 'A boat of wood for two.' });
    const passages: string[] = [];
    const rerank = async (question: string, those: readonly string[]) => {
      assert.equal(question, 'boat');
      passages.push(...those);
      return those.map((passage) => (passage.includes('wood') ? 1 : 0));
    };
    assert.deepEqual(await found('boat'), ['a.md', 'b.md']);
    assert.deepEqual(await found('boat', { rerank, limit: 1 }), ['b.md']);
    assert.deepEqual(passages.sort(), ['a\n\nBoat boat boat.', 'b\n\nA boat of wood for two.']);
    for (const failed of [async () => undefined, async () => [-1], async () => [Number.NaN, 1]]) {
      assert.deepEqual(await found('boat', { rerank: failed }), ['a.md', 'b.md']);
    }
  });
});
