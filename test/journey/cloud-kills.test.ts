/** The program is killed in the middle of buying, again and again: nothing is bought twice, and no file is lost. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { randomOf } from '../../bench/random.ts';
import type { Root } from '../../src/folders/root.ts';
import { Children } from '../support/children.ts';
import type { CloudErrand } from '../support/cloud-child.ts';
import { blindSettings, photo, recording, writeBudget } from '../support/cloud-journey.ts';
import { bareEnvironment, dropBelow, plainRoot } from '../support/journey.ts';
import { type OpenAiServer, startOpenAiServer } from '../support/openai-server.ts';
import { contents, scratchFolder } from '../support/scratch-root.ts';

const program = fileURLToPath(new URL('../support/cloud-child.ts', import.meta.url));
const killsInAll = Number(process.env.NIGHTSHIFT_MONEY_KILLS ?? 200);
const killsPerRoot = 20;

/** A root with what was dropped into it, and the service that counts what was bought for it. */
interface Scene {
  readonly root: Root;
  readonly openai: OpenAiServer;
  readonly children: Children;
  readonly originals: string[];
  readonly random: () => number;
}

/** One more picture, or sometimes a recording; each is like no other. */
async function drop({ root, originals, random }: Scene): Promise<void> {
  const number = originals.length;
  const isSound = random() < 0.2;
  const content = isSound ? recording(1, 300 + number) : await photo(number);
  originals.push(content.toString());
  const byHand = random() < 0.3;
  await dropBelow(byHand ? root.cloud : root.ingest, `${number}.${isSound ? 'wav' : 'jpg'}`, content);
}

async function started({ root, openai, children }: Scene) {
  const child = await children.next();
  const environment = { ...bareEnvironment, OPENAI_API_KEY: openai.key, OPENAI_BASE_URL: openai.baseUrl };
  const ended = once(child, 'exit');
  child.send({ path: root.path, environment } satisfies CloudErrand);
  return { child, ended };
}

/** The kinds of requests around which a process is killed; any moment of its life is another choice. */
const moments = ['prepare', 'create', 'create', 'create', 'retrieve', 'forget', 'any'] as const;

/** True when it was killed, false when it had ended before. */
async function killOnce(scene: Scene): Promise<boolean> {
  const { openai, random } = scene;
  const moment = moments[Math.floor(random() * moments.length)] ?? 'any';
  const wait = random() * (moment === 'any' ? 800 : 12);
  const { child, ended } = await started(scene);
  const reached = moment === 'any' ? Promise.resolve() : openai.requested(moment, openai.count(moment) + 1);
  await Promise.race([reached.then(() => delay(wait)), ended]);
  child.kill('SIGKILL');
  const [, signal] = await ended;
  return signal === 'SIGKILL';
}

async function runToTheEnd(scene: Scene): Promise<void> {
  const { child, ended } = await started(scene);
  const [told] = await Promise.race([
    once(child, 'message'),
    ended.then(([code, signal]) => assert.fail(`It ended without a report: ${code} ${signal}`)),
  ]);
  await ended;
  assert.deepEqual(told.problems, []);
}

const folders = ['ingest', 'processing', 'leaving', 'cloud', 'done', 'failed'] as const;

async function nothingIsLost({ root, originals }: Scene): Promise<void> {
  const files = await Promise.all(folders.map((folder) => contents(root[folder]).catch(() => [])));
  const found = new Set(files.flat().map(([, content]) => content));
  for (const [number, content] of originals.entries()) assert.ok(found.has(content), `lost: ${number}`);
}

/** One create for each key and generation, and one bill for each content. */
function nothingIsBoughtTwice({ openai, originals }: Scene): void {
  const creates = openai.requests.filter(({ kind }) => kind === 'create');
  const references = creates.flatMap(({ body }) => {
    const { reference } = (body.metadata ?? {}) as { reference?: string };
    return reference === undefined ? [] : [reference];
  });
  assert.equal(new Set(references).size, references.length, references.toSorted().join('\n'));
  const keys = references.map((reference) => reference.split('.')[0]);
  assert.equal(
    new Set(keys).size,
    keys.length,
    'nothing was turned away, so that nobody has a second generation',
  );
  const sounds = openai.media
    .map((bytes) => bytes.toString('latin1'))
    .filter((text) => text.startsWith('RIFF'));
  assert.equal(new Set(sounds).size, sounds.length, 'no recording was sent twice');
  assert.ok(openai.booked() <= originals.length);
}

/** Everything is done, or waits with a note for a person who says what became of its call. */
async function allIsAtRest({ root, openai, originals }: Scene): Promise<number> {
  const waiting = await readdir(root.cloud);
  const asked = waiting.filter((name) => name.endsWith('.unknown.md'));
  const unknown = waiting.filter((name) => !name.endsWith('.md'));
  assert.deepEqual(asked.toSorted(), unknown.map((name) => `${name}.unknown.md`).toSorted());
  const done = (await readdir(root.done)).filter((name) => !name.endsWith('.md'));
  assert.equal(done.length + unknown.length, originals.length);
  assert.deepEqual(await readdir(root.processing), []);
  assert.ok(openai.booked() >= done.length, 'what is done was bought');
  return unknown.length;
}

async function kills(t: TestContext, seed: number, cache: string): Promise<string> {
  const random = randomOf(seed);
  const openai = await startOpenAiServer();
  t.after(() => openai.close());
  const root = await plainRoot(t, blindSettings);
  const children = new Children(t, program, { cache });
  const scene: Scene = { root, openai, children, originals: [], random };
  await writeBudget(root, { perDay: 5 });
  await drop(scene);
  await runToTheEnd(scene);
  for (let killed = 0; killed < killsPerRoot; ) {
    for (let drops = 0; drops < 2; drops += 1) await drop(scene);
    if (await killOnce(scene)) killed += 1;
    await nothingIsLost(scene);
    nothingIsBoughtTwice(scene);
  }
  await runToTheEnd(scene);
  await nothingIsLost(scene);
  nothingIsBoughtTwice(scene);
  const unknown = await allIsAtRest(scene);
  assert.equal(openai.items(), 0, 'what was sent is deleted, whoever was killed before doing that');
  return `${scene.originals.length} files, ${openai.booked()} bought, ${unknown} for a person to decide`;
}

/** Roots that are worked on at once. */
const lanes = 2;
const firstSeed = Number(process.env.NIGHTSHIFT_SEED ?? Math.floor(Math.random() * 2 ** 32));

describe('kill -9 in the middle of buying', () => {
  for (let killed = 0, seed = firstSeed; killed < killsInAll; killed += lanes * killsPerRoot, seed += lanes) {
    const upTo = killed + lanes * killsPerRoot;
    it(`${upTo} times buys nothing twice and loses nothing`, { timeout: 600_000 }, async (t) => {
      t.diagnostic(`NIGHTSHIFT_SEED=${seed}`);
      const cache = await scratchFolder(t);
      const roots = Array.from({ length: lanes }, (_, lane) => kills(t, seed + lane, cache));
      for (const told of await Promise.all(roots)) t.diagnostic(told);
    });
  }
});
