/** `search`: which files answer, and where in them; by the words in done/, beside an owner as well as without one. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { noRoot, type Root } from '../folders/root.ts';
import { removeCacheDatabase } from '../memory/cache-database.ts';
import { type MemoryIndex, withIndex } from '../memory/index.ts';
import { meaningOf } from '../memory/meaning.ts';
import { withPrivateContents } from '../memory/private-contents.ts';
import { reranker } from '../memory/rerank.ts';
import { type Hit, type SearchRequest, searchMemory } from '../memory/search.ts';
import { type Update, updateIndex } from '../memory/update.ts';
import { printable } from '../report/printable.ts';
import { systemClock } from '../types/clock.ts';
import { type CommandContext, checkSettings, exitCode, print } from './context.ts';
import { filtersOf, type SearchOptions, textOf, usage } from './filter-options.ts';
import { openLocalModels } from './local-models.ts';

const defaultLimit = 10;
const mostHits = 1000;

function limitOf(options: SearchOptions): number {
  const text = textOf(options.limit);
  const limit = text === undefined ? defaultLimit : Number(text);
  if (Number.isSafeInteger(limit) && limit >= 1 && limit <= mostHits) return limit;
  throw usage(`--limit is "${text}".`, `Give a whole number from 1 to ${mostHits}.`);
}

/** What a search gave. */
interface Found {
  readonly hits: readonly Hit[];
  readonly update: Update;
  readonly files: number;
  /** What was asked for and could not be had, and why: one sentence each. */
  readonly without: readonly string[];
}

/** Brings the index up to date and searches it. */
async function searchIn(context: CommandContext, question: string, options: SearchOptions): Promise<Found> {
  const { root, signal } = context;
  const request = { question, limit: limitOf(options), filters: filtersOf(options) };
  await mkdir(root.machine, { recursive: true });
  if (options.rebuild === true) removeCacheDatabase(root.indexFile);
  return withIndex(root.indexFile, async (index: MemoryIndex) => {
    const update = await updateIndex({ root, index, now: () => systemClock.now(), signal });
    const files = index.counts().files;
    if (options.rerank !== true && options.meaning !== true) {
      return { hits: await searchMemory(root, index, request), update, files, without: [] };
    }
    return { ...(await withModels(context, index, request, options)), update, files };
  });
}

/** Searches with local models: one that puts the first hits into a better order, one that knows what is meant. */
async function withModels(
  context: CommandContext,
  index: MemoryIndex,
  request: SearchRequest,
  options: SearchOptions,
): Promise<Pick<Found, 'hits' | 'without'>> {
  const { root, signal } = context;
  checkSettings(root);
  const models = openLocalModels(context);
  try {
    return await withPrivateContents(root, index, async (isPrivate) => {
      const { router } = models;
      const judge = reranker(router, { private: false, isPrivate, signal });
      const meant = options.meaning === true ? await meaningOf(request.question, index, router, signal) : {};
      const hits = await searchMemory(root, index, {
        ...request,
        ...(meant.meaning && { meaning: meant.meaning }),
        ...(options.rerank === true && { rerank: judge.rerank }),
      });
      const unjudged = judge.problem();
      const without = [
        ...(meant.problem === undefined ? [] : [`It was searched by words alone: ${meant.problem}`]),
        ...(unjudged === undefined ? [] : [`The order is that of the search: ${unjudged}`]),
      ];
      return { hits, without };
    });
  } finally {
    await models.close();
  }
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
  const { hits, update, files, without } = await searchIn(context, question, options);
  if (context.signal.aborted) return exitCode.interrupted;
  const shown = hits.map(({ path, score, snippet, position, title, note, date }) => ({
    ...{ path, score, snippet, position, title, note, date },
  }));
  print(context, render(context, { question, hits, update, files, without, options }), shown);
  return exitCode.fine;
}

function render(
  { root }: CommandContext,
  found: Found & { readonly question: string; readonly options: SearchOptions },
): string {
  const { question, hits, update, files, without, options } = found;
  const narrowed = Object.values(filtersOf(options)).some((filter) => filter !== undefined);
  const unread = update.unreadable.map((path) => `${printable(path)} cannot be read, so it is not searched.`);
  if (question === '')
    return [`${files} ${files === 1 ? 'file' : 'files'} in done/ can be searched.`, ...unread].join('\n');
  if (hits.length === 0) return [nothingFound(files, question, narrowed), ...unread].join('\n');
  return [...hits.map((hit, at) => renderHit(root, hit, at)), ...without.map(printable), ...unread].join(
    '\n\n',
  );
}
