import assert from 'node:assert/strict';
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createWhisper } from '../../src/models/whisper.ts';
import { parseWhisperOutput } from '../../src/models/whisper-output.ts';
import { type FakeWhisper, fakeWhisper, type WhisperScene, whisperOutput } from '../support/fake-whisper.ts';

const never = () => new AbortController().signal;
const content = whisperOutput([[0, 2500, ' The quay is longer now.']]);
const writes: WhisperScene = { type: 'writes', content };

async function fake(t: TestContext, scene: WhisperScene, options?: { model: boolean }): Promise<FakeWhisper> {
  const whisper = await fakeWhisper(scene, options);
  t.after(whisper.dispose);
  return whisper;
}

function providerOf(whisper: FakeWhisper, model?: string) {
  return createWhisper({ model, environment: whisper.environment });
}

async function hear(whisper: FakeWhisper, mime = 'audio/wav', signal = never()) {
  const answer = await providerOf(whisper).transcribe?.({ path: whisper.sound, mime }, signal);
  assert.ok(answer);
  return answer;
}

async function errorOf(whisper: FakeWhisper, mime?: string) {
  const answer = await hear(whisper, mime);
  assert.ok(!answer.ok, 'a failure was expected');
  return answer.error;
}

/**
 * A program on PATH that turns any sound into another file, as ffmpeg would, or afconvert: the output is its last
 * argument.
 */
async function addConverter(
  whisper: FakeWhisper,
  body: string,
  name: 'ffmpeg' | 'afconvert' = 'ffmpeg',
): Promise<void> {
  const path = join(whisper.environment.PATH ?? '', name);
  await writeFile(
    path,
    `#!${process.execPath}\nconst to = process.argv.at(-1).replace(/^file:/, '');\n${body}\n`,
  );
  await chmod(path, 0o755);
}

describe('whisper:cli asks the program as its manual says', () => {
  it('gives it the model, the sound and where to write', async (t) => {
    const whisper = await fake(t, writes);
    const answer = await hear(whisper);
    assert.deepEqual(answer.ok && answer.value, {
      language: 'en',
      segments: [{ fromSeconds: 0, toSeconds: 2.5, text: 'The quay is longer now.' }],
    });
    const [args = []] = await whisper.calls();
    const after = (flag: string) => args[args.indexOf(flag) + 1] ?? '';
    assert.match(after('-m'), /ggml-base\.bin$/);
    assert.equal(after('-f'), whisper.sound);
    assert.equal(after('-l'), 'auto');
    assert.ok(args.includes('-oj'));
  });

  it('converts a sound that whisper.cpp cannot read', async (t) => {
    const whisper = await fake(t, writes);
    await addConverter(whisper, "require('node:fs').writeFileSync(to, 'RIFF');");
    assert.ok((await hear(whisper, 'audio/mp4')).ok);
    const [args = []] = await whisper.calls();
    assert.match(args[args.indexOf('-f') + 1] ?? '', /sound\.wav$/);
    assert.notEqual(args[args.indexOf('-f') + 1], whisper.sound);
  });

  it('converts nothing that whisper.cpp reads itself: WAV, MP3, FLAC and Ogg', async (t) => {
    const whisper = await fake(t, writes);
    await addConverter(whisper, 'process.exit(1);');
    const types = ['audio/wav', 'audio/mpeg', 'audio/flac', 'audio/ogg'];
    for (const mime of types) assert.ok((await hear(whisper, mime)).ok, mime);
    const calls = await whisper.calls();
    assert.deepEqual(
      calls.map((args) => args[args.indexOf('-f') + 1]),
      types.map(() => whisper.sound),
    );
  });

  it('converts what it cannot read: AAC, AIFF, AMR, WMA, WebM and Core Audio', async (t) => {
    const whisper = await fake(t, writes);
    await addConverter(whisper, "require('node:fs').writeFileSync(to, 'RIFF');");
    const types = ['aac', 'mp4', 'aiff', 'amr', 'x-ms-wma', 'webm', 'matroska', 'x-caf'];
    for (const type of types) assert.ok((await hear(whisper, `audio/${type}`)).ok, type);
    for (const args of await whisper.calls()) assert.match(args[args.indexOf('-f') + 1] ?? '', /sound\.wav$/);
  });

  it('converts with afconvert where there is no ffmpeg, as on a Mac', async (t) => {
    const whisper = await fake(t, writes);
    const record = join(whisper.folder, 'converted');
    await addConverter(
      whisper,
      `require('node:fs').writeFileSync(to, 'RIFF');
      require('node:fs').writeFileSync(${JSON.stringify(record)}, JSON.stringify(process.argv.slice(2)));`,
      'afconvert',
    );
    assert.ok((await hear(whisper, 'audio/mp4')).ok);
    const asked: string[] = JSON.parse(await readFile(record, 'utf8'));
    assert.deepEqual(asked.slice(0, -1), ['-f', 'WAVE', '-d', 'LEI16@16000', '-c', '1', whisper.sound]);
  });

  it('tells the times of a long recording to the millisecond', async (t) => {
    const hours = 3 * 3_600_000;
    const long = whisperOutput([
      [0, 4000, ' Good evening.'],
      [hours, hours + 2345, ' Good night.'],
    ]);
    const answer = await hear(await fake(t, { type: 'writes', content: long }));
    assert.deepEqual(answer.ok && answer.value.segments, [
      { fromSeconds: 0, toSeconds: 4, text: 'Good evening.' },
      { fromSeconds: 10_800, toSeconds: 10_802.345, text: 'Good night.' },
    ]);
  });

  it('leaves nothing behind in the temporary folder', async (t) => {
    const whisper = await fake(t, { type: 'says', stderr: 'no\n', code: 1 });
    const before = process.env.TMPDIR;
    t.after(() => {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    });
    process.env.TMPDIR = join(whisper.folder, 'home');
    await hear(whisper);
    await hear(whisper, 'audio/mp4');
    assert.equal((await whisper.calls()).length, 1);
    assert.deepEqual(await readdir(join(whisper.folder, 'home')), ['.cache']);
  });

  it('ends the program when the call is aborted', async (t) => {
    const whisper = await fake(t, { type: 'hangs' });
    const abort = new AbortController();
    const hearing = hear(whisper, 'audio/wav', abort.signal);
    await whisper.started();
    abort.abort();
    const answer = await hearing;
    assert.ok(!answer.ok && answer.error.code === 'aborted');
    assert.equal(await whisper.lives(), false);
  });
});

describe('whisper:cli says what is missing and what to do', () => {
  it('the program', async (t) => {
    const whisper = await fake(t, writes);
    await rm(join(whisper.environment.PATH ?? '', 'whisper-cli'));
    const availability = await providerOf(whisper).check(never());
    assert.ok(!availability.available && !availability.outage);
    assert.match(availability.reason, /whisper-cli is not on PATH/);
    assert.match(availability.hint, /brew install whisper-cpp/);
    assert.equal((await errorOf(whisper)).code, 'model-missing');
  });

  it('the model file, and finds it once it is there', async (t) => {
    const whisper = await fake(t, writes, { model: false });
    const provider = providerOf(whisper);
    const before = await provider.check(never());
    assert.ok(!before.available);
    assert.match(before.hint, /ggml-base\.bin/);
    await writeFile(join(whisper.folder, 'home/.cache/whisper.cpp/ggml-tiny.bin'), 'weights');
    assert.deepEqual(await provider.check(never()), { available: true });
  });

  it('the model file that the settings name', async (t) => {
    const availability = await providerOf(await fake(t, writes), '~/none.bin').check(never());
    assert.ok(!availability.available);
    assert.match(availability.reason, /home\/none\.bin is not there/);
  });

  it('a converter', async (t) => {
    const error = await errorOf(await fake(t, writes), 'audio/mp4');
    assert.equal(error.code, 'model-missing');
    assert.match(error.reason, /neither ffmpeg nor afconvert is on PATH/);
    assert.match(error.hint, /brew install ffmpeg .* sudo apt install ffmpeg/);
  });
});

describe('whisper:cli tells failures apart', () => {
  it('a sound that nobody can read: the program ends with 0 and writes nothing', async (t) => {
    const whisper = await fake(t, { type: 'says', stderr: 'error: failed to read audio data\n', code: 0 });
    const error = await errorOf(whisper);
    assert.equal(error.code, 'bad-input');
    assert.equal(error.retryable, false);
    assert.match(error.reason, /failed to read audio data/);
  });

  it('Opus in an Ogg file, which whisper.cpp does not read and a converter would', async (t) => {
    const whisper = await fake(t, { type: 'says', stderr: 'error: failed to read audio data\n', code: 0 });
    const error = await errorOf(whisper, 'audio/ogg');
    assert.equal(error.code, 'bad-input');
    assert.match(error.hint, /brew install ffmpeg .* sudo apt install ffmpeg/);
    await addConverter(whisper, "require('node:fs').writeFileSync(to, 'RIFF');");
    await hear(whisper, 'audio/ogg');
    const files = (await whisper.calls()).map((args) => args[args.indexOf('-f') + 1] ?? '');
    assert.deepEqual(files.slice(0, 2), [whisper.sound, whisper.sound]);
    assert.match(files[2] ?? '', /sound\.wav$/);
  });

  it('a sound that the converter cannot read', async (t) => {
    const whisper = await fake(t, writes);
    await addConverter(whisper, "process.stderr.write('moov atom not found\\n'); process.exit(1);");
    const error = await errorOf(whisper, 'audio/mp4');
    assert.equal(error.code, 'bad-input');
    assert.match(error.reason, /moov atom not found/);
  });

  it('a broken model file is not tried again', async (t) => {
    const stderr = 'error: failed to initialize whisper context\n';
    const error = await errorOf(await fake(t, { type: 'says', stderr, code: 3 }));
    assert.equal(error.code, 'provider');
    assert.equal(error.retryable, false);
    assert.match(error.reason, /ggml-base\.bin/);
  });

  it('a crash may pass', async (t) => {
    const error = await errorOf(await fake(t, { type: 'says', stderr: 'out of memory\n', code: 1 }));
    assert.deepEqual([error.code, error.retryable], ['provider', true]);
    assert.match(error.reason, /out of memory/);
  });

  it('nonsense in the output', async (t) => {
    for (const nonsense of [
      '',
      '{',
      '[]',
      '{"transcription":[]}',
      '{"result":{"language":"en"},"transcription":[{}]}',
    ]) {
      const error = await errorOf(await fake(t, { type: 'writes', content: nonsense }));
      assert.equal(error.code, 'invalid-answer', nonsense);
    }
  });
});

describe('the output of whisper.cpp', () => {
  it('may hold control characters, which its own writer does not escape', () => {
    const odd = whisperOutput([[0, 1000, ' one@two']]).replace('@', '\u0007');
    assert.equal(parseWhisperOutput(odd)?.segments[0]?.text, 'one two');
  });

  it('without speech has no segments and no guessed language', () => {
    assert.deepEqual(
      parseWhisperOutput(
        whisperOutput(
          [
            [0, 9000, ' [BLANK_AUDIO]'],
            [9000, 9500, '  '],
          ],
          'ja',
        ),
      ),
      {
        segments: [],
      },
    );
  });
});
