/** What a provider that can write does for the memory through the router, and one that cannot does not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { createAvailability } from '../../src/models/availability.ts';
import type { Provider } from '../../src/models/contract.ts';
import { fence, systemPrompt } from '../../src/models/prompts.ts';
import { createRouter, type Router } from '../../src/models/router.ts';
import { promptModel } from '../../src/models/understand-answer.ts';
import { defaultSettings } from '../../src/settings.ts';

type Use = (body: (subject: { readonly provider: Provider }) => Promise<void>) => Promise<void>;

const passages = ['The heating was serviced in May.', 'Ada plays chess.'];
const rerank = { question: 'When was the heating serviced?', passages };
const answer = {
  system: systemPrompt,
  prompt: `${fence('The heating was serviced in May.')}\n\nWhat was serviced?`,
  schema: z.object({ title: z.string() }),
  maxOutputTokens: 200,
};

function routerOver(provider: Provider): Router {
  const night = [provider.spec];
  return createRouter({
    provider: () => provider,
    lists: () => ({
      ...defaultSettings.models,
      text: { night, burst: [] },
      rerank: { night, burst: [] },
    }),
    availability: createAvailability({ now: () => 1 }),
    limit: (_spec, _room, work) => work({ servedAt: performance.now() }),
  });
}

const open = () => ({ private: false, signal: new AbortController().signal });

/** Declares the tests of `rerank` and `answer`. */
export function promptedTasks(use: Use, canWrite: boolean): void {
  if (!canWrite) {
    test('it is asked neither to judge passages nor to answer, and nobody waits for it to learn that', () =>
      use(async ({ provider }) => {
        const router = routerOver(provider);
        for (const routed of [
          await router.route('rerank', rerank, open()),
          await router.route('answer', answer, open()),
        ]) {
          assert.ok(!routed.ok && routed.cause === 'unavailable' && !routed.outage);
        }
      }));
    return;
  }

  test('rerank gives each passage its mark', () =>
    use(async ({ provider }) => {
      const routed = await routerOver(provider).route('rerank', rerank, open());
      assert.ok(routed.ok, JSON.stringify(routed));
      assert.equal(routed.value.length, passages.length);
      for (const mark of routed.value) assert.ok(Number.isInteger(mark) && mark >= 0 && mark <= 10);
    }));

  test('answer gives data of the shape that was asked for', () =>
    use(async ({ provider }) => {
      const routed = await promptModel(routerOver(provider), answer, open());
      assert.ok(routed.ok, JSON.stringify(routed));
      assert.equal(typeof routed.value.title, 'string');
    }));

  test('a prompt that its context cannot hold is refused whole', () =>
    use(async ({ provider }) => {
      const router = routerOver(provider);
      const able = await router.availableFor('answer', { private: true });
      assert.ok(able.ok, 'a model of this machine may see what is private');
      const long = 'heating '.repeat(able.contextTokens);
      for (const routed of [
        await promptModel(router, { ...answer, prompt: fence(long) }, open()),
        await router.route('rerank', { ...rerank, passages: [long] }, open()),
      ]) {
        assert.ok(!routed.ok && routed.cause === 'failed', JSON.stringify(routed));
        assert.equal(routed.error.code, 'too-long');
      }
    }));
}
