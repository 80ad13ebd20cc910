import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { test } from 'node:test';
import { promisify } from 'node:util';
import fc from 'fast-check';
import type { FileToRead } from '../../src/reading/contract.ts';
import { pdfReader } from '../../src/reading/pdf/pdf-reader.ts';
import { plainText } from '../../src/reading/plain-text.ts';
import { Readers } from '../../src/reading/readers.ts';
import { makePdf, needsSamples, patient, put, sample, scratchFolder } from './files.ts';

function open(test: { after(fn: () => Promise<void>): void }, threads = 1): Readers {
  const readers = new Readers({ threads });
  test.after(() => readers.close());
  return readers;
}

test('every kind is read through the one door', needsSamples, async (t) => {
  const readers = open(t, 2);
  const cases = [
    ['test.pdf', 'application/pdf', 'text'],
    ['test_mskanji.csv', 'text/csv', 'text'],
    ['test.json', 'application/json', 'text'],
    ['test.jpg', 'image/jpeg', 'image'],
    ['RGB_8__128x128.heic', 'image/heic', 'image'],
    ['jfk.flac', 'audio/flac', 'audio'],
  ] as const;
  const results = await Promise.all(cases.map(([name, mime]) => readers.read(sample(name, mime), patient)));
  assert.deepEqual(
    results.map((result) => (result.ok ? result.document.kind : result.failure)),
    cases.map(([, , kind]) => kind),
  );
});

test('pictures arrive as bytes of their own, and the thread goes on', needsSamples, async (t) => {
  const readers = open(t);
  const file = sample('MEDRPT-2024-PAT-3847_medical_report_scan.pdf', 'application/pdf');
  const result = await readers.read(file, patient);
  assert.ok(result.ok);
  for (const picture of result.document.pictures) {
    const loaded = await readers.loadPicture(file, picture, patient);
    assert.ok(loaded.ok);
    assert.equal(Buffer.from(loaded.bytes.subarray(1, 4)).toString(), 'PNG');
    assert.deepEqual([loaded.width, loaded.height], [picture.width, picture.height]);
  }
  const missing = await readers.loadPicture(
    file,
    { id: 'page-9', role: 'page', width: 1, height: 1 },
    patient,
  );
  assert.ok(!missing.ok && missing.failure.code === 'picture-missing');
});

test('noise is a failure in every reader that needs a structure', needsSamples, async (t) => {
  const readers = open(t);
  for (const mime of ['application/pdf', 'image/png', 'image/heic', 'audio/mpeg', 'audio/flac']) {
    const result = await readers.read(sample('random.bin', mime), patient);
    assert.ok(!result.ok, mime);
    assert.equal(result.failure.code, 'file-damaged');
    assert.match(result.failure.reason, /^random\.bin .+\.$/);
    assert.equal(result.retryable, false);
  }
});

test('a file that is gone, forbidden, empty, a folder, a link, a FIFO or unknown is a failure', async (t) => {
  const readers = open(t);
  const folder = await scratchFolder(t);
  const at = (name: string, mime: string): FileToRead => ({
    path: join(folder, name),
    name,
    mime,
    bytes: 99,
  });
  await writeFile(join(folder, 'empty'), '');
  await writeFile(join(folder, 'target.txt'), 'secret');
  await symlink(join(folder, 'target.txt'), join(folder, 'link'));
  await mkdir(join(folder, 'folder'));
  await promisify(execFile)('mkfifo', [join(folder, 'fifo')]);
  const expected = [
    ['gone', /^file-missing$/],
    ['empty', /^file-empty$/],
    ['folder', /^(file-damaged|reading-failed)$/],
    ['fifo', /^(file-damaged|file-empty)$/],
  ] as const;
  for (const [name, code] of expected) {
    for (const mime of ['text/plain', 'application/pdf', 'image/png', 'audio/mpeg']) {
      const result = await readers.read(at(name, mime), patient);
      assert.ok(!result.ok, `${name} as ${mime}`);
      assert.match(result.failure.code, code, `${name} as ${mime}`);
      assert.equal(result.retryable, name === 'gone', `${name} as ${mime}`);
    }
  }
  const link = await readers.read(at('link', 'text/plain'), patient);
  assert.ok(!link.ok);
  const unknown = await readers.read(at('target.txt', 'application/zip'), patient);
  assert.ok(!unknown.ok && unknown.failure.code === 'file-unsupported');
  if (process.getuid?.() !== 0) {
    await chmod(join(folder, 'target.txt'), 0);
    const forbidden = await readers.read(at('target.txt', 'text/plain'), patient);
    assert.ok(!forbidden.ok && forbidden.failure.code === 'file-unreadable');
  }
});

test('an aborted read answers so and does not stop the next one', needsSamples, async (t) => {
  const readers = open(t);
  const note = await put(await scratchFolder(t), 'a.txt', 'words', 'text/plain');
  for (const file of [note, sample('test.pdf', 'application/pdf')]) {
    const stopped = await readers.read(file, AbortSignal.abort());
    assert.ok(!stopped.ok && stopped.failure.code === 'aborted' && stopped.retryable);
    assert.ok((await readers.read(file, patient)).ok);
  }
});

test('while a long PDF is read the main loop is free', async (t) => {
  const readers = open(t);
  const bytes = await makePdf((pdf) => {
    for (let i = 0; i < 400; i++)
      pdf.text('The committee met on Tuesday to discuss the new harbour wall. '.repeat(20));
  });
  const file = await put(await scratchFolder(t), 'long.pdf', bytes, 'application/pdf');
  await readers.read(file, patient);
  const longest = async (work: () => Promise<unknown>): Promise<number> => {
    const delays = monitorEventLoopDelay({ resolution: 1 });
    delays.enable();
    await work();
    delays.disable();
    return delays.percentile(99);
  };
  const outside = await longest(() => readers.read(file, patient));
  const inside = await longest(() => pdfReader.read(file));
  assert.ok(outside * 2 < inside, `${outside} ns in a thread, ${inside} ns on the main loop`);
});

test('small text does not wait for the threads', async (t) => {
  const readers = open(t);
  const folder = await scratchFolder(t);
  const pdf = await put(folder, 'a.pdf', await makePdf((made) => made.text('words')), 'application/pdf');
  const note = await put(folder, 'a.md', '# Words', 'text/markdown');
  const order: string[] = [];
  await Promise.all([
    readers.read(pdf, patient).then(() => order.push('pdf')),
    readers.read(note, patient).then(() => order.push('note')),
  ]);
  assert.deepEqual(order, ['note', 'pdf']);
});

test('pages, messages, YAML and notebooks are read in the threads, however small they are', async (t) => {
  const readers = open(t);
  const folder = await scratchFolder(t);
  const page = await put(folder, 'a.html', '<p>words', 'text/html');
  const letter = await put(folder, 'a.eml', 'From: a@b.c\n\nwords', 'message/rfc822');
  const settings = await put(folder, 'a.yaml', 'a: words', 'application/yaml');
  const cells = '{"nbformat":4,"cells":[]}';
  const notebook = await put(folder, 'a.ipynb', cells, 'application/x-ipynb+json');
  const note = await put(folder, 'a.txt', 'words', 'text/plain');
  const order: string[] = [];
  await Promise.all(
    [page, letter, settings, notebook, note].map((file) =>
      readers.read(file, patient).then(({ ok }) => order.push(`${file.name} ${ok}`)),
    ),
  );
  assert.equal(order[0], 'a.txt true');
  assert.deepEqual(order.toSorted(), [
    'a.eml true',
    'a.html true',
    'a.ipynb true',
    'a.txt true',
    'a.yaml true',
  ]);
});

const mimes = [
  'text/html',
  'message/rfc822',
  'application/mbox',
  'application/vnd.ms-outlook',
  'application/epub+zip',
  'text/plain',
  'text/markdown',
  'text/csv',
  'application/json',
  'application/pdf',
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/tiff',
  'image/avif',
  'image/heic',
  'audio/mpeg',
  'audio/wav',
  'audio/flac',
  'audio/mp4',
  'audio/ogg',
];

test('any bytes given to any reader are a result', async (t) => {
  const readers = open(t, 2);
  const folder = await scratchFolder(t);
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 2000 }),
      fc.constantFrom(...mimes),
      async (bytes, mime) => {
        const result = await readers.read(await put(folder, 'any', bytes, mime), patient);
        assert.ok(result.ok ? plainText(result.document) !== undefined : result.failure.reason.length > 10);
        assert.ok(result.ok || !/^reading-(crashed|timeout|memory)$/.test(result.failure.code));
      },
    ),
    { numRuns: 300 },
  );
});

test('a whole file with any byte changed, and cut anywhere, is a result', needsSamples, async (t) => {
  const readers = open(t, 2);
  const folder = await scratchFolder(t);
  const whole = await Promise.all(
    (
      [
        ['RECEIPT-2024-TXN-98765_retail_purchase.pdf', 'application/pdf'],
        ['RGB_8__128x128.heic', 'image/heic'],
        ['test_llm.jpg', 'image/jpeg'],
        ['test.m4a', 'audio/mp4'],
        ['test.mp3', 'audio/mpeg'],
      ] as const
    ).map(async ([name, mime]) => ({ mime, bytes: await readFile(sample(name, mime).path) })),
  );
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    value: fc.nat(255),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...whole),
      fc.array(change, { maxLength: 40 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      async ({ mime, bytes }, changes, share) => {
        const broken = Buffer.from(bytes.subarray(0, Math.ceil(bytes.length * share)));
        for (const { at, value } of changes) broken[Math.floor(at * broken.length)] = value;
        const file = await put(folder, 'broken', broken, mime);
        const result = await readers.read(file, patient);
        assert.ok(
          result.ok || !/^reading-(crashed|timeout|memory)$/.test(result.failure.code),
          JSON.stringify(result),
        );
        const picture = result.ok ? result.document.pictures[0] : undefined;
        if (picture === undefined) return;
        const loaded = await readers.loadPicture(file, picture, patient);
        assert.ok(loaded.ok || loaded.failure.reason.startsWith('broken '));
      },
    ),
    { numRuns: 120 },
  );
});
