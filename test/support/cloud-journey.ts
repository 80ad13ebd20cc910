/** A root whose owner allows the cloud, beside a fake service that counts what reaches it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import sharp from 'sharp';
import type { Pauses } from '../../src/cloud/follow-call.ts';
import type { Root } from '../../src/folders/root.ts';
import type { BudgetReport } from '../../src/types/budget-report.ts';
import { bareEnvironment, dropBelow, Journey, type JourneyOptions, plainRoot } from './journey.ts';
import { type OpenAiServer, startOpenAiServer } from './openai-server.ts';
import { type ReplicateServer, startReplicateServer, usualModels } from './replicate-server.ts';

/** Nothing on loopback needs long. */
export const shortPauses: Pauses = { first: 5, longest: 20, grace: 200, patience: 300, farewell: 200 };

/** Words are read here; what else is in a picture, and what is said in a recording, only a paid model can tell. */
export const cloudSettings = {
  stabilityMs: 20,
  models: {
    text: { night: ['builtin:extractive'] },
    image: { night: ['tesseract:eng'], burst: ['openai:gpt-6-luna'] },
    audio: { night: [], burst: ['openai:gpt-transcribe'] },
    embed: { night: [] },
  },
};

/** As `cloudSettings`, where nobody here sees anything at all: a picture stalls at once, whatever is on it. */
export const blindSettings = {
  ...cloudSettings,
  models: { ...cloudSettings.models, image: { night: [], burst: ['openai:gpt-6-luna'] } },
};

/** As `blindSettings`, and what is said is told by a model that is sold by the second. */
export const replicateSettings = {
  ...blindSettings,
  models: { ...blindSettings.models, audio: { night: [], burst: ['replicate:openai/whisper'] } },
};

/** As a person types it. */
export function budgetText(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    ...{ currency: 'USD', perDay: 0.5, perMonth: 5, perFile: 0.5, cloud: 'on' },
    ...changes,
  });
}

/** Writes `budget.json`. */
export async function writeBudget(
  root: Root,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await writeFile(root.budgetFile, budgetText(changes));
}

/** A picture without a word in it; another `shade` is another content. `exif` is what a camera would write. */
export function photo(
  shade = 0,
  exif?: Parameters<ReturnType<typeof sharp>['withExif']>[0],
): Promise<Buffer> {
  const create = {
    // Neighbouring shades may be the same to a JPEG.
    width: 320 + shade,
    height: 240,
    channels: 3,
    background: { r: 40, g: 90 + shade, b: 160 },
  } as const;
  const image = sharp({ create }).jpeg();
  return (exif ? image.withExif(exif) : image).toBuffer();
}

/** A recording of so many seconds: 8,000 samples a second, 16 bits, a tone, with a title that is nobody's business. */
export function recording(seconds: number, pitch = 440): Buffer {
  const rate = 8000;
  const samples = Buffer.alloc(rate * 2 * seconds);
  for (let index = 0; index < rate * seconds; index += 1) {
    samples.writeInt16LE(Math.round(8000 * Math.sin((index / rate) * 2 * Math.PI * pitch)), index * 2);
  }
  const chunk = (name: string, content: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.write(name, 0, 'latin1');
    head.writeUInt32LE(content.length, 4);
    return Buffer.concat([head, content]);
  };
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt32LE(rate * 2, 8);
  format.writeUInt16LE(2, 12);
  format.writeUInt16LE(16, 14);
  const title = chunk('INAM', Buffer.from('Secret talk\0'));
  const list = chunk('LIST', Buffer.concat([Buffer.from('INFO'), title]));
  const body = Buffer.concat([Buffer.from('WAVE'), chunk('fmt ', format), list, chunk('data', samples)]);
  return chunk('RIFF', body);
}

/** What the ledger says, as `budget --json` tells it. */
export async function budgetOf(journey: Journey): Promise<BudgetReport> {
  const { budget } = await journey.nightshift.status();
  return budget as unknown as BudgetReport;
}

/** An open root, and the service that it would buy of. */
export interface CloudJourney {
  readonly journey: Journey;
  readonly root: Root;
  readonly openai: OpenAiServer;
  readonly replicate: ReplicateServer;
  /** Opens the same root anew, as a new process would; the first must be stopped. */
  readonly reopen: (options?: JourneyOptions) => Promise<Journey>;
  /** Drops a file into cloud/, as a person does. */
  readonly send: (path: string, content: string | Uint8Array) => Promise<string>;
}

/** Opens one; everything is closed when the test ends. `budget` false: the first `budget.json` stays, which says "off". */
export async function openCloudJourney(
  t: TestContext,
  options: JourneyOptions & { readonly budget?: Readonly<Record<string, unknown>> | false } = {},
): Promise<CloudJourney> {
  const openai = await startOpenAiServer();
  const replicate = await startReplicateServer();
  const { budget = {}, ...rest } = options;
  const root = rest.root ?? (await plainRoot(t, rest.settings ?? cloudSettings));
  replicate.models['openai/whisper'] = usualModels['owner/hears'] ?? { inputs: {} };
  t.after(() => Promise.all([openai.close(), replicate.close()]));
  if (budget !== false) await writeBudget(root, budget);
  const environment = {
    ...bareEnvironment,
    OPENAI_API_KEY: openai.key,
    OPENAI_BASE_URL: openai.baseUrl,
    REPLICATE_API_TOKEN: replicate.key,
    REPLICATE_BASE_URL: replicate.baseUrl,
  };
  const reopen = (more: JourneyOptions = {}): Promise<Journey> =>
    Journey.open(t, { environment, pauses: shortPauses, ...rest, ...more, root });
  return {
    journey: await reopen(),
    root,
    openai,
    replicate,
    reopen,
    send: (path, content) => dropBelow(join(root.path, 'cloud'), path, content),
  };
}

/** Drops a photo, has it bought, and stops the program while the service, which never ends, is asked for the `times`th time. */
export async function breakOff(
  { journey, openai }: Pick<CloudJourney, 'journey' | 'openai'>,
  times = 1,
): Promise<void> {
  openai.fate = { polls: 1_000_000 };
  await journey.drop('beach.jpg', await photo());
  const running = journey.run();
  await openai.requested('retrieve', times);
  await journey.nightshift.stop();
  await running;
}
