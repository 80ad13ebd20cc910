/** The machine stays awake for as long as the night's work goes on, and not by day. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fakePrograms } from '../support/fake-program.ts';
import { bareEnvironment, Journey, shutWindow } from '../support/journey.ts';
import { scratchFolder } from '../support/scratch-root.ts';
import { SteeredModel, steeredSettings } from '../support/steered-model.ts';

const skip = !['linux', 'darwin'].includes(process.platform) && 'nothing keeps such a machine awake';

describe('the machine', { skip }, () => {
  it('is kept awake while a model works in the window, and let go when the program stops', async (t) => {
    const path = join(await scratchFolder(t), 'door');
    const door = createServer();
    const arrived: Promise<Socket[]> = once(door, 'connection');
    door.listen(path);
    t.after(() => door.close());
    // Each runs until its standard input ends, or it is killed.
    const body = `require('node:net').connect(${JSON.stringify(path)}); process.stdin.resume().on('end', () => process.exit());`;
    const { bin } = await fakePrograms(t, { 'systemd-inhibit': body, caffeinate: body });
    const model = new SteeredModel();
    model.hold();
    const journey = await Journey.open(t, {
      settings: { ...steeredSettings, window: { from: '00:00', to: '00:00' } },
      environment: { ...bareEnvironment, PATH: bin },
      provider: model.provider,
    });
    await journey.drop('letter.txt');
    await journey.nightshift.start();
    const [socket] = await arrived;
    assert.ok(socket);
    const gone = once(socket.resume(), 'close');
    await journey.nightshift.stop();
    await gone;
  });

  it('sleeps when it likes while something urgent is done by day', async (t) => {
    const { bin, calls } = await fakePrograms(t, { 'systemd-inhibit': '', caffeinate: '' });
    const model = new SteeredModel();
    model.hold();
    const journey = await Journey.open(t, {
      settings: { ...steeredSettings, window: shutWindow() },
      environment: { ...bareEnvironment, PATH: bin },
      provider: model.provider,
    });
    await journey.drop('now/letter.txt');
    await journey.nightshift.start();
    await model.askedTimes(1);
    // An edit of the settings is told at the same turn of the clock that asks whether the machine is to stay awake.
    await dropSettings(journey);
    await journey.until('notice', ({ message }) => message.includes('has been read anew'));
    await journey.nightshift.stop();
    assert.deepEqual(await calls(), []);
  });
});

async function dropSettings(journey: Journey): Promise<void> {
  const settings = { ...steeredSettings, window: shutWindow(), stabilityMs: 30 };
  await writeFile(journey.root.settingsFile, JSON.stringify(settings));
}
