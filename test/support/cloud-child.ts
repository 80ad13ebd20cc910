/** Does all that waits in a root, and buys what stalls, of the services that it is told of. It is there to be killed. */
import { rootAt } from '../../src/folders/root.ts';
import { openNightshift } from '../../src/nightshift.ts';
import { shortPauses } from './cloud-journey.ts';

/** What it is told. */
export interface CloudErrand {
  readonly path: string;
  readonly environment: Readonly<Record<string, string>>;
}

process.once('message', async ({ path, environment }: CloudErrand) => {
  const problems: string[] = [];
  const nightshift = await openNightshift({
    root: rootAt(path),
    environment,
    tell: (event) => {
      if (event.type === 'notice' && event.level === 'error') problems.push(event.message);
    },
    pauses: shortPauses,
  });
  const report = await nightshift?.run();
  await nightshift?.stop();
  process.send?.({ report, problems }, () => process.disconnect());
});
// All is loaded: what is timed from here on is the work.
process.send?.('ready');
