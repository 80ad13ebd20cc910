import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { CallEnd } from '../../src/cloud/call-end.ts';
import { CandidateList, restMs } from '../../src/cloud/candidates.ts';
import type { Call } from '../../src/cloud/ledger-records.ts';
import type { PaidProvider, PaidTask } from '../../src/models/paid-contract.ts';
import { defaultSettings, type Settings } from '../../src/settings.ts';
import type { Failure } from '../../src/types/failure.ts';

/** What there is to choose from, and what is wrong with each. */
interface Scene {
  readonly image?: readonly string[];
  readonly audio?: readonly string[];
  readonly tasks?: Readonly<Record<string, readonly PaidTask[]>>;
  readonly withoutKey?: readonly string[];
  readonly withoutPrice?: readonly string[];
  readonly unknown?: readonly string[];
  readonly distrusted?: readonly string[];
}

const missing: Failure = { code: 'model-unknown', reason: 'There is no such model.', hint: 'Name another.' };

function providerOf(spec: string, { tasks = {}, withoutKey = [] }: Scene): PaidProvider {
  const provider: Pick<PaidProvider, 'spec' | 'tasks' | 'check'> = {
    spec,
    tasks: tasks[spec] ?? ['describe', 'recognise', 'transcribe'],
    check: async () =>
      withoutKey.includes(spec)
        ? { available: false, outage: false, reason: `${spec} has no key.`, hint: 'Set it.' }
        : { available: true },
  };
  return provider as PaidProvider;
}

function listOf(scene: Scene) {
  const breakers: (readonly [spec: string, open: boolean])[] = [];
  const { models } = defaultSettings;
  const { image = [], audio = [], unknown = [], withoutPrice = [], distrusted = [] } = scene;
  const settings: Settings = {
    ...defaultSettings,
    models: { ...models, image: { night: [], burst: image }, audio: { night: [], burst: audio } },
  };
  const list = new CandidateList({
    settings: () => settings,
    registry: { get: (spec) => (unknown.includes(spec) ? missing : providerOf(spec, scene)) },
    hasPrice: (spec) => !withoutPrice.includes(spec),
    distrusted: (spec) => (distrusted.includes(spec) ? `${spec} cost too much.` : undefined),
    onBreaker: (spec, open) => breakers.push([spec, open]),
  });
  const specs = async (task: 'describe' | 'recognise' | 'transcribe') =>
    (await list.for(task)).providers.map(({ spec }) => spec);
  return { list, breakers, specs };
}

const call = { id: 'a.1' } as Call;
const answered: CallEnd = { type: 'answered', call, answer: { task: 'generate', value: 'yes' } };
const open: CallEnd = { type: 'open' };
const turnedAway = (retryable: boolean): CallEnd => ({
  type: 'released',
  error: { code: 'outage', reason: 'Busy.', hint: '', retryable, charged: 'no' },
});

/** The gate let nothing out, or it was broken off before. */
const withheld: CallEnd = {
  type: 'released',
  error: { code: 'aborted', reason: 'It is private.', hint: '', retryable: true, charged: 'no' },
};

/** Buys three times in vain. */
async function fails(list: CandidateList, spec: string, end: CallEnd = open): Promise<void> {
  for (let count = 0; count < 3; count += 1) assert.equal(await list.guard(spec, async () => end), end);
}

describe('who could be bought from', () => {
  it('are the models of the burst list for the task, in its order', async () => {
    const { specs } = listOf({ image: ['openai:b', 'replicate:a/a', 'openai:a'], audio: ['openai:heard'] });
    assert.deepEqual(await specs('describe'), ['openai:b', 'replicate:a/a', 'openai:a']);
    assert.deepEqual(await specs('recognise'), ['openai:b', 'replicate:a/a', 'openai:a']);
    assert.deepEqual(await specs('transcribe'), ['openai:heard']);
  });

  it('are never free models, which a burst list may name', async () => {
    const { list, specs } = listOf({ image: ['ollama:qwen3-vl', 'openai:a', 'tesseract:eng', 'openaix:b'] });
    assert.deepEqual(await specs('describe'), ['openai:a']);
    assert.deepEqual((await list.for('describe')).obstacles, []);
    const none = await listOf({ image: ['ollama:qwen3-vl'] }).list.for('describe');
    assert.deepEqual([none.providers, none.obstacles.length], [[], 1]);
    assert.match(none.obstacles[0]?.why ?? '', /"models\.image\.burst" in settings\.json/);
  });

  it('are not those with an obstacle, and each obstacle is told', async () => {
    const { list } = listOf({
      image: ['openai:new', 'openai:deaf', 'openai:free', 'openai:dear', 'openai:shy', 'openai:well'],
      unknown: ['openai:new'],
      tasks: { 'openai:deaf': ['transcribe'] },
      withoutPrice: ['openai:free'],
      distrusted: ['openai:dear'],
      withoutKey: ['openai:shy'],
    });
    const { providers, obstacles } = await list.for('describe');
    assert.deepEqual(
      providers.map(({ spec }) => spec),
      ['openai:well'],
    );
    assert.deepEqual(obstacles, [
      { why: missing.reason, hint: missing.hint },
      { why: 'openai:deaf cannot do this task.', hint: 'Name another model in settings.json.' },
      {
        why: 'The price of openai:free is not known, so it may not be bought.',
        hint: 'Say what it costs under "cloud": {"prices": {"openai:free": {"perSecond": …}}} in settings.json.',
      },
      { why: 'openai:dear cost too much.', hint: '' },
      { why: 'openai:shy has no key.', hint: 'Set it.' },
    ]);
  });

  it('are none where none is named, and the setting is told', async () => {
    const { obstacles } = await listOf({}).list.for('transcribe');
    assert.match(obstacles[0]?.why ?? '', /"models\.audio\.burst"/);
  });
});

describe('the breaker of a model', () => {
  it('opens when three calls running came to no end, and leaves that model alone', async () => {
    const { list, breakers, specs } = listOf({ image: ['openai:a', 'openai:b'] });
    await fails(list, 'openai:a');
    assert.deepEqual(breakers, [['openai:a', true]]);
    assert.equal(await list.guard('openai:a', async () => assert.fail('it was bought')), undefined);
    assert.deepEqual(await specs('describe'), ['openai:b']);
    const { obstacles } = await list.for('describe');
    assert.match(obstacles[0]?.why ?? '', /^openai:a failed 3 times running and is left alone/);
    assert.equal(await list.guard('openai:b', async () => answered), answered, 'others are not concerned');
  });

  it('opens for unknown ends and for busy providers, and for nothing that is the file’s or the budget’s matter', async () => {
    const refused: CallEnd = { type: 'refused', refusal: { ok: false, why: 'cloud-off', reason: 'No.' } };
    const failure = { code: 'declined', reason: 'No.', hint: '' };
    for (const [end, opens] of [
      [open, true],
      [{ type: 'unknown', call }, true],
      [{ type: 'unknown', call, earlier: true }, false],
      [{ type: 'open', earlier: true }, false],
      [turnedAway(true), true],
      [turnedAway(false), false],
      [withheld, false],
      [answered, false],
      [{ type: 'unanswered', call, failure }, false],
      [refused, false],
      [{ type: 'aborted' }, false],
    ] as const) {
      const { list, breakers } = listOf({ image: ['openai:a'] });
      await fails(list, 'openai:a', end);
      assert.deepEqual(breakers, opens ? [['openai:a', true]] : [], end.type);
    }
  });

  it('stays shut while answers come in between', async () => {
    const { list, breakers } = listOf({ image: ['openai:a'] });
    for (const end of [open, open, answered, open, open, answered])
      await list.guard('openai:a', async () => end);
    assert.deepEqual(breakers, []);
  });

  /** Three failures, and five minutes pass. */
  async function rested(t: TestContext) {
    t.mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
    const made = listOf({ image: ['openai:a'] });
    await fails(made.list, 'openai:a');
    t.mock.timers.tick(restMs - 1);
    assert.deepEqual(await made.specs('describe'), []);
    t.mock.timers.tick(1);
    return made;
  }

  it('lets one call try again after five minutes, and closes when that is answered', async (t) => {
    const { list, breakers, specs } = await rested(t);
    assert.deepEqual(await specs('describe'), ['openai:a']);
    assert.equal(await list.guard('openai:a', async () => answered), answered);
    assert.deepEqual(breakers, [
      ['openai:a', true],
      ['openai:a', false],
    ]);
    assert.deepEqual(await specs('describe'), ['openai:a']);
  });

  it('does not rest until a clock that was put back has caught up', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: 10_000_000_000 });
    const { list, specs } = listOf({ image: ['openai:a'] });
    await fails(list, 'openai:a');
    t.mock.timers.setTime(1_000_000_000);
    assert.deepEqual(await specs('describe'), ['openai:a']);
    assert.equal(await list.guard('openai:a', async () => answered), answered);
  });

  it('rests for another five minutes when that fails', async (t) => {
    const { list, specs } = await rested(t);
    assert.equal(await list.guard('openai:a', async () => open), open);
    assert.deepEqual(await specs('describe'), []);
  });
});
