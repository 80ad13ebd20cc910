/** The one place that lets something leave: what may not, or cannot be made bare, stays. */
import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import { letPicture, letRecording } from '../../src/cloud/gate.ts';
import { photo, recording } from '../support/cloud-journey.ts';
import { scratchFolder } from '../support/scratch-root.ts';

const open = { private: false, consent: true };
const mime = 'image/jpeg' as const;
const signal = new AbortController().signal;

const picture = async () => ({ bytes: await photo(1), mime, width: 321, height: 240 });

describe('the gate', () => {
  it('lets nothing private leave, and nothing without consent', async () => {
    for (const [facts, code] of [
      [{ private: true, consent: true }, 'private'],
      [{ private: false, consent: false }, 'no-consent'],
      [{ private: true, consent: false }, 'private'],
    ] as const) {
      const gated = await letPicture(await picture(), 'describe', facts);
      assert.ok(!gated.ok && gated.failure.code === code);
    }
  });

  it('makes a picture as small as the task allows, upright, and a JPEG', async () => {
    const large = await sharp({ create: { width: 4000, height: 1000, channels: 4, background: '#80808080' } })
      .withMetadata({ orientation: 6 })
      .png()
      .toBuffer();
    for (const [task, side] of [
      ['describe', 1024],
      ['recognise', 2048],
    ] as const) {
      const gated = await letPicture(
        { bytes: large, mime: 'image/png', width: 4000, height: 1000 },
        task,
        open,
      );
      assert.ok(gated.ok);
      const { width, height, format, orientation } = await sharp(gated.value.bytes).metadata();
      assert.deepEqual(
        { width, height, format, orientation },
        { width: side / 4, height: side, format: 'jpeg', orientation: undefined },
      );
      assert.deepEqual([gated.value.width, gated.value.height], [width, height]);
    }
  });

  it('says of a picture that cannot be decoded that it is broken, rather than to throw', async () => {
    const { bytes } = await picture();
    for (const broken of [
      Buffer.alloc(0),
      Buffer.from('no picture'),
      bytes.subarray(0, bytes.length - 200),
    ]) {
      const gated = await letPicture({ bytes: broken, mime, width: 1, height: 1 }, 'describe', open);
      assert.ok(!gated.ok && gated.failure.code === 'bad-input');
    }
  });
});

describe('a recording at the gate', () => {
  it('leaves in pieces of ten minutes that hold all of its sound and nothing else', async (t) => {
    const folder = await scratchFolder(t);
    const path = join(folder, 'talk.wav');
    const whole = recording(1205);
    await writeFile(path, whole);
    const tools = { environment: { PATH: '' }, temporary: folder, signal };
    const gated = await letRecording({ path, mime: 'audio/wav' }, open, tools);
    assert.ok(gated.ok);
    assert.deepEqual(
      gated.value.map(({ seconds, fromSeconds }) => [fromSeconds, seconds]),
      [
        [0, 600],
        [600, 600],
        [1200, 5],
      ],
    );
    const sound: Buffer[] = [];
    for (const piece of gated.value) {
      const loaded = await piece.load();
      assert.ok(loaded.ok);
      assert.equal(Buffer.from(loaded.value.bytes).includes('LIST'), false);
      sound.push(Buffer.from(loaded.value.bytes.subarray(44)));
    }
    assert.ok(Buffer.concat(sound).equals(whole.subarray(whole.length - 1205 * 16_000)));
  });

  it('stays from the moment on in which it is private', async (t) => {
    const folder = await scratchFolder(t);
    const path = join(folder, 'talk.wav');
    await writeFile(path, recording(2));
    const facts = { private: false, consent: true };
    const gated = await letRecording({ path, mime: 'audio/wav' }, facts, {
      environment: { PATH: '' },
      temporary: folder,
      signal,
    });
    assert.ok(gated.ok);
    facts.private = true;
    const loaded = await gated.value[0]?.load();
    assert.ok(loaded && !loaded.ok && loaded.failure.code === 'private');
  });

  it('that nobody here can cut or free of what it says stays, and leaves nothing behind', async (t) => {
    const folder = await scratchFolder(t);
    const path = join(folder, 'talk.ogg');
    await writeFile(path, 'OggS and so on');
    const temporary = join(folder, 'temporary');
    await mkdir(temporary);
    const gated = await letRecording({ path, mime: 'audio/ogg', durationSeconds: 3 }, open, {
      environment: { PATH: '' },
      temporary,
      signal,
    });
    assert.ok(!gated.ok && gated.failure.code === 'not-prepared');
    assert.match(gated.failure.hint, /ffmpeg/);
    assert.deepEqual(await readdir(temporary), []);
  });
});
