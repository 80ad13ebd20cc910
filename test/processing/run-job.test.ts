import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Routed, RoutedTask, Router } from '../../src/models/router.ts';
import { runJob, wordsOf } from '../../src/processing/run-job.ts';
import { TaskRun } from '../../src/processing/task-run.ts';
import type { PictureResult, ReadResult } from '../../src/reading/contract.ts';
import { type Extent, extentOf } from '../../src/reading/extent.ts';
import type { Readers } from '../../src/reading/readers.ts';
import type { Document } from '../../src/types/document.ts';
import { Processing } from '../support/processing-tools.ts';

const file = { path: '/a.bin', name: 'a.bin', mime: 'x/y', bytes: 3 };
const words: Document = {
  ...{ kind: 'text', mime: 'text/plain', facts: {}, pictures: [], speech: false, omissions: [] },
  blocks: [{ type: 'paragraph', text: 'Plain words.' }],
};
const photo: Document = {
  ...words,
  ...{ kind: 'image', blocks: [], pictures: [{ id: 'file', role: 'file', width: 9, height: 9 }] },
};
const recording: Document = { ...words, kind: 'audio', blocks: [], speech: true };
const values = {
  recognise: { text: 'STOP', wordShare: 0.01 },
  describe: { text: 'A sign.' },
  transcribe: { segments: [{ fromSeconds: 0, toSeconds: 1, text: 'Hello.' }] },
  summarise: { title: 'T', summary: 'S.', keyPoints: [], tags: [], language: 'en' },
  extract: { people: [], organisations: [], places: [], dates: [], amounts: [] },
  embed: { dimension: 1, chunks: [] },
  rerank: [],
  answer: {},
} as const;
const missing = (outage: boolean): Routed<never> => ({
  ...{ ok: false, cause: 'unavailable', outage, reason: 'Nobody can.', hint: 'Install it.' },
  missing: [{ spec: 'ollama:v', reason: 'Down.', hint: 'Start it.', outage }],
});
const failing = (code: 'timeout' | 'aborted'): Routed<never> => ({
  ...{ ok: false, cause: 'failed', spec: 'ollama:v' },
  error: { code, reason: 'Slow.', hint: 'Wait.', retryable: true, charged: 'no' },
});

interface Case {
  readonly read: ReadResult;
  readonly answers?: Partial<Record<RoutedTask, Routed<never>>>;
  readonly awaited?: boolean;
  readonly lastAttempt?: boolean;
  readonly signal?: AbortSignal;
  /** Tasks whose model has no turn. */
  readonly mustWait?: readonly RoutedTask[];
  /** What loading these pictures gives, instead of pixels. */
  readonly broken?: Readonly<Record<string, PictureResult>>;
  /** Why the plan would have it bought. */
  readonly purchase?: string;
  readonly couldBuy?: boolean;
  /** Pages of which the words are saved. */
  readonly savedPages?: readonly string[];
}

/** Runs a job over a reader and a router that answer as the case says. */
async function job(t: TestContext, given: Case) {
  const { tools } = await Processing.open(t);
  const asked: RoutedTask[] = [];
  const router: Router = {
    route: async (task) => {
      asked.push(task);
      const answer = given.answers?.[task];
      return answer ?? { ok: true, value: values[task] as never, spec: `m:${task}`, usage: { seconds: 1 } };
    },
    availableFor: async () => ({ ok: true, spec: 'm:x', slots: 1, contextTokens: 4096 }),
  };
  const loaded = { ok: true, bytes: new Uint8Array(1), mime: 'image/png', width: 9, height: 9 } as const;
  const readers: Pick<Readers, 'read' | 'loadPicture'> = {
    read: async () => given.read,
    loadPicture: async (_file, picture) => given.broken?.[picture.id] ?? loaded,
  };
  const signal = given.signal ?? new AbortController().signal;
  const { journal, tell, clock } = tools;
  const whose = { sha256: 'aa', path: 'a.bin', private: false, bytes: 9, runs: tools.runs.of('a.bin') };
  const tasks = new TaskRun({
    ...{ router, journal, tell, clock, signal, ...whose },
    errand: { mustWait: (task) => given.mustWait?.includes(task) === true },
  });
  const told: Extent[] = [];
  for (const page of given.savedPages ?? []) {
    await journal.saveResult('aa', 'recognise', page, { spec: 'm:x', value: values.recognise, seconds: 1 });
  }
  const end = await runJob(file, {
    readers: readers as Readers,
    tasks,
    awaited: () => given.awaited === true,
    lastAttempt: given.lastAttempt === true,
    couldBuy: () => given.couldBuy === true,
    errand: { purchase: given.purchase, read: (extent) => told.push(extent) },
  });
  return { end, asked, told };
}

describe('a job', () => {
  it('ends where a task waits for the turn of its model; a vector, which is only welcome, is left out', async (t) => {
    const picture = {
      id: 'file',
      role: 'file',
      mime: 'image/png',
    } as unknown as Document['pictures'][number];
    const seen: ReadResult = {
      ok: true,
      document: { ...words, kind: 'image', blocks: [], pictures: [picture] },
    };
    const blind = await job(t, { read: seen, mustWait: ['recognise'] });
    assert.deepEqual(blind.end, { type: 'set-aside', task: 'recognise', spec: 'm:x' });
    const undescribed = await job(t, { read: seen, mustWait: ['describe'] });
    assert.deepEqual(undescribed.end, { type: 'set-aside', task: 'describe', spec: 'm:x' });
    const read = { ok: true, document: words } as const;
    const whole = await job(t, { read, mustWait: ['embed'] });
    assert.equal(whole.end.type, 'finished');
    const half = await job(t, { read, mustWait: ['extract'] });
    assert.deepEqual(half.end, { type: 'set-aside', task: 'extract', spec: 'm:x' });
    assert.deepEqual(half.asked, ['summarise']);
  });

  it('asks of each kind what it calls for, and counts the model seconds', async (t) => {
    const cases = [
      [words, ['summarise', 'extract', 'embed']],
      [photo, ['recognise', 'describe', 'summarise', 'extract', 'embed']],
      [recording, ['transcribe', 'summarise', 'extract', 'embed']],
    ] as const;
    for (const [document, tasks] of cases) {
      const { end, asked } = await job(t, { read: { ok: true, document } });
      assert.deepEqual(asked, tasks);
      assert.ok(end.type === 'finished');
      assert.equal(end.result.seconds, tasks.length);
      assert.deepEqual(Object.keys(end.result.models), [...tasks]);
      assert.deepEqual(end.result.incomplete, []);
    }
  });

  it('does not recognise the words of a figure that the file tells itself', async (t) => {
    const chart = { id: 'figure-1', role: 'figure', width: 9, height: 9, words: '2019 · 2020' } as const;
    const { end, asked } = await job(t, { read: { ok: true, document: { ...words, pictures: [chart] } } });
    assert.deepEqual(asked, ['describe', 'summarise', 'extract', 'embed']);
    assert.ok(end.type === 'finished');
    assert.deepEqual(end.result.pictures[0]?.recognition, { text: '2019 · 2020' });
  });

  it('asks nobody about a text without a word', async (t) => {
    const { end, asked } = await job(t, { read: { ok: true, document: { ...words, blocks: [] } } });
    assert.deepEqual([end.type, asked], ['finished', []]);
  });

  it('ends as the reader says when there is no document', async (t) => {
    const failure = { code: 'file-encrypted', reason: 'It is locked.', hint: 'Unlock it.' };
    const { end } = await job(t, { read: { ok: false, failure, retryable: true } });
    assert.deepEqual(end, { type: 'unreadable', failure, retryable: true });
  });

  it('is aborted, not unreadable, when the reader was told to stop', async (t) => {
    const failure = { code: 'x', reason: 'Stopped.', hint: 'Wait.' };
    const read = { ok: false, failure, retryable: true } as const;
    const { end } = await job(t, { read, signal: AbortSignal.abort() });
    assert.deepEqual(end, { type: 'aborted' });
  });

  it('does without vectors when nobody can make them', async (t) => {
    const read = { ok: true, document: words } as const;
    assert.equal((await job(t, { read, answers: { embed: missing(false) } })).end.type, 'finished');
    assert.equal((await job(t, { read, answers: { embed: failing('timeout') } })).end.type, 'finished');
  });

  it('ends with what is in the way of a summary', async (t) => {
    const read = { ok: true, document: words } as const;
    const away = await job(t, { read, answers: { summarise: missing(true) } });
    assert.deepEqual([away.end.type, away.asked], ['unavailable', ['summarise']]);
    const failed = await job(t, { read, answers: { summarise: failing('timeout') } });
    assert.equal(failed.end.type, 'model-failed');
    const stopped = await job(t, { read, answers: { summarise: failing('aborted') } });
    assert.deepEqual(stopped.end, { type: 'aborted' });
    const late = await job(t, { read, answers: { embed: failing('aborted') } });
    assert.deepEqual(late.end, { type: 'aborted' });
  });
});

describe('a file that the plan would have bought', () => {
  const picture: Document['pictures'][number] = {
    ...{ id: 'page-1', role: 'page' as const, width: 9, height: 9 },
    position: { page: 1 },
  };
  const scan: Document = { ...words, mime: 'application/pdf', blocks: [], pictures: [picture] };
  const mixed: Document = { ...scan, blocks: words.blocks };
  const bought = { type: 'planned', task: 'recognise', reason: 'It is late.' };
  const purchase = 'It is late.';

  const cases: readonly (readonly [string, Omit<Case, 'read'> & { readonly document: Document }, boolean])[] =
    [
      [
        'is bought when its reading says that it is a scan',
        { document: scan, purchase, couldBuy: true },
        true,
      ],
      ['is read here when the plan does not want it', { document: scan, couldBuy: true }, false],
      ['is read here when it may not be bought any more', { document: scan, purchase }, false],
      ['is read here when it has a text', { document: mixed, purchase, couldBuy: true }, false],
      ['is read here when it is a text', { document: words, purchase, couldBuy: true }, false],
      [
        'is done here when its words are known already',
        { document: scan, purchase, couldBuy: true, savedPages: ['page-1'] },
        false,
      ],
    ];
  for (const [what, { document, ...given }, isBought] of cases) {
    it(what, async (t) => {
      const { end, asked, told } = await job(t, { read: { ok: true, document }, ...given });
      if (isBought) assert.deepEqual([end, asked], [bought, []]);
      else assert.equal(end.type, 'finished');
      assert.deepEqual(told, [extentOf(document)], 'the plan is told what it is');
    });
  }
});

describe('a photo that nobody can describe', () => {
  const read = { ok: true, document: photo } as const;

  it('is incomplete when its words could be read, and says what would help', async (t) => {
    const { end } = await job(t, { read, answers: { describe: missing(false) } });
    assert.ok(end.type === 'finished');
    assert.deepEqual(end.result.incomplete, [{ task: 'describe', hint: 'Install it.' }]);
  });

  it('waits for a model that was here lately', async (t) => {
    const { end } = await job(t, { read, answers: { describe: missing(true) }, awaited: true });
    assert.equal(end.type, 'unavailable');
  });

  it('waits when its words could not be read either', async (t) => {
    const { end } = await job(t, {
      read,
      answers: { recognise: missing(false), describe: missing(false) },
    });
    assert.equal(end.type, 'unavailable');
  });

  it('is tried again while there are attempts, and at the last one done without', async (t) => {
    const answers = { describe: failing('timeout') };
    assert.equal((await job(t, { read, answers })).end.type, 'model-failed');
    const last = await job(t, { read, answers, lastAttempt: true });
    assert.ok(last.end.type === 'finished');
    assert.equal(last.end.result.incomplete[0]?.task, 'describe');
  });
});

describe('the words of a file', () => {
  it('are its text, what its pictures say and show, and what was said', () => {
    const picture = { id: 'file', role: 'file', width: 1, height: 1 } as const;
    const seen = [{ picture, recognition: { text: 'STOP' }, description: { text: 'A sign.' } }];
    const said = { segments: [{ fromSeconds: 0, toSeconds: 1, text: ' Hello. ' }] };
    const text = wordsOf(words, seen, said);
    assert.deepEqual(text.split('\n\n'), ['Plain words.', 'STOP', 'A sign.', 'Hello.']);
  });
});

describe('a picture that cannot be loaded', () => {
  const figure = (id: string) => ({ id, role: 'figure', width: 9, height: 9 }) as const;
  const failure = { code: 'file-damaged', reason: 'Its data is broken.', hint: 'Save it anew.' };
  const broken = (retryable = false) => ({ ok: false, failure, retryable }) as const;
  const two: ReadResult = {
    ok: true,
    document: { ...words, pictures: [figure('figure-1'), figure('figure-2')] },
  };

  it('is a hole in its document, told in its place and at the head, and the rest goes on', async (t) => {
    const { end, asked } = await job(t, { read: two, broken: { 'figure-1': broken() } });
    assert.ok(end.type === 'finished');
    const [first, second] = end.result.pictures;
    assert.equal(first?.unreadable, 'Its data is broken.');
    assert.deepEqual(second?.recognition, values.recognise);
    assert.deepEqual(asked, ['recognise', 'describe', 'summarise', 'extract', 'embed']);
    assert.deepEqual(end.result.document.omissions, [
      '1 of its 2 pictures could not be looked at; the text says why, in the place of each.',
    ]);
  });

  it('is tried again first, where that may help', async (t) => {
    const given = { read: two, broken: { 'figure-1': broken(true) } };
    assert.deepEqual((await job(t, given)).end, { type: 'unreadable', failure, retryable: true });
    assert.equal((await job(t, { ...given, lastAttempt: true })).end.type, 'finished');
  });

  it('fails the file when it is the file, or when there is nothing else in it', async (t) => {
    const image = await job(t, { read: { ok: true, document: photo }, broken: { file: broken() } });
    assert.deepEqual(image.end, { type: 'unreadable', failure, retryable: false });
    const scans = { ok: true, document: { ...words, blocks: [], pictures: [figure('page-1')] } } as const;
    const { end } = await job(t, { read: scans, broken: { 'page-1': broken() } });
    assert.ok(end.type === 'unreadable');
    assert.equal(end.failure.reason, 'Its data is broken.');
  });
});
