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

/** How long the model takes for each word of an answer, in milliseconds: some seconds for a file. */
const slowMs = 100;

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
  const seen = await scenario(night).catch((error: unknown): readonly Seen[] => [
    { what: 'it can be played', seen: String(error), kept: false },
  ]);
  const broken = seen.some(({ kept }) => !kept);
  await night.close({ keep: broken });
  process.stderr.write(`${name}: ${broken ? `BROKEN, see ${night.root.path}` : 'kept'}\n`);
  return seen;
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
