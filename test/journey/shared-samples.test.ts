/** All files that others made, dropped at once: each ends where it belongs, and none is lost. */
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Journey, quickSettings } from '../support/journey.ts';

const folder = fileURLToPath(new URL('../../../shared/samples/files/', import.meta.url));
const skip = existsSync(folder) ? false : 'the shared samples are not here';

/** Files that nobody can read, and what their notes say. */
const unreadable: Readonly<Record<string, RegExp>> = {
  'random.bin': /unknown format/,
  'test_files.zip': /ZIP archive/,
  'truncated.heic': /damaged|truncated|cut|broken/i,
};
const isSound = (name: string): boolean => /\.(?:flac|m4a|mp3|wav)$/.test(name);

it('every shared sample ends in done/ with a note, in failed/ with its reason, or waits for a transcriber', {
  skip,
  timeout: 280_000,
}, async (t) => {
  const journey = await Journey.open(t, { settings: quickSettings });
  const names = readdirSync(folder).filter((name) => !name.startsWith('.'));
  const hashes = new Map<string, string>();
  for (const name of names) {
    const content = readFileSync(`${folder}${name}`);
    hashes.set(name, hash('sha256', content));
    await journey.drop(name, content);
  }
  await journey.run();

  const failed = Object.keys(unreadable);
  const waiting = names.filter(isSound);
  const done = names.filter((name) => !isSound(name) && !failed.includes(name));
  assert.deepEqual(await journey.names('done'), done.flatMap((name) => [name, `${name}.md`]).sort());
  assert.deepEqual(await journey.names('failed'), failed.flatMap((name) => [name, `${name}.md`]).sort());
  assert.deepEqual(await journey.names('ingest'), waiting.sort());
  for (const name of failed) {
    const { data } = await journey.note(`failed/${name}.md`);
    assert.match(String(data.reason), unreadable[name] ?? /never/, name);
    assert.notEqual(data.hint, '', name);
  }
  for (const name of done) {
    const { data } = await journey.note(`done/${name}.md`);
    assert.equal(data.sha256, hashes.get(name), name);
  }
});
