/**
 * `npm run real-time`: the true program, the true scheduler and the true clock, around windows of two minutes. Takes
 * about seven minutes, mostly asleep. Prints what was seen; ends with 1 where a promise was broken.
 */
import { RealNight } from './night-process.ts';
import {
  clockMoved,
  runBesideStart,
  type Scenario,
  type Seen,
  stoppedAcrossBoth,
  stoppedAcrossClosing,
  stoppedAcrossOpening,
  twoWindows,
} from './scenarios.ts';

/** How long each call of the model takes, in milliseconds. */
const slowMs = 4000;

const scenarios: Readonly<Record<string, Scenario>> = {
  'a window and the next': twoWindows,
  'stopped across the opening': stoppedAcrossOpening,
  'stopped across the closing': stoppedAcrossClosing,
  'stopped across both': stoppedAcrossBoth(true),
  'stopped across both, no catching up': stoppedAcrossBoth(false),
  'the clock moved between two processes': clockMoved,
  'run beside start': runBesideStart,
};

async function play(name: string, scenario: Scenario): Promise<readonly Seen[]> {
  const night = await RealNight.open(slowMs);
  try {
    return await scenario(night);
  } catch (error) {
    return [{ what: 'it can be played', seen: String(error), kept: false }];
  } finally {
    await night.close();
    process.stderr.write(`${name}: over (${night.root.path})\n`);
  }
}

const tables = await Promise.all(
  Object.entries(scenarios).map(async ([name, scenario]) => ({ name, seen: await play(name, scenario) })),
);
for (const { name, seen } of tables) {
  const width = Math.max(...seen.map(({ what }) => what.length));
  const rows = seen.map(
    (row) => `${row.kept ? 'kept  ' : 'BROKEN'}  ${row.what.padEnd(width)}  ${row.seen}\n`,
  );
  process.stdout.write(`\n${name}\n${rows.join('')}`);
}
if (tables.some(({ seen }) => seen.some(({ kept }) => !kept))) process.exitCode = 1;
