/**
 * What the work of this machine would have cost elsewhere: at paid models, text too, and on a rented graphics
 * processor. An estimate to compare with, never a quote: nothing is bought by it. Pure.
 */
import type { TaskName } from '../types/task.ts';
import { longestSide } from './bare-image.ts';
import { type GpuPrice, gpuPrices } from './gpu-prices.ts';
import { costOf, type Micros } from './money.ts';
import { priceList, pricesAsOf } from './price-list.ts';
import { imageTokens, priced } from './quote.ts';

/** What was done of one task, by whichever model, in the units of the task (`unitsOf`). */
export interface TaskDone {
  readonly task: TaskName;
  readonly count: number;
  readonly units: number;
  /** Model seconds. */
  readonly seconds: number;
}

/** What one kind of work would have cost at one model. */
export interface InsteadLine {
  /** `text`, `pictures` or `recordings`. */
  readonly what: string;
  readonly spec: string;
  readonly calls: number;
  /** How much it was, e.g. `120,000 tokens in, 4,000 out`. */
  readonly amount: string;
  readonly micros: Micros;
}

/** The estimate, with all that it rests on. */
export interface Instead {
  readonly cloud: readonly InsteadLine[];
  readonly cloudMicros: Micros;
  /** Sentences. */
  readonly assumptions: readonly string[];
  readonly modelSeconds: number;
  readonly gpus: readonly (GpuPrice & { readonly micros: Micros })[];
}

/** The models that default settings buy from. */
const models = { token: 'openai:gpt-6-luna', minute: 'openai:gpt-transcribe' } as const;
/** What English prose comes to: https://help.openai.com/en/articles/4936856-what-are-tokens-and-how-to-count-them */
const charactersPerToken = 4;
/** Guesses: what a question says besides the text or picture, and how long an answer is. In tokens. */
const tokensAsked = 400;
const tokensAnswered = 500;

const readers: ReadonlySet<TaskName> = new Set(['summarise', 'extract']);
const lookers: ReadonlySet<TaskName> = new Set(['recognise', 'describe']);

/** The estimate for what was done here; what was paid for must not be in it. */
export function insteadOf(done: readonly TaskDone[]): Instead {
  const text = total(done.filter(({ task }) => readers.has(task)));
  const audio = total(done.filter(({ task }) => task === 'transcribe'));
  const looks = done.filter(({ task }) => lookers.has(task));
  const pictures = total(looks);
  const cloud = [
    // `unitsOf` counts thousands of characters and one more for each call.
    ...tokens('text', text.count, Math.max(0, text.units - text.count) * (1000 / charactersPerToken)),
    ...tokens(
      'pictures',
      Math.round(pictures.units),
      looks.reduce((sum, { task, units }) => sum + units * tokensOfPicture(task), 0),
    ),
    // … and a tenth of a minute more for each recording.
    ...minutes(audio.count, Math.max(0, audio.units - audio.count / 10)),
  ];
  const modelSeconds = total(done).seconds;
  return {
    cloud,
    cloudMicros: cloud.reduce((sum, { micros }) => sum + micros, 0),
    assumptions: assumptions(done),
    modelSeconds,
    gpus: gpuPrices.map((price) => ({
      ...price,
      micros: costOf((modelSeconds / 3600) * price.perHour) ?? 0,
    })),
  };
}

function total(done: readonly TaskDone[]): Omit<TaskDone, 'task'> {
  const sum = { count: 0, units: 0, seconds: 0 };
  for (const { count, units, seconds } of done) {
    sum.count += count;
    sum.units += units;
    sum.seconds += seconds;
  }
  return sum;
}

const tokensOfPicture = (task: TaskName): number => {
  const side = task === 'recognise' ? longestSide.recognise : longestSide.describe;
  return imageTokens({ width: side, height: side }) ?? 0;
};

/** Of `calls` calls with so many tokens of text or pictures in all. Nothing where there was no call. */
function tokens(what: string, calls: number, tokensGiven: number): readonly InsteadLine[] {
  const price = priceList.find(({ spec }) => spec === models.token);
  if (calls === 0 || price?.unit !== 'token') return [];
  const [tier] = price.tiers;
  const input = Math.ceil(tokensGiven + calls * tokensAsked);
  const output = calls * tokensAnswered;
  const quoted = priced([
    { amount: input, dollars: tier?.input ?? 0, per: 1_000_000 },
    { amount: output, dollars: tier?.output ?? 0, per: 1_000_000 },
  ]);
  const amount = `${whole(input)} tokens in, ${whole(output)} out`;
  return quoted.ok ? [{ what, spec: price.spec, calls, amount, micros: quoted.micros }] : [];
}

function minutes(calls: number, heard: number): readonly InsteadLine[] {
  const price = priceList.find(({ spec }) => spec === models.minute);
  if (calls === 0 || price?.unit !== 'minute') return [];
  // A sum of fractions is a hair off; the next whole minute is what counts.
  const amount = Math.max(1, Math.ceil(heard - 1e-6));
  const quoted = priced([{ amount, dollars: price.perMinute, per: 1 }]);
  const said = `${whole(amount)} min`;
  return quoted.ok
    ? [{ what: 'recordings', spec: price.spec, calls, amount: said, micros: quoted.micros }]
    : [];
}

const whole = (count: number): string => count.toLocaleString('en');

function assumptions(done: readonly TaskDone[]): readonly string[] {
  const left = [...new Set(done.map(({ task }) => task))].filter(
    (task) => !readers.has(task) && !lookers.has(task) && task !== 'transcribe',
  );
  const side = (pixels: number): string => `${pixels} × ${pixels} pixels`;
  return [
    `Prices of ${pricesAsOf}.`,
    `A token is taken as ${charactersPerToken} characters; each call as ${tokensAsked} tokens of question and ${tokensAnswered} of answer besides what it is about.`,
    `A picture is taken as ${side(longestSide.describe)} to be described, and ${side(longestSide.recognise)} to be read, which is the largest that is ever sent.`,
    ...(left.length === 0
      ? []
      : [`Not counted, since the price list has nothing for it: ${left.join(', ')}.`]),
  ];
}
