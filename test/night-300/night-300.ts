/**
 * `npm run night`: a night of three hundred mixed files through local and paid servers on loopback, with a cap of five
 * cents. Takes up to three minutes. Prints where the files went, what was paid, when they were done and why; ends with 1
 * where a promise was broken.
 */
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomOf } from '../../bench/random.ts';
import { Ledger } from '../../src/cloud/ledger.ts';
import { Journal } from '../../src/folders/journal.ts';
import { type Root, rootAt } from '../../src/folders/root.ts';
import { openNightshift } from '../../src/nightshift.ts';
import { bareEnvironment, readNote } from '../support/journey.ts';
import { startOllamaServer } from '../support/ollama-server.ts';
import { type OpenAiServer, startOpenAiServer } from '../support/openai-server.ts';
import { makeFiles, textMark } from './made-files.ts';
import { csvOf, outcomesOf, tableOf } from './outcomes.ts';

const capUsd = 0.05;
/** How long the models take to answer, in milliseconds: hours of a true night are seconds of this one. */
const delays = { 'llama3.3': 150, 'qwen3-vl': 300 } as const;
const settings = {
  stabilityMs: 50,
  window: { from: '01:00', to: '06:00', timeZone: 'UTC' },
  models: {
    text: { night: ['ollama:llama3.3'] },
    image: { night: ['ollama:qwen3-vl'], burst: ['openai:gpt-6-luna'] },
    audio: { night: [], burst: ['openai:gpt-transcribe'] },
    embed: { night: [] },
  },
};
/** It is night for two minutes to come; the minutes of both clocks turn together, as the scheduler asks at each. */
const minute = 60_000;
const begin = Date.parse('2099-11-23T05:57:00Z') - Math.floor(Date.now() / minute) * minute;
const clock = { now: () => Date.now() + begin };

/** A promise, and whether it was kept. */
interface Check {
  readonly promise: string;
  readonly kept: boolean;
}

async function checks(
  root: Root,
  openai: OpenAiServer,
  mostUsd: number,
  reportedUsd: unknown,
): Promise<readonly Check[]> {
  const journal = new Journal(root.stateFile, { readOnly: true });
  const { stateFile, budgetFile, spendingFile } = root;
  const ledger = new Ledger({ stateFile, budgetFile, spendingFile, clock, zone: 'UTC' });
  const calls = ledger.callsIn('2099-11');
  const spent = calls.reduce((sum, { counted }) => sum + counted, 0) / 1e6;
  const asked = openai.requests.map(({ bytes }) => bytes.toString('latin1'));
  const isPrivate = (sha256: string): boolean => journal.content(sha256)?.private === true;
  const found = [
    {
      promise: `never more than $${capUsd} spent and held ($${mostUsd.toFixed(6)} at most)`,
      kept: mostUsd <= capUsd,
    },
    { promise: `the ledger has $${spent.toFixed(6)} for ${calls.length} calls`, kept: spent <= capUsd },
    {
      promise: `${openai.booked()} calls reached the cloud, each in the ledger`,
      kept: openai.booked() === calls.length,
    },
    { promise: 'the report says the same sum', kept: reportedUsd === spent },
    {
      promise: 'no text at the cloud',
      kept: asked.length > 0 && !asked.some((bytes) => bytes.includes(textMark)),
    },
    {
      promise: 'nothing private at the cloud',
      kept: !calls.some(({ sha256, source }) => isPrivate(sha256) || source.includes('private/')),
    },
  ];
  ledger.close();
  journal.close();
  return found;
}

async function night(root: Root): Promise<number> {
  const ollama = await startOllamaServer({ slots: 1 });
  for (const [model, milliseconds] of Object.entries(delays))
    ollama.fault({ kind: 'loading', model, milliseconds });
  const openai = await startOpenAiServer();
  // It does not say what it used, so that each call costs all that was held for it, and the cap is reached.
  openai.fate = { usage: 'missing' };
  await mkdir(root.ingest, { recursive: true });
  await writeFile(root.settingsFile, JSON.stringify(settings));
  const caps = { perDay: capUsd, perMonth: capUsd, perFile: capUsd };
  await writeFile(root.budgetFile, JSON.stringify({ currency: 'USD', ...caps, cloud: 'on' }));
  const files = await makeFiles(root.ingest, randomOf(300));
  const environment = {
    ...bareEnvironment,
    OLLAMA_HOST: ollama.url,
    OPENAI_API_KEY: openai.key,
    OPENAI_BASE_URL: openai.baseUrl,
  };
  const news = new EventTarget();
  const pauses = { first: 50, longest: 500, grace: 2000, patience: 5000, farewell: 1000 };
  const nightshift = await openNightshift({
    ...{ root, environment, clock, pauses },
    tell: ({ type }) => news.dispatchEvent(new Event(type)),
  });
  if (nightshift === undefined) throw new Error('Somebody owns a root that was just made.');
  let mostUsd = 0;
  const watch = setInterval(async () => {
    const { budget } = await nightshift.status();
    mostUsd = Math.max(mostUsd, (budget?.day.spentUsd ?? 0) + (budget?.day.heldUsd ?? 0));
  }, 200);
  await nightshift.start();
  await once(news, 'report');
  clearInterval(watch);
  const status = await nightshift.status();
  await nightshift.stop();
  await Promise.all([ollama.close(), openai.close()]);
  const outcomes = await outcomesOf(root, files, status);
  const [csv, copy] = ['csv', 'md'].map((ending) => join(tmpdir(), `nightshift-night-300.${ending}`)) as [
    string,
    string,
  ];
  const report = join(root.path, status.report ?? '');
  await copyFile(report, copy);
  await writeFile(csv, csvOf(outcomes));
  const kept = [
    ...(await checks(root, openai, mostUsd, (await readNote(report)).data.cost_usd)),
    {
      promise: `all of ${files.length} files are somewhere`,
      kept: outcomes.every(({ where }) => where !== 'nowhere'),
    },
  ];
  console.log(`${tableOf(outcomes)}\n\nEvery file: ${csv}\nThe report: ${copy}\n`);
  for (const { promise, kept: isKept } of kept) console.log(`${isKept ? 'kept  ' : 'BROKEN'} ${promise}`);
  return kept.every((check) => check.kept) ? 0 : 1;
}

const folder = await mkdtemp(join(tmpdir(), 'nightshift-night-'));
try {
  process.exitCode = await night(rootAt(join(folder, 'root')));
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
