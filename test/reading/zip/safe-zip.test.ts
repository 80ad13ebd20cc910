import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import type { FileToRead } from '../../../src/reading/contract.ts';
import { packZip } from '../../../src/reading/zip/pack-zip.ts';
import { openZip } from '../../../src/reading/zip/safe-zip.ts';
import { NightshiftError } from '../../../src/types/failure.ts';

const file: FileToRead = { path: '/nowhere', name: 'a.docx', mime: 'application/zip', bytes: 1 };
const words = (text: string): Uint8Array => new TextEncoder().encode(text);
const said = (bytes: Uint8Array | undefined): string | undefined => bytes && new TextDecoder().decode(bytes);

/** The error's code and reason; fails when there is none. */
async function failure(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => assert.fail('it did not fail'),
    (cause: unknown) => cause,
  );
  assert.ok(error instanceof NightshiftError, String(error));
  return `${error.code}: ${error.reason}`;
}

/** Writes a number over a field of every central directory record of an archive. */
function patch(archive: Uint8Array, offset: number, value: number, bytes: 2 | 4): Uint8Array {
  const copy = Buffer.from(archive);
  for (let at = copy.indexOf('PK\x01\x02'); at >= 0; at = copy.indexOf('PK\x01\x02', at + 4)) {
    copy.writeUIntLE(value, at + offset, bytes);
  }
  return copy;
}

test('entries are listed and unpacked on demand', async () => {
  const zip = await openZip(
    file,
    zipSync({ 'word/document.xml': words('<w/>'), folder: { 'Größe.txt': words('grün') } }),
  );
  assert.deepEqual(zip.names, ['word/document.xml', 'folder/Größe.txt']);
  assert.equal(said(await zip.read('folder/Größe.txt')), 'grün');
  assert.equal(await zip.read('missing.xml'), undefined);
});

test('letter case and a leading slash do not part a name from its entry', async () => {
  const zip = await openZip(file, zipSync({ 'Word/Document.XML': words('<w/>') }));
  assert.equal(zip.find('/word/document.xml'), 'Word/Document.XML');
  assert.equal(said(await zip.read('/word/document.xml')), '<w/>');
});

test('names that would be unsafe as paths are names and nothing else', async () => {
  const zip = await openZip(file, zipSync({ '../../evil': words('a'), '/etc/passwd': words('b') }));
  assert.deepEqual(zip.names, ['../../evil', '/etc/passwd']);
  assert.equal(said(await zip.read('../../evil')), 'a');
});

test('an archive that says how far it would grow is not opened', async () => {
  const bomb = patch(zipSync({ 'a.xml': new Uint8Array(1_000_000) }), 24, 4_000_000_000, 4);
  assert.match(await failure(openZip(file, bomb)), /^file-unpacks-too-large: a\.docx is packed/);
});

test('an archive that lies about its sizes is stopped where its reader said', async () => {
  const lying = patch(zipSync({ 'a.xml': new Uint8Array(20_000_000) }), 24, 10, 4);
  const zip = await openZip(file, lying);
  assert.match(await failure(zip.read('a.xml', 1_000_000)), /^file-unpacks-too-large/);
  const start = await zip.readStart('a.xml', 1_000_000);
  assert.deepEqual([start?.bytes.length, start?.whole], [1_000_000, false]);
});

test('many entries of which each is bearable are stopped together', async () => {
  const each = new Uint8Array(128 * 1024 * 1024);
  const packed = zipSync({ a: each }, { level: 1 });
  const zip = await openZip(file, packed);
  for (let n = 0; n < 4; n += 1) assert.equal((await zip.readStart('a', 1000))?.bytes.length, 1000);
  const read = async (): Promise<void> => {
    for (let n = 0; n < 5; n += 1) await zip.read('a');
  };
  assert.match(await failure(read()), /^file-unpacks-too-large: .* 512 MiB/);
});

test('encrypted entries are told as such', async () => {
  const locked = patch(zipSync({ 'a.xml': words('secret') }), 8, 1, 2);
  assert.match(await failure(openZip(file, locked)), /^file-encrypted/);
});

test('an archive with too many entries, cut short, or packed strangely is damaged', async () => {
  const many = Object.fromEntries(Array.from({ length: 50_001 }, (_, i) => [`${i}`, new Uint8Array()]));
  assert.match(await failure(openZip(file, zipSync(many, { level: 0 }))), /more than 50000 files/);
  const whole = zipSync({ 'a.xml': words('<a/>'.repeat(1000)) });
  assert.match(await failure(openZip(file, whole.subarray(0, whole.length - 30))), /^file-damaged/);
  const strange = await openZip(file, patch(whole, 10, 99, 2));
  assert.match(await failure(strange.read('a.xml')), /^file-damaged/);
});

test('an archive in an archive is an entry like any other', async () => {
  const inner = zipSync({ 'a.txt': words('deep') });
  const zip = await openZip(file, zipSync({ 'inner.zip': inner }, { level: 0 }));
  assert.deepEqual(zip.names, ['inner.zip']);
  assert.deepEqual(await zip.read('inner.zip'), inner);
});

test('what is packed anew for a library reads the same', async () => {
  const entries = new Map([
    ['word/document.xml', words('<w/>')],
    ['word/media/image.png', new Uint8Array(70_000)],
  ]);
  const zip = await openZip(file, packZip(entries));
  for (const [name, bytes] of entries) assert.deepEqual(await zip.read(name), bytes);
  const polluted = packZip(new Map([...entries, ['__proto__', words('polluted')]]));
  assert.deepEqual((await openZip(file, polluted)).names, [...entries.keys()]);
});

test('any bytes, and an archive with any bytes changed, end in entries or a failure', async () => {
  const whole = zipSync({ 'a.xml': words('<a/>'.repeat(200)), 'b.xml': words('b') });
  const change = fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255) });
  const changed = fc.array(change, { maxLength: 8 }).map((changes) => {
    const copy = whole.slice();
    for (const { at, value } of changes) copy[at] = value;
    return copy;
  });
  await fc.assert(
    fc.asyncProperty(fc.oneof(changed, fc.uint8Array({ minLength: 1 })), async (bytes) => {
      const reading = async (): Promise<void> => {
        const zip = await openZip(file, bytes);
        for (const name of zip.names) await zip.read(name, 10_000);
      };
      await reading().catch((error: unknown) => assert.ok(error instanceof NightshiftError, String(error)));
    }),
    { numRuns: 400 },
  );
});
