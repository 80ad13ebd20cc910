import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, mock } from 'node:test';
import { fakeWhisper, whisperOutput } from '../support/fake-whisper.ts';
import { bareEnvironment, Journey, quickSettings, shutWindow } from '../support/journey.ts';

/** A second of silence, 16-bit at 8 kHz. */
function silence(): Buffer {
  const data = Buffer.alloc(16_000);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(16_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}

describe('a recording that waits for whisper-cli while start runs', { timeout: 60_000 }, () => {
  it('is picked up once the program appears on PATH, without a new run', async (t) => {
    mock.timers.enable({ apis: ['setInterval'] });
    t.after(() => mock.timers.reset());
    const said = 'The quay is longer now.';
    const whisper = await fakeWhisper({ type: 'writes', content: whisperOutput([[0, 1000, said]]) });
    t.after(whisper.dispose);
    const program = join(whisper.folder, 'bin/whisper-cli');
    await rename(program, `${program}.away`);

    let later = 0;
    const journey = await Journey.open(t, {
      settings: { ...quickSettings, window: shutWindow() },
      environment: { ...bareEnvironment, ...whisper.environment },
      clock: { now: () => Date.now() + later },
    });
    await journey.nightshift.start();
    await journey.drop('now/song.wav', silence());
    const waiting = await journey.until('waiting');
    assert.match(waiting.why, /whisper-cli is not on PATH.*brew install/);
    later += 20_000;
    mock.timers.tick(20_000);
    assert.deepEqual(journey.told('claimed'), []);

    await rename(`${program}.away`, program);
    later += 20_000;
    mock.timers.tick(20_000);
    await journey.until('done', ({ path }) => path === 'now/song.wav');
    assert.match((await journey.note('done/song.wav.md')).body, /\[00:00\] The quay is longer now\./);
    assert.deepEqual((await journey.nightshift.status()).needs, []);
  });
});
