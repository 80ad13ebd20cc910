/** Made-up nights: queues, machines and purses of all sizes. Whole seconds, so that the optimum can be computed exactly. */
import type { TaskName } from '../../src/types/task.ts';
import { pick, type Random } from '../random.ts';

/** A task as it will turn out. */
export interface MadeStep {
  readonly task: TaskName;
  readonly spec: string;
  readonly units: number;
  /** What it takes in truth. */
  readonly seconds: number;
}

export interface MadeFile {
  readonly id: string;
  readonly since: number;
  readonly nature: 'text' | 'image' | 'audio';
  readonly private: boolean;
  readonly steps: readonly MadeStep[];
  readonly offer?: { readonly micros: number; readonly ms: number; readonly trueMs: number };
}

export interface MadeNight {
  readonly seconds: number;
  readonly files: readonly MadeFile[];
  readonly loadSeconds: ReadonlyMap<string, number>;
  /** The same for all models. */
  readonly slots: number;
  readonly consent: boolean;
  /** Micro-dollars under the caps. */
  readonly left: number;
  readonly perFile: number;
  /** Seconds that a unit of a task takes on the average, by task and spec; what a history of nights would show. */
  readonly usual: ReadonlyMap<string, number>;
}

export const specs = { text: 'ollama:text', image: 'ollama:vision', audio: 'whisper:cli' } as const;
const cloudTasks: readonly string[] = ['describe', 'transcribe'];
export const forCloud = ({ task }: MadeStep): boolean => cloudTasks.includes(task);

/**
 * How far the true time of a step lies from the usual: `noise` 0.5 is anything from half to one and a half. Of `brief`
 * queues all files are short: notes of up to a thousand characters, single photos, voice messages of up to a minute.
 */
export function makeNight(random: Random, noise: number, { brief } = { brief: false }): MadeNight {
  const between = (low: number, high: number): number => low + (high - low) * random();
  const seconds = 3600 * pick(random, [3, 5, 5, 5, 7]);
  const slots = pick(random, [1, 1, 1, 2]);
  const loadSeconds = new Map<string, number>([
    [specs.text, Math.round(between(10, 40))],
    [specs.image, Math.round(between(5, 15))],
    [specs.audio, Math.round(between(2, 6))],
  ]);
  // Long nights of many slots are those of larger models, so that some hundred files fill each night.
  const slow = brief ? 1 : (seconds * slots) / (5 * 3600);
  const usual = new Map<string, number>([
    [`summarise ${specs.text}`, slow * between(2, 6)],
    [`extract ${specs.text}`, slow * between(2, 5)],
    [`describe ${specs.image}`, slow * between(10, 50)],
    [`transcribe ${specs.audio}`, slow * between(8, 25)],
  ]);
  const step = (task: TaskName, spec: string, units: number): MadeStep => {
    const expected = units * (usual.get(`${task} ${spec}`) ?? 1);
    return { task, spec, units, seconds: Math.max(1, Math.round(expected * between(1 - noise, 1 + noise))) };
  };
  const shares = brief ? [1, 1, 1] : [random(), random(), random() * 0.5];
  const privateShare = pick(random, [0, 0, 0.1, 0.3]);
  const wanted = seconds * slots * between(0.6, 1.4);
  const files: MadeFile[] = [];
  let work = 0;
  while (work < wanted && files.length < 400) {
    const file = makeFile(random, files.length, { shares, privateShare, noise, brief, step });
    files.push(file);
    work += file.steps.reduce((sum, each) => sum + each.seconds, 0);
  }
  return {
    seconds,
    files,
    loadSeconds,
    slots,
    consent: random() < 0.9,
    left: pick(random, [0, 200_000, 500_000, 500_000, 1_000_000, 2_000_000, 5_000_000]),
    perFile: 500_000,
    usual,
  };
}

interface Making {
  readonly shares: readonly number[];
  readonly privateShare: number;
  readonly noise: number;
  readonly brief: boolean;
  readonly step: (task: TaskName, spec: string, units: number) => MadeStep;
}

function makeFile(
  random: Random,
  index: number,
  { shares, privateShare, noise, brief, step }: Making,
): MadeFile {
  const between = (low: number, high: number): number => low + (high - low) * random();
  const [text = 0, image = 0, audio = 0] = shares;
  const drawn = random() * (text + image + audio);
  const nature = drawn < text ? 'text' : drawn < text + image ? 'image' : 'audio';
  // Thousands of characters, pictures, minutes: most are small, a few are long.
  const size =
    nature === 'text'
      ? (brief ? between(0.3, 1) : between(0.7, 4)) ** 2
      : nature === 'image'
        ? pick(random, brief ? [1] : [1, 1, 1, 1, 2, 5])
        : (brief ? between(0.4, 1) : between(0.5, 5)) ** 2;
  const words = nature === 'text' ? size : nature === 'image' ? size * 0.5 : size * 0.8;
  const looks =
    nature === 'image'
      ? [step('describe', specs.image, size)]
      : nature === 'audio'
        ? [step('transcribe', specs.audio, size)]
        : [];
  const reads = [
    step('summarise', specs.text, 1 + words),
    ...(random() < 0.8 ? [step('extract', specs.text, 1 + words)] : []),
  ];
  const calls = nature === 'image' ? between(4, 15) * size : between(2, 4) * Math.max(5, size);
  const ms = Math.round(1000 * calls);
  const price = nature === 'image' ? Math.round(between(900, 3500) * size) : 4500 * Math.ceil(size);
  const offer = { micros: price, ms, trueMs: Math.round(ms * between(1 - noise, 1 + noise)) };
  return {
    id: `file-${index}`,
    since: Math.round(random() * 86_400_000),
    nature,
    private: random() < privateShare,
    steps: [...looks, ...reads],
    ...(nature === 'text' ? {} : { offer }),
  };
}
