/** A call whose provider cannot be asked any more: no hold lasts for ever, and a person decides in the end. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { blindSettings, breakOff, budgetOf, openCloudJourney } from '../support/cloud-journey.ts';
import { bareEnvironment } from '../support/journey.ts';
import { wallClock, wallZone } from '../support/wall-clock.ts';

const settings = { ...blindSettings, window: { timeZone: wallZone } };

describe('a call that was sent with a key that is gone since', () => {
  it('is held for a day, then unknown in the day in which it was sent, and a note asks what becomes of it', async (t) => {
    const clock = wallClock('2027-06-10T12:00');
    const { journey, openai, root, reopen } = await openCloudJourney(t, { settings, clock });
    await breakOff({ journey, openai }, 2);
    const asked = openai.requests.length;
    clock.set('2027-06-10T14:00');
    const keyless = await reopen({ clock, environment: bareEnvironment });
    await keyless.run();
    const early = await budgetOf(keyless);
    assert.deepEqual([early.unknown.length, early.open.length, early.day.heldUsd > 0], [0, 1, true]);
    assert.deepEqual(await keyless.names('cloud'), ['beach.jpg']);
    // The same process lives on.
    clock.set('2027-06-11T14:01');
    await keyless.run();
    const late = await budgetOf(keyless);
    assert.deepEqual([late.unknown.length, late.open.length], [1, 0]);
    assert.equal(late.day.date, '2027-06-11');
    assert.deepEqual([late.day.heldUsd, late.month.heldUsd], [0, early.day.heldUsd]);
    assert.deepEqual(await keyless.names('cloud'), ['beach.jpg', 'beach.jpg.unknown.md']);
    assert.equal(openai.requests.length, asked, 'nothing is sent without a key');
    await keyless.nightshift.stop();
    // The key is back, and the person decides.
    openai.fate = {};
    const note = join(root.cloud, 'beach.jpg.unknown.md');
    await writeFile(note, (await readFile(note, 'utf8')).replace('- [ ] Send again', '- [x] Send again'));
    const next = await reopen({ clock });
    await next.run();
    assert.equal(openai.count('create'), 2);
    assert.deepEqual(await next.names('done'), ['beach.jpg', 'beach.jpg.md']);
  });

  it('is found again without a second create when the key is back within the day', async (t) => {
    const clock = wallClock('2027-06-10T12:00');
    const { journey, openai, reopen } = await openCloudJourney(t, { settings, clock });
    await breakOff({ journey, openai }, 2);
    clock.set('2027-06-11T11:00');
    const keyless = await reopen({ clock, environment: bareEnvironment });
    await keyless.run();
    await keyless.nightshift.stop();
    openai.finish();
    const next = await reopen({ clock });
    await next.run();
    assert.equal(openai.count('create'), 1);
    assert.deepEqual(await next.names('done'), ['beach.jpg', 'beach.jpg.md']);
  });
});
