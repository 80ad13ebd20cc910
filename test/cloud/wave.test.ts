import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import { readWave, type Wave, waveStretch } from '../../src/cloud/wave.ts';
import { scratchFolder } from '../support/scratch-root.ts';
import { riffChunk, sampleFormat, soundBytes, wavFile } from '../support/sound-bytes.ts';

const sound = soundBytes(32_000);
const format = riffChunk('fmt ', sampleFormat());
const data = riffChunk('data', sound);

async function waveIn(t: TestContext, content: Uint8Array): Promise<Wave | undefined> {
  const path = join(await scratchFolder(t), 'sound.wav');
  await writeFile(path, content);
  return readWave(path);
}

async function found(t: TestContext, content: Uint8Array): Promise<Wave> {
  const wave = await waveIn(t, content);
  assert.ok(wave, 'it is read');
  return wave;
}

/** The chunks of a WAV file, in their order. */
function chunksOf(bytes: Uint8Array): readonly (readonly [name: string, content: Buffer])[] {
  const file = Buffer.from(bytes);
  assert.equal(file.toString('latin1', 0, 4), 'RIFF');
  assert.equal(file.readUInt32LE(4), file.length - 8);
  assert.equal(file.toString('latin1', 8, 12), 'WAVE');
  const chunks: [string, Buffer][] = [];
  for (let at = 12; at < file.length; ) {
    const length = file.readUInt32LE(at + 4);
    chunks.push([file.toString('latin1', at, at + 4), file.subarray(at + 8, at + 8 + length)]);
    at += 8 + length + (length % 2);
  }
  return chunks;
}

async function everything(wave: Wave): Promise<Buffer> {
  const [, last] = chunksOf(await waveStretch(wave, 0, wave.seconds));
  assert.equal(last?.[0], 'data');
  return last[1];
}

describe('a WAV file', () => {
  it('is read past all that recorders write before the sound, of odd lengths too', async (t) => {
    const remarks = [
      riffChunk('JUNK', Buffer.alloc(28)),
      riffChunk('bext', Buffer.from('The reporter at the secret place.')),
      riffChunk('LIST', Buffer.from('INFOIART\x07\0\0\0Secret\0')),
      riffChunk('odd ', Buffer.from('odd')),
    ];
    const fact = riffChunk('fact', Buffer.alloc(4));
    const wave = await found(
      t,
      wavFile(...remarks, format, fact, data, riffChunk('id3 ', Buffer.from('secret'))),
    );
    assert.deepEqual([wave.seconds, wave.frame, wave.bytesPerSecond], [2, 2, 16_000]);
    const stretch = await waveStretch(wave, 0, 2);
    assert.deepEqual(
      chunksOf(stretch).map(([name]) => name),
      ['fmt ', 'data'],
    );
    assert.deepEqual(await everything(wave), sound);
    assert.equal(/secret|Secret/.test(Buffer.from(stretch).toString('latin1')), false);
  });

  it('of the extensible form is read by the format that this names', async (t) => {
    const extension = (tag: number) => {
      const more = Buffer.alloc(24);
      more.writeUInt16LE(22, 0);
      more.writeUInt16LE(16, 2);
      more.writeUInt16LE(tag, 8);
      return riffChunk('fmt ', sampleFormat({ tag: 0xfffe, channels: 2, more }));
    };
    for (const tag of [1, 3]) {
      const wave = await found(t, wavFile(extension(tag), data));
      assert.deepEqual([wave.format.length, wave.seconds], [40, 1]);
      assert.deepEqual(await everything(wave), sound);
    }
    for (const tag of [0, 2, 6, 0x55])
      assert.equal(await waveIn(t, wavFile(extension(tag), data)), undefined);
  });

  it('takes nothing along that a program hid in its format', async (t) => {
    const more = Buffer.from('\x20\0a secret in the format');
    const wave = await found(t, wavFile(riffChunk('fmt ', sampleFormat({ more })), data));
    assert.equal(wave.format.length, 16);
    assert.equal(Buffer.from(await waveStretch(wave, 0, 2)).includes('secret'), false);
  });

  it('is as long as its samples, whatever it says of its bytes per second', async (t) => {
    const wave = await found(
      t,
      wavFile(riffChunk('fmt ', sampleFormat({ bytesPerSecond: 4_000_000 })), data),
    );
    assert.equal(wave.seconds, 2);
    assert.equal(Buffer.from(wave.format).readUInt32LE(8), 16_000);
  });

  it('that was broken off, or written as a stream, ends where the file ends', async (t) => {
    for (const length of [0xffffffff, 0x7ffff000, sound.length + 1, sound.length + 100_000]) {
      const wave = await found(t, wavFile(format, riffChunk('data', sound, length)));
      assert.equal(wave.length, sound.length);
      assert.deepEqual(await everything(wave), sound);
    }
    const cut = await found(t, wavFile(format, data).subarray(0, 44 + 1001));
    assert.deepEqual(await everything(cut), sound.subarray(0, 1000));
  });

  it('without sound, of a compressed format, or that contradicts itself, is none', async (t) => {
    const compressed = [0x11, 0x55, 2, 6, 7, 0x31].map((tag) =>
      wavFile(riffChunk('fmt ', sampleFormat({ tag })), data),
    );
    const wrong = [{ rate: 0 }, { frame: 0 }, { frame: 4 }, { channels: 0 }, { bits: 8, frame: 2 }].map(
      (one) => wavFile(riffChunk('fmt ', sampleFormat(one)), data),
    );
    const others = [
      wavFile(format, riffChunk('data', Buffer.alloc(0))),
      wavFile(format, riffChunk('data', Buffer.alloc(1))),
      wavFile(data),
      wavFile(data, format),
      wavFile(format),
      wavFile(riffChunk('fmt ', sampleFormat().subarray(0, 14)), data),
      wavFile(...Array.from({ length: 70 }, () => riffChunk('JUNK', Buffer.alloc(2))), format, data),
      Buffer.from('RIFF'),
      Buffer.alloc(0),
      Buffer.from('A letter that is no sound at all.'),
    ];
    for (const [index, content] of [...compressed, ...wrong, ...others].entries()) {
      assert.equal(await waveIn(t, content), undefined, `case ${index}`);
    }
  });
});

describe('stretches of a WAV file', () => {
  it('put together are the whole sound, to the sample, wherever it is cut', async (t) => {
    const shapes = fc.record({
      channels: fc.integer({ min: 1, max: 6 }),
      bits: fc.constantFrom(8, 16, 24, 32),
      rate: fc.constantFrom(8000, 11_025, 16_000, 44_100, 48_000),
      bytes: fc.integer({ min: 64, max: 4000 }),
      cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }),
    });
    const folder = await scratchFolder(t);
    const path = join(folder, 'sound.wav');
    await fc.assert(
      fc.asyncProperty(shapes, async ({ channels, bits, rate, bytes, cuts }) => {
        const content = soundBytes(bytes);
        await writeFile(
          path,
          wavFile(riffChunk('fmt ', sampleFormat({ channels, bits, rate })), riffChunk('data', content)),
        );
        const wave = await readWave(path);
        assert.ok(wave);
        const ends = [...cuts.map((cut) => cut * wave.seconds).toSorted((a, b) => a - b), wave.seconds];
        const parts: Buffer[] = [];
        let from = 0;
        for (const end of ends) {
          const [, chunk] = chunksOf(await waveStretch(wave, from, end - from));
          assert.ok(chunk);
          assert.equal(chunk[1].length % wave.frame, 0, 'whole samples of all channels');
          parts.push(chunk[1]);
          from = end;
        }
        const whole = content.subarray(0, bytes - (bytes % wave.frame));
        assert.deepEqual(Buffer.concat(parts), whole);
      }),
    );
  });
});
