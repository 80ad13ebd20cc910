import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { bytesOf } from '../../../src/kinds/bytes.ts';
import { kindOf } from '../../../src/kinds/kind.ts';
import { audioReader } from '../../../src/reading/audio/audio-reader.ts';
import type { DocumentFacts } from '../../../src/types/document.ts';
import { aiffFile, broadcastChunk, waveFile, waveTags } from '../../support/sounds.ts';
import { put, scratchFolder } from '../files.ts';

const folder = fileURLToPath(new URL('sounds/', import.meta.url));

/** What a file with these bytes says, its kind told by the bytes as for every dropped file. */
async function factsOf(test: Parameters<typeof scratchFolder>[0], name: string, bytes: Uint8Array) {
  const kind = await kindOf(bytesOf(bytes), name);
  assert.ok(kind.supported && kind.kind === 'audio', `${name} is ${JSON.stringify(kind)}`);
  const { facts, speech } = await audioReader.read(
    await put(await scratchFolder(test), name, bytes, kind.mime),
  );
  assert.equal(speech, true);
  return facts;
}

const shown = ({ title, author, other = {} }: DocumentFacts) => [
  title,
  author,
  other.Album,
  other.Date,
  other.Codec,
  other['Sample rate'],
];

const who = ['Low water', 'Harbour office'] as const;
const rate = '16000 Hz';

/** Made by `docs/scripts/make-sounds.ts`: one second each, to which encoders add up to a tenth. */
const encoded: Readonly<Record<string, readonly (string | undefined)[]>> = {
  'tone.mp3': [...who, 'Tides', '2026-11-03', 'MPEG 2 Layer 3', rate],
  'tone.flac': [...who, 'Tides', '2026-11-03', 'FLAC', rate],
  'tone.ogg': [...who, 'Tides', '2026-11-03', 'Vorbis I', rate],
  'tone.opus': [...who, 'Tides', '2026-11-03', 'Opus', rate],
  'tone.m4a': [...who, 'Tides', '2026-11-03', 'MPEG-4/AAC', rate],
  'tone.wma': [...who, 'Tides', undefined, 'Windows Media Audio V8', rate],
  'tone.webm': [...who, undefined, undefined, 'OPUS', rate],
  'tone.mka': [...who, undefined, undefined, 'OPUS', rate],
  'tone.aac': [undefined, undefined, undefined, undefined, 'AAC', rate],
};

describe('what a recording says of itself are facts', () => {
  for (const [name, expected] of Object.entries(encoded)) {
    it(name, async (t) => {
      const bytes = await readFile(`${folder}${name}`);
      assert.ok((await stat(`${folder}${name}`)).size < 20_000, 'test files are small');
      const facts = await factsOf(t, name, bytes);
      assert.deepEqual(shown(facts), expected);
      const seconds = facts.durationSeconds ?? 0;
      assert.ok(seconds >= 1 && seconds <= 1.1, `${seconds} seconds`);
    });
  }

  it('a WAV file with tags', async (t) => {
    const tags = { LIST: waveTags({ INAM: who[0], IART: who[1], ICRD: '2026-11-03' }) };
    const facts = await factsOf(t, 'a.wav', waveFile({ seconds: 2.5, rate: 22_050, channels: 2 }, tags));
    assert.deepEqual(shown(facts), [...who, undefined, '2026-11-03', 'PCM', '22050 Hz']);
    assert.deepEqual([facts.durationSeconds, facts.other?.Channels], [2.5, '2']);
  });

  it('an AIFF file', async (t) => {
    const facts = await factsOf(t, 'a.aiff', aiffFile({ seconds: 2, rate: 44_100, channels: 1 }, who[0]));
    assert.deepEqual(shown(facts), [who[0], undefined, undefined, undefined, 'PCM', '44100 Hz']);
    assert.deepEqual([facts.durationSeconds, facts.other?.Channels], [2, '1']);
  });

  it('under a name that lies', async (t) => {
    const facts = await factsOf(t, 'notes.txt', await readFile(`${folder}tone.opus`));
    assert.deepEqual(shown(facts), encoded['tone.opus']);
  });
});

describe('the time at which a recorder began is a fact', () => {
  const sound = { seconds: 1, rate: 8000, channels: 1 };

  it('in the header of an M4A file', async (t) => {
    const facts = await factsOf(t, 'a.m4a', await readFile(`${folder}tone.m4a`));
    assert.equal(facts.created, '2026-11-03T09:30:00Z');
  });

  it('in the broadcast chunk of a WAV file, without a zone', async (t) => {
    const bext = broadcastChunk('2026-11-03', '09:30:05');
    const facts = await factsOf(t, 'a.wav', waveFile(sound, { bext }));
    assert.equal(facts.created, '2026-11-03T09:30:05');
  });

  it('but not when its clock was never set', async (t) => {
    for (const [day, time] of [
      ['1970-01-01', '00:00:00'],
      ['0000-00-00', '00:00:00'],
      ['', ''],
    ] as const) {
      const facts = await factsOf(t, 'a.wav', waveFile(sound, { bext: broadcastChunk(day, time) }));
      assert.equal(facts.created, undefined, day);
    }
    const m4a = await readFile(`${folder}tone.m4a`);
    const header = m4a.indexOf('mvhd') + 8;
    m4a.fill(0, header, header + 8);
    assert.equal((await factsOf(t, 'a.m4a', m4a)).created, undefined);
  });
});

describe('a recording that breaks off', () => {
  it('is as long as what is left of it where that can be told', async (t) => {
    const sound = { seconds: 4, rate: 16_000, channels: 1 };
    const wave = waveFile(sound);
    const half = await factsOf(t, 'a.wav', wave.subarray(0, wave.length >> 1));
    assert.ok(Math.abs((half.durationSeconds ?? 0) - 2) < 0.01, `${half.durationSeconds}`);
    const aiff = aiffFile(sound, 'Tide');
    const other = await factsOf(t, 'a.aiff', aiff.subarray(0, aiff.length >> 1));
    assert.ok(Math.abs((other.durationSeconds ?? 0) - 2) < 0.01, `${other.durationSeconds}`);
  });

  it('is damaged where nothing of it can be played', async (t) => {
    const scratch = await scratchFolder(t);
    for (const [name, mime, length] of [
      ['tone.m4a', 'audio/mp4', 1600],
      ['tone.ogg', 'audio/ogg', 100],
      ['tone.mp3', 'audio/mpeg', 100],
      ['tone.aac', 'audio/aac', 100],
    ] as const) {
      const bytes = (await readFile(`${folder}${name}`)).subarray(0, length);
      await assert.rejects(audioReader.read(await put(scratch, name, bytes, mime)), {
        code: 'file-damaged',
        reason: new RegExp(`^${name} (cannot be opened as a recording|holds no sound)`),
      });
    }
  });
});

describe('a film is not read, and its note tells how to take the sound out', () => {
  for (const name of ['film.mp4', 'film.mov', 'film.mkv', 'film.webm']) {
    it(name, async () => {
      const kind = await kindOf(bytesOf(await readFile(`${folder}${name}`)), name);
      assert.ok(!kind.supported);
      assert.equal(kind.description, 'a video');
      assert.match(
        kind.hint ?? '',
        new RegExp(`drop what it makes: ffmpeg -i '${name}' -vn -ac 1 -ar 16000 'film\\.flac'$`),
      );
    });
  }
});
