import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chunkNote } from '../../../src/memory/chunks.ts';
import { filedNote } from '../../support/graphs.ts';

const named = (markdown: string) =>
  chunkNote(markdown, 'done/a.txt.md').mentions.map(({ type, name, by }) => [type, name, by]);

describe('a note of ours', () => {
  it('names what its front matter lists, and says who found it', () => {
    const entities = { people: ['Anna Weber'], organisations: ['ACME'], places: ['Bern'], dates: ['1 May'] };
    const markdown = (by: string) => filedNote('a.txt', { entities, tags: ['home repair'], by });
    for (const [spec, by] of [
      ['builtin:extractive', 'builtin'],
      ['ollama:x', 'model'],
    ] as const) {
      assert.deepEqual(named(markdown(spec)), [
        ['person', 'Anna Weber', by],
        ['organisation', 'ACME', by],
        ['place', 'Bern', by],
        ['topic', 'home-repair', by],
      ]);
    }
  });

  it('knows page and sentence of each, whatever the case and where lines break', () => {
    const markdown = filedNote('a.pdf', {
      text: [
        [1, 'Nothing here.'],
        [2, 'Hello. Yesterday Dr. ANNA\nWEBER of Bernau came. Bye.'],
        [3, 'Anna Weber in Bern.'],
      ],
      entities: { people: ['Anna Weber', 'Weber', 'Nadia Kern'], places: ['Bern'] },
    });
    const found = chunkNote(markdown, 'done/a.pdf.md').mentions.map(({ name, position, sentence, times }) => [
      ...[name, position, sentence, times],
    ]);
    assert.deepEqual(found, [
      ['Anna Weber', { page: 2 }, 'Yesterday Dr. ANNA WEBER of Bernau came.', 2],
      ['Weber', { page: 2 }, 'WEBER of Bernau came.', 2],
      ['Nadia Kern', {}, '', 0],
      ['Bern', { page: 3 }, 'Anna Weber in Bern.', 1],
    ]);
  });

  it('quotes of a long sentence what stands around the name', () => {
    const long = `It ${'rains and rains '.repeat(30)}on Anna Weber ${'and pours '.repeat(30)}.`;
    const [mention] = chunkNote(
      filedNote('a.txt', { text: long, entities: { people: ['Anna Weber'] } }),
      'done/a.txt.md',
    ).mentions;
    assert.ok(mention && mention.sentence.length <= 300);
    assert.match(mention.sentence, /^…(?:rains|and) .* on Anna Weber and .*…$/);
  });

  it('names projects by property, tag and title', () => {
    const markdown = filedNote('a.txt', {
      title: 'Project Blue Heron: minutes',
      tags: ['project/Kestrel', 'x'],
    });
    assert.deepEqual(named(markdown), [
      ['project', 'Blue Heron', 'person'],
      ['project', 'kestrel', 'person'],
      ['topic', 'x', 'builtin'],
    ]);
  });
});

describe("a person's own Markdown", () => {
  it('names by tags and properties; what looks like our lists is not taken for them', () => {
    const markdown =
      '---\ntags: [garden]\nproject: "[[Blue Heron]]"\nentities:\n  people: [Anna Weber]\n---\n# Beds\n\nText.\n';
    assert.deepEqual(
      chunkNote(markdown, 'done/beds.md').mentions.map(({ type, name, by }) => [type, name, by]),
      [
        ['project', 'Blue Heron', 'person'],
        ['topic', 'garden', 'person'],
      ],
    );
  });
});

describe('anything', () => {
  it('may stand in front matter that looks like ours', () => {
    const values = ['3', '{a: 1}', '[1, null, [x], {y: z}, "", "  ", "***", "ok"]', '"a"', 'null'];
    for (const value of values) {
      const markdown = `---\nsource: a\nsha256: b\nmodels: ${value}\nentities:\n  people: ${value}\n  places: ${value}\nproject: ${value}\n---\nok\n`;
      for (const [, name] of named(markdown))
        assert.ok(['a', 'ok', 'x'].includes(String(name)), String(name));
    }
  });

  it('may be a name: what it holds is looked for as it stands', () => {
    const names = ['C++', 'a.*b', '(x', '[y]', 'p|q', '$1', 'z\\', '東京'];
    const text = `We use ${names.join(' or ')} in 東京都.`;
    const { mentions } = chunkNote(
      filedNote('a.txt', { text, entities: { places: names } }),
      'done/a.txt.md',
    );
    assert.deepEqual(
      mentions.filter(({ times }) => times === 0).map(({ name }) => name),
      [],
    );
  });

  it('may come ten thousand times, or within one endless word, and is looked for no longer than that', () => {
    const names = Array.from({ length: 40 }, (_, at) => 'a'.repeat(at + 1));
    const text = `${'a'.repeat(300_000)} ${'Anna Weber '.repeat(10_000)}`;
    const entities = { people: names, organisations: names, places: [...names.slice(1), 'Anna Weber'] };
    const { mentions } = chunkNote(filedNote('a.txt', { text, entities }), 'done/a.txt.md');
    assert.deepEqual(
      mentions.filter(({ times }) => times > 0).map(({ name, times }) => [name, times]),
      [['Anna Weber', 3]],
    );
  });
});
