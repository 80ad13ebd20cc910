import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { randomOf } from '../../bench/random.ts';
import type { MoveMethod } from '../../src/folders/move-contract.ts';
import type { Root } from '../../src/folders/root.ts';
import { Children } from '../support/children.ts';
import { dropBelow, namesBelow, plainRoot, readNote } from '../support/journey.ts';
import { contents, scratchFolder } from '../support/scratch-root.ts';
import { steeredSettings } from '../support/steered-model.ts';

const program = fileURLToPath(new URL('../support/journey-child.ts', import.meta.url));
const noHardLinks = new URL('../support/no-hard-links.ts', import.meta.url).href;

const killsInAll = Number(process.env.NIGHTSHIFT_KILLS ?? 200);
const killsPerRoot = 10;
const rootsPerMethod = killsInAll / killsPerRoot / 2;
const firstFiles = 12;
const dropsPerKill = 2;

/** Runs to the end, and gives how many milliseconds that took. */
async function runToTheEnd(children: Children, root: Root): Promise<number> {
  const child = await children.next();
  const ended = once(child, 'exit');
  const began = performance.now();
  child.send(root.path);
  const [told] = await Promise.race([
    once(child, 'message'),
    ended.then(([code, signal]) => assert.fail(`It ended without a report: ${code} ${signal}`)),
  ]);
  const { report, problems } = told;
  await ended;
  assert.deepEqual(problems, []);
  assert.equal(report?.waiting, 0);
  return performance.now() - began;
}

/** Starts a run and kills it after `ms` milliseconds; false when it had ended by then. */
async function killAfter(children: Children, root: Root, ms: number): Promise<boolean> {
  const child = await children.next();
  const ended = once(child, 'exit');
  child.send(root.path);
  await Promise.race([delay(ms), ended]);
  child.kill('SIGKILL');
  const [, signal] = await ended;
  return signal === 'SIGKILL';
}

/** A root with files in it, and what must never be lost. */
class Dropped {
  readonly root: Root;
  readonly originals: string[] = [];
  readonly #random: () => number;

  constructor(root: Root, random: () => number) {
    this.root = root;
    this.#random = random;
  }

  /** Drops one file more: most are new, some are copies, some have nothing in them. */
  async drop(): Promise<void> {
    const number = this.originals.length;
    const kind = this.#random();
    const folder = ['', 'sub/', 'sub/deep/', 'now/'][Math.floor(this.#random() * 4)] ?? '';
    const copied = this.originals[Math.floor(this.#random() * number)];
    const fresh = `The words of file ${number}, which are like no other. `.repeat(1 + (number % 5));
    const content = kind < 0.1 ? '' : kind < 0.25 && copied !== undefined ? copied : fresh;
    this.originals.push(content);
    // Few names, so that they clash in done/ and in processing/; a person's copy never replaces a waiting file.
    const name = `${folder}x${number % 9}.txt`;
    const taken = existsSync(join(this.root.ingest, name));
    await dropBelow(this.root.ingest, taken ? `${folder}y${number}.txt` : name, content);
  }
}

/** Every original is there at least once at every instant, whatever was cut short. */
async function nothingIsLost({ root, originals }: Dropped): Promise<void> {
  const folders = [root.ingest, root.processing, root.leaving, root.done, root.failed];
  const files = await Promise.all(folders.map((folder) => contents(folder).catch(() => [])));
  const found = new Set(files.flat().map(([, content]) => content));
  for (const content of originals) assert.ok(found.has(content), `lost: ${content}`);
}

/** Every original is there exactly once, with a whole note of its own beside it, and nothing else is. */
async function allIsWhole({ root, originals }: Dropped): Promise<void> {
  const found: string[] = [];
  for (const folder of [root.done, root.failed]) {
    const files = new Map(await contents(folder));
    for (const [path, content] of files) {
      const ofNote = path.endsWith('.txt.md') ? path.slice(0, -3) : undefined;
      if (ofNote !== undefined) assert.ok(files.has(ofNote), `${path} has its original: ${content}`);
      if (ofNote !== undefined) continue;
      found.push(content);
      const { data, body } = await readNote(join(folder, `${path}.md`));
      assert.equal(data.sha256, createHash('sha256').update(content).digest('hex'), path);
      assert.equal(folder === root.failed, content === '', `${path} lies in the right folder`);
      if (data.error === undefined && data.duplicate_of === undefined)
        assert.ok(body.includes(content.trim()), path);
    }
  }
  assert.deepEqual(found.sort(), [...originals].sort());
  assert.deepEqual(await namesBelow(root.ingest), []);
  for (const folder of [root.processing, root.temporary]) assert.deepEqual(await readdir(folder), []);
  assert.deepEqual(
    (await readdir(root.leaving)).filter((name) => !name.endsWith('.moves')),
    [],
  );
}

async function crashes(t: TestContext, method: MoveMethod, seed: number): Promise<void> {
  const random = randomOf(seed);
  const execArgv = method === 'link' ? [] : ['--import', noHardLinks];
  const children = new Children(t, program, { cache: await scratchFolder(t), execArgv });
  let longest: number | undefined;
  let runs = 0;
  for (let roots = 0; roots < rootsPerMethod; roots += 1) {
    const dropped = new Dropped(await plainRoot(t, steeredSettings), random);
    for (let n = 0; n < firstFiles; n += 1) await dropped.drop();
    if (longest === undefined) {
      await runToTheEnd(children, dropped.root);
      for (let n = 0; n < dropsPerKill; n += 1) await dropped.drop();
      // A little more than an undisturbed run takes, since what was cut short is to be put right too.
      longest = 1.2 * (await runToTheEnd(children, dropped.root));
    }
    for (let kills = 0; kills < killsPerRoot; ) {
      for (let n = 0; n < dropsPerKill; n += 1) await dropped.drop();
      runs += 1;
      const killed = await killAfter(children, dropped.root, random() * longest);
      if (killed) kills += 1;
      // How long a run takes changes with the machine's other work: most runs are to be killed, at any moment.
      longest *= killed ? 1.03 : 0.9;
      await nothingIsLost(dropped);
    }
    await runToTheEnd(children, dropped.root);
    await allIsWhole(dropped);
  }
  t.diagnostic(`${method}: ${rootsPerMethod * killsPerRoot} of ${runs} runs were killed`);
}

describe('kill -9', () => {
  it(`${killsInAll} times at any moment loses, doubles and spoils nothing`, {
    timeout: 600_000,
  }, async (t) => {
    const seed = Number(process.env.NIGHTSHIFT_SEED ?? Math.floor(Math.random() * 2 ** 32));
    t.diagnostic(`NIGHTSHIFT_SEED=${seed}`);
    await Promise.all([crashes(t, 'link', seed), crashes(t, 'placeholder', seed + 1)]);
  });
});
