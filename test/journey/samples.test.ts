import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Readers } from '../../src/reading/readers.ts';
import { makePdf, patient, put, scratchFolder } from '../reading/files.ts';
import { fakeWhisper, whisperOutput } from '../support/fake-whisper.ts';
import {
  bareEnvironment,
  dropBelow,
  Journey,
  namesBelow,
  plainRoot,
  quickSettings,
  readNote,
} from '../support/journey.ts';
import { nightshift } from '../support/journey-process.ts';

// Reading letters takes long on a busy machine.
const within = { timeout: 180_000 };

const letter = [
  'Harbour Museum',
  'The lighthouse was repaired in March.',
  'Marion Blackwood paid 480 pounds for it.',
];

/** A PDF of one page that says `lines`, in letters that a person would print. */
function pageOf(lines: readonly string[]): Promise<Uint8Array> {
  const size: [number, number] = [400, 200];
  return makePdf(
    (pdf) => {
      pdf.font('Times-Roman').fontSize(18);
      for (const line of lines) pdf.text(line).moveDown(0.5);
    },
    { size, margin: 24 },
  );
}

/** What a scanner would make of that page: a PNG. */
async function scanOf(t: TestContext, lines: readonly string[]): Promise<Uint8Array> {
  const readers = new Readers({ threads: 1 });
  try {
    const file = await put(await scratchFolder(t), 'page.pdf', await pageOf(lines), 'application/pdf');
    const loaded = await readers.loadPicture(
      file,
      { id: 'page-1', role: 'page', position: { page: 1 }, width: 1111, height: 556 },
      patient,
    );
    assert.ok(loaded.ok, 'the page can be drawn');
    return loaded.bytes;
  } finally {
    await readers.close();
  }
}

/** One second of a quiet tone: PCM, mono, 16 bits. */
function wave(): Uint8Array {
  const rate = 16_000;
  const file = Buffer.alloc(44 + rate * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(rate * 2, 40);
  for (let n = 0; n < rate; n += 1) {
    file.writeInt16LE(Math.round(2000 * Math.sin((2 * Math.PI * 440 * n) / rate)), 44 + 2 * n);
  }
  return file;
}

/** The same bytes whenever they are made, and nothing that any program writes. */
function noise(length: number): Uint8Array {
  let state = 0x9e3779b9;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

describe('a file of each kind', within, () => {
  it('that can be read comes to done/ with its words and true facts beside it', async (t) => {
    const scan = await scanOf(t, letter);
    const journey = await Journey.open(t);
    await journey.drop('note.txt', letter.join('\n'));
    await journey.drop('letter.pdf', await pageOf(letter));
    await journey.drop('sub/scan.png', scan);
    const scanned = await makePdf(
      (pdf) => void pdf.image(Buffer.from(scan), 0, 0, { width: 400, height: 200 }),
      {
        size: [400, 200],
        margin: 0,
      },
    );
    await journey.drop('scanned.pdf', scanned);
    assert.deepEqual(await journey.run(), { done: 4, failed: 0, waiting: 0, refused: 0 });
    const kinds = {
      'note.txt': { kind: 'text', mime: 'text/plain' },
      'letter.pdf': { mime: 'application/pdf', pages: 1 },
      'sub/scan.png': { kind: 'image', mime: 'image/png' },
      'scanned.pdf': { mime: 'application/pdf', pages: 1 },
    };
    for (const [name, facts] of Object.entries(kinds)) {
      const { data, body } = await journey.note(`done/${name}.md`);
      const { route, source, cost_usd } = data;
      assert.deepEqual({ route, source, cost_usd }, { route: 'local', source: name, cost_usd: 0 });
      for (const [key, value] of Object.entries(facts)) assert.equal(data[key], value, `${name}: ${key}`);
      assert.match(body, /lighthouse was repaired in March/, name);
      assert.match(body, /Marion Blackwood/, name);
    }
    for (const name of ['sub/scan.png', 'scanned.pdf']) {
      const { models } = (await journey.note(`done/${name}.md`)).data;
      assert.match(JSON.stringify(models), /"recognise":"tesseract:eng"/, name);
    }
    const { models } = (await journey.note('done/letter.pdf.md')).data;
    assert.doesNotMatch(JSON.stringify(models), /recognise/, 'a text layer needs no letters read');
    assert.deepEqual(await readFile(join(journey.root.done, 'sub/scan.png')), Buffer.from(scan));
  });

  it('that cannot be read comes to failed/ with a reason and a hint, and none holds up the others', async (t) => {
    const scan = await scanOf(t, letter);
    const journey = await Journey.open(t);
    const pdf = Buffer.from(await pageOf(letter));
    const broken = {
      'empty.txt': { content: new Uint8Array(), error: 'file-empty' },
      'random.bin': { content: noise(4096), error: 'kind-unsupported' },
      'truncated.png': { content: scan.subarray(0, Math.floor(scan.length / 2)), error: 'file-damaged' },
      'renamed.png': { content: noise(2048), error: 'kind-unsupported' },
      'truncated.pdf': { content: pdf.subarray(0, 200), error: 'file-damaged' },
    };
    for (const [name, { content }] of Object.entries(broken)) await journey.drop(name, content);
    await journey.drop('good.txt', letter.join('\n'));
    assert.deepEqual(await journey.run(), { done: 1, failed: 5, waiting: 0, refused: 0 });
    for (const [name, { content, error }] of Object.entries(broken)) {
      const { data, body } = await journey.note(`failed/${name}.md`);
      assert.equal(data.error, error, name);
      assert.ok(String(data.reason).includes(name) && String(data.hint).length > 20, `${name}: ${body}`);
      assert.deepEqual(await readFile(join(journey.root.failed, name)), Buffer.from(content), name);
    }
    assert.deepEqual(await journey.names('processing'), []);
  });
});

describe('a recording where nobody can write it down', within, () => {
  it('waits in ingest/, STATUS.md says what to install, and run exits 0', async (t) => {
    const root = await plainRoot(t, quickSettings);
    const path = await dropBelow(root.ingest, 'talk/memo.wav', wave());
    await dropBelow(root.ingest, 'note.txt', letter.join('\n'));
    const { code, stderr } = await nightshift(t, ['--root', root.path, 'run']);
    assert.equal(code, 0, stderr);
    assert.deepEqual(await namesBelow(root.ingest), ['talk/memo.wav']);
    assert.deepEqual(await readFile(path), Buffer.from(wave()));
    assert.deepEqual(await namesBelow(root.done), ['note.txt', 'note.txt.md']);
    assert.deepEqual(await namesBelow(root.failed), []);
    const status = await readFile(root.statusFile, 'utf8');
    assert.match(status, /memo\.wav/);
    assert.match(status, /whisper-cli is not on PATH/);
    assert.match(status, /brew install whisper-cpp/);
    assert.equal((await readNote(join(root.done, 'note.txt.md'))).data.source, 'note.txt');
  });

  it('is picked up once whisper-cli is there, and its words are in its note', async (t) => {
    const root = await plainRoot(t, quickSettings);
    await dropBelow(root.ingest, 'talk/memo.wav', wave());
    const before = await Journey.open(t, { root });
    assert.equal((await before.run()).waiting, 1);
    await before.nightshift.stop();
    const said = 'The lighthouse needs new lamps.';
    const whisper = await fakeWhisper({ type: 'writes', content: whisperOutput([[0, 1000, said]]) });
    t.after(() => whisper.dispose());
    const environment = { ...bareEnvironment, ...whisper.environment };
    const after = await Journey.open(t, { root, environment });
    assert.deepEqual(await after.run(), { done: 1, failed: 0, waiting: 0, refused: 0 });
    const { data, body } = await after.note('done/talk/memo.wav.md');
    assert.ok(body.includes(said), body);
    assert.equal(Object(data.models).transcribe, 'whisper:cli');
  });
});
