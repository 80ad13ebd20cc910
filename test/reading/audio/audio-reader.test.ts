import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { audioReader } from '../../../src/reading/audio/audio-reader.ts';
import { needsSamples, put, sample, samples, scratchFolder } from '../files.ts';

test('length, format and tags of the samples are facts', needsSamples, async () => {
  const cases = [
    ['test.wav', 'audio/wav', 6.443, 'PCM', '48000 Hz'],
    ['test.mp3', 'audio/mpeg', 6.48, 'MPEG 1 Layer 3', '48000 Hz'],
    ['test.m4a', 'audio/mp4', 6.443, 'MPEG-4/AAC', '48000 Hz'],
    ['jfk.flac', 'audio/flac', 11, 'FLAC', '44100 Hz'],
  ] as const;
  for (const [name, mime, seconds, codec, rate] of cases) {
    const document = await audioReader.read(sample(name, mime));
    assert.equal(document.kind, 'audio');
    assert.equal(document.speech, true);
    assert.equal(document.facts.durationSeconds, seconds, name);
    assert.equal(document.facts.other?.Codec, codec);
    assert.equal(document.facts.other?.['Sample rate'], rate);
    assert.equal(document.facts.other?.Channels, '2');
  }
  const { facts } = await audioReader.read(sample('test.mp3', 'audio/mpeg'));
  assert.equal(facts.title, 'f67a499e-a7d0-4ca3-a49b-358bd934ae3e');
  assert.equal(facts.author, 'Artist Name Test String');
  assert.equal(facts.other?.Album, 'Album Name Test String');
});

test('the bytes decide and not the name', needsSamples, async (t) => {
  const path = join(await scratchFolder(t), 'recording.wav');
  await copyFile(join(samples, 'test.mp3'), path);
  const { facts } = await audioReader.read({ path, name: 'recording.wav', mime: 'audio/mpeg', bytes: 1 });
  assert.equal(facts.other?.Codec, 'MPEG 1 Layer 3');
});

/** MPEG 1 layer III frames of silence at 44.1 kHz, with the bit rates in turn and no header that counts them. */
function variableFrames(count: number): Buffer {
  const rates = [
    [0x90, 128],
    [0x50, 64],
    [0xb0, 192],
  ] as const;
  return Buffer.concat(
    Array.from({ length: count }, (_, i) => {
      const [code, kilobits] = rates[i % 3] ?? rates[0];
      const frame = Buffer.alloc(Math.floor((144 * kilobits * 1000) / 44_100));
      frame.set([0xff, 0xfb, code, 0x00]);
      return frame;
    }),
  );
}

test('a variable bit rate without a header is counted, not guessed', async (t) => {
  const frames = 600;
  const file = await put(await scratchFolder(t), 'vbr.mp3', variableFrames(frames), 'audio/mpeg');
  const { facts } = await audioReader.read(file);
  const seconds = (frames * 1152) / 44_100;
  assert.ok(
    Math.abs((facts.durationSeconds ?? 0) - seconds) < 0.1,
    `${facts.durationSeconds} for ${seconds}`,
  );
});

test('a file without sound, or a broken one, is damaged', needsSamples, async (t) => {
  for (const type of ['mpeg', 'wav', 'mp4', 'flac', 'ogg', 'aac', 'webm', 'aiff', 'x-ms-wma']) {
    await assert.rejects(audioReader.read(sample('random.bin', `audio/${type}`)), {
      code: 'file-damaged',
      reason: /^random\.bin (cannot be opened as a recording|holds no sound)/,
    });
  }
  const folder = await scratchFolder(t);
  await assert.rejects(audioReader.read(await put(folder, 'a.wav', '', 'audio/wav')), { code: 'file-empty' });
  await assert.rejects(audioReader.read(await put(folder, 'b.wav', 'RIFF', 'audio/wav')), {
    code: 'file-damaged',
  });
});

test('a format whose facts are not known is still a recording', async (t) => {
  const file = await put(await scratchFolder(t), 'memo.amr', '#!AMR\n<sound>', 'audio/amr');
  const { speech, omissions } = await audioReader.read(file);
  assert.equal(speech, true);
  assert.equal(omissions.length, 1);
});
