/** What never leaves, pushed at the gate in every way that the program offers: the bytes are counted at the server. */
import assert from 'node:assert/strict';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { makePdf } from '../reading/files.ts';
import {
  blindSettings,
  cloudSettings,
  openCloudJourney,
  photo,
  recording,
  writeBudget,
} from '../support/cloud-journey.ts';

const settings = blindSettings;
const secret = 'The treasure lies under the third step.';

describe('text', () => {
  const texts: readonly (readonly [name: string, content: () => string | Promise<Uint8Array>])[] = [
    ['letter.txt', () => secret],
    ['notes.md', () => `# Notes\n\n${secret}\n`],
    ['main.py', () => `def main():\n    print("${secret}")\n`],
    ['page.html', () => `<html><body><p>${secret}</p></body></html>`],
    ['data.json', () => JSON.stringify({ secret })],
    ['report.pdf', () => makePdf((pdf) => void pdf.text(`${secret} `.repeat(12)), { compress: false })],
  ];

  it('never leaves, even when a person drags it into cloud/: it goes home to ingest/ with a notice', async (t) => {
    const { journey, openai, send } = await openCloudJourney(t, { settings });
    for (const [name, content] of texts) await send(`papers/${name}`, await content());
    await journey.run();
    assert.equal(openai.requests.length, 0);
    assert.equal(openai.holds('treasure'), false);
    const done = await journey.names('done');
    for (const [name] of texts) assert.ok(done.includes(`papers/${name}.md`), `${name}: ${done.join()}`);
    assert.deepEqual(await journey.names('cloud'), []);
    const homeward = journey.told('notice').filter(({ message }) => /it is in ingest\/ now/.test(message));
    assert.equal(homeward.length, texts.length);
  });

  it('never leaves from ingest/ either, nor under the name of a picture', async (t) => {
    const { journey, openai, send } = await openCloudJourney(t, { settings });
    for (const [name, content] of texts) await journey.drop(name, await content());
    await send('holiday.jpg', secret);
    await send('talk.wav', secret);
    await journey.run();
    assert.equal(openai.requests.length, 0);
    assert.equal((await journey.originals()).length, texts.length + 2);
  });
});

describe('what was in private/', () => {
  it('never leaves from any depth, whatever stalls', async (t) => {
    const { journey, openai } = await openCloudJourney(t, { settings });
    await journey.drop('private/beach.jpg', await photo(1));
    await journey.drop('a/b/private/c/hill.jpg', await photo(2));
    await journey.drop('now/x/Private/talk.wav', recording(2));
    await journey.run();
    assert.equal(openai.requests.length, 0);
    assert.equal(journey.told('stalled').length, 0);
    assert.equal((await journey.names('ingest')).length, 3);
  });

  it('never leaves when it is dragged into cloud/ under another name, there and then or in a later run', async (t) => {
    const { journey, openai, root, reopen, send } = await openCloudJourney(t, { settings });
    const private1 = await journey.drop('private/beach.jpg', await photo(1));
    await journey.run();
    await rename(private1, join(root.cloud, 'harmless.jpg'));
    await journey.run();
    assert.deepEqual(await journey.names('ingest'), ['harmless.jpg']);
    await journey.nightshift.stop();
    const next = await reopen();
    await send('again/copy.jpg', await photo(1));
    await next.run();
    assert.equal(openai.requests.length, 0);
    assert.deepEqual(await next.names('cloud'), []);
  });

  it('never leaves from a private/ that a person makes in cloud/', async (t) => {
    const { journey, openai, send } = await openCloudJourney(t, { settings });
    await send('private/beach.jpg', await photo(1));
    await send('a/PRIVATE/talk.wav', recording(2));
    await journey.run();
    assert.equal(openai.requests.length, 0);
    assert.deepEqual(await journey.names('ingest'), ['a/PRIVATE/talk.wav', 'private/beach.jpg']);
  });

  it('never leaves when its twin has stalled already: that comes home', async (t) => {
    const { journey, openai, root, send } = await openCloudJourney(t, { settings });
    // It waits there, since the budget is wrong.
    await writeFile(root.budgetFile, '{');
    await send('beach.jpg', await photo(1));
    await journey.run();
    assert.deepEqual(await journey.names('cloud'), ['beach.jpg']);
    await journey.drop('private/twin.jpg', await photo(1));
    await journey.run();
    await writeBudget(root);
    await journey.run();
    assert.equal(openai.requests.length, 0);
    assert.deepEqual(await journey.names('cloud'), []);
    assert.equal((await journey.names('ingest')).length, 2);
  });

  it('never leaves when it is made private between two pieces of it', async (t) => {
    const { journey, openai, send } = await openCloudJourney(t, { settings });
    const sound = recording(661);
    openai.strike('create', { kind: 'delay', milliseconds: 400 });
    await send('talk.wav', sound);
    const running = journey.run();
    await openai.requested('create');
    // The half that is on its way is gone; the other one stays.
    await journey.drop('private/talk.wav', sound);
    await running;
    assert.equal(openai.count('create'), 1);
    assert.deepEqual(await journey.names('cloud'), []);
  });

  it('never leaves when it takes the place of a recording that is half sent', async (t) => {
    const { journey, openai, send } = await openCloudJourney(t, { settings });
    const secretTalk = recording(661, 880);
    await journey.drop('private/talk.wav', secretTalk);
    await journey.run();
    openai.strike('create', { kind: 'delay', milliseconds: 400 });
    const path = await send('talk.wav', recording(661));
    const running = journey.run();
    await openai.requested('create');
    await writeFile(path, secretTalk);
    await running;
    assert.equal(openai.count('create'), 1);
    assert.deepEqual(await journey.names('cloud'), []);
  });

  it('never leaves after .nightshift/ was deleted, when its original lies in done/ or failed/', async (t) => {
    const { journey, openai, root, reopen, send } = await openCloudJourney(t, { settings: cloudSettings });
    await journey.drop('a/private/beach.jpg', await photo(1));
    await journey.run();
    assert.deepEqual(await journey.names('done'), ['a/private/beach.jpg', 'a/private/beach.jpg.md']);
    await journey.nightshift.stop();
    await rm(join(root.path, '.nightshift'), { recursive: true });
    const next = await reopen();
    await send('copy.jpg', await photo(1));
    await next.run();
    assert.equal(openai.requests.length, 0);
    assert.deepEqual(await next.names('cloud'), []);
  });
});

describe('a link in cloud/', () => {
  it('is not followed', async (t) => {
    const { journey, openai, root } = await openCloudJourney(t, { settings });
    const elsewhere = join(root.path, '..', 'elsewhere');
    await mkdir(elsewhere);
    await writeFile(join(elsewhere, 'beach.jpg'), await photo(1));
    await symlink(join(elsewhere, 'beach.jpg'), join(root.cloud, 'link.jpg'));
    await symlink(elsewhere, join(root.cloud, 'folder'));
    await journey.run();
    assert.equal(openai.requests.length, 0);
  });
});

describe('what rides along in a picture or a recording', () => {
  it('stays at home: the place and the owner in EXIF, the title in a WAV, and the name of the file', async (t) => {
    const { journey, openai, send } = await openCloudJourney(t, { settings: cloudSettings });
    const exif = {
      IFD0: { Copyright: 'Ada Byron, Lock Street 4', Make: 'Camera of Ada' },
      IFD3: { GPSLatitude: '52/1 31/1 0/1', GPSLatitudeRef: 'N' },
    };
    const original = await photo(1, exif);
    assert.ok(original.includes('Lock Street'), 'the camera wrote it');
    await send('grandmother/lock.jpg', original);
    await send('grandmother/talk.wav', recording(2));
    await journey.run();
    assert.equal(openai.count('create'), 2);
    for (const said of [
      'Lock Street',
      'Camera of Ada',
      'Exif',
      'Secret talk',
      'LIST',
      'grandmother',
      'lock.jpg',
    ])
      assert.equal(openai.holds(said), false, said);
    const [picture] = openai.media.filter((bytes) => bytes[0] === 0xff);
    assert.ok(picture, 'the picture arrived');
  });
});
