import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import sharp from 'sharp';
import { closed, type GateFacts, letPicture, letQuestion, letRecording } from '../../src/cloud/gate.ts';
import type { PictureRequest } from '../../src/models/contract.ts';
import type { ImageCargo, PaidOrder, PaidProvider } from '../../src/models/paid-contract.ts';
import { recording } from '../support/cloud-journey.ts';
import { dropBelow } from '../support/journey.ts';
import { scratchFolder } from '../support/scratch-root.ts';

const facts = [
  { private: true, consent: true, code: 'private' },
  { private: true, consent: false, code: 'private' },
  { private: false, consent: false, code: 'no-consent' },
] as const;
const open: GateFacts = { private: false, consent: true };

const toolsIn = (temporary: string) => ({
  environment: { PATH: '' },
  temporary,
  signal: new AbortController().signal,
});

/** A picture that nobody may look at. */
const untouchable: PictureRequest = {
  ...{ mime: 'image/jpeg', width: 1, height: 1 },
  get bytes(): Uint8Array {
    return assert.fail('it was looked at');
  },
};

async function soundIn(t: TestContext): Promise<{ path: string; mime: string; folder: string }> {
  const folder = await scratchFolder(t);
  return { folder, path: await dropBelow(folder, 'talk.wav', recording(2)), mime: 'audio/wav' };
}

describe('the gate', () => {
  for (const { code, ...given } of facts) {
    const words = `${given.private ? 'private' : 'not private'}, ${given.consent ? 'with' : 'without'} consent`;
    it(`lets nothing pass that is ${words}, and does not even look at it`, async (t) => {
      assert.equal(closed(given)?.code, code);
      for (const task of ['describe', 'recognise'] as const) {
        const gated = await letPicture(untouchable, task, given);
        assert.ok(!gated.ok);
        assert.equal(gated.failure.code, code);
      }
      const gated = await letRecording(
        { path: '/nowhere/talk.wav', mime: 'audio/wav' },
        given,
        toolsIn(await scratchFolder(t)),
      );
      assert.ok(!gated.ok);
      assert.equal(gated.failure.code, code);
      assert.match(gated.failure.reason, given.private ? /never leaves this machine/ : /"cloud": "on"/);
    });
  }

  it('lets a picture pass that is neither, as it is made bare for its task', async () => {
    assert.equal(closed(open), undefined);
    const create = { width: 2000, height: 1000, channels: 3, background: 'white' } as const;
    const bytes = await sharp({ create })
      .withExif({ IFD0: { Make: 'secret' } })
      .jpeg()
      .toBuffer();
    for (const [task, side] of [
      ['describe', 1024],
      ['recognise', 2000],
    ] as const) {
      const gated = await letPicture({ bytes, mime: 'image/jpeg', width: 1, height: 1 }, task, open);
      assert.ok(gated.ok);
      assert.deepEqual([gated.value.kind, gated.value.width], ['image', side]);
      assert.equal(Buffer.from(gated.value.bytes).includes('secret'), false);
    }
  });

  it('lets a recording pass in pieces, or says what is missing to make it ready', async (t) => {
    const { folder, ...sound } = await soundIn(t);
    const gated = await letRecording(sound, open, toolsIn(folder));
    assert.ok(gated.ok);
    assert.deepEqual(
      gated.value.map(({ fromSeconds, seconds }) => [fromSeconds, seconds]),
      [[0, 2]],
    );
    const refused = await letRecording({ ...sound, mime: 'audio/ogg' }, open, toolsIn(folder));
    assert.ok(!refused.ok);
    assert.equal(refused.failure.code, 'not-prepared');
  });

  it('lets a question pass with its quotes when its owner allows it twice and nothing of it is private', () => {
    const excerpt = {
      ...{ number: 1, document: 1, text: 'The rent is 100 euros.', note: 'done/a.md', path: 'done/a.pdf' },
      ...{ contents: ['a'], private: false },
    };
    const order = {
      ...{ question: 'What is the rent?', path: 'ask/q.md', answer: 'answers/q.md', allowed: true },
      ...{ budgetUsd: 0.1, excerpts: [excerpt], stands: () => true },
    };
    const known = { consent: true, isPrivate: (sha256: string) => sha256 === 'secret' };
    const gated = letQuestion(order, known);
    assert.ok(gated.ok);
    assert.deepEqual(Object.keys(gated.value).toSorted(), ['kind', 'prompt', 'schema', 'system']);
    assert.match(gated.value.prompt, /The rent is 100 euros\.[\s\S]*"What is the rent\?"/);
    assert.doesNotMatch(gated.value.prompt, /done|\.pdf|answers/);
    const shut = [
      [order, { ...known, consent: false }, 'no-consent'],
      [{ ...order, allowed: false }, known, 'no-consent'],
      [{ ...order, path: 'ask/private/q.md' }, known, 'private'],
      ...[
        { private: true },
        { note: 'done/private/a.md' },
        { path: 'done/x/Private/a.pdf' },
        { contents: ['b', 'secret'] },
      ].map(
        (changes) =>
          [{ ...order, excerpts: [excerpt, { ...excerpt, ...changes }] }, known, 'private'] as const,
      ),
    ] as const;
    for (const [asked, facts, code] of shut) {
      const refused = letQuestion(asked, facts);
      assert.ok(!refused.ok && refused.failure.code === code, JSON.stringify(asked));
    }
  });

  it('is the only one who can make what a paid provider takes: the compiler refuses all else', () => {
    const cargo: ImageCargo = {
      kind: 'image',
      bytes: Buffer.alloc(1),
      mime: 'image/jpeg',
      width: 1,
      height: 1,
    };
    const terms = { task: 'describe', maxOutputTokens: 1, deadlineSeconds: 1, reference: 'a.1' } as const;
    const lookalike = { ...cargo, departing: true } as const;
    // `npm run check:types` is the test: it fails when one of these lines is no error any more.
    const misuse = (provider: PaidProvider, signal: AbortSignal): readonly unknown[] => [
      // @ts-expect-error a picture that did not pass the gate
      provider.create({ ...terms, payload: cargo }, {}, signal),
      // @ts-expect-error an object that looks like one
      provider.prepare({ ...terms, payload: lookalike }, signal),
      // @ts-expect-error words are no picture
      provider.worst({ ...terms, payload: 'words' }),
      // @ts-expect-error neither is a path
      { ...terms, payload: { kind: 'image', path: '/a.jpg' } } satisfies PaidOrder,
    ];
    assert.equal(typeof misuse, 'function');
  });
});
