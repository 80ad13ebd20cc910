import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Mention } from '../../../src/memory/graph/entity.ts';
import { entityNote, type Shown } from '../../../src/memory/graph/entity-note.ts';
import { type Graph, graphFiles, readGraph } from '../../../src/memory/graph/graph.ts';
import { graphJson } from '../../../src/memory/graph/graph-file.ts';
import { sharedFiles, Together } from '../../../src/memory/graph/related.ts';
import { shownOf, tellingSentences } from '../../../src/memory/graph/shown.ts';
import type { MemoryIndex } from '../../../src/memory/index.ts';
import { memoryOf } from '../../support/memories.ts';

const anna: Mention = {
  ...{ type: 'person', name: 'Anna Weber', by: 'model', times: 1, titled: false, position: {}, sentence: '' },
};

/** An index of notes that name these, one day after the other. */
async function indexOf(t: TestContext, files: readonly (readonly Mention[])[]): Promise<MemoryIndex> {
  const { index } = await memoryOf(t, {});
  const notes = files.map((mentions, at) => ({
    path: `done/${at}.md`,
    stamp: { size: 1, mtime: '', sha256: String(at) },
    note: {
      ...{
        original: undefined,
        title: `File ${at}`,
        tags: [],
        summary: '',
        kind: 'text',
        folder: '',
        chunks: [],
      },
      ...{ private: false, sha256: undefined, date: new Date(at * 86_400_000).toISOString(), mentions },
    },
  }));
  index.put(notes);
  return index;
}

async function graphIn(index: MemoryIndex): Promise<Graph> {
  const files = graphFiles(index, () => false);
  const graph = await readGraph(index, files, new AbortController().signal);
  assert.ok(graph);
  return graph;
}

function factsOf(index: MemoryIndex, graph: Graph) {
  const [entity] = graph.entities;
  assert.ok(entity);
  const shown = shownOf(index, graph, entity);
  const none = { related: [], said: undefined, quote: undefined, notes: new Map(), note: entity.name };
  return { graph, entity, shown, ...none };
}

describe('an entity that ten thousand files name', () => {
  it('is shown with the newest fifty, the others are counted, and graph.json names twenty', async (t) => {
    const files = Array.from({ length: 10_000 }, (_, at) => [
      { ...anna, sentence: `Anna Weber is here on day ${at}.` },
    ]);
    const index = await indexOf(t, files);
    const graph = await graphIn(index);
    const { body } = entityNote(factsOf(index, graph));
    assert.equal(body.match(/^- \d{4}-/gm)?.length, 50);
    assert.match(body, /in 10,000 files, 1970-01-01 to 1997-05-18/);
    assert.match(body, /\n- … and 9,950 files more\n/);
    assert.match(body, /- 1997-05-18 · \[File 9999\]\(<[^>]*>\): Anna Weber is here on day 9999\.\n/);
    const json = graphJson(graph, new Together(graph, () => true), new Map());
    const [node] = JSON.parse(json).nodes;
    assert.deepEqual([node.files, node.evidence.length, node.evidence[0].path], [10_000, 20, 'done/9999.md']);
    assert.ok(json.length < 5000);
  });
});

describe('the name by which an entity is shown', () => {
  const shownAs = async (
    t: TestContext,
    files: readonly (readonly string[])[],
    hidden: readonly number[] = [],
  ) => {
    const index = await indexOf(
      t,
      files.map((names) => names.map((name) => ({ ...anna, name }))),
    );
    for (const at of hidden) index.run('UPDATE file SET private = 1 WHERE path = ?', `done/${at}.md`);
    const { entities } = await graphIn(index);
    return entities.map(({ name, aliases }) => [name, ...aliases.map((alias) => alias.name)]);
  };

  it('is the most frequent one', async (t) => {
    const files = [['anna weber'], ['Dr. Anna Weber'], ['Anna Weber'], ['Anna Weber']];
    assert.deepEqual(await shownAs(t, files), [['Anna Weber', 'Dr. Anna Weber', 'anna weber']]);
  });

  it('is one in full, however often a shorter one is used', async (t) => {
    assert.deepEqual(await shownAs(t, [['A. Weber', 'Weber', 'Anna Weber']]), [
      ['Anna Weber', 'A. Weber', 'Weber'],
    ]);
  });

  it('is one that stands in public files, where there is any', async (t) => {
    const files = [['Prof. Anna Weber'], ['Prof. Anna Weber'], ['Dr. Anna Weber']];
    assert.deepEqual(await shownAs(t, files, [0, 1]), [['Dr. Anna Weber', 'Prof. Anna Weber']]);
  });
});

describe('entities that are named together', () => {
  it('are counted by their files, and each pair is one edge with its evidence', async (t) => {
    const other = (name: string): Mention => ({ ...anna, name });
    const [karl, nadia] = [other('Karl Blum'), other('Nadia Kern')];
    const index = await indexOf(t, [[anna, karl], [anna, karl, nadia], [karl], [anna, karl], [anna, karl]]);
    const graph = await graphIn(index);
    const together = new Together(graph, () => true);
    const [first, second] = graph.entities;
    assert.ok(first && second);
    assert.deepEqual(
      together.of(first).map(({ entity, files }) => [entity.name, files]),
      [
        ['Karl Blum', 4],
        ['Nadia Kern', 1],
      ],
    );
    assert.deepEqual(
      sharedFiles(first, second).map((at) => graph.files[at]?.path),
      ['done/4.md', 'done/3.md', 'done/1.md', 'done/0.md'],
    );
    const notes = new Map(graph.entities.map(({ id, name }) => [id, `${name}.md`]));
    const { nodes, edges } = JSON.parse(graphJson(graph, together, notes));
    assert.equal(nodes[0].note, 'entities/Anna Weber.md');
    assert.deepEqual(
      edges.map(({ from, to, files }: Record<string, unknown>) => [from, to, files]),
      [
        ['person:anna weber', 'person:karl blum', 4],
        ['person:anna weber', 'person:nadia kern', 1],
        ['person:karl blum', 'person:nadia kern', 1],
      ],
    );
    assert.deepEqual(edges[0], {
      ...{
        from: 'person:anna weber',
        to: 'person:karl blum',
        files: 4,
        first: '1970-01-01',
        last: '1970-01-05',
      },
      evidence: [
        { path: 'done/4.md', date: '1970-01-05' },
        { path: 'done/3.md', date: '1970-01-04' },
        { path: 'done/1.md', date: '1970-01-02' },
      ],
    });
  });
});

describe('the sentence that says who somebody is', () => {
  const tellingOf = async (t: TestContext, sentences: readonly string[]) => {
    const index = await indexOf(
      t,
      sentences.map((sentence) => [{ ...anna, sentence }]),
    );
    const { entity, shown } = factsOf(index, await graphIn(index));
    return tellingSentences(entity, shown).map(({ sentence }: Shown) => sentence);
  };

  it('explains rather than mentions', async (t) => {
    const sentences = [
      'We saw Anna Weber and then we went home again.',
      'Anna Weber is the engineer of the bridge.',
      'Yesterday Anna Weber, the engineer of the bridge, came by.',
    ];
    assert.deepEqual(await tellingOf(t, sentences), [sentences[1], sentences[2], sentences[0]]);
  });

  it('is none where the name stands alone, in a row or in a heading', async (t) => {
    assert.deepEqual(await tellingOf(t, ['Anna Weber', 'Name: Anna Weber', '', 'Cc Anna Weber']), []);
  });
});
