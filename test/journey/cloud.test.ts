/** The promises about money and about what leaves, from a dropped file to its note, against services that count. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openCloudJourney, photo, recording } from '../support/cloud-journey.ts';

describe('a picture that no model here can describe', () => {
  it('stalls, is bought once, and lies in done/ with what it cost', async (t) => {
    const { journey, openai } = await openCloudJourney(t);
    await journey.drop('a/beach.jpg', await photo());
    await journey.run();
    assert.deepEqual(await journey.names('done'), ['a/beach.jpg', 'a/beach.jpg.md']);
    const { data, body } = await journey.note('done/a/beach.jpg.md');
    assert.equal(data.route, 'cloud');
    assert.ok(Number(data.cost_usd) > 0);
    assert.equal(openai.count('create'), 1);
    assert.match(body, /## Description/);
    assert.equal(journey.told('stalled').length, 1);
  });
});

describe('a recording that no model here can hear', () => {
  it('stalls, is bought once, and lies in done/ with its words', async (t) => {
    const { journey, openai } = await openCloudJourney(t);
    openai.fate = { says: 'The meeting is on Monday.' };
    await journey.drop('talk.wav', recording(3));
    await journey.run();
    const { data, body } = await journey.note('done/talk.wav.md');
    assert.equal(data.route, 'cloud');
    assert.match(body, /The meeting is on Monday/);
    assert.equal(openai.count('create'), 1);
    assert.equal(openai.holds('Secret talk'), false);
  });
});
