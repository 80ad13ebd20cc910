import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Worker } from 'node:worker_threads';
import { createExtractive } from '../../../src/models/builtin/extractive.ts';
import type { Provider } from '../../../src/models/contract.ts';

const patient = new AbortController().signal;
const request = { text: 'The harbour was opened in May.', name: 'a.txt' };

function open(t: TestContext, thread: URL): Provider {
  const provider = createExtractive({ threads: 1, thread });
  t.after(() => provider.close?.());
  return provider;
}

test('texts that wait for threads that cannot load fail at once, and truly', async (t) => {
  const provider = open(t, new URL('./no-such-thread.ts', import.meta.url));
  for (let round = 0; round < 2; round++) {
    const answers = await Promise.all([
      provider.summarise?.(request, patient),
      provider.summarise?.(request, patient),
    ]);
    for (const answer of answers) {
      assert.ok(answer !== undefined && !answer.ok);
      assert.equal(answer.error.code, 'provider');
      assert.match(answer.error.reason, /builtin:extractive failed: Cannot find module .*no-such-thread/);
    }
  }
});

/** Resolves when the next thread that this process starts has ended. */
async function nextThreadEnds(): Promise<void> {
  const [thread] = (await once(process, 'worker')) as [Worker];
  await new Promise((resolve) => thread.once('exit', resolve));
}

test('a thread that fails after its answer ends neither the program nor the work', async (t) => {
  const provider = open(t, new URL('./faulty-thread.ts', import.meta.url));
  for (let round = 0; round < 2; round++) {
    const ended = nextThreadEnds();
    const answer = await provider.summarise?.(request, patient);
    assert.ok(answer?.ok, JSON.stringify(answer));
    await ended;
  }
});

test('an answer is kept by nobody but its caller, however long the threads live', async (t) => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const provider = createExtractive({ threads: 1 });
  t.after(() => provider.close?.());
  const value = async (): Promise<WeakRef<object>> => {
    const answer = await provider.summarise?.(request, patient);
    assert.ok(answer?.ok, JSON.stringify(answer));
    return new WeakRef(answer.value);
  };
  const answer = await value();
  await setImmediate();
  collect();
  assert.equal(answer.deref(), undefined);
});
