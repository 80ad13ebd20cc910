/** Uncompressed sound files, written by code: a tone, with what the file says about itself. */

/** What a sound file is made of. */
export interface Sound {
  readonly seconds: number;
  /** Samples a second. */
  readonly rate: number;
  readonly channels: number;
}

/** 16-bit samples of 440 Hz, the same on every channel. */
function samplesOf({ seconds, rate, channels }: Sound, bigEndian: boolean): Buffer {
  const samples = Buffer.alloc(Math.round(seconds * rate) * channels * 2);
  for (let at = 0; at < samples.length; at += 2) {
    const moment = Math.floor(at / 2 / channels) / rate;
    const value = Math.round(8000 * Math.sin(2 * Math.PI * 440 * moment));
    if (bigEndian) samples.writeInt16BE(value, at);
    else samples.writeInt16LE(value, at);
  }
  return samples;
}

/** RIFF with little numbers first. */
function littleChunk(id: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

/** A WAV file; `before` are chunks in front of the samples, by their names. */
export function waveFile(sound: Sound, before: Readonly<Record<string, Buffer>> = {}): Buffer {
  const { rate, channels } = sound;
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt32LE(rate * channels * 2, 8);
  format.writeUInt16LE(channels * 2, 12);
  format.writeUInt16LE(16, 14);
  const chunks = [
    littleChunk('fmt ', format),
    ...Object.entries(before).map(([id, content]) => littleChunk(id, content)),
    littleChunk('data', samplesOf(sound, false)),
  ];
  return littleChunk('RIFF', Buffer.concat([Buffer.from('WAVE'), ...chunks]));
}

/** The tags of a WAV file (`INAM` for its title, `IART`, `ICRD` …), for the chunk `LIST`. */
export function waveTags(tags: Readonly<Record<string, string>>): Buffer {
  const chunks = Object.entries(tags).map(([id, text]) => littleChunk(id, Buffer.from(`${text}\0`)));
  return Buffer.concat([Buffer.from('INFO'), ...chunks]);
}

/** What a field recorder writes into the chunk `bext` (EBU Tech 3285): the day and the time at which it began. */
export function broadcastChunk(day: string, time: string): Buffer {
  const chunk = Buffer.alloc(602);
  chunk.write(day, 320, 'latin1');
  chunk.write(time, 330, 'latin1');
  return chunk;
}

function bigChunk(id: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 'latin1');
  head.writeUInt32BE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

/** An AIFF file with a title. */
export function aiffFile(sound: Sound, title: string): Buffer {
  const common = Buffer.alloc(18);
  common.writeUInt16BE(sound.channels, 0);
  common.writeUInt32BE(Math.round(sound.seconds * sound.rate), 2);
  common.writeUInt16BE(16, 6);
  // An 80-bit number: the exponent with its bias, and 64 bits of which the first is one.
  const exponent = Math.floor(Math.log2(sound.rate));
  common.writeUInt16BE(16_383 + exponent, 8);
  common.writeBigUInt64BE(BigInt(sound.rate) << BigInt(63 - exponent), 10);
  return bigChunk(
    'FORM',
    Buffer.concat([
      Buffer.from('AIFF'),
      bigChunk('COMM', common),
      bigChunk('NAME', Buffer.from(title)),
      bigChunk('SSND', Buffer.concat([Buffer.alloc(8), samplesOf(sound, true)])),
    ]),
  );
}
