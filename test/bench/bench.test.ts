import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

/** A bench on a busy machine takes longer than a test may by default. */
const patient = { timeout: 180_000 };

const top = fileURLToPath(new URL('../../', import.meta.url));

/** Kills the command and all that it has started. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  process.kill(-child.pid, 'SIGKILL');
}

/** What `npm run -s bench -- …` prints; fails when it ends with anything but 0. */
async function bench(t: TestContext, ...words: readonly string[]): Promise<string> {
  const child = spawn('npm', ['run', '-s', 'bench', '--', ...words], {
    cwd: top,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(() => killGroup(child));
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  assert.equal(code, 0, stderr);
  return stdout;
}

/** Fails unless it is one JSON object on one line in which each of these keys has a finite number. */
function assertFigures(output: string, keys: readonly string[]): void {
  assert.match(output, /^\{.*\}\n$/);
  const figures: Readonly<Record<string, unknown>> = JSON.parse(output);
  for (const key of ['seed', ...keys]) assert.ok(Number.isFinite(figures[key]), `${key} in ${output}`);
}

describe('npm run bench', () => {
  it('pipeline --json prints one line of JSON with every figure that is asked for', patient, async (t) => {
    const output = await bench(t, 'pipeline', '--json', '--files', '60', '--rounds', '1', '--seed', '7');
    const keys = ['floor_us', 'engine_us', 'ratio', 'growth', 'rss_mb_100k', 'ready_s_100k'];
    assertFigures(output, [...keys, 'builtin_files_per_s', 'loop_delay_p99_ms']);
    assert.equal(JSON.parse(output).seed, 7);
  });

  it('watch --json prints one line of JSON with every figure that is asked for', patient, async (t) => {
    assertFigures(await bench(t, 'watch', '--json', '--files', '5'), [
      'claim_ms',
      'bare_ms',
      'move_ms',
      'ratio',
    ]);
  });

  it('formats --json prints for each family how many, how fast and how much memory', patient, async (t) => {
    const output = await bench(t, 'formats', '--json', '--rounds', '1');
    const { seed, files, ...families } = JSON.parse(output);
    assert.deepEqual([seed, files], [1, 1]);
    assert.ok(Object.keys(families).length >= 4, output);
    for (const [family, figures] of Object.entries(families)) {
      const { files: count, ok, ms_median, rss_mb } = figures as Record<string, number>;
      for (const figure of [count, ok, ms_median, rss_mb]) assert.ok(Number.isFinite(figure), family);
    }
  });

  it('an unknown benchmark ends with an error, not with figures', async (t) => {
    await assert.rejects(bench(t, 'nothing', '--json'), /There is no such benchmark/);
  });
});
