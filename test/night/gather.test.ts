import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type FactSources, gatherFacts, type WorkNow } from '../../src/night/gather.ts';

const work = (name: string, more: Partial<WorkNow> = {}): WorkNow => {
  return { id: name, name, bytes: 1_000_000, since: 1, private: false, ...more };
};
const away = { ok: false, outage: true, reason: 'Away.', hint: '', missing: [] } as const;

/** The facts of these files, where a model of another machine sees and nobody transcribes. */
async function gathered(files: readonly WorkNow[], more: Partial<FactSources> = {}) {
  const asked: unknown[] = [];
  const facts = await gatherFacts({
    ...{
      now: 1000,
      closesAt: 2000,
      work: files,
      measurements: [],
      loaded: undefined,
      loadMs: () => undefined,
    },
    router: {
      availableFor: async (task, { private: isPrivate }) => {
        if (task === 'transcribe') return away;
        const sees = task === 'recognise' || task === 'describe';
        if (sees && isPrivate) return away;
        return { ok: true, spec: sees ? 'ollama:sees' : 'ollama:writes', slots: 3, contextTokens: 4096 };
      },
    },
    offer: async (tasks) => {
      asked.push(tasks);
      return { micros: 100 * tasks.length, ms: 10 };
    },
    purse: { consent: true, left: 1, perFile: 1, concurrency: 2 },
    ...more,
  });
  return { facts, asked };
}

describe('the facts of a night', () => {
  it('are the steps of each file, and what the cloud would take, asked once for all that are alike', async () => {
    const { facts, asked } = await gathered([work('a.png'), work('b.png'), work('c.txt')]);
    assert.deepEqual(
      facts.files.map(({ id, nature, steps, offer }) => [id, nature, steps.length, offer?.micros]),
      [
        ['a.png', 'image', 4, 200],
        ['b.png', 'image', 4, 200],
        ['c.txt', 'text', 2, undefined],
      ],
    );
    assert.equal(asked.length, 1);
    assert.deepEqual(facts.models.get('ollama:sees')?.slots, 3);
  });

  it('are the pages of a scan: what is asked for it, and what of it a model is at', async () => {
    const extent = { pages: 40, figures: 0, characters: 0, isScan: true };
    const running = { task: 'recognise', elapsedMs: 0 } as const;
    const saved = new Map([['recognise', 10]] as const);
    const { facts, asked } = await gathered(
      [work('a.pdf', { extent }), work('b.pdf', { extent, running, saved }), work('c.pdf', { unsure: true })],
      { loaded: 'ollama:sees' },
    );
    assert.deepEqual(asked[0], [{ task: 'recognise', pictures: 40 }]);
    const [scan, inWork, unseen] = facts.files;
    assert.deepEqual([scan?.nature, scan?.offer?.micros, scan?.steps[0]?.parts], ['image', 100, 4]);
    assert.deepEqual([inWork?.steps[0]?.task, unseen?.unsure], ['summarise', true]);
    // Thirty pages, in the three slots that the model has.
    const pages = scan?.steps[0]?.ms ?? 0;
    assert.deepEqual(
      facts.running.map(({ ms }) => ms),
      Array.from({ length: 3 }, () => ((pages / 40) * 30) / 3),
    );
  });

  it('leave out what a model does that is away: that is no reason to buy anything', async () => {
    const { facts } = await gathered([work('a.mp3')]);
    assert.deepEqual(
      facts.files[0]?.steps.map(({ task }) => task),
      ['summarise', 'extract'],
    );
  });

  it('ask no offer for what is private, was sent, was turned back, or without consent', async () => {
    const files = [
      work('a.png', { private: true }),
      work('b.png', { sentUntil: 5 }),
      work('c.png', { refused: true }),
    ];
    const { facts, asked } = await gathered(files);
    assert.deepEqual([asked, facts.files.map(({ offer }) => offer)], [[], [undefined, undefined, undefined]]);
    assert.equal(facts.files[1]?.sentUntil, 5);
    const purse = { consent: false, left: 1, perFile: 1, concurrency: 2 };
    assert.deepEqual((await gathered([work('a.png')], { purse })).asked, []);
  });

  it('know that what is private can be done by fewer', async () => {
    const { facts } = await gathered([work('a.png', { private: true })]);
    assert.deepEqual(
      facts.files[0]?.steps.map(({ task }) => task),
      ['summarise', 'extract'],
    );
  });

  it('tell what runs from what is still to be done', async () => {
    const running = { task: 'recognise', elapsedMs: 100 } as const;
    const { facts } = await gathered([work('a.png', { running })], { loaded: 'ollama:sees' });
    assert.deepEqual(
      facts.files[0]?.steps.map(({ task }) => task),
      ['describe', 'summarise', 'extract'],
    );
    assert.equal(facts.running.length, 1);
    const other = await gathered([work('a.png', { running })], { loaded: 'ollama:writes' });
    assert.deepEqual(other.facts.running, [], 'it waits for the model that is loaded to end');
  });

  it('know how long a model takes to load, once that was seen', async () => {
    const { facts } = await gathered([work('a.png')], {
      loadMs: (spec) => (spec === 'ollama:sees' ? 90_000 : undefined),
    });
    assert.equal(facts.models.get('ollama:sees')?.loadMs, 90_000);
    assert.ok((facts.models.get('ollama:writes')?.loadMs ?? 0) > 0);
  });
});
