/** Who does a task is one line of settings.json: nothing else changes when a picture goes to another model. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { it } from 'node:test';
import { openCloudJourney, photo } from '../support/cloud-journey.ts';
import { bareEnvironment, plainRoot } from '../support/journey.ts';
import { startOllamaServer } from '../support/ollama-server.ts';

/** The whole file, as a person types it; the line that is given names who sees pictures. */
const settingsWith = (line: string): string => `{
  "stabilityMs": 20,
  "models": {
    "text": { "night": ["builtin:extractive"] },
    ${line}
    "audio": { "night": [], "burst": [] },
    "embed": { "night": [] }
  },
  "cloud": { "prices": { "replicate:owner/sees": { "perSecond": 0.000225 } } }
}
`;

/** Who is to do it, and the one line that says so. */
const choices = [
  ['ollama:qwen3-vl', '"image": { "night": ["ollama:qwen3-vl"], "burst": [] },'],
  ['openai:gpt-6-luna', '"image": { "night": [], "burst": ["openai:gpt-6-luna"] },'],
  ['replicate:owner/sees', '"image": { "night": [], "burst": ["replicate:owner/sees"] },'],
] as const;

it('the settings of the three differ in one line', () => {
  const lines = choices.map(([, line]) => settingsWith(line).split('\n'));
  const [first = []] = lines;
  const differing = first.filter((line, index) => lines.some((other) => other[index] !== line));
  assert.equal(differing.length, 1);
  assert.ok(lines.every((other) => other.length === first.length));
});

for (const [spec, line] of choices) {
  it(`a picture is described by ${spec} when that line names it, and the front matter says so`, async (t) => {
    const ollama = await startOllamaServer();
    t.after(() => ollama.close());
    const root = await plainRoot(t);
    await writeFile(root.settingsFile, settingsWith(line));
    const { journey, openai, replicate, reopen } = await openCloudJourney(t, { root });
    await journey.nightshift.stop();
    const environment = {
      ...bareEnvironment,
      OLLAMA_HOST: ollama.url,
      OPENAI_API_KEY: openai.key,
      OPENAI_BASE_URL: openai.baseUrl,
      REPLICATE_API_TOKEN: replicate.key,
      REPLICATE_BASE_URL: replicate.baseUrl,
    };
    const next = await reopen({ environment });
    await next.drop('beach.jpg', await photo());
    await next.run();
    const { data } = await next.note('done/beach.jpg.md');
    assert.equal((data.models as Record<string, string>).describe, spec);
    const isPaid = !spec.startsWith('ollama:');
    assert.equal(data.route, isPaid ? 'cloud' : 'local');
    assert.equal(Number(data.cost_usd) > 0, isPaid);
    assert.equal(openai.count('create'), spec.startsWith('openai:') ? 1 : 0);
    assert.equal(replicate.count('create'), spec.startsWith('replicate:') ? 1 : 0);
  });
}
