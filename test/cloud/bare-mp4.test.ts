import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseBuffer } from 'music-metadata';
import { bareMp4 } from '../../src/cloud/bare-mp4.ts';
import { needsSamples, samples } from '../reading/files.ts';
import { mp4Box, mp4File, mp4Time, soundBytes } from '../support/sound-bytes.ts';

const secret = 'Secret Street';
const words = Buffer.from(secret);

function bareOf(bytes: Buffer): Buffer {
  const { bytes: bare } = bareMp4(bytes) ?? assert.fail('it is an MP4 file');
  return Buffer.from(bare);
}

/** What a telephone writes into a voice memo. */
const remarks: readonly (readonly [what: string, box: Buffer])[] = [
  ['a place', mp4Box('udta', mp4Box('\xa9xyz', Buffer.from(`\0\x14\x15\xc7+48.2082+016.3738/ ${secret}`)))],
  ['titles', mp4Box('udta', mp4Box('meta', mp4Box('ilst', mp4Box('\xa9nam', words))))],
  ['a box of a maker', mp4Box('uuid', Buffer.concat([Buffer.alloc(16, 9), words]))],
  ['a free box that is not empty', mp4Box('free', words)],
  ['a box that nobody knows', mp4Box('zzzz', words)],
  ['a rating', mp4Box('cprt', words)],
  ['a box of 64 bits', mp4Box('meta', words, 'wide')],
];

describe('an MP4 file that is to leave', () => {
  for (const [what, box] of remarks) {
    it(`loses ${what}, wherever it stands, and stays as long as it was`, () => {
      for (const file of [
        mp4File({ more: [box] }),
        Buffer.concat([box, mp4File()]),
        Buffer.concat([mp4File(), box]),
      ]) {
        assert.ok(file.includes(secret));
        const bare = bareOf(file);
        assert.equal(bare.includes(secret), false);
        assert.equal(bare.length, file.length);
      }
    });
  }

  for (const version of [0, 1] as const) {
    it(`loses when it was made, in dates of ${version === 1 ? 8 : 4} bytes, and the names of its tracks`, () => {
      const file = mp4File({ version });
      const time = Buffer.alloc(4);
      time.writeUInt32BE(mp4Time);
      assert.ok(file.includes(time) && file.includes('secret-file-name'));
      const bare = bareOf(file);
      assert.equal(bare.includes(time), false);
      assert.equal(bare.includes('secret-file-name'), false);
      assert.equal(bare.toString('latin1').split('kept').length - 1, 3, 'what follows the dates stays');
    });
  }

  it('keeps its sound and its tables where they are, byte by byte', () => {
    const media = mp4Box('mdat', soundBytes(1000), 'wide');
    const file = mp4File({ media, more: [mp4Box('udta', words)] });
    const bare = bareOf(file);
    for (const kept of [
      media,
      ...['stsd', 'stts', 'stsc', 'stsz', 'stco'].map((name) => Buffer.from(`table ${name}`)),
    ]) {
      assert.ok(file.indexOf(kept) > 0);
      assert.equal(bare.indexOf(kept), file.indexOf(kept));
    }
    const open = mp4Box('mdat', soundBytes(1000), 'open');
    assert.ok(bareOf(mp4File({ media: open })).includes(open));
  });

  it('is none when another track than sound lies among it: chapters, a cover, a place for each moment', () => {
    for (const handler of ['text', 'vide', 'meta']) assert.equal(bareMp4(mp4File({ handler })), undefined);
    const second = mp4File({ handler: 'text' });
    const at = second.indexOf('trak') - 4;
    const track = second.subarray(at, at + second.readUInt32BE(at));
    assert.equal(bareMp4(mp4File({ more: [track] })), undefined);
  });

  it('is none when its sound lies in another file, which it names', () => {
    const elsewhere = mp4Box(
      'url ',
      Buffer.concat([Buffer.alloc(4), Buffer.from('file:///secret/talk.m4a\0')]),
    );
    const claims = mp4Box('url ', Buffer.concat([Buffer.from([0, 0, 0, 1]), words, Buffer.from([1])]));
    const nameless = mp4Box('url ', Buffer.alloc(4));
    for (const reference of [elsewhere, claims, nameless])
      assert.equal(bareMp4(mp4File({ reference })), undefined);
  });

  it('is none when it is cut short, or a box says that it is larger than what it lies in', () => {
    const file = mp4File();
    const media = file.indexOf('mdat') - 4;
    for (let end = 0; end < file.length; end += 1) {
      // Between two boxes nothing is missing but the next.
      assert.equal(bareMp4(file.subarray(0, end)), undefined, `cut at ${end} of ${file.length}`);
    }
    for (const size of [1, 2, 7, 0xffffffff]) {
      const wrong = Buffer.from(file);
      wrong.writeUInt32BE(size, media);
      assert.equal(bareMp4(wrong), undefined, `a size of ${size}`);
    }
    const vast = mp4File({ media: mp4Box('mdat', soundBytes(10), 'wide') });
    vast.writeBigUInt64BE(2n ** 63n, media + 8);
    assert.equal(bareMp4(vast), undefined);
  });

  it('is none when boxes lie in boxes without end', () => {
    const depth = 200_000;
    const nested = Buffer.alloc(depth * 8);
    for (let index = 0; index < depth; index += 1) {
      nested.writeUInt32BE((depth - index) * 8, index * 8);
      nested.write('moov', index * 8 + 4, 'latin1');
    }
    assert.equal(bareMp4(nested), undefined);
  });

  const spoken = join(samples, 'test.m4a');
  it('that people recorded plays as long as before and says nothing else', needsSamples, async () => {
    const whole = await readFile(spoken);
    const bare = bareOf(whole);
    const [before, after] = [await parseBuffer(whole, 'audio/mp4'), await parseBuffer(bare, 'audio/mp4')];
    assert.equal(after.format.duration, before.format.duration);
    assert.deepEqual(Object.keys(after.native), []);
    assert.equal(after.format.creationTime?.getTime(), Date.UTC(1904, 0), 'the nought of its calendar');
  });
});
