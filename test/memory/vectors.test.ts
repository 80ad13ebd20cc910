import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { embedMissing, vectorOf } from '../../src/memory/embed-missing.ts';
import { embeddingJob, modelToUse } from '../../src/memory/embedding-job.ts';
import { fused } from '../../src/memory/fusion.ts';
import { MemoryIndex } from '../../src/memory/index.ts';
import type { MemoryTools } from '../../src/memory/job.ts';
import { Vectors } from '../../src/memory/vectors.ts';
import type { RequestOf, Router, Routing } from '../../src/models/router.ts';
import { memoryOf, putNote } from '../support/memories.ts';

const vector = (...values: readonly number[]) => Float32Array.from(values);

/** A router whose embedding model gives these for texts that begin so; it remembers what it was asked. */
function routerFor(vectors: Readonly<Record<string, Float32Array>>, spec = 'ollama:test') {
  const asked: { text: string; private: boolean }[] = [];
  const route = async (_task: string, { text }: RequestOf<'embed'>, routing: Routing) => {
    asked.push({ text, private: routing.private });
    const [, found] = Object.entries(vectors).find(([start]) => text.startsWith(start)) ?? [];
    if (!found)
      return {
        ok: false,
        cause: 'unavailable',
        outage: true,
        reason: 'Nobody is there.',
        hint: '',
        missing: [],
      };
    const base64 = Buffer.from(found.buffer).toString('base64');
    const value = { dimension: found.length, chunks: [{ text, vector: base64 }] };
    return { ok: true, value, spec, usage: { seconds: 0 } };
  };
  return { router: { route: route as never }, asked };
}

const boats = { 'ship.md': 'Sail.', 'boat.md': 'Row.', 'train.md': 'Rail.', 'private/diary.md': 'Me.' };
const meant = {
  Sail: vector(1, 0.1, 0),
  Row: vector(0.9, 0.2, 0),
  Rail: vector(0, 0, 1),
  Me: vector(0, 1, 0),
};

async function embedded(t: Parameters<typeof memoryOf>[0]) {
  const memory = await memoryOf(t, boats);
  const vectors = new Vectors(memory.index);
  const { router, asked } = routerFor(meant);
  const tools = {
    router,
    vectors,
    isPrivate: () => false,
    signal: new AbortController().signal,
    spec: 'ollama:test',
  };
  assert.deepEqual(await embedMissing(tools), { chunks: 4, stopped: undefined });
  const names = (matches: readonly { chunk: number }[]) =>
    matches.map(({ chunk }) => memory.index.rows('SELECT text FROM chunk WHERE id = ?', chunk)[0]?.text);
  return { ...memory, vectors, asked, tools, names };
}

describe('vectors', () => {
  it('find what means the same, best first', async (t) => {
    const { vectors, names } = await embedded(t);
    const near = vectors.nearest(vector(1, 0, 0), 2, undefined);
    assert.deepEqual(names(near), ['Sail.', 'Row.']);
    assert.ok(Math.abs((near[0]?.score ?? 0) - 1 / Math.hypot(1, 0.1)) < 0.01);
    assert.deepEqual(vectors.nearest(vector(1, 0), 2, undefined), []);
  });

  it('of private content are asked for on this machine only', async (t) => {
    const { asked, tools, vectors, index } = await embedded(t);
    assert.deepEqual(
      asked.filter((one) => one.private).map(({ text }) => text),
      ['Me.'],
    );
    index.run("UPDATE file SET content_sha256 = 'secret' WHERE path = 'done/boat.md'");
    index.run('DELETE FROM vector');
    asked.length = 0;
    await embedMissing({ ...tools, vectors, isPrivate: (sha256) => sha256 === 'secret' });
    assert.deepEqual(
      asked
        .filter((one) => one.private)
        .map(({ text }) => text)
        .sort(),
      ['Me.', 'Row.'],
    );
  });

  it('go with their chunk, and are made only where they are missing', async (t) => {
    const { root, update, asked, tools, index } = await embedded(t);
    asked.length = 0;
    await putNote(root, 'boat.md', 'Rail too.', 1_700_000_001);
    await update();
    assert.equal(index.counts().vectors, 3);
    assert.equal((await embedMissing(tools)).chunks, 1);
    assert.deepEqual(
      asked.map(({ text }) => text),
      ['Rail too.'],
    );
  });

  it('of another model replace those of the first', async (t) => {
    const { vectors, tools, index } = await embedded(t);
    vectors.use({ spec: 'ollama:test', dimension: 3 });
    assert.equal(index.counts().vectors, 4);
    vectors.use({ spec: 'ollama:other', dimension: 3 });
    assert.equal(index.counts().vectors, 0);
    const { router } = routerFor({ S: vector(1, 0), R: vector(1, 0), M: vector(0, 1) }, 'ollama:third');
    await embedMissing({ ...tools, router, spec: 'ollama:third' });
    assert.deepEqual(vectors.model, { spec: 'ollama:third', dimension: 2 });
  });

  it('are all made anew when another model is to make them, though none is missing', async (t) => {
    const { vectors, tools, index } = await embedded(t);
    const { router, asked } = routerFor(
      { S: vector(1, 0), R: vector(1, 0), M: vector(0, 1) },
      'ollama:better',
    );
    const job = embeddingJob({
      ...{ index, isPrivate: tools.isPrivate },
      settings: () => ({ models: { embed: { night: ['ollama:better', 'ollama:test'], burst: [] } } }),
      router: { ...router, availableFor: async () => ({ ok: true, spec: 'ollama:better' }) },
    } as unknown as MemoryTools);
    await job.run(tools.signal);
    assert.deepEqual(
      [vectors.model, index.counts().vectors, asked.length],
      [{ spec: 'ollama:better', dimension: 2 }, 4, 4],
    );
  });

  it('are of the model in use while it is only away, and of the best one otherwise', () => {
    const list = ['best', 'second', 'third'];
    assert.equal(modelToUse(list, undefined, 'second'), 'second');
    assert.equal(modelToUse(list, 'second', 'second'), 'second');
    assert.equal(modelToUse(list, 'second', 'best'), 'best');
    assert.equal(modelToUse(list, 'second', 'third'), undefined);
    assert.equal(modelToUse(list, 'taken off the list', 'third'), 'third');
  });

  it('of one piece that a model fails at, or that may go to nobody, hold up no other', async (t) => {
    const { index } = await memoryOf(t, { ...boats, 'a.md': 'Fails.' });
    const vectors = new Vectors(index);
    const router = routerFor(meant).router as unknown as Pick<Router, 'route'>;
    const route = async (task: 'embed', request: RequestOf<'embed'>, routing: Routing) => {
      const failed = { ok: false, cause: 'failed', error: { reason: 'Too much.' }, spec: 'ollama:test' };
      const nobody = { ok: false, cause: 'unavailable', reason: 'Nobody is there.' };
      if (routing.private) return nobody as never;
      return request.text === 'Fails.' ? (failed as never) : router.route(task, request, routing);
    };
    const tools = { router: { route: route as never }, vectors, isPrivate: () => false, spec: 'ollama:test' };
    assert.equal((await embedMissing({ ...tools, signal: new AbortController().signal })).chunks, 3);
  });

  it('wait while no model is there, and what was made stays', async (t) => {
    const { index } = await memoryOf(t, boats);
    const vectors = new Vectors(index);
    const { router } = routerFor({ Me: vector(1), Rail: vector(1) });
    const tools = {
      router,
      vectors,
      isPrivate: () => false,
      signal: new AbortController().signal,
      spec: 'ollama:test',
    };
    const { stopped } = await embedMissing(tools);
    assert.equal(stopped, 'Nobody is there.');
    assert.deepEqual(await vectorOf('Row.', false, tools), {
      ...{ ok: false, reason: 'Nobody is there.', unavailable: true },
    });
  });

  it('that another process made are seen', async (t) => {
    const { root, vectors, names } = await embedded(t);
    assert.equal(vectors.nearest(vector(0, 0, 1), 9, undefined).length, 4);
    const other = new MemoryIndex(root.indexFile);
    t.after(() => other.close());
    other.run("DELETE FROM vector WHERE chunk = (SELECT id FROM chunk WHERE text = 'Rail.')");
    assert.ok(!names(vectors.nearest(vector(0, 0, 1), 9, undefined)).includes('Rail.'));
  });

  it('find, together with words, what words alone do not', async (t) => {
    const { vectors, found } = await embedded(t);
    assert.deepEqual(await found('sail'), ['ship.md']);
    const meaning = { vectors, vector: vector(1, 0, 0) };
    assert.deepEqual((await found('sail', { meaning })).slice(0, 2), ['ship.md', 'boat.md']);
    assert.deepEqual(await found('sail', { meaning, filters: { folder: 'private' } }), ['private/diary.md']);
  });
});

describe('fusion', () => {
  it('adds up one divided by 60 and the rank', () => {
    const list = (...chunks: readonly number[]) => chunks.map((chunk) => ({ chunk, score: 9 }));
    assert.deepEqual(fused([list(1, 2), list(2, 3)]), [
      { chunk: 2, score: 1 / 62 + 1 / 61 },
      { chunk: 1, score: 1 / 61 },
      { chunk: 3, score: 1 / 62 },
    ]);
  });
});
