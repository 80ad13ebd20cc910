/** Recordings that cannot be converted here are freed of all that is no sound, or do not leave. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { bareMp3 } from '../../src/cloud/bare-mp3.ts';
import { bareFlac, bareMp4 } from '../../src/cloud/bare-sound.ts';
import { needsSamples, samples } from '../reading/files.ts';

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');
const whose = ascii('Ada Byron, Lock Street 4');

const holds = (bytes: Uint8Array | undefined, words: string): boolean =>
  Buffer.from(bytes ?? []).includes(words);

/** MPEG 1, layer III, 128 kbit/s, 44.1 kHz: 417 bytes. */
function frame(fill: number): Buffer {
  const bytes = Buffer.alloc(417, fill);
  bytes.set([0xff, 0xfb, 0x90, 0x00]);
  return bytes;
}

function id3v2(content: Buffer): Buffer {
  const head = Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, content.length >> 7, content.length & 0x7f]);
  return Buffer.concat([head, content]);
}

function id3v1(): Buffer {
  return Buffer.concat([ascii('TAG'), whose, Buffer.alloc(125 - whose.length)]);
}

function ape(): Buffer {
  const item = Buffer.concat([Buffer.alloc(8), ascii('Artist\0'), whose]);
  const footer = Buffer.alloc(32);
  footer.write('APETAGEX', 0, 'latin1');
  footer.writeUInt32LE(2000, 8);
  footer.writeUInt32LE(item.length + 32, 12);
  return Buffer.concat([item, footer]);
}

function lyrics(): Buffer {
  const content = Buffer.concat([ascii('LYRICSBEGIN'), whose]);
  return Buffer.concat([content, ascii(String(content.length).padStart(6, '0')), ascii('LYRICS200')]);
}

describe('MP3', () => {
  const sound = [1, 2, 3, 4].map(frame);

  it('is left with its frames, whatever stands before, between and behind them', () => {
    const tails = [id3v1(), ape(), lyrics(), Buffer.concat([ape(), lyrics(), ascii('3DI'), whose])];
    for (const tail of tails) {
      const file = Buffer.concat([
        ...[id3v2(whose), id3v2(whose), Buffer.alloc(40)],
        ...[...sound.slice(0, 2), whose, Buffer.from([0xff, 0xfb, 0x90]), whose, ...sound.slice(2), tail],
      ]);
      assert.deepEqual(Buffer.from(bareMp3(file) ?? []), Buffer.concat(sound));
    }
  });

  it('without frames does not leave', () => {
    for (const file of [Buffer.alloc(0), whose, id3v2(whose), Buffer.concat([id3v2(whose), frame(1)])]) {
      assert.equal(bareMp3(file), undefined);
    }
  });

  it('of another version among the frames (a picture that looks like one) is left out', () => {
    const other = Buffer.alloc(104 * 2, 0x11);
    other.set([0xff, 0xf3, 0x20, 0x00]);
    const file = Buffer.concat([...sound, other, whose]);
    assert.deepEqual(Buffer.from(bareMp3(file) ?? []), Buffer.concat(sound));
  });
});

function flacBlock(type: number, content: Buffer, last = false): Buffer {
  const head = Buffer.from([type | (last ? 0x80 : 0), 0, content.length >> 8, content.length & 0xff]);
  return Buffer.concat([head, content]);
}

describe('FLAC', () => {
  const info = Buffer.alloc(34, 7);
  const frames = Buffer.concat([Buffer.from([0xff, 0xf8]), Buffer.alloc(300, 5)]);
  const blocks = [flacBlock(0, info), flacBlock(4, whose), flacBlock(6, whose, true)];

  it('is left with the description of its stream and its frames', () => {
    const bare = bareFlac(Buffer.concat([ascii('fLaC'), ...blocks, frames]));
    assert.deepEqual(
      Buffer.from(bare ?? []),
      Buffer.concat([ascii('fLaC'), flacBlock(0, info, true), frames]),
    );
  });

  it('loses the tags of other formats behind it', () => {
    const tail = Buffer.concat([ape(), lyrics(), id3v1()]);
    assert.equal(holds(bareFlac(Buffer.concat([ascii('fLaC'), ...blocks, frames, tail])), 'Ada'), false);
  });

  it('that is not built as the format says does not leave', () => {
    const cut = Buffer.concat([ascii('fLaC'), ...blocks.slice(0, 2)]);
    for (const file of [whose, cut, Buffer.concat([ascii('fLaC'), blocks[1] ?? whose, frames])])
      assert.equal(bareFlac(file), undefined);
  });
});

function box(name: string, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, body]);
}

function m4a(handler: string): Buffer {
  const stamp = Buffer.concat([Buffer.alloc(4), Buffer.alloc(8, 0xd5), Buffer.alloc(80)]);
  const hdlr = box('hdlr', Buffer.alloc(8), ascii(handler), Buffer.alloc(12));
  const tables = box('minf', box('stbl', box('stsd', Buffer.alloc(16, 1))));
  const track = box('trak', box('tkhd', stamp), box('mdia', box('mdhd', stamp), hdlr, tables));
  const about = box('udta', box('meta', whose));
  return Buffer.concat([
    ...[box('ftyp', ascii('M4A ')), box('moov', box('mvhd', stamp), track, about)],
    ...[box('Xtra', whose), box('mdat', Buffer.alloc(64, 9))],
  ]);
}

describe('M4A', () => {
  it('keeps its boxes in their places, and what they say about the owner and the day is emptied', () => {
    const file = m4a('soun');
    const bare = bareMp4(file);
    assert.equal(bare?.length, file.length);
    assert.equal(holds(bare, 'Ada'), false);
    assert.equal(holds(bare, '\u00d5\u00d5'), false);
    assert.equal(Buffer.from(bare ?? []).includes(Buffer.alloc(8, 0xd5)), false, 'no date is left');
    assert.ok(Buffer.from(bare ?? []).includes(Buffer.alloc(64, 9)), 'the sound is there');
  });

  it('with a track of text or pictures does not leave: its content lies among the sound', () => {
    for (const handler of ['text', 'vide', 'sbtl']) assert.equal(bareMp4(m4a(handler)), undefined, handler);
  });

  it('that is not built as the format says does not leave', () => {
    const file = m4a('soun');
    assert.equal(bareMp4(file.subarray(0, file.length - 3)), undefined);
    assert.equal(bareMp4(whose), undefined);
  });
});

it('recordings that people have are taken as they are built', needsSamples, async () => {
  const read = (name: string) => readFile(join(samples, name));
  for (const [name, bare] of [
    ['test.mp3', bareMp3],
    ['jfk.flac', bareFlac],
    ['test.m4a', bareMp4],
  ] as const) {
    const whole = await read(name);
    const left = bare(whole);
    assert.ok(left && left.length > whole.length / 2 && left.length <= whole.length, name);
  }
});
