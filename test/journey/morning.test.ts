/** What the night did is told in reports/ when its window closes, whoever is there then. */
import assert from 'node:assert/strict';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Root } from '../../src/folders/root.ts';
import type { Provider } from '../../src/models/contract.ts';
import { abortedError, refused } from '../../src/models/errors.ts';
import { blindSettings, openCloudJourney, photo } from '../support/cloud-journey.ts';
import {
  Journey,
  type JourneyOptions,
  namesBelow,
  plainRoot,
  quickSettings,
  readNote,
  shutWindow,
} from '../support/journey.ts';
import { SteeredModel, steeredSettings } from '../support/steered-model.ts';

const night = { from: '01:00', to: '06:00', timeZone: 'UTC', catchUp: false };
const settings = { ...quickSettings, window: night };

/** A clock that goes on by itself from a time of November 2099, and can be put ahead. */
class NightClock {
  #ahead: number;

  constructor(time: string) {
    this.#ahead = Date.parse(`2099-11-${time}:00Z`) - Date.now();
  }

  now(): number {
    return Date.now() + this.#ahead;
  }

  ahead(minutes: number): void {
    this.#ahead += minutes * 60_000;
  }
}

async function started(t: TestContext, clock: NightClock, options: JourneyOptions = {}): Promise<Journey> {
  const journey = await Journey.open(t, { settings, clock, ...options });
  await journey.nightshift.start();
  return journey;
}

let looks = 0;

/** The minute passes in which the window turns; settings that have changed make the program look at once. */
async function look(root: Root, given: object = settings): Promise<void> {
  looks += 1;
  await writeFile(root.settingsFile, JSON.stringify({ ...given, stabilityMs: 20 + looks }));
}

const reportOf = (root: Root, day: string): string => join(root.reports, `${day}.md`);

describe('the morning report', () => {
  it('is written when the window closes, links what was done, and is named in STATUS.md', async (t) => {
    const clock = new NightClock('23T05:58');
    const journey = await started(t, clock);
    const { root } = journey;
    await journey.drop('letters/garden.txt', 'A letter about a garden. It is short.');
    await journey.drop('letters/copy of garden.txt', 'A letter about a garden. It is short.');
    await journey.drop('empty.txt', '');
    await journey.until('done', ({ path }) => path.endsWith('/garden.txt'));
    await journey.until('done', ({ path }) => path.endsWith('copy of garden.txt'));
    await journey.until('failed');
    assert.deepEqual(
      await namesBelow(root.path).then((all) => all.filter((name) => name.startsWith('reports'))),
      [],
    );
    clock.ahead(2);
    await look(root);
    assert.equal((await journey.until('report')).path, 'reports/2099-11-23.md');
    const { data, body } = await readNote(reportOf(root, '2099-11-23'));
    const { date, kind, done, failed, waiting, bought, cost_usd } = data;
    assert.deepEqual(
      [date, kind, done, failed, waiting, bought, cost_usd],
      ['2099-11-23', 'report', 2, 1, 0, 0, 0],
    );
    assert.match(body, /^- \[garden\.txt\]\(<\.\.\/done\/letters\/garden\.txt\.md>\)/m);
    assert.match(body, /1 file of these was known already\./);
    assert.match(body, /^- \[empty\.txt\]\(<\.\.\/failed\/empty\.txt\.md>\): .*empty/m);
    assert.match(body, /^\| builtin:extractive \| .*summarise 1/m);
    assert.match(body, /The next window is from 2099-11-24 01:00 to 06:00\. Nothing waits for it\./);
    const status = await journey.nightshift.status();
    assert.equal(status.report, 'reports/2099-11-23.md');
    await journey.nightshift.stop();
    assert.match(await readFile(root.statusFile, 'utf8'), /\(<reports\/2099-11-23\.md>\)/);
  });

  it('is written at the next start when the program was not there at the end, for the day of that end', async (t) => {
    const root = await plainRoot(t, settings);
    const before = await started(t, new NightClock('23T03:00'), { root });
    await before.drop('letter.txt');
    await before.until('done');
    await before.nightshift.stop();
    assert.deepEqual(before.told('report'), []);
    await writeFile(join(root.ingest, 'late.txt'), 'This one came by day.');
    const next = await started(t, new NightClock('24T20:00'), { root });
    assert.equal((await next.until('report')).path, 'reports/2099-11-23.md');
    const { data, body } = await readNote(reportOf(root, '2099-11-23'));
    assert.deepEqual([data.done, data.waiting], [1, 1]);
    assert.match(body, /1 file for the turn in the next window/);
    await next.nightshift.stop();
    const third = await started(t, new NightClock('24T21:00'), { root });
    await third.nightshift.stop();
    assert.deepEqual(third.told('report'), [], 'it is written once');
  });

  it('of a night in which nothing happened, with nothing that waits, is none', async (t) => {
    const clock = new NightClock('23T05:58');
    const journey = await started(t, clock);
    clock.ahead(2);
    await look(journey.root);
    await journey.until('window', ({ open }) => !open);
    await journey.nightshift.stop();
    assert.deepEqual(journey.told('report'), []);
    assert.ok(!(await namesBelow(journey.root.path)).some((name) => name.startsWith('reports')));
  });

  it('of a night that was missed and is not caught up says what waits', async (t) => {
    const root = await plainRoot(t, settings);
    await (await started(t, new NightClock('22T20:00'), { root })).nightshift.stop();
    await writeFile(join(root.ingest, 'letter.txt'), 'A letter.');
    const morning = await started(t, new NightClock('23T08:00'), { root });
    await morning.until('report');
    const { data, body } = await readNote(reportOf(root, '2099-11-23'));
    assert.deepEqual([data.done, data.waiting, data.missed], [0, 1, true]);
    assert.match(body, /The night of 2099-11-23 \(01:00 to 06:00\) was missed/);
  });

  it('of a day with a second window is one, in which what the person wrote goes on', async (t) => {
    const clock = new NightClock('23T05:58');
    const journey = await started(t, clock);
    const { root } = journey;
    await journey.drop('first.txt');
    await journey.until('done');
    clock.ahead(2);
    await look(root);
    await journey.until('report');
    await appendFile(reportOf(root, '2099-11-23'), '\nCall the plumber.\n');
    const evening = { ...settings, window: { ...night, from: '06:01', to: '06:30' } };
    clock.ahead(5);
    await look(root, evening);
    await journey.drop('second.txt');
    await journey.until('done', ({ path }) => path === 'second.txt');
    clock.ahead(30);
    const [first] = journey.told('report');
    await look(root, evening);
    await journey.until('report', (event) => event !== first);
    assert.deepEqual(await namesBelow(root.reports), ['2099-11-23.md']);
    const { data, body } = await readNote(reportOf(root, '2099-11-23'));
    assert.equal(data.done, 2);
    assert.match(body, /From 2099-11-23 01:00 to 06:00; from 2099-11-23 06:01 to 06:30\./);
    assert.match(body, /## Notes\n\nCall the plumber\./);
  });

  it('has what was in work when the window closed, and ended soon after', async (t) => {
    const model = new SteeredModel();
    const asked = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const provider = (spec: string): Provider => ({
      ...model.provider(spec),
      extract: async (request, signal) => {
        asked.resolve();
        await release.promise;
        return model.provider(spec).extract?.(request, signal) ?? refused(abortedError(spec));
      },
    });
    const given = { ...steeredSettings, window: { from: '00:00', to: '00:00' } };
    const journey = await Journey.open(t, { settings: given, provider });
    await journey.drop('short.txt', 'A short story.');
    await journey.nightshift.start();
    await asked.promise;
    await look(journey.root, { ...given, window: shutWindow() });
    const atClosing = await journey.until('report');
    assert.equal((await journey.note(atClosing.path)).data.done, 0);
    release.resolve();
    const { path } = await journey.until('report', (event) => event !== atClosing);
    assert.equal(path, atClosing.path);
    const { data, body } = await journey.note(path);
    assert.equal(data.done, 1);
    assert.match(body, /\[short\.txt\]/);
  });

  it('says what was bought, why and for how much, as the ledger has it', async (t) => {
    const clock = new NightClock('23T05:58');
    const given = { ...blindSettings, window: night };
    const { journey, root } = await openCloudJourney(t, { settings: given, clock });
    await journey.nightshift.start();
    await journey.drop('photos/beach.jpg', await photo());
    await journey.until('done');
    clock.ahead(2);
    await look(root, given);
    await journey.until('report');
    const { budget } = await journey.nightshift.status();
    const { data, body } = await readNote(reportOf(root, '2099-11-23'));
    assert.ok((budget?.day.spentUsd ?? 0) > 0);
    assert.deepEqual([data.bought, data.cost_usd], [1, budget?.day.spentUsd]);
    const [row = ''] = body.split('\n').filter((line) => line.includes('beach.jpg') && line.startsWith('|'));
    const [, file, why, model, calls, cost] = row.split('|').map((cell) => cell.trim());
    assert.equal(file, '[cloud/photos/beach.jpg](<../done/photos/beach.jpg.md>)');
    assert.equal(why, 'No model is named that could describe pictures.');
    assert.deepEqual([model, calls, Number(cost?.slice(1))], ['openai:gpt-6-luna', '1', data.cost_usd]);
    assert.match(body, /Spent in this night: \$/);
  });
});
