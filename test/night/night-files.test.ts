import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RoutedTask } from '../../src/models/router.ts';
import { History } from '../../src/night/history.ts';
import {
  cloudTasks,
  type Doer,
  natureOf,
  nightFile,
  sizeOf,
  tasksLeft,
} from '../../src/night/night-files.ts';

const doers = (more: Partial<Record<RoutedTask, string>> = {}): ReadonlyMap<RoutedTask, Doer> =>
  new Map(
    Object.entries({ summarise: 'ollama:writes', extract: 'ollama:writes', ...more }).map(
      ([task, spec]) => [task as RoutedTask, { spec, slots: 2 }] as const,
    ),
  );
const file = (name: string, more: object = {}) => {
  return { id: name, name, bytes: 1000, since: 5, private: false, ...more };
};
const steps = (name: string, who: ReadonlyMap<RoutedTask, Doer>, more: object = {}) =>
  nightFile(file(name, more), who, new History()).steps.map(({ task, spec }) => `${task} ${spec}`);

describe('a file that was not opened yet', () => {
  it('is what its name says, and text when that says nothing', () => {
    const names = { 'a.PNG': 'image', 'b.jpeg': 'image', 'c.mp3': 'audio', 'd.wav': 'audio' };
    for (const [name, nature] of Object.entries(names)) assert.equal(natureOf(name), nature, name);
    for (const name of ['e.pdf', 'f.txt', 'png', '', 'a.png.pdf']) assert.equal(natureOf(name), 'text', name);
  });

  it('is as much work as its bytes let one guess; a gigabyte of film is not a gigabyte of words', () => {
    assert.equal(sizeOf({ name: 'a.txt', bytes: 5000 }, 'text').characters, 5000);
    assert.equal(sizeOf({ name: 'a.pdf', bytes: 1_000_000 }, 'text').characters, 50_000);
    assert.equal(sizeOf({ name: 'a.mov', bytes: 1e9 }, 'text').characters, 300_000);
    assert.equal(sizeOf({ name: 'a.mp3', bytes: 3e6 }, 'audio').minutes, 3);
  });
});

describe('the steps of a file', () => {
  const seeing = doers({ recognise: 'ollama:sees', describe: 'ollama:sees' });

  it('are its tasks in order, each by whoever would do it now', () => {
    assert.deepEqual(steps('a.png', seeing), [
      ...['recognise ollama:sees', 'describe ollama:sees'],
      ...['summarise ollama:writes', 'extract ollama:writes'],
    ]);
    assert.deepEqual(steps('a.txt', seeing), ['summarise ollama:writes', 'extract ollama:writes']);
  });

  it('leave out what nobody can do now', () => {
    assert.deepEqual(steps('a.mp3', seeing), ['summarise ollama:writes', 'extract ollama:writes']);
    assert.deepEqual(steps('a.mp3', new Map()), []);
  });

  it('leave out what is saved, and begin with the task that it was put back for', () => {
    const saved = new Set(['recognise', 'summarise']);
    assert.deepEqual(steps('a.png', seeing, { saved }), ['describe ollama:sees', 'extract ollama:writes']);
    assert.deepEqual(steps('a.pdf', seeing, { next: 'describe' }), [
      ...['describe ollama:sees', 'summarise ollama:writes', 'extract ollama:writes'],
    ]);
    assert.deepEqual(tasksLeft({ saved: new Set(['describe']), next: 'describe' }, 'image'), [
      ...['describe', 'summarise', 'extract'],
    ]);
  });

  it('that run beside any model are done in the turn of the next one', () => {
    const who = doers({ recognise: 'tesseract:eng', describe: 'ollama:sees' });
    assert.deepEqual(steps('a.png', who).slice(0, 2), ['recognise ollama:sees', 'describe ollama:sees']);
    const embedded = doers({ summarise: 'builtin:extractive', extract: 'builtin:extractive' });
    assert.deepEqual(steps('a.txt', embedded), [
      ...['summarise builtin:extractive', 'extract builtin:extractive'],
    ]);
    const last = doers({
      describe: 'ollama:sees',
      summarise: 'builtin:extractive',
      extract: 'builtin:extractive',
    });
    assert.deepEqual(steps('a.png', last), [
      ...['describe ollama:sees', 'summarise ollama:sees', 'extract ollama:sees'],
    ]);
  });
});

describe('what would be bought of a file', () => {
  const left = (name: string, who: ReadonlyMap<RoutedTask, Doer>, more: object = {}) =>
    cloudTasks(file(name, more), natureOf(name), who);

  it('is what it shows and says, its words too where nobody beside can read them', () => {
    assert.deepEqual(left('a.png', doers({ recognise: 'ollama:sees' })), ['recognise', 'describe']);
    assert.deepEqual(left('a.png', doers()), ['recognise', 'describe']);
    assert.deepEqual(left('a.png', doers({ recognise: 'tesseract:eng' })), ['describe']);
    assert.deepEqual(left('a.mp3', doers()), ['transcribe']);
  });

  it('is nothing of a text, and nothing twice', () => {
    assert.deepEqual(left('a.txt', doers()), []);
    assert.deepEqual(left('a.png', doers(), { saved: new Set(['recognise', 'describe']) }), []);
  });
});
