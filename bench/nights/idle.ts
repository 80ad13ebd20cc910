/** A real night with a real server beside it: how long no request is outstanding at the model while work waits. */

import { openNightshift } from '../../src/nightshift.ts';
import { Child } from '../child.ts';
import { randomOf } from '../random.ts';
import { withScratchRoot } from '../scratch.ts';
import { writeMixed } from './idle-files.ts';
import type { IdleFigures, IdleRequest } from './idle-server.ts';

/** A model takes so long for a call, in milliseconds. */
const delays = { leastMs: 1000, mostMs: 2000 };

/** All of it by one model, at any hour. */
const settings = {
  window: { from: '00:00', to: '00:00' },
  models: {
    text: { night: ['ollama:one'] },
    image: { night: ['ollama:one'] },
    embed: { night: [] },
  },
};

/** Works off `files` mixed files by the window. Throws when one of them fails. */
export async function idleNight(files: number, seed: number): Promise<IdleFigures> {
  const server = new Child('nights/idle-server.ts');
  const ask = <Value>(request: IdleRequest): Promise<Value> => server.ask<Value>(request);
  try {
    const host = await ask<string>({ type: 'serve', seed, ...delays });
    return await withScratchRoot(settings, async (root) => {
      await writeMixed(root.ingest, files, randomOf(seed));
      const ended = Promise.withResolvers<void>();
      let done = 0;
      const nightshift = await openNightshift({
        root,
        // One call at a time is the hardest: every pause of ours is one of the model.
        environment: { OLLAMA_HOST: host, OLLAMA_NUM_PARALLEL: '1' },
        tell: (event) => {
          if (event.type === 'failed') ended.reject(new Error(`${event.path}: ${event.reason}`));
          if (event.type === 'done' && ++done === files) ended.resolve();
        },
      });
      try {
        await nightshift?.start();
        await ended.promise;
        return await ask<IdleFigures>({ type: 'figures' });
      } finally {
        await nightshift?.stop();
      }
    });
  } finally {
    await server.close();
  }
}
