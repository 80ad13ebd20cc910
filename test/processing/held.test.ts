import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Journal } from '../../src/folders/journal.ts';
import type { Origin } from '../../src/folders/journal-records.ts';
import { HeldFiles } from '../../src/processing/held.ts';
import { isoWithOffset } from '../../src/report/times.ts';
import type { NightshiftEvent } from '../../src/types/event.ts';
import { scratchFolder } from '../support/scratch-root.ts';

async function freshJournal(t: TestContext): Promise<Journal> {
  const journal = new Journal(join(await scratchFolder(t), 'state.db'));
  t.after(() => journal.close());
  return journal;
}

function heldFiles(
  journal: Journal,
  folder: Origin = 'ingest',
): { held: HeldFiles; events: NightshiftEvent[] } {
  const events: NightshiftEvent[] = [];
  const iso = (ms: number): string => isoWithOffset(ms, 'Asia/Kolkata');
  return { held: new HeldFiles(folder, journal, (event) => events.push(event), iso), events };
}

describe('held files', () => {
  it('are written down with why, and told once while the reason stays', async (t) => {
    const journal = await freshJournal(t);
    const { held, events } = heldFiles(journal);
    held.hold('a.mp3', { why: 'Nobody can.', hint: 'Install it.', needs: 'transcribe' });
    held.release('a.mp3');
    held.hold('a.mp3', { why: 'Nobody can.', hint: 'Install it.', needs: 'transcribe' });
    assert.deepEqual(events, [{ type: 'waiting', path: 'a.mp3', why: 'Nobody can. Install it.' }]);
    assert.equal(journal.held().length, 1);
    held.hold('a.mp3', { why: 'Busy.', hint: '', until: 0 });
    const second = { type: 'waiting', path: 'a.mp3', why: 'Busy.', until: '1970-01-01T05:30:00+05:30' };
    assert.deepEqual(events[1], second);
    assert.equal(journal.held()[0]?.why, 'Busy.');
  });

  it('are no longer held once they are released, and told anew once they were forgotten', async (t) => {
    const journal = await freshJournal(t);
    const { held, events } = heldFiles(journal);
    held.hold('a.mp3', { why: 'Nobody can.', hint: '' });
    held.forget('a.mp3');
    assert.equal(held.entries().size, 0);
    assert.equal(held.written().size, 0);
    assert.deepEqual(journal.held(), []);
    held.hold('a.mp3', { why: 'Nobody can.', hint: '' });
    assert.equal(events.length, 2);
  });

  it('of an earlier run are known as written down, and can be taken back', async (t) => {
    const journal = await freshJournal(t);
    heldFiles(journal).held.hold('a.mp3', { why: 'Nobody can.', hint: '' });
    const { held } = heldFiles(journal);
    assert.deepEqual([...held.written()], ['a.mp3']);
    assert.equal(held.entries().size, 0);
    held.forget('a.mp3');
    assert.deepEqual(journal.held(), []);
  });

  it('in cloud/ are told with their folder, and are none of those in ingest/ of the same name', async (t) => {
    const journal = await freshJournal(t);
    const [ingest, cloud] = [heldFiles(journal), heldFiles(journal, 'cloud')];
    ingest.held.hold('a.mp3', { why: 'Nobody can.', hint: '' });
    cloud.held.hold('a.mp3', { why: 'No money.', hint: 'Wait.' });
    assert.deepEqual(cloud.events, [{ type: 'waiting', path: 'cloud/a.mp3', why: 'No money. Wait.' }]);
    assert.deepEqual([...heldFiles(journal, 'cloud').held.written()], ['a.mp3']);
    cloud.held.forget('a.mp3');
    assert.equal(ingest.held.entries().size, 1);
    assert.deepEqual(
      journal.held().map(({ folder, why }) => [folder, why]),
      [['ingest', 'Nobody can.']],
    );
    assert.equal(heldFiles(journal, 'cloud').held.written().size, 0);
  });
});
