/** `search`: which files answer, and where in them; by the words in done/, beside an owner as well as without one. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { noRoot, type Root } from '../folders/root.ts';
import type { Filters } from '../memory/filter.ts';
import { type MemoryIndex, withIndex } from '../memory/index.ts';
import { removeIndexDatabase } from '../memory/index-database.ts';
import { type Hit, searchMemory } from '../memory/search.ts';
import { type Update, updateIndex } from '../memory/update.ts';
import { printable } from '../report/printable.ts';
import { systemClock } from '../types/clock.ts';
import { NightshiftError } from '../types/failure.ts';
import { type CommandContext, exitCode, print } from './context.ts';

/** What may stand behind the words, by its long name. */
export type SearchOptions = Readonly<Record<string, string | boolean>>;

const defaultLimit = 10;
const mostHits = 1000;

function usage(reason: string, hint: string): NightshiftError {
  return new NightshiftError({ code: 'usage', reason, hint });
}

const textOf = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

function limitOf(options: SearchOptions): number {
  const text = textOf(options.limit);
  const limit = text === undefined ? defaultLimit : Number(text);
  if (Number.isSafeInteger(limit) && limit >= 1 && limit <= mostHits) return limit;
  throw usage(`--limit is "${text}".`, `Give a whole number from 1 to ${mostHits}.`);
}

function filtersOf(options: SearchOptions): Filters {
  const kind = textOf(options.kind);
  if (kind !== undefined && !/^(?:text|image|audio)$/i.test(kind)) {
    throw usage(`--kind is "${kind}".`, 'Give text, image or audio.');
  }
  for (const name of ['from', 'to']) {
    const date = textOf(options[name]);
    if (date === undefined || /^\d{4}(?:-\d\d(?:-\d\d)?)?$/.test(date)) continue;
    throw usage(`--${name} is "${date}".`, 'Give a day, a month or a year: 2026-11-03, 2026-11 or 2026.');
  }
  const [folder, tag] = [textOf(options.folder), textOf(options.tag)];
  return { kind, folder, tag, from: textOf(options.from), to: textOf(options.to) };
}

/** Brings the index up to date and searches it. */
async function searchIn(
  { root, signal }: CommandContext,
  question: string,
  options: SearchOptions,
): Promise<{ readonly hits: readonly Hit[]; readonly update: Update; readonly files: number }> {
  const request = { question, limit: limitOf(options), filters: filtersOf(options) };
  await mkdir(root.machine, { recursive: true });
  if (options.rebuild === true) removeIndexDatabase(root.indexFile);
  return withIndex(root.indexFile, async (index: MemoryIndex) => {
    const update = await updateIndex({ root, index, now: () => systemClock.now(), signal });
    const hits = await searchMemory(root, index, request);
    return { hits, update, files: index.counts().files };
  });
}

function renderHit(root: Root, { title, position, path, date, snippet }: Hit, at: number): string {
  const head = [printable(title), position, date?.slice(0, 10)].filter(Boolean).join(' · ');
  return [`${at + 1}. ${head}`, `   ${printable(join(root.path, path))}`, `   ${printable(snippet)}`].join(
    '\n',
  );
}

function nothingFound(files: number, question: string, narrowed: boolean): string {
  if (files === 0) {
    return 'Nothing is in done/ yet. Drop files into ingest/ and run "nightshift run"; then ask again.';
  }
  const fewer = narrowed
    ? 'other words, or fewer of --kind, --folder, --tag, --from and --to'
    : 'other words';
  return `None of ${files} ${files === 1 ? 'file' : 'files'} in done/ has a word of "${printable(question)}". Try ${fewer}.`;
}

/** Prints the best files, best first; an empty answer is fine, too. */
export async function search(
  context: CommandContext,
  words: readonly string[],
  options: SearchOptions,
): Promise<number> {
  const { root } = context;
  const question = words.join(' ').trim();
  if (!existsSync(root.machine) && !existsSync(root.done)) throw noRoot(root);
  if (question === '' && options.rebuild !== true) {
    throw usage('Nothing is asked.', 'Give words, for instance: nightshift search "heating invoice".');
  }
  const { hits, update, files } = await searchIn(context, question, options);
  if (context.signal.aborted) return exitCode.interrupted;
  const shown = hits.map(({ path, score, snippet, position, title, note, date }) => ({
    ...{ path, score, snippet, position, title, note, date },
  }));
  print(context, render(context, { question, hits, update, files, options }), shown);
  return exitCode.fine;
}

function render(
  { root }: CommandContext,
  found: {
    readonly question: string;
    readonly hits: readonly Hit[];
    readonly update: Update;
    readonly files: number;
    readonly options: SearchOptions;
  },
): string {
  const { question, hits, update, files, options } = found;
  const narrowed = Object.values(filtersOf(options)).some((filter) => filter !== undefined);
  const unread = update.unreadable.map((path) => `${printable(path)} cannot be read, so it is not searched.`);
  if (question === '')
    return [`${files} ${files === 1 ? 'file' : 'files'} in done/ can be searched.`, ...unread].join('\n');
  if (hits.length === 0) return [nothingFound(files, question, narrowed), ...unread].join('\n');
  return [...hits.map((hit, at) => renderHit(root, hit, at)), ...unread].join('\n\n');
}
