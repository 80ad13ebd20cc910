import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { createAvailability } from '../../src/models/availability.ts';
import type { Answer, Availability, ModelErrorCode, Provider } from '../../src/models/contract.ts';
import { modelError } from '../../src/models/errors.ts';
import { createRouter, type RouterOptions, type Turn, type Watch } from '../../src/models/router.ts';
import { defaultSettings, type ModelGroup } from '../../src/settings.ts';
import type { Description } from '../../src/types/task.ts';

const usage = { seconds: 1 };
const picture = { bytes: new Uint8Array(3), mime: 'image/png', width: 1, height: 1 } as const;
const letter = { text: 'Ada Lovelace wrote a letter. She was in Berlin.', name: 'letter.txt' };
const down: Availability = { available: false, outage: true, reason: 'It is down.', hint: 'Start it.' };
const absent: Availability = {
  available: false,
  outage: false,
  reason: 'It is absent.',
  hint: 'Install it.',
};
const fails = (code: ModelErrorCode) => ({
  describe: async (): Promise<Answer<Description>> => ({
    ok: false,
    error: modelError(code, 'No.', 'Wait.'),
  }),
});
const sees = {
  describe: async (): Promise<Answer<Description>> => ({ ok: true, value: { text: 'A cat.' }, usage }),
};

type Parts = Partial<Provider> & { availability?: Availability };

/** A router over one list whose providers are given by spec; it counts the calls to `describe`. */
function setUp(group: ModelGroup, made: Readonly<Record<string, Parts>>, more: Partial<RouterOptions> = {}) {
  const asked: string[] = [];
  const checked: string[] = [];
  const providers = new Map(
    Object.entries(made).map(([spec, { availability, ...parts }]) => {
      const provider: Provider = {
        spec,
        place: 'loopback',
        slots: 2,
        check: async () => {
          checked.push(spec);
          return availability ?? { available: true };
        },
        ...parts,
        ...(parts.describe && {
          describe: (request, signal) => {
            asked.push(spec);
            return parts.describe?.(request, signal) as Promise<Answer<Description>>;
          },
        }),
      };
      return [spec, provider];
    }),
  );
  const night = Object.keys(made);
  const router = createRouter({
    provider: (spec) => providers.get(spec) ?? { code: 'x', reason: 'Unknown.', hint: 'Name another.' },
    lists: () => ({ ...defaultSettings.models, [group]: { night, burst: [] } }),
    availability: createAvailability({ now: () => 1 }),
    limit: (_spec, _room, work) => work({ servedAt: performance.now() }),
    ...more,
  });
  return { router, asked, checked };
}

const open = () => ({ private: false, signal: new AbortController().signal });

describe('the router takes the first of the list that can do the task now', () => {
  test('and says which it was', async () => {
    const { router, asked } = setUp('image', { 'a:1': sees, 'b:2': sees });
    const routed = await router.route('describe', picture, open());
    assert.ok(routed.ok);
    assert.deepEqual([routed.spec, routed.value.text, routed.usage], ['a:1', 'A cat.', usage]);
    assert.deepEqual(asked, ['a:1']);
  });

  test('passing over those that lack the ability, are absent, or are down', async () => {
    const { router, asked } = setUp('image', {
      'blind:1': {},
      'textonly:2': { ...sees, availability: { available: true, abilities: ['generate'] } },
      'absent:3': { ...sees, availability: absent },
      'down:4': { ...sees, availability: down },
      'good:5': sees,
    });
    const routed = await router.route('describe', picture, open());
    assert.ok(routed.ok && routed.spec === 'good:5');
    assert.deepEqual(asked, ['good:5']);
  });

  for (const code of [
    'outage',
    'timeout',
    'cut',
    'invalid-answer',
    'too-long',
    'provider',
    'model-missing',
    'ran-away',
  ] as const) {
    test(`after “${code}” the next is asked`, async () => {
      const { router, asked } = setUp('image', { 'a:1': fails(code), 'b:2': sees });
      const routed = await router.route('describe', picture, open());
      assert.ok(routed.ok && routed.spec === 'b:2');
      assert.deepEqual(asked, ['a:1', 'b:2']);
    });
  }

  test('and says how long those took that were asked in vain, without their wait for a slot', async () => {
    const slow = (code: ModelErrorCode) => ({
      describe: async (): Promise<Answer<Description>> => {
        const until = performance.now() + 30;
        while (performance.now() < until) await new Promise(setImmediate);
        return { ok: false, error: modelError(code, 'No.', 'Wait.') };
      },
    });
    const limit: RouterOptions['limit'] = async (_spec, _room, work) => {
      const until = performance.now() + 500;
      while (performance.now() < until) await new Promise(setImmediate);
      return work({ servedAt: performance.now() });
    };
    const { router } = setUp(
      'image',
      { 'a:1': slow('timeout'), 'b:2': slow('outage'), 'c:3': sees },
      { limit },
    );
    const routed = await router.route('describe', picture, open());
    assert.ok(routed.ok && routed.vainSeconds !== undefined);
    assert.ok(routed.vainSeconds >= 0.06 && routed.vainSeconds < 0.5, `${routed.vainSeconds} s`);
    const { router: alone } = setUp('image', { 'a:1': slow('timeout') });
    const failed = await alone.route('describe', picture, open());
    assert.ok(!failed.ok && (failed.vainSeconds ?? 0) >= 0.03);
    const { router: good } = setUp('image', { 'a:1': sees });
    assert.equal('vainSeconds' in (await good.route('describe', picture, open())), false);
  });

  test('each that is asked is watched from when it has a slot, and may be broken off while we go on', async () => {
    const steps: string[] = [];
    const limit: RouterOptions['limit'] = (spec, _room, work) => {
      steps.push(`slot ${spec}`);
      return work({ servedAt: performance.now() });
    };
    const stuck = async (_request: unknown, signal: AbortSignal): Promise<Answer<Description>> => {
      if (!signal.aborted) await once(signal, 'abort');
      return { ok: false, error: modelError('aborted', 'No.', 'Wait.') };
    };
    const { router } = setUp('image', { 'a:1': { describe: stuck }, 'b:2': sees }, { limit });
    const watch: Watch = async (spec, turn, work) => {
      assert.ok(turn.servedAt !== undefined);
      steps.push(`watch ${spec}`);
      const answer = await work(spec === 'a:1' ? AbortSignal.abort() : new AbortController().signal);
      return answer.ok ? answer : { ok: false, error: modelError('ran-away', 'No.', 'Wait.') };
    };
    const routed = await router.route('describe', picture, { ...open(), watch });
    assert.ok(routed.ok && routed.spec === 'b:2');
    assert.deepEqual(steps, ['slot a:1', 'watch a:1', 'slot b:2', 'watch b:2']);
  });

  test('that one ran away is told, however the next one failed', async () => {
    const { router } = setUp('image', { 'a:1': fails('ran-away'), 'b:2': fails('cut') });
    const routed = await router.route('describe', picture, open());
    assert.ok(!routed.ok && routed.cause === 'failed');
    assert.deepEqual([routed.spec, routed.error.code], ['a:1', 'ran-away']);
  });

  for (const code of ['bad-input', 'aborted'] as const) {
    test(`after “${code}” nobody else is asked`, async () => {
      const { router, asked } = setUp('image', { 'a:1': fails(code), 'b:2': sees });
      const routed = await router.route('describe', picture, open());
      assert.ok(!routed.ok && routed.cause === 'failed' && routed.error.code === code);
      assert.deepEqual(asked, ['a:1']);
    });
  }

  test('when all who tried failed, the last error tells', async () => {
    const { router } = setUp('image', {
      'a:1': fails('cut'),
      'b:2': fails('timeout'),
      'c:3': fails('outage'),
    });
    const routed = await router.route('describe', picture, open());
    assert.ok(!routed.ok && routed.cause === 'failed');
    assert.deepEqual([routed.spec, routed.error.code], ['b:2', 'timeout']);
  });
});

describe('when nobody can do it now', () => {
  test('it is an outage as long as one that could is only down', async () => {
    const { router } = setUp('image', {
      'absent:1': { ...sees, availability: absent },
      'down:2': { ...sees, availability: down },
    });
    const routed = await router.route('describe', picture, open());
    assert.ok(!routed.ok && routed.cause === 'unavailable' && routed.outage);
    assert.equal(routed.reason, 'No model can describe pictures now: It is absent; It is down.');
    assert.equal(routed.hint, 'Start it.');
    assert.deepEqual(
      routed.missing.map(({ spec, outage }) => [spec, outage]),
      [
        ['absent:1', false],
        ['down:2', true],
      ],
    );
  });

  test('models that lack the same have one reason', async () => {
    const { router } = setUp('image', {
      'down:1': { ...sees, availability: down },
      'down:2': { ...sees, availability: down },
    });
    const routed = await router.route('describe', picture, open());
    assert.ok(!routed.ok && routed.cause === 'unavailable');
    assert.equal(routed.reason, 'No model can describe pictures now: It is down.');
  });

  test('it is none when something has to be installed or named', async () => {
    const { router } = setUp('image', { 'blind:1': {}, 'absent:2': { ...sees, availability: absent } });
    const routed = await router.route('describe', picture, open());
    assert.ok(!routed.ok && routed.cause === 'unavailable' && !routed.outage);
    const empty = await setUp('image', {}).router.route('describe', picture, open());
    assert.ok(!empty.ok && empty.cause === 'unavailable' && !empty.outage);
    assert.match(empty.hint, /"models\.image\.night"/);
  });

  test('a call that met an outage counts as one, and the next claim need not ask again', async () => {
    const { router, checked } = setUp('image', { 'a:1': fails('outage') });
    const routed = await router.route('describe', picture, open());
    assert.ok(!routed.ok && routed.cause === 'unavailable' && routed.outage);
    const ready = await router.availableFor('describe', { private: false });
    assert.ok(!ready.ok && ready.outage);
    assert.deepEqual(checked, ['a:1']);
  });

  test('availableFor() names who would do it, without doing it', async () => {
    const { router, asked } = setUp('image', { 'a:1': { ...sees, availability: down }, 'b:2': sees });
    assert.deepEqual(await router.availableFor('describe', { private: false }), {
      ...{ ok: true, spec: 'b:2', slots: 2, contextTokens: 4096 },
    });
    assert.deepEqual(asked, []);
  });
});

describe('private content', () => {
  test('never goes to another machine, not even to be refused there', async () => {
    const { router, asked, checked } = setUp('image', { 'far:1': { ...sees, place: 'network' } });
    const routed = await router.route('describe', picture, { ...open(), private: true });
    assert.ok(!routed.ok && routed.cause === 'unavailable' && !routed.outage);
    assert.deepEqual([asked, checked], [[], []]);
    assert.ok((await router.route('describe', picture, open())).ok);
  });

  test('goes to a model of this machine further down the list', async () => {
    const { router } = setUp('image', { 'far:1': { ...sees, place: 'network' }, 'near:2': sees });
    const routed = await router.route('describe', picture, { ...open(), private: true });
    assert.ok(routed.ok && routed.spec === 'near:2');
  });
});

describe('lanes and aborts', () => {
  test('every attempt goes through the lane of its model', async () => {
    const lanes: [string, number, number][] = [];
    const { router } = setUp(
      'image',
      { 'a:1': fails('cut'), 'b:2': { ...sees, slots: 5, ahead: 1 } },
      {
        limit: (spec, { slots, ahead }, work) => {
          lanes.push([spec, slots, ahead]);
          return work({ servedAt: performance.now() });
        },
      },
    );
    await router.route('describe', picture, open());
    assert.deepEqual(lanes, [
      ['a:1', 2, 0],
      ['b:2', 5, 1],
    ]);
  });

  test('the wait at the server behind other calls is no time of this one', async () => {
    const limit: RouterOptions['limit'] = (_spec, _room, work) => {
      const turn: Turn = { servedAt: undefined };
      const answer = work(turn);
      turn.servedAt = performance.now() + 400;
      return answer;
    };
    const { router } = setUp('image', { 'a:1': sees }, { limit });
    const routed = await router.route('describe', picture, open());
    assert.ok(routed.ok);
    // A second, as it says, of which it waited for four tenths.
    assert.ok(Math.abs(routed.usage.seconds - 0.6) < 0.05, `${routed.usage.seconds} s`);
  });

  test('a lane that gives up on an abort is an abort, not an exception', async () => {
    const abort = new AbortController();
    const { router } = setUp(
      'image',
      { 'a:1': sees, 'b:2': sees },
      {
        limit: async () => {
          abort.abort();
          throw new Error('aborted while waiting');
        },
      },
    );
    const routed = await router.route('describe', picture, { private: false, signal: abort.signal });
    assert.ok(!routed.ok && routed.cause === 'failed' && routed.error.code === 'aborted');
  });

  test('an abort before the start asks nobody', async () => {
    const { router, asked } = setUp('image', { 'a:1': sees });
    const routed = await router.route('describe', picture, { private: false, signal: AbortSignal.abort() });
    assert.ok(!routed.ok && routed.cause === 'failed' && routed.error.code === 'aborted');
    assert.deepEqual(asked, []);
  });
});

describe('text and embeddings', () => {
  const writes: Partial<Provider> = {
    generate: async ({ prompt }) => ({
      ok: true,
      value: prompt.includes('Summarise it.')
        ? JSON.stringify({
            title: 'A letter',
            summary: 'Ada wrote.',
            keyPoints: [],
            tags: [],
            language: 'en',
          })
        : JSON.stringify({
            people: ['Ada Lovelace', 'Bob'],
            organisations: [],
            places: ['Berlin'],
            dates: [],
            amounts: [],
          }),
      usage,
    }),
  };

  test('a model that generates can summarise and extract', async () => {
    const parts: unknown[] = [];
    const { router } = setUp('text', { 'a:1': writes });
    const routing = { ...open(), onPart: (...part: unknown[]) => parts.push(part) };
    const summary = await router.route('summarise', letter, routing);
    assert.ok(summary.ok && summary.value.title === 'A letter');
    const entities = await router.route('extract', letter, open());
    assert.ok(entities.ok);
    assert.deepEqual(entities.value.people, ['Ada Lovelace']);
    assert.deepEqual(parts, [['a:1', 1, 1]]);
  });

  test('a model that summarises by itself is not prompted', async () => {
    const value = { title: 'Own', summary: 'Own.', keyPoints: [], tags: [], language: 'en' };
    const { router } = setUp('text', {
      'a:1': { ...writes, summarise: async () => ({ ok: true, value, usage }) },
    });
    const summary = await router.route('summarise', letter, open());
    assert.ok(summary.ok && summary.value.title === 'Own');
  });

  test('an embedding has a little-endian vector for every chunk of the text', async () => {
    const { router } = setUp('embed', {
      'a:1': {
        embed: async (texts) => ({ ok: true, value: texts.map(() => Float32Array.of(1, -2.5)), usage }),
      },
    });
    const text = 'A sentence that means something. '.repeat(400);
    const embedding = await router.route('embed', { text, name: 'a.txt' }, open());
    assert.ok(embedding.ok);
    assert.equal(embedding.value.dimension, 2);
    assert.ok(embedding.value.chunks.length > 2);
    assert.equal(embedding.value.chunks.map((chunk) => chunk.text).join(' '), text.trim());
    const bytes = Buffer.from(embedding.value.chunks[0]?.vector ?? '', 'base64');
    assert.deepEqual([bytes.readFloatLE(0), bytes.readFloatLE(4)], [1, -2.5]);
  });

  test('vectors of different lengths are refused', async () => {
    const { router } = setUp('embed', {
      'a:1': {
        embed: async (texts) => ({
          ok: true,
          value: texts.map((_, index) => new Float32Array(index + 1)),
          usage,
        }),
      },
    });
    const text = 'A sentence that means something. '.repeat(400);
    const embedding = await router.route('embed', { text, name: 'a.txt' }, open());
    assert.ok(!embedding.ok && embedding.cause === 'failed' && embedding.error.code === 'invalid-answer');
  });
});
