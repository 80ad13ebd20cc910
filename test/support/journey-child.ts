/** Does all that waits in the root that it is told of, with a model that answers at once. It is there to be killed. */
import { rootAt } from '../../src/folders/root.ts';
import { openNightshift } from '../../src/nightshift.ts';
import { bareEnvironment } from './journey.ts';
import { SteeredModel } from './steered-model.ts';

process.once('message', async (path) => {
  const { provider } = new SteeredModel();
  const root = rootAt(String(path));
  const problems: string[] = [];
  const nightshift = await openNightshift({
    root,
    environment: bareEnvironment,
    tell: (event) => {
      if (event.type === 'notice' && event.level !== 'info') problems.push(event.message);
    },
    provider,
  });
  const report = await nightshift?.run();
  await nightshift?.stop();
  process.send?.({ report, problems }, () => process.disconnect());
});
// All is loaded: what is timed from here on is the work.
process.send?.('ready');
