import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { placeOf } from '../../src/ingest/place.ts';
import type { WaitingFile } from '../../src/ingest/waiting-file.ts';
import type { About } from '../../src/night/glances.ts';
import { isSent, NightWork } from '../../src/night/night-work.ts';
import { ManualTime } from '../support/manual-time.ts';

const waiting = (path: string, size = 10): WaitingFile => ({
  ...{ path, type: 'file', place: placeOf(path), size, mtimeMs: 5, ino: 1n, firstSeen: 6 },
});
const opened = { sha256: 'aa', nature: 'image' } as const;
const task = (path: string, name: 'recognise' | 'describe', spec = 'ollama:sees') => {
  return { type: 'task', path, task: name, spec, part: 1, parts: 1 } as const;
};

const saved = new Map([['recognise', 1]] as const);

function tonight(about: (file: WaitingFile) => About = () => ({})) {
  const time = new ManualTime();
  const work = new NightWork(time);
  const now = (...ready: readonly WaitingFile[]) => [...work.now(ready, () => saved, { about })];
  return { time, work, now };
}

describe('what is known of a night’s files', () => {
  it('is what waits, as it lies there', () => {
    const { now } = tonight();
    assert.deepEqual(now(waiting('private/a b.png')), [
      { id: 'private/a b.png', name: 'a b.png', bytes: 10, since: 5, private: true, refused: false },
    ]);
  });

  it('is what a model is at, and for how long', () => {
    const { time, work, now } = tonight();
    work.begin(waiting('a.png'), undefined);
    work.opened('a.png', opened);
    assert.equal(work.loaded, undefined);
    work.watch(task('a.png', 'recognise', 'tesseract:eng'));
    assert.equal(work.loaded, undefined, 'that runs beside any model');
    work.watch(task('a.png', 'describe'));
    time.step(7000);
    work.watch({ ...task('a.png', 'describe'), part: 2 });
    const [file] = now();
    assert.deepEqual(file?.running, { task: 'describe', elapsedMs: 7000 });
    assert.deepEqual([file?.nature, file?.saved], ['image', saved]);
    assert.equal(work.loaded, 'ollama:sees');
    time.step(6 * 60_000);
    assert.equal(work.loaded, undefined, 'servers let go of a model after a while');
    work.end('a.png');
    assert.deepEqual(now(), []);
  });

  it('is how long a model is at one picture of many: those before it are saved, and count no more', () => {
    const { time, work, now } = tonight();
    work.begin(waiting('scan.pdf'), undefined);
    work.opened('scan.pdf', { sha256: 'aa', nature: 'text' });
    for (const part of [1, 2]) {
      work.watch({ ...task('scan.pdf', 'recognise'), part, parts: 9 });
      time.step(4000);
    }
    assert.deepEqual(now()[0]?.running, { task: 'recognise', elapsedMs: 4000 });
  });

  it('is what was seen in a file, while it waits, is in work and is sent', () => {
    const extent = { pages: 3, figures: 0, characters: 0, isScan: true };
    const { work, now } = tonight(({ path }) => (path === 'scan.pdf' ? { extent } : { unsure: true }));
    const file = waiting('scan.pdf');
    const seen = () => now().map((one) => one.extent);
    assert.deepEqual([now(file)[0]?.extent, now(waiting('b.pdf'))[0]?.unsure], [extent, true]);
    work.begin(file, 'The night is too short.');
    work.opened('scan.pdf', { sha256: 'aa', nature: 'text' });
    assert.deepEqual(seen(), [extent]);
    work.watch({
      ...{ type: 'stalled', path: 'scan.pdf', to: 'cloud/scan.pdf', why: 'The night is too short.' },
    });
    work.end('scan.pdf');
    assert.deepEqual(seen(), [extent]);
  });

  it('is what a file was put back for, while it is the same file', () => {
    const { work, now } = tonight();
    work.begin(waiting('a.png'), undefined);
    work.opened('a.png', opened);
    work.setAside('a.png', 'a.png', 'describe');
    work.end('a.png');
    const [known] = now(waiting('a.png'));
    assert.deepEqual([known?.next, known?.saved], ['describe', saved]);
    const [other] = now(waiting('a.png', 11));
    assert.deepEqual([other?.next, other?.saved], [undefined, undefined]);
  });

  it('knows no reason to buy any more when the window has closed', () => {
    const { work, now } = tonight();
    const stalled = (name: string) =>
      work.watch({ type: 'stalled', path: name, to: `cloud/${name}`, why: 'The night is too short.' });
    for (const name of ['a.png', 'b.png']) {
      work.begin(waiting(name), 'The night is too short.');
      work.opened(name, opened);
    }
    stalled('a.png');
    assert.equal(work.reasonOf('a.png'), 'The night is too short.');
    work.end('a.png');
    work.lapse();
    // It was on its way to cloud/ already.
    stalled('b.png');
    work.end('b.png');
    assert.deepEqual([work.reasonOf('a.png'), work.reasonOf('b.png')], [undefined, undefined]);
    assert.deepEqual(now(), []);
  });

  it('is what was sent, why, and what it may cost until it is paid', () => {
    const { time, work, now } = tonight();
    const offer = { micros: 70, ms: 30_000 };
    work.offered([{ ...{ id: 'a.png', since: 1, nature: 'image', private: false, steps: [] }, offer }]);
    work.begin(waiting('a.png'), 'The night is too short.');
    work.opened('a.png', opened);
    work.watch({ type: 'stalled', path: 'a.png', to: 'cloud/a (2).png', why: 'The night is too short.' });
    work.end('a.png');
    assert.equal(work.reasonOf('a (2).png'), 'The night is too short.');
    const [sent] = now();
    assert.ok(isSent(sent?.id ?? ''));
    assert.equal(sent?.sentUntil, time.now() + 30_000);
    assert.deepEqual([work.toPay(() => false), work.toPay((sha256) => sha256 === 'aa')], [70, 0]);
    work.cameHome('a (2).png', 'a (2).png', 'summarise');
    assert.deepEqual([work.reasonOf('a (2).png'), work.toPay(() => false)], [undefined, 0]);
    assert.equal(now(waiting('a (2).png'))[0]?.next, 'summarise');
  });

  it('is not that of a file which stalled by itself', () => {
    const { work } = tonight();
    work.begin(waiting('a.png'), undefined);
    work.opened('a.png', opened);
    work.watch({ type: 'stalled', path: 'a.png', to: 'cloud/a.png', why: 'Nobody sees.' });
    assert.equal(work.reasonOf('a.png'), undefined);
  });

  it('is what the cloud turned back, for a while or until things are different', () => {
    const { time, work, now } = tonight();
    const refused = () => now(waiting('a.png'))[0]?.refused;
    work.turnedBack('a.png');
    assert.equal(refused(), true);
    time.step(15 * 60_000);
    assert.equal(refused(), false);
    work.turnedBack('a.png');
    work.forgive();
    assert.equal(refused(), false);
  });
});
