/** What was sent does not stay at the provider, also when the program died before it could be deleted there. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  blindSettings,
  openCloudJourney,
  photo,
  recording,
  replicateSettings,
} from '../support/cloud-journey.ts';

describe('what was bought, and could not be deleted at the provider', () => {
  it('is deleted there at the next start, and not asked for again after that', async (t) => {
    const { journey, openai, reopen } = await openCloudJourney(t, { settings: blindSettings });
    openai.strike('forget', { kind: 'reset' }, Number.POSITIVE_INFINITY);
    for (const shade of [1, 2]) await journey.drop(`${shade}.jpg`, await photo(shade));
    await journey.run();
    assert.equal((await journey.names('done')).length, 4);
    assert.equal(openai.responses().length, 2, 'both answers lie there still');
    assert.ok(openai.items() > 0);
    await journey.nightshift.stop();
    openai.heal();
    const next = await reopen();
    await next.run();
    assert.deepEqual([openai.responses().length, openai.items()], [0, 0]);
    assert.equal(openai.count('create'), 2);
    await next.nightshift.stop();
    const deletes = openai.requests.filter(({ method }) => method === 'DELETE').length;
    const last = await reopen();
    await last.run();
    assert.equal(openai.requests.filter(({ method }) => method === 'DELETE').length, deletes);
  });

  it('is deleted once when nothing came between', async (t) => {
    const { journey, openai, reopen } = await openCloudJourney(t, { settings: blindSettings });
    await journey.drop('beach.jpg', await photo());
    await journey.run();
    await journey.nightshift.stop();
    const next = await reopen();
    await next.run();
    assert.deepEqual([openai.count('forget'), openai.count('forget-conversation')], [1, 1]);
  });

  it('is an upload at Replicate', async (t) => {
    const { journey, replicate, reopen } = await openCloudJourney(t, { settings: replicateSettings });
    replicate.strike('forget', { kind: 'status', status: 500 }, Number.POSITIVE_INFINITY);
    await journey.drop('talk.wav', recording(2));
    await journey.run();
    assert.equal(replicate.files().length, 1);
    await journey.nightshift.stop();
    replicate.heal();
    const next = await reopen();
    await next.run();
    assert.deepEqual(replicate.files(), []);
    assert.equal(replicate.count('create'), 1);
  });

  it('keeps nobody from buying while its provider cannot be reached', async (t) => {
    const { journey, openai, reopen } = await openCloudJourney(t, { settings: blindSettings });
    openai.strike('forget', { kind: 'status', status: 503 }, Number.POSITIVE_INFINITY);
    for (const shade of [1, 2]) await journey.drop(`${shade}.jpg`, await photo(shade));
    await journey.run();
    await journey.nightshift.stop();
    const asked = openai.count('forget');
    const next = await reopen();
    await next.drop('talk.wav', recording(2));
    await next.run();
    assert.ok(openai.count('forget') > asked, 'it was tried');
    assert.ok((await next.names('done')).includes('talk.wav.md'));
  });
});
