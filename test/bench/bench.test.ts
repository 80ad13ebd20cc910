import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startOllamaServer } from '../support/ollama-server.ts';

/** A bench on a busy machine takes longer than a test may by default. */
const patient = { timeout: 180_000 };

const top = fileURLToPath(new URL('../../', import.meta.url));

/** Kills the command and all that it has started. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  process.kill(-child.pid, 'SIGKILL');
}

/** What `npm run -s bench -- …` prints, with more in its environment where that is given; fails when it ends with anything but 0. */
async function bench(t: TestContext, ...args: readonly (string | NodeJS.ProcessEnv)[]): Promise<string> {
  const words = args.filter((arg) => typeof arg === 'string');
  const environment = args.find((arg) => typeof arg !== 'string');
  const child = spawn('npm', ['run', '-s', 'bench', '--', ...words], {
    cwd: top,
    env: { ...process.env, ...environment },
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

  it('logs --json prints how fast a log is read, and in how much memory', patient, async (t) => {
    assertFigures(await bench(t, 'logs', '--json', '--files', '2'), [
      'seconds',
      'mb_per_s',
      'rss_mb',
      'one_more_ms',
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

  it(
    'ledger --json prints one line of JSON with every figure that is asked for, and nothing is overspent',
    patient,
    async (t) => {
      const output = await bench(t, 'ledger', '--json', '--files', '16', '--rounds', '1');
      assertFigures(output, ['reserve_per_s', 'floor_per_s', 'ratio', 'ratio_8_processes', 'overspend_usd']);
      const { overspend_usd, overspend_rows_usd } = JSON.parse(output);
      assert.equal(overspend_usd, 0);
      assert.deepEqual(
        Object.entries(overspend_rows_usd).filter(([, usd]) => usd !== 0),
        [],
      );
    },
  );

  it(
    'nights --json: what is known is bought as cheaply as can be, in time, and no text ever',
    patient,
    async (t) => {
      const output = await bench(t, 'nights', '--json', '--files', '30', '--seed', '4');
      const shares = ['cost_ratio_known', 'cost_ratio_noisy', 'missed_noisy_share', 'makespan_ratio'];
      const counts = ['nights', 'missed_known', 'text_in_cloud', 'over_cap', 'loads_excess'];
      assertFigures(output, [...shares, ...counts, 'makespan_vs_fifo', 'idle_share']);
      const figures = JSON.parse(output);
      assert.ok(figures.buying_known > 0, 'some night has to buy');
      assert.deepEqual([figures.text_in_cloud, figures.over_cap, figures.missed_known], [0, 0, 0]);
      assert.ok(figures.cost_ratio_known < 1.02, output);
      assert.ok(figures.makespan_vs_fifo < 1, output);
    },
  );

  it('quality --json scores each engine, and the floor beside it', patient, async (t) => {
    const server = await startOllamaServer();
    t.after(() => server.close());
    const output = await bench(t, { OLLAMA_HOST: server.url }, 'quality', '--json', '--files', '3');
    const { seed, files, ...engines } = JSON.parse(output);
    assert.deepEqual([seed, files], [1, 3]);
    assert.deepEqual(Object.keys(engines), [
      'floor',
      'builtin:extractive',
      'ollama:llama3.3',
      'ollama:mistral',
    ]);
    for (const [engine, figures] of Object.entries(engines)) {
      const { development, ...held } = figures as Record<string, number> & { development: object };
      for (const scores of [development, held]) {
        const keys = ['title', 'summary', 'tags', 'entities_f1', 'fields_f1', 'language'];
        assert.deepEqual(Object.keys(scores), keys, engine);
        for (const score of Object.values(scores)) assert.ok(score >= 0 && score <= 1, engine);
      }
    }
    const { floor, 'builtin:extractive': builtin } = engines;
    for (const key of ['title', 'summary', 'tags', 'entities_f1']) assert.ok(builtin[key] > floor[key], key);
  });

  it('quality leaves out what does not answer, and says so', patient, async (t) => {
    const output = await bench(t, { OLLAMA_HOST: '127.0.0.1:1' }, 'quality', '--files', '1');
    assert.match(output, /^ollama:llama3\.3 is left out: No server answers at /m);
    assert.match(output, /^builtin:extractive title +\S+ \(development \S+\)$/m);
  });

  it(
    'ask --json prints an array: the protocol is right more often than one call, and costs less than sending all',
    patient,
    async (t) => {
      const output = await bench(t, 'ask', '--json', '--files', '150', '--seed', '3');
      const arms: readonly Readonly<Record<string, unknown>>[] = JSON.parse(output);
      const of = (name: string) => {
        const found = arms.find(({ arm }) => arm === name);
        for (const key of ['accuracy', 'cloud_usd', 'seed'])
          assert.ok(Number.isFinite(found?.[key]), `${name} ${key}`);
        return found as { readonly accuracy: number; readonly cloud_usd: number };
      };
      const [local, topK, minions, all] = [
        'local-only',
        'top-k + one cloud call',
        'minions',
        'all-in-cloud',
      ].map(of);
      assert.ok(minions!.accuracy > local!.accuracy && minions!.accuracy > topK!.accuracy, output);
      assert.ok(minions!.cloud_usd < all!.cloud_usd / 20, output);
      assert.equal(local!.cloud_usd, 0);
    },
  );

  it('graph --json prints one line of JSON, and makes notes of what is named often', patient, async (t) => {
    const output = await bench(t, 'graph', '--json', '--files', '60');
    const seconds = ['index_s', 'first_s', 'unchanged_s', 'one_more_s'];
    assertFigures(output, [...seconds, 'rss_mb', 'entities', 'edges', 'notes', 'graph_json_mb']);
    const { entities, notes } = JSON.parse(output);
    assert.ok(notes > 10 && notes < entities, output);
  });

  it('search --json prints one line of JSON with every figure that is asked for', patient, async (t) => {
    const output = await bench(t, 'search', '--json', '--files', '500', '--rounds', '1');
    const hasCranfield = existsSync(new URL('../../../shared/samples/cranfield/', import.meta.url));
    const speed = ['text_ms_100k', 'hybrid_ms_100k', 'update_ms_100k', 'rss_mb_100k'];
    assertFigures(output, hasCranfield ? ['ndcg10', 'recall100', ...speed] : speed);
    if (!hasCranfield) return;
    const { ndcg10, recall100, peers } = JSON.parse(output);
    assert.ok(ndcg10 >= 0.385 && recall100 >= 0.736, output);
    for (const name of ['minisearch', 'orama']) {
      assert.ok(peers[name].ndcg10 < ndcg10 && peers[name].recall100 < recall100, name);
    }
  });

  it('an unknown benchmark ends with an error, not with figures', async (t) => {
    await assert.rejects(bench(t, 'nothing', '--json'), /There is no such benchmark/);
  });
});
