import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { type Piece, piecesOf, type RecordingTools } from '../../src/cloud/bare-recording.ts';
import type { SoundRequest } from '../../src/models/contract.ts';
import { type FakeFfmpeg, fakeFfmpeg } from '../support/fake-ffmpeg.ts';
import { scratchFolder } from '../support/scratch-root.ts';
import {
  id3v1,
  id3v2,
  mp3FrameSeconds,
  mp3Frames,
  riffChunk,
  sampleFormat,
  soundBytes,
  wavFile,
} from '../support/sound-bytes.ts';

/** Samples a second of the recordings here, of one byte each, so that half an hour is small. */
const rate = 100;
const format = riffChunk('fmt ', sampleFormat({ rate, bits: 8 }));
const wavOf = (seconds: number, sound = soundBytes(Math.round(seconds * rate))): Buffer =>
  wavFile(riffChunk('LIST', Buffer.from('INFOsecret')), format, riffChunk('data', sound));

async function sound(
  t: TestContext,
  content: Uint8Array,
  mime: string,
  durationSeconds?: number,
): Promise<SoundRequest> {
  const path = join(await scratchFolder(t), 'a talk');
  await writeFile(path, content);
  return { path, mime, ...(durationSeconds === undefined ? {} : { durationSeconds }) };
}

const toolsOf = (ffmpeg: FakeFfmpeg, signal = new AbortController().signal): RecordingTools => ({
  environment: ffmpeg.environment,
  temporary: ffmpeg.temporary,
  signal,
});

async function piecesIn(request: SoundRequest, tools: RecordingTools): Promise<readonly Piece[]> {
  const pieces = await piecesOf(request, tools);
  return pieces.ok ? pieces.value : assert.fail(pieces.failure.reason);
}

const cutsOf = (pieces: readonly Piece[]): readonly (readonly [from: number, seconds: number])[] =>
  pieces.map(({ fromSeconds, seconds }) => [fromSeconds, seconds]);

/** The samples of all pieces, one after the other. */
async function samplesOf(pieces: readonly Piece[]): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for (const piece of pieces) {
    const { bytes, mime, seconds, kind } = await piece.load();
    assert.deepEqual([kind, mime, seconds], ['recording', 'audio/wav', piece.seconds]);
    assert.equal(Buffer.from(bytes).includes('secret'), false);
    parts.push(bytes.subarray(44));
  }
  return Buffer.concat(parts);
}

async function refusal(request: SoundRequest, tools: RecordingTools) {
  const pieces = await piecesOf(request, tools);
  return pieces.ok ? assert.fail('it may leave') : pieces.failure;
}

describe('a recording that is to leave', () => {
  it('goes in pieces of ten minutes, which are all of its sound and nothing else', async (t) => {
    const ffmpeg = await fakeFfmpeg(t, undefined);
    const pieces = await piecesIn(await sound(t, wavOf(1230.5), 'audio/wav'), toolsOf(ffmpeg));
    assert.deepEqual(cutsOf(pieces), [
      [0, 600],
      [600, 600],
      [1200, 30.5],
    ]);
    assert.deepEqual(await samplesOf(pieces), soundBytes(1230.5 * rate));
  });

  it('leaves no rest that a provider would turn away as too short after all else was paid for', async (t) => {
    const ffmpeg = await fakeFfmpeg(t, undefined);
    for (const [seconds, cuts] of [
      [0.5, [[0, 0.5]]],
      [600, [[0, 600]]],
      [600.05, [[0, 600.05]]],
      [
        1200.99,
        [
          [0, 600],
          [600, 600.99],
        ],
      ],
      [
        1201.5,
        [
          [0, 600],
          [600, 600],
          [1200, 1.5],
        ],
      ],
    ] as const) {
      const pieces = await piecesIn(await sound(t, wavOf(seconds), 'audio/wav'), toolsOf(ffmpeg));
      const rounded = cutsOf(pieces).map(([from, length]) => [from, Math.round(length * rate) / rate]);
      assert.deepEqual(rounded, cuts);
      assert.equal((await samplesOf(pieces)).length, Math.round(seconds * rate));
    }
  });

  it('is converted where it must be, and what the converter makes is cut', async (t) => {
    const ffmpeg = await fakeFfmpeg(t, wavOf(700));
    const request = await sound(t, Buffer.from('OggS'), 'audio/ogg', 700);
    const pieces = await piecesIn(request, toolsOf(ffmpeg));
    assert.deepEqual(cutsOf(pieces), [
      [0, 600],
      [600, 100],
    ]);
    assert.deepEqual(await samplesOf(pieces), soundBytes(700 * rate));
    assert.deepEqual(await samplesOf(pieces), soundBytes(700 * rate), 'as often as it is asked for');
    assert.deepEqual(await ffmpeg.calls(), [`file:${request.path}`]);
  });

  it('is converted when ten minutes of it are too large, and only then', async (t) => {
    const wide = riffChunk('fmt ', sampleFormat({ channels: 2, rate: 44_100 }));
    const ffmpeg = await fakeFfmpeg(t, wavOf(150));
    const short = wavFile(wide, riffChunk('data', soundBytes(44_100 * 4)));
    assert.deepEqual(cutsOf(await piecesIn(await sound(t, short, 'audio/wav'), toolsOf(ffmpeg))), [[0, 1]]);
    assert.deepEqual(await ffmpeg.calls(), []);
    const long = wavFile(wide, riffChunk('data', Buffer.alloc(44_100 * 4 * 150)));
    const pieces = await piecesIn(await sound(t, long, 'audio/x-wav'), toolsOf(ffmpeg));
    assert.deepEqual(await samplesOf(pieces), soundBytes(150 * rate));
    const bare = await fakeFfmpeg(t, undefined);
    assert.equal((await refusal(await sound(t, long, 'audio/wav'), toolsOf(bare))).code, 'not-prepared');
  });
});

describe('the pieces of a recording', () => {
  it('are the same whether there is a converter or not, so that none is bought under two keys', async (t) => {
    const bare = await fakeFfmpeg(t, undefined);
    for (const seconds of [5, 599.9, 600, 600.3, 600.98]) {
      const count = Math.round(seconds / mp3FrameSeconds);
      const request = await sound(t, mp3Frames(count), 'audio/mpeg', count * mp3FrameSeconds);
      const without = await piecesIn(request, toolsOf(bare));
      for (const drift of [-0.4, 0, 0.4]) {
        const ffmpeg = await fakeFfmpeg(t, wavOf(Math.max(1, Math.round((seconds + drift) * rate)) / rate));
        const pieces = await piecesIn(request, toolsOf(ffmpeg));
        assert.equal(pieces.length, without.length, `${seconds} s, ${drift} s more when it is converted`);
        assert.equal((await ffmpeg.calls()).length, 1);
      }
    }
    const own = await sound(t, wavOf(1500), 'audio/wav');
    const ffmpeg = await fakeFfmpeg(t, wavOf(3));
    assert.deepEqual(
      cutsOf(await piecesIn(own, toolsOf(ffmpeg))),
      cutsOf(await piecesIn(own, toolsOf(bare))),
    );
  });

  it('go by the sound where what the file says of its length is wrong', async (t) => {
    const ffmpeg = await fakeFfmpeg(t, wavOf(1300));
    const pieces = await piecesIn(await sound(t, mp3Frames(10), 'audio/mpeg', 10), toolsOf(ffmpeg));
    assert.deepEqual(cutsOf(pieces).at(-1), [1200, 100]);
  });
});

describe('without a converter', () => {
  it('a short MP3 goes as it is, without its tags', async (t) => {
    const ffmpeg = await fakeFfmpeg(t, undefined);
    const content = Buffer.concat([id3v2(Buffer.from('secret')), mp3Frames(100), id3v1('secret')]);
    const [piece, more] = await piecesIn(await sound(t, content, 'audio/mpeg', 3.6), toolsOf(ffmpeg));
    assert.equal(more, undefined);
    const { bytes, mime, seconds = 0 } = (await piece?.load()) ?? {};
    assert.deepEqual([Buffer.from(bytes ?? []), mime], [mp3Frames(100), 'audio/mpeg']);
    assert.ok(Math.abs(seconds - 3.6) < 1e-9);
  });

  it('what is long, cannot be freed, or does not say its length stays, and the command that helps is named', async (t) => {
    const ffmpeg = await fakeFfmpeg(t, undefined);
    const long = mp3Frames(Math.ceil(602 / mp3FrameSeconds));
    const requests = [
      await sound(t, long, 'audio/mpeg', 602),
      await sound(t, Buffer.from('OggS'), 'audio/ogg', 5),
      await sound(t, Buffer.from('fLaC'), 'audio/flac', 5),
      await sound(t, Buffer.from('no sound'), 'audio/mpeg', 5),
      await sound(
        t,
        wavFile(riffChunk('fmt ', sampleFormat({ tag: 0x11 })), riffChunk('data', soundBytes(9))),
        'audio/wav',
        5,
      ),
    ];
    for (const request of requests) {
      const { code, reason, hint } = await refusal(request, toolsOf(ffmpeg));
      assert.equal(code, 'not-prepared');
      assert.match(reason, /^"a talk" must be cut, or freed/);
      assert.match(hint, /brew install ffmpeg .* apt install ffmpeg/);
    }
  });

  it('a recording that is longer than it says is not sent as a short one', async (t) => {
    const ffmpeg = await fakeFfmpeg(t, undefined);
    const long = mp3Frames(Math.ceil(700 / mp3FrameSeconds));
    assert.equal(
      (await refusal(await sound(t, long, 'audio/mpeg', 10), toolsOf(ffmpeg))).code,
      'not-prepared',
    );
    const short = await sound(t, mp3Frames(1000), 'audio/mpeg', 10);
    const [piece] = await piecesIn(short, toolsOf(ffmpeg));
    assert.ok(Math.abs((piece?.seconds ?? 0) - 36) < 1e-6);
    await writeFile(short.path, mp3Frames(1001));
    await assert.rejects(async () => piece?.load(), /another one now/);
  });
});

describe('what a converter made', () => {
  const ogg = Buffer.from('OggS');

  it('lies in the folder that it was given, where whoever made this takes it away', async (t) => {
    const ffmpeg = await fakeFfmpeg(t, wavOf(700));
    await piecesIn(await sound(t, ogg, 'audio/ogg'), toolsOf(ffmpeg));
    const left = [...(await ffmpeg.left())].sort();
    assert.equal(left.length, 2);
    assert.match(left.at(-1) ?? '', /^sound-[^/]+\/sound\.wav$/);
  });

  it('does not stay when the work is broken off', async (t) => {
    const ffmpeg = await fakeFfmpeg(t, wavOf(5));
    const request = await sound(t, ogg, 'audio/ogg');
    await assert.rejects(piecesOf(request, toolsOf(ffmpeg, AbortSignal.abort())), { name: 'AbortError' });
    assert.deepEqual(await ffmpeg.left(), []);
  });

  it('never stays when it came to nothing, and then the converter’s reason is given', async (t) => {
    const complains = await fakeFfmpeg(t, 'a talk: Invalid data found when processing input');
    const failure = await refusal(await sound(t, ogg, 'audio/ogg', 5), toolsOf(complains));
    assert.match(failure.reason, /Invalid data found/);
    assert.deepEqual(await complains.left(), []);
    const silent = await fakeFfmpeg(t, wavOf(0));
    assert.match(
      (await refusal(await sound(t, ogg, 'audio/ogg', 5), toolsOf(silent))).reason,
      /no sound in it/,
    );
    assert.deepEqual(await silent.left(), []);
    const mp3 = await sound(t, mp3Frames(5), 'audio/mpeg', 0.18);
    assert.equal(
      (await piecesIn(mp3, toolsOf(complains))).length,
      1,
      'what needs no converter goes all the same',
    );
  });
});
