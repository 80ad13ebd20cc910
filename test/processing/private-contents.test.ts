import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { lstat, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { KnownContent } from '../../src/folders/journal-records.ts';
import { Entry } from '../../src/ingest/entry.ts';
import { factsOf } from '../../src/ingest/facts.ts';
import type { WaitingFile } from '../../src/ingest/waiting-file.ts';
import { PrivateContents } from '../../src/processing/private-contents.ts';
import type { NightshiftEvent } from '../../src/types/event.ts';
import { dropBelow } from '../support/journey.ts';
import { scratchRoot } from '../support/scratch-root.ts';

/** What is remembered of files that are seen in private/; closing waits for what is being read. */
async function remembering(t: TestContext, refuse?: (content: KnownContent) => void) {
  const root = await scratchRoot(t);
  const known: KnownContent[] = [];
  const events: NightshiftEvent[] = [];
  const { promise: last, resolve } = Promise.withResolvers<void>();
  const know = (content: KnownContent): void => {
    refuse?.(content);
    known.push(content);
    if (content.bytes === 'the last'.length) resolve();
  };
  const facts = new Map<string, string>();
  const journal = {
    know,
    fact: (name: string) => facts.get(name),
    setFact: (name: string, value: string) => void facts.set(name, value),
  };
  const privates = new PrivateContents({ root, journal, tell: (event) => events.push(event) });
  t.after(() => privates.close());
  const drop = async (path: string, content: string): Promise<WaitingFile> => {
    const stats = await lstat(await dropBelow(root.ingest, path, content), { bigint: true });
    return new Entry({ path, type: 'file', facts: factsOf(stats) }, Date.now(), 0).file();
  };
  return { root, known, events, privates, drop, last };
}

describe('the contents in private/', () => {
  it('are remembered by their hash, as private, each once for each look', async (t) => {
    const { known, privates, drop, last } = await remembering(t);
    for (const content of ['one', '', 'the last']) {
      privates.saw('ingest', await drop(`private/${content}.txt`, content));
    }
    await last;
    const mimes = ['text/plain', 'application/x-empty', 'text/plain'];
    assert.deepEqual(
      known,
      ['one', '', 'the last'].map((content, index) => ({
        sha256: hash('sha256', content, 'hex'),
        bytes: content.length,
        mime: mimes[index],
        private: true,
      })),
    );
  });

  it('that are gone, or changed, when they are read are passed over', async (t) => {
    const { root, known, privates, drop, last } = await remembering(t);
    const gone = await drop('private/gone.txt', 'gone');
    await rm(join(root.ingest, gone.path));
    const changed = await drop('private/changed.txt', 'changed');
    await drop('private/changed.txt', 'and changed again');
    for (const file of [gone, changed, await drop('private/a.txt', 'the last')]) privates.saw('ingest', file);
    await last;
    assert.equal(known.length, 1);
  });

  it('that cannot be written down are told of, and the others are remembered', async (t) => {
    const refuse = ({ bytes }: KnownContent): void => {
      if (bytes === 3) throw new Error('disk full');
    };
    const { known, events, privates, drop, last } = await remembering(t, refuse);
    for (const content of ['one', 'the last'])
      privates.saw('ingest', await drop(`private/${content}.txt`, content));
    await last;
    assert.equal(known.length, 1);
    assert.match(JSON.stringify(events), /private\/one\.txt.*could not be remembered as private.*disk full/);
  });

  it('in done/ and failed/ are told to a new journal, once', async (t) => {
    const { root, known, privates } = await remembering(t);
    await dropBelow(root.done, 'a/private/letter.txt', 'letter');
    await dropBelow(root.failed, 'Private/talk.txt', 'talk');
    await dropBelow(root.done, 'a/open.txt', 'open');
    await privates.recall();
    const hashes = ['letter', 'talk'].map((content) => hash('sha256', content, 'hex'));
    assert.deepEqual(
      known.map(({ sha256 }) => sha256),
      hashes,
    );
    assert.ok(known.every((content) => content.private));
    await privates.recall();
    assert.equal(known.length, 2);
  });
});
