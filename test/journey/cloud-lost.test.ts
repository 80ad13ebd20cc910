/** Calls whose answer was lost: found again where the provider can be asked, else a person decides; never sent twice. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Root } from '../../src/folders/root.ts';
import {
  blindSettings,
  breakOff,
  budgetOf,
  type CloudJourney,
  openCloudJourney,
  photo,
  recording,
  shortPauses,
  writeBudget,
} from '../support/cloud-journey.ts';

const settings = blindSettings;

/** Ticks a box of the note beside `cloud/talk.wav`, as a person does in a text editor. */
async function tick(root: Root, box: string): Promise<void> {
  const path = join(root.cloud, 'talk.wav.unknown.md');
  const text = await readFile(path, 'utf8');
  assert.ok(text.includes(`- [ ] ${box}`), text);
  await writeFile(path, text.replace(`- [ ] ${box}`, `- [x] ${box}`));
}

/** A recording that was sent once, and of which no answer came. */
async function lostRecording(t: TestContext): Promise<CloudJourney> {
  const opened = await openCloudJourney(t, { settings });
  opened.openai.strike('create', { kind: 'reset', booked: true });
  await opened.journey.drop('talk.wav', recording(3));
  await opened.journey.run();
  return opened;
}

describe('an answer that is lost after the provider took the work on', () => {
  it('is found again by its conversation, where there is one: one POST, one bill, settled at the reservation', async (t) => {
    const { journey, openai } = await openCloudJourney(t, { settings });
    openai.strike('create', { kind: 'reset', booked: true });
    await journey.drop('beach.jpg', await photo());
    await journey.run();
    assert.equal(openai.count('create'), 1);
    assert.equal(openai.booked(), 1);
    assert.ok(openai.count('find') > 0);
    const { data, body } = await journey.note('done/beach.jpg.md');
    assert.match(body, /## Description/);
    // Nobody told what was used, so that the most that it could be is what it cost.
    const { data: told } = await toldCost(t);
    assert.ok(Number(data.cost_usd) > Number(told.cost_usd), `${data.cost_usd} > ${told.cost_usd}`);
  });

  it('of several files keeps nobody from buying another after a new start', async (t) => {
    const { journey, openai, reopen } = await openCloudJourney(t, { settings });
    openai.strike('create', { kind: 'reset', booked: true }, 3);
    const names = ['1.wav', '2.wav', '3.wav'];
    for (const [index, name] of names.entries()) await journey.drop(name, recording(3, 300 + index));
    await journey.run();
    await journey.nightshift.stop();
    const again = await reopen();
    await again.drop('4.wav', recording(3, 400));
    await again.run();
    assert.deepEqual(await again.names('done'), ['4.wav', '4.wav.md']);
    assert.deepEqual(
      await again.names('cloud'),
      names.flatMap((name) => [name, `${name}.unknown.md`]),
    );
    assert.equal(openai.count('create'), 4);
  });

  it('leaves a recording unknown: counted in full, with a note of two boxes, and one POST however often it is run', async (t) => {
    const { journey, openai, root } = await lostRecording(t);
    assert.deepEqual(await journey.names('cloud'), ['talk.wav', 'talk.wav.unknown.md']);
    const budget = await budgetOf(journey);
    assert.equal(budget.unknown.length, 1);
    assert.equal(budget.unknown[0]?.path, 'cloud/talk.wav');
    assert.equal(budget.day.heldUsd, 0.0045);
    assert.equal(budget.month.heldUsd, 0.0045);
    const note = await readFile(join(root.cloud, 'talk.wav.unknown.md'), 'utf8');
    assert.match(note, /- \[ \] Send again/);
    assert.match(note, /- \[ \] Give up/);
    await journey.run();
    await journey.run();
    assert.equal(openai.count('create'), 1);
  });

  it('is sent again once when a person ticks that, and both count', async (t) => {
    const { journey, openai, root } = await lostRecording(t);
    await tick(root, 'Send again');
    await journey.run();
    assert.equal(openai.count('create'), 2);
    assert.deepEqual(await journey.names('cloud'), []);
    assert.deepEqual(await journey.names('done'), ['talk.wav', 'talk.wav.md']);
    const { data } = await journey.note('done/talk.wav.md');
    assert.ok(Number(data.cost_usd) > 0.0045, String(data.cost_usd));
    assert.equal((await budgetOf(journey)).unknown.length, 0);
    await journey.run();
    assert.equal(openai.count('create'), 2);
  });

  it('goes on at once when the box is ticked while the program runs', async (t) => {
    const { journey, openai, root } = await lostRecording(t);
    await journey.nightshift.start();
    await tick(root, 'Send again');
    await journey.until('done');
    assert.equal(openai.count('create'), 2);
  });

  it('goes to failed/ when a person gives it up, with what it may have cost', async (t) => {
    const { journey, openai, root } = await lostRecording(t);
    await tick(root, 'Give up');
    await journey.run();
    assert.deepEqual(await journey.names('cloud'), []);
    assert.deepEqual(await journey.names('failed'), ['talk.wav', 'talk.wav.md']);
    const { data } = await journey.note('failed/talk.wav.md');
    assert.equal(data.error, 'given-up');
    assert.equal(data.cost_usd, 0.0045);
    assert.equal(openai.count('create'), 1);
  });

  it('asks again when both boxes are ticked, and sends nothing', async (t) => {
    const { journey, openai, root } = await lostRecording(t);
    await tick(root, 'Send again');
    await tick(root, 'Give up');
    await journey.run();
    assert.equal(openai.count('create'), 1);
    assert.deepEqual(await journey.names('cloud'), ['talk.wav', 'talk.wav.unknown.md']);
    assert.ok(journey.told('notice').some(({ message }) => /Both boxes/.test(message)));
  });
});

/** What the same picture costs when its answer arrives. */
async function toldCost(t: TestContext) {
  const { journey } = await openCloudJourney(t, { settings });
  await journey.drop('beach.jpg', await photo());
  await journey.run();
  return journey.note('done/beach.jpg.md');
}

describe('a call that we broke off', () => {
  it('is settled once by the next start, without a second create', async (t) => {
    const { journey, openai, reopen } = await openCloudJourney(t, { settings });
    await breakOff({ journey, openai }, 2);
    const held = await journey.originals();
    assert.equal(held.length, 1, 'the picture is there');
    openai.heal();
    openai.finish();
    const next = await reopen();
    await next.run();
    assert.equal(openai.count('create'), 1);
    assert.deepEqual(await next.names('done'), ['beach.jpg', 'beach.jpg.md']);
    const budget = await budgetOf(next);
    assert.equal(budget.day.heldUsd, 0);
    assert.equal(budget.models[0]?.calls, 1);
    await next.run();
    assert.equal((await budgetOf(next)).day.spentUsd, budget.day.spentUsd);
  });

  it('keeps no free work waiting when its provider is away at the next start', async (t) => {
    const { journey, openai, reopen } = await openCloudJourney(t, { settings });
    await breakOff({ journey, openai });
    await openai.down();
    const next = await reopen({ pauses: { ...shortPauses, patience: 60_000 } });
    await next.drop('letter.txt', 'Dear Ada, the roof leaks. Come on Monday.');
    const again = next.run();
    await next.until('done', ({ path }) => path === 'letter.txt');
    openai.finish();
    await openai.up();
    await again;
    assert.equal(openai.count('create'), 1);
    assert.equal(next.told('done').length, 2);
  });

  it('that was never answered is found by the next start', async (t) => {
    const { journey, openai, reopen } = await openCloudJourney(t, { settings });
    openai.strike('create', { kind: 'hang', booked: true });
    await journey.drop('beach.jpg', await photo());
    const running = journey.run();
    await openai.requested('create');
    await journey.nightshift.stop();
    await running;
    const next = await reopen();
    await next.run();
    assert.equal(openai.count('create'), 1);
    assert.equal(openai.booked(), 1);
    assert.deepEqual(await next.names('done'), ['beach.jpg', 'beach.jpg.md']);
  });

  it('and is answered is had although nothing may be bought any more', async (t) => {
    const { journey, openai, root, reopen } = await openCloudJourney(t, { settings });
    await breakOff({ journey, openai }, 2);
    openai.heal();
    openai.finish();
    await writeBudget(root, { cloud: 'off' });
    const next = await reopen();
    await next.run();
    assert.deepEqual(await next.names('done'), ['beach.jpg', 'beach.jpg.md']);
    assert.equal(openai.count('create'), 1);
    assert.equal(openai.responses().length, 0, 'what was sent is deleted at the provider');
  });

  it('and is unknown now is asked about although nothing may be bought any more', async (t) => {
    const { journey, openai, root, reopen } = await openCloudJourney(t, { settings });
    openai.strike('create', { kind: 'hang', booked: true });
    await journey.drop('talk.wav', recording(2));
    const running = journey.run();
    await openai.requested('create');
    await journey.nightshift.stop();
    await running;
    await writeBudget(root, { cloud: 'off' });
    const next = await reopen();
    await next.run();
    assert.deepEqual(await next.names('cloud'), ['talk.wav', 'talk.wav.unknown.md']);
    assert.equal(openai.count('create'), 1);
  });
});
