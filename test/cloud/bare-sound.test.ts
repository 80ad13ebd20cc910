import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseBuffer } from 'music-metadata';
import { bareMp4 } from '../../src/cloud/bare-mp4.ts';
import { bareFlac, bareMp3 } from '../../src/cloud/bare-sound.ts';
import { needsSamples, samples } from '../reading/files.ts';
import {
  apeTag,
  flacBlock,
  flacFrames,
  flacStreamInfo,
  id3v1,
  id3v2,
  lyrics3,
  mp3FrameSeconds,
  mp3Frames,
} from '../support/sound-bytes.ts';

const secret = 'Secret Street';
const frames = flacFrames(5);
const info = flacStreamInfo(5);
const fLaC = Buffer.from('fLaC');
const bareFile = Buffer.concat([fLaC, flacBlock(0, info, true), frames]);

describe('a FLAC file that is to leave', () => {
  const comment = Buffer.from(`\x04\0\0\0test\x01\0\0\0\x12\0\0\0TITLE=${secret}`);
  const blocks = [flacBlock(1, Buffer.alloc(9)), flacBlock(2, Buffer.from(`appl${secret}`))];
  const tagged = Buffer.concat([
    ...[fLaC, flacBlock(0, info), ...blocks, flacBlock(4, comment), flacBlock(6, Buffer.from(secret), true)],
    frames,
  ]);

  it('keeps the block that describes the stream, and the sound', () => {
    assert.ok(tagged.includes(secret));
    assert.deepEqual(Buffer.from(bareFlac(tagged)?.bytes ?? []), bareFile);
    assert.deepEqual(Buffer.from(bareFlac(bareFile)?.bytes ?? []), bareFile);
  });

  it('has as many samples as before', async () => {
    const { bytes } = bareFlac(tagged) ?? assert.fail('it is a FLAC file');
    const { format, native } = await parseBuffer(bytes, 'audio/flac');
    assert.deepEqual([(format.duration ?? 0) * 16_000, format.sampleRate], [5 * 4096, 16_000]);
    assert.deepEqual(Object.keys(native), []);
  });

  it('loses the tags of other formats before and behind it', () => {
    for (const tail of [id3v1(secret), apeTag(secret), Buffer.concat([apeTag(secret), id3v1(secret)])]) {
      const wrapped = Buffer.concat([id3v2(Buffer.from(secret), { flags: 0x10 }), tagged, tail]);
      assert.deepEqual(Buffer.from(bareFlac(wrapped)?.bytes ?? []), bareFile);
    }
  });

  it('is none when it is not built as the format says', () => {
    const broken = [
      tagged.subarray(0, 60),
      Buffer.concat([fLaC, flacBlock(4, comment, true), frames]),
      Buffer.concat([fLaC, flacBlock(0, info.subarray(1), true), frames]),
      Buffer.concat([fLaC, flacBlock(0, info, true), Buffer.from(secret)]),
      Buffer.concat([fLaC, flacBlock(0, info, true)]),
      Buffer.from('OggS'),
      Buffer.alloc(0),
    ];
    for (const bytes of broken) assert.equal(bareFlac(bytes), undefined);
  });

  const spoken = join(samples, 'jfk.flac');
  it('that people recorded has as many samples as before', needsSamples, async () => {
    const whole = await readFile(spoken);
    const { bytes } = bareFlac(whole) ?? assert.fail('it is a FLAC file');
    const [before, after] = [await parseBuffer(whole, 'audio/flac'), await parseBuffer(bytes, 'audio/flac')];
    assert.ok((before.format.duration ?? 0) > 0);
    assert.equal(after.format.duration, before.format.duration);
    assert.deepEqual(Object.keys(after.native), []);
  });
});

describe('an MP3 file that is to leave', () => {
  const sound = mp3Frames(10);
  const title = Buffer.from(`TIT2${secret}`);
  const bareOf = (...parts: readonly Uint8Array[]): Buffer =>
    Buffer.from(bareMp3(Buffer.concat(parts))?.bytes ?? []);

  it('loses the tags before it: unsynchronised, with a foot, several of them, with padding', () => {
    const heads = [
      [id3v2(title)],
      [id3v2(Buffer.concat([title, Buffer.from([0xff, 0x00, 0xe0])]), { flags: 0x80 })],
      [id3v2(title, { version: 4, flags: 0x10 })],
      [id3v2(title), id3v2(title, { version: 4, flags: 0x90 }), id3v2(Buffer.alloc(200))],
      [id3v2(Buffer.concat([title, Buffer.alloc(3000)])), Buffer.alloc(500)],
      [id3v2(Buffer.concat([Buffer.from('APIC'), mp3Frames(3), title]))],
    ];
    for (const head of heads) assert.deepEqual(bareOf(...head, sound), sound);
  });

  it('loses the tags behind it, in any order', () => {
    const tails = [
      [id3v1(secret)],
      [apeTag(secret), id3v1(secret)],
      [apeTag(secret, { head: false })],
      [lyrics3(secret), id3v1(secret)],
      [lyrics3(secret), apeTag(secret), id3v1(secret)],
      [apeTag(secret), lyrics3(secret), id3v1(secret)],
      [id3v2(title, { version: 4, flags: 0x10 }), id3v1(secret)],
      [Buffer.from(secret)],
    ];
    for (const tail of tails) {
      assert.ok(Buffer.concat(tail).includes(secret));
      assert.deepEqual(bareOf(sound, ...tail), sound);
    }
  });

  it('loses tags in its midst, and the frame that one of them cut short', () => {
    assert.deepEqual(bareOf(sound, id3v1(secret), id3v2(title), sound), mp3Frames(20));
    assert.deepEqual(bareOf(sound, id3v2(mp3Frames(3)), sound), mp3Frames(20));
    const long = secret.repeat(20);
    const footed = id3v2(Buffer.from(long), { version: 4, flags: 0x10 });
    for (const tail of [id3v1(secret), apeTag(long.slice(0, 200)), lyrics3(long), footed]) {
      assert.deepEqual(bareOf(sound, mp3Frames(1).subarray(0, 60), tail), sound);
    }
    assert.deepEqual(bareOf(sound, sound.subarray(0, 40)), sound);
  });

  it('is as long as its frames', () => {
    const { seconds } = bareMp3(Buffer.concat([id3v2(title), mp3Frames(700), id3v1(secret)])) ?? {};
    assert.ok(Math.abs((seconds ?? 0) - 700 * mp3FrameSeconds) < 1e-6);
  });

  it('may be of any version and layer', async () => {
    // Version, layer, bitrate and rate as in the head, and the bytes and samples of such a frame.
    const kinds = [
      [0xfb, 0x90, 417, 1152 / 44_100],
      [0xfa, 0x92, 418, 1152 / 44_100],
      [0xf3, 0x84, 192, 576 / 24_000],
      [0xe3, 0x88, 576, 576 / 8000],
      [0xfd, 0x84, 384, 1152 / 48_000],
      [0xff, 0x38, 144, 384 / 32_000],
    ] as const;
    for (const [second, third, length, seconds] of kinds) {
      const frame = Buffer.alloc(length);
      frame.set([0xff, second, third, 0xc4]);
      const file = Buffer.concat([frame, frame, frame]);
      const bare = bareMp3(Buffer.concat([file, id3v1(secret)]));
      assert.deepEqual(Buffer.from(bare?.bytes ?? []), file, `${second.toString(16)} ${third.toString(16)}`);
      assert.ok(Math.abs((bare?.seconds ?? 0) - 3 * seconds) < 1e-9);
    }
  });

  it('is none without a frame', () => {
    const others = [
      Buffer.alloc(0),
      Buffer.from('ID3'),
      id3v2(title),
      id3v1(secret),
      Buffer.from(secret),
      Buffer.alloc(500, 0xff),
    ];
    for (const bytes of others) assert.equal(bareMp3(bytes), undefined);
  });

  const spoken = join(samples, 'test.mp3');
  it('that people recorded is as long as before', needsSamples, async () => {
    const whole = await readFile(spoken);
    const { bytes, seconds = 0 } = bareMp3(whole) ?? assert.fail('it is an MP3 file');
    const before = await parseBuffer(whole, 'audio/mpeg', { duration: true });
    const after = await parseBuffer(bytes, 'audio/mpeg', { duration: true });
    assert.equal(after.format.numberOfSamples, before.format.numberOfSamples);
    assert.ok(Math.abs(seconds - (before.format.duration ?? 0)) < 0.06);
  });
});

describe('any bytes whatever', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom(
        ...[
          fLaC,
          flacBlock(0, info),
          flacBlock(4, info, true),
          frames,
          mp3Frames(2),
          id3v1('t'),
          apeTag('t'),
        ],
        ...[
          lyrics3('l'),
          Buffer.from('APETAGEX'),
          Buffer.from('LYRICS200'),
          Buffer.from('3DI'),
          Buffer.from('ID3'),
        ],
        ...['ftyp', 'moov', 'trak', 'mdat', 'hdlr', 'mvhd', 'dref'].map((name) => Buffer.from(name)),
        ...[Buffer.alloc(4), Buffer.from([0, 0, 0, 1]), Buffer.from([0, 0, 0, 24])],
      ),
    ),
    { maxLength: 8 },
  );

  it('are a sound or none, and never thrown over', () => {
    fc.assert(
      fc.property(pieces, fc.nat(60), fc.nat(20), (parts, from, cut) => {
        const whole = Buffer.concat([Buffer.alloc(from, 7), ...parts]);
        // A view into a larger buffer, as Node.js makes them of small files.
        const bytes = whole.subarray(from, Math.max(from, whole.length - cut));
        for (const strip of [bareFlac, bareMp3, bareMp4]) {
          const bare = strip(bytes);
          assert.ok(bare === undefined || bare.bytes.length <= bytes.length);
        }
        assert.deepEqual(whole.subarray(from), Buffer.concat(parts), 'the file itself is left alone');
      }),
      { numRuns: 2000 },
    );
  });
});
