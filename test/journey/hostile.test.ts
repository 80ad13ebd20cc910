import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Root } from '../../src/folders/root.ts';
import type { Watched } from '../support/hostile-child.ts';
import * as hostile from '../support/hostile-files.ts';
import {
  beforeRemoval,
  dropBelow,
  namesBelow,
  plainRoot,
  quickSettings,
  readNote,
} from '../support/journey.ts';

const childFile = fileURLToPath(new URL('../support/hostile-child.ts', import.meta.url));

/** What becomes of a file: where it rests, and what its note says of why, or of what was left out. */
type Rest = readonly ['done' | 'failed', RegExp?];

/** Each with how it is made and where it must end. */
const files: Readonly<Record<string, readonly [make: () => string | Uint8Array, rest: Rest]>> = {
  'bursting.docx': [() => hostile.burstingWord(6000), ['failed', /grows beyond/]],
  'bursting.xlsx': [() => hostile.burstingSheet(6000), ['done', /rows after 5000 are left out/]],
  'bursting.epub': [() => hostile.burstingBook(6000), ['done', /grows beyond/]],
  'bursting.svgz': [() => hostile.burstingDrawing(200), ['failed', /compressed archive|grows beyond/]],
  'nested.zip': [() => hostile.nestedArchive(20), ['failed', /ZIP archive/]],
  'laughs.xml': [() => hostile.laughingXml, ['done']],
  'laughs.docx': [() => hostile.laughingWord(), ['done']],
  'laughs.yaml': [() => hostile.yamlBomb(30), ['done', /anchors are repeated too often/]],
  'long.pdf': [() => hostile.longPdf(10_000), ['done', /Pages 2001 to 10000 were not read/]],
  'huge.png': [() => hostile.hugePng(50_000), ['failed', /50000 × 50000 pixels/]],
  'deep.json': [() => '['.repeat(1e6) + ']'.repeat(1e6), ['done', /nested too deep/]],
  'deep.html': [() => `<body>${'<div>'.repeat(1e5)}deep${'</div>'.repeat(1e5)}`, ['done']],
  'cells.xlsx': [() => hostile.wideSheet(10_000), ['done', /200000 cells of a file are the limit/]],
  'cells.ipynb': [() => hostile.longNotebook(1e6), ['failed', /larger than the 64 MiB/]],
  // Once ended the whole program: the heap is full in the middle of native code.
  'empty cells.ipynb': [() => `{"cells":[${'[],'.repeat(21e6)}[]]}`, ['failed', /needed more memory/]],
  'line.csv': [() => 'a,b,c,'.repeat((100 * 1024 * 1024) / 6), ['failed', /is one line/]],
  'crowd.eml': [() => hostile.crowdedMail(10_000), ['done', /9900 of 10000 attachments were not read/]],
  'nest.eml': [() => hostile.nestedMail(50), ['done', /too deep within other files/]],
  'long.txt': [
    () => 'It goes on and on.\n\n'.repeat(3e6),
    ['done', /The first [\d,]+ characters of its text/],
  ],
  // Looking for an end at each blank of such a run would take longer than a night.
  'blanks.txt': [() => `a${' '.repeat(4e6)}b`, ['done']],
  'blanks.csv': [() => `name,note\na,b\nc,d\ne,f${' '.repeat(9e5)}g\n`, ['done']],
  'plain.txt': [() => 'This is a plain letter. It says that all is well.\n', ['done']],
};

/** Runs a program over all that waits in `root`. Fails when it dies. */
async function watched(t: TestContext, root: Root): Promise<Watched> {
  const child = fork(childFile);
  beforeRemoval(t, root, () => child.kill('SIGKILL'));
  const died = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`The program ended before its work did: ${signal ?? code}.`);
  });
  await Promise.race([once(child, 'message'), died]);
  child.send(root.path);
  const [said] = await Promise.race([once(child, 'message'), died]);
  died.catch(() => undefined);
  return said as Watched;
}

/** What a note says of why a file failed or what was left out of it. */
async function saidOf(root: Root, path: string, place: Rest[0]): Promise<string> {
  const { data, body } = await readNote(join(root.path, path));
  if (place === 'done') return (body.match(/^> Left out: .*$/gm) ?? []).join('\n');
  assert.match(String(data.hint), /^[A-Z].*\.$/s, `${path} has a hint`);
  return String(data.reason);
}

describe('files made to do harm, all dropped at once', { timeout: 280_000 }, () => {
  it('each rest where they belong with a true word, and harm neither the program nor a plain letter', async (t) => {
    const root = await plainRoot(t, quickSettings);
    for (const [name, [make]] of Object.entries(files)) await dropBelow(root.ingest, name, make());
    await hostile.writeSparse(join(root.ingest, 'sparse.txt'), 'This is a text.\n', 2 * 1024 ** 3);
    const all = { ...files, 'sparse.txt': [undefined, ['failed', /unknown format/] as Rest] as const };

    const { report, mostMebibytes, longestTurn } = await watched(t, root);
    assert.equal(report?.waiting, 0);
    for (const place of ['done', 'failed'] as const) {
      const expected = Object.entries(all).filter(([, [, [where]]]) => where === place);
      const names = expected.flatMap(([name]) => [name, `${name}.md`]).sort();
      assert.deepEqual(await namesBelow(root[place]), names);
      for (const [name, [, [, why]]] of expected) {
        const said = await saidOf(root, `${place}/${name}.md`, place);
        if (why === undefined) assert.equal(said, '', name);
        else assert.match(said, why, name);
      }
    }
    assert.match((await readNote(join(root.done, 'plain.txt.md'))).body, /all is well/);
    // Half a gigabyte for the program, its threads of the embedded model and 5 million characters on their way
    // through it; as much again for each thread that has a text of that size at a time.
    assert.ok(mostMebibytes < 512 + 512 * availableParallelism(), `${mostMebibytes} MiB`);
    // Processor time, which a busy machine does not add to. Folders report changes that nobody picks up in time
    // at one and a half seconds and more.
    assert.ok(longestTurn < 1.5, `${longestTurn} s`);
  });
});
