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
import { isForCloud } from '../../src/night/plan-facts.ts';
import type { Extent } from '../../src/reading/extent.ts';

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
    for (const [name, nature] of Object.entries(names)) assert.equal(natureOf({ name }), nature, name);
    for (const name of ['e.pdf', 'f.txt', 'png', '', 'a.png.pdf'])
      assert.equal(natureOf({ name }), 'text', name);
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
    const saved = new Map([
      ['recognise', 1],
      ['summarise', 1],
    ] as const);
    assert.deepEqual(steps('a.png', seeing, { saved }), ['describe ollama:sees', 'extract ollama:writes']);
    assert.deepEqual(steps('a.pdf', seeing, { next: 'describe' }), [
      ...['describe ollama:sees', 'summarise ollama:writes', 'extract ollama:writes'],
    ]);
    assert.deepEqual(
      tasksLeft({ saved: new Map([['describe', 1]]), next: 'describe' }, 'image').map(({ task }) => task),
      ['describe', 'summarise', 'extract'],
    );
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
    cloudTasks(file(name, more), natureOf(file(name, more)), who).map(({ task }) => task);

  it('is what it shows and says, its words too where nobody beside can read them', () => {
    assert.deepEqual(left('a.png', doers({ recognise: 'ollama:sees' })), ['recognise', 'describe']);
    assert.deepEqual(left('a.png', doers()), ['recognise', 'describe']);
    assert.deepEqual(left('a.png', doers({ recognise: 'tesseract:eng' })), ['describe']);
    assert.deepEqual(left('a.mp3', doers()), ['transcribe']);
  });

  it('is nothing of a text, and nothing twice', () => {
    const both = new Map([
      ['recognise', 1],
      ['describe', 1],
    ] as const);
    assert.deepEqual(left('a.txt', doers()), []);
    assert.deepEqual(left('a.png', doers(), { saved: both }), []);
  });
});

describe('a PDF that was glanced at', () => {
  const seeing = doers({ recognise: 'ollama:sees', describe: 'ollama:sees' });
  const beside = doers({ recognise: 'tesseract:eng', describe: 'ollama:sees' });
  const text = { pages: 0, figures: 0, characters: 7000, isScan: false };
  const illustrated = { ...text, figures: 2 };
  const scan = { pages: 40, figures: 0, characters: 0, isScan: true };
  const mixed = { pages: 3, figures: 1, characters: 7000, isScan: false };
  const each = new History().rate('recognise', 'ollama:sees');
  const of = (extent: Extent, who = seeing, more: object = {}) =>
    nightFile(file('a.pdf', { extent, ...more }), who, new History());

  const cases: readonly (readonly [string, Extent, string, readonly [task: string, pictures: number][]])[] = [
    ['a text', text, 'text', []],
    ['a text with figures', illustrated, 'text', [...both(2)]],
    ['a scan', scan, 'image', [['recognise', 40]]],
    ['a text with pages that are pictures', mixed, 'text', [['recognise', 4], ...both(1).slice(1)]],
  ];
  for (const [what, extent, nature, looks] of cases) {
    it(`is ${what}: ${nature}, and so much to look at`, () => {
      const made = of(extent);
      assert.equal(made.nature, nature);
      const looked = made.steps.filter(({ task }) => task === 'recognise' || task === 'describe');
      const rate = { recognise: 20_000, describe: 30_000 } as Record<string, number>;
      assert.deepEqual(
        looked.map(({ task, ms }) => [task, ms / (rate[task] ?? 0)]),
        looks,
      );
    });
  }

  it('is surer the more pages it has, and has some of them at the model at once', () => {
    const [recognise] = of(scan).steps;
    assert.equal(recognise?.parts, 4);
    assert.ok(Math.abs((recognise?.spread ?? 0) - each.spread / Math.sqrt(40)) < 1e-9);
    assert.equal(of({ ...scan, pages: 1 }).steps[0]?.parts, undefined);
  });

  it('has so many words as its pages may have', () => {
    assert.equal(sizeOf(file('a.pdf', { extent: text }), 'text').characters, 7000);
    assert.equal(sizeOf(file('a.pdf', { extent: scan }), 'image').characters, 80_000);
  });

  it('has only those pages left of which nothing is saved', () => {
    const saved = (results: number) => ({ saved: new Map([['recognise', results]]) });
    assert.equal(of(scan, seeing, saved(30)).steps[0]?.ms, 10 * each.msPerUnit);
    assert.notEqual(of(scan, seeing, saved(40)).steps[0]?.task, 'recognise');
  });

  it('is bought page by page when it is a scan, and only what would not be read here beside', () => {
    const bought = (extent: Extent, who = seeing) =>
      cloudTasks(file('a.pdf', { extent }), of(extent).nature, who);
    assert.deepEqual(bought(scan), [{ task: 'recognise', parts: 40 }]);
    assert.deepEqual([bought(scan, beside), bought(mixed), bought(illustrated)], [[], [], []]);
    assert.equal(of(scan, beside).steps.some(isForCloud), false, 'that is done here whatever is bought');
    assert.equal(of(scan).steps.some(isForCloud), true);
  });

  it('is a text that nobody is sure of until then', () => {
    const unseen = nightFile(file('a.pdf', { unsure: true }), seeing, new History());
    assert.deepEqual([unseen.nature, unseen.unsure], ['text', true]);
    assert.equal(of(text).unsure, undefined);
  });
});

/** Recognised and described. */
function both(pictures: number): readonly [string, number][] {
  return [
    ['recognise', pictures],
    ['describe', pictures],
  ];
}
