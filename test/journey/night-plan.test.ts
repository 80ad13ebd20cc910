/** The plan of the night, followed by the running program: what is bought, what is not, and in which order work is done. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { Journal } from '../../src/folders/journal.ts';
import { renderStatusMarkdown } from '../../src/report/status-markdown.ts';
import { photo, writeBudget } from '../support/cloud-journey.ts';
import type { Journey } from '../support/journey.ts';
import { done, nightOf, routes, settings, text, vision } from '../support/night-journey.ts';

/** Twelve pictures, one more that is private, and three texts: 2 loads, 13 × 19.2 s and 2.5 s, 262 s together. */
async function dropAll(journey: Journey): Promise<void> {
  for (let shade = 0; shade < 12; shade += 1) await journey.drop(`${shade}.jpg`, await photo(shade));
  await journey.drop('private/mine.jpg', await photo(99));
  for (const name of ['a.txt', 'b.txt', 'c.txt']) await journey.drop(name);
}
const files = 16;

describe('a night that is too short for its pictures', () => {
  it('buys as many as it must and no more; the rest, all texts and what is private are done here', async (t) => {
    const { journey, openai, loads, start } = await nightOf(t, 110);
    await dropAll(journey);
    await start();
    await journey.until('stalled');
    const { plan } = await journey.nightshift.status();
    assert.equal(plan?.verdict, 'buys');
    assert.match(plan?.reasons.join(' ') ?? '', /16 files wait; .* the 9 cheapest files that save enough/);
    await done(journey, files);
    const all = await routes(journey);
    const bought = Object.keys(all).filter((name) => all[name] === 'cloud');
    // 8 × 18 s would leave 118 s of work for 110 s.
    assert.equal(bought.length, 9);
    assert.ok(
      bought.every((name) => /^\d+\.jpg\.md$/.test(name)),
      bought.join(),
    );
    const note = await journey.note(`done/${bought[0]}`);
    assert.match(String(note.data.stalled), /^The night is too short: this machine alone should be done at /);
    assert.deepEqual(loads(), ['qwen3-vl', 'llama3.3'], 'each model was loaded once');
    assert.ok(openai.requests.every(({ bytes }) => !bytes.includes('This is the file')));
  });

  it('buys nothing when the caps leave less than it would take, and says so', async (t) => {
    const { journey, openai, loads, start } = await nightOf(t, 110, { perDay: 0.003 });
    await dropAll(journey);
    await start();
    await journey.until('claimed');
    const status = await journey.nightshift.status();
    assert.equal(status.plan?.verdict, 'over-cap');
    assert.match(renderStatusMarkdown(status), /would cost \$0\.\d\d, which is more than the caps leave/);
    await done(journey, files);
    assert.deepEqual(new Set(Object.values(await routes(journey))), new Set(['local']));
    assert.deepEqual(openai.requests, []);
    assert.deepEqual(loads(), ['qwen3-vl', 'llama3.3']);
  });

  it('buys nothing because the model of this machine is away', async (t) => {
    const { journey, openai, start } = await nightOf(t, 110, {}, 'http://127.0.0.1:1');
    await dropAll(journey);
    await start();
    await Promise.all(
      ['11.jpg', 'c.txt'].map((path) => journey.until('waiting', (event) => event.path === path)),
    );
    assert.deepEqual([openai.requests, journey.told('stalled')], [[], []]);
    const { plan } = await journey.nightshift.status();
    assert.deepEqual([plan?.verdict, plan?.micros], ['in-time', 0]);
  });

  it('is planned anew when budget.json is edited in the middle of it', async (t) => {
    const { journey, root, ollama, openai, start } = await nightOf(t, 110, { perDay: 0.003 });
    ollama.fault({ kind: 'hang', model: 'qwen3-vl' });
    await dropAll(journey);
    await start();
    await ollama.requested('/api/chat');
    assert.equal((await journey.nightshift.status()).plan?.verdict, 'over-cap');
    assert.deepEqual(openai.requests, []);
    await writeBudget(root);
    const { path, why } = await journey.until('stalled');
    assert.match(why, /^The night is too short/);
    const first = journey.told('claimed').find((event) => event.path === path);
    await journey.until('claimed', (event) => event.path === path && event !== first);
    assert.ok(openai.count('create') > 0, 'it was bought');
  });

  it('buys nothing more once the window has closed: what was not sent by then waits for the next night', async (t) => {
    const { journey, root, openai, start } = await nightOf(t, 110);
    openai.strike('create', { kind: 'delay', milliseconds: 4000 }, Number.POSITIVE_INFINITY);
    await dropAll(journey);
    await start();
    let stalled = 0;
    await journey.until('stalled', () => ++stalled === 9);
    const window = { ...settings.window, to: '05:00' };
    await writeFile(root.settingsFile, JSON.stringify({ ...settings, window }));
    await journey.until('notice', ({ message }) => message.includes('need not be bought any more'));
    while ((await journey.names('cloud')).length > 0) await setImmediate();
    const home = (await journey.names('ingest')).filter((name) => /^\d+\.jpg$/.test(name));
    assert.ok(home.length > 3, home.join());
    assert.ok(openai.count('create') < 9, String(openai.count('create')));
  });

  it('does what is dropped into now/ before anything else, whatever was planned', async (t) => {
    const { journey, start } = await nightOf(t, 110, { perDay: 0.003 });
    await dropAll(journey);
    await journey.drop('now/urgent.txt');
    await start();
    await done(journey, files + 1);
    const claimed = journey.told('claimed').map(({ path }) => path);
    // It was dropped last, and is a text; so many files are taken up together.
    assert.ok(claimed.indexOf('now/urgent.txt') < availableParallelism() + 2, claimed.join());
  });

  it('brings home what an earlier night was to buy and did not', async (t) => {
    const { journey, openai, send, start } = await nightOf(t, 110);
    const bytes = await photo(7);
    await send('old.jpg', bytes);
    const before = new Journal(journey.root.stateFile);
    before.noteStall(createHash('sha256').update(bytes).digest('hex'), {
      ...{ task: 'describe', reason: 'The night is too short.', lacking: false, planned: true },
    });
    before.close();
    await start();
    await done(journey, 1);
    assert.deepEqual(await routes(journey), { 'old.jpg.md': 'local' });
    assert.deepEqual(openai.requests, []);
  });

  it('does here what is left of a file when no more of it can be bought', async (t) => {
    const { journey, openai, start } = await nightOf(t, 110);
    // 6 × 19.2 s and 2 loads: one of them has to be bought, or two where this takes long.
    for (let shade = 0; shade < 6; shade += 1) await journey.drop(`${shade}.jpg`, await photo(shade));
    await start();
    await journey.until('stalled');
    // Its words come first; it is asked after twice before anything else is sent.
    while (openai.count('create') === 0) await setImmediate();
    openai.strike('prepare', { kind: 'status', status: 429 }, Number.POSITIVE_INFINITY);
    await done(journey, 6);
    assert.equal(openai.count('create'), 1);
    const all = await routes(journey);
    const bought = Object.keys(all).filter((name) => all[name] === 'cloud');
    assert.equal(bought.length, 1);
    const { models } = (await journey.note(`done/${bought[0]}`)).data;
    assert.deepEqual(models, {
      ...{ recognise: 'openai:gpt-6-luna', describe: vision, summarise: text, extract: text },
    });
    assert.deepEqual(await journey.names('cloud'), []);
  });

  it('does here what was to be bought and cannot be', async (t) => {
    const { journey, openai, start } = await nightOf(t, 110);
    openai.strike('prepare', { kind: 'status', status: 429 }, Number.POSITIVE_INFINITY);
    await dropAll(journey);
    await start();
    await done(journey, files);
    assert.ok(journey.told('stalled').length > 0, 'it was tried');
    assert.ok(journey.told('notice').some(({ message }) => message.includes('cannot be bought now')));
    assert.deepEqual(new Set(Object.values(await routes(journey))), new Set(['local']));
    assert.deepEqual([openai.count('create'), await journey.names('cloud')], [0, []]);
  });
});
