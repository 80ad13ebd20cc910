/** The front matter of a result note: the same keys in the same order for every file. */
import type { Entities } from '../types/task.ts';
import { ownFrontMatter, ownTags } from './own-front-matter.ts';
import { type ResultFacts, titleOf } from './result-facts.ts';
import { oneLine, shortened } from './safe-markdown.ts';

/** Front matter stays small enough for every reader; the body has the rest. Characters and items. */
const limits = { title: 300, summary: 2000, item: 120, items: 40, tags: 20 } as const;

/** The keys of a result note, in order; undefined ones are meant to be left out. */
export function resultFrontMatter(facts: ResultFacts): Record<string, unknown> {
  const { document, summary } = facts;
  const title = short(titleOf(facts), limits.title);
  const language = [summary?.language, facts.transcript?.language].find((code) => code && code !== 'und');
  const models = Object.keys(facts.models).length > 0 ? facts.models : undefined;
  const incomplete = facts.incomplete.map(({ task }) => task);
  return {
    title,
    summary: summary && short(summary.summary, limits.summary),
    tags: nonEmpty(obsidianTags([...ownTags(document.facts), ...(summary?.tags ?? [])])),
    aliases: title === facts.originalName ? undefined : [title],
    language,
    source: facts.source,
    sha256: facts.sha256,
    bytes: facts.bytes,
    kind: facts.kind,
    mime: facts.mime,
    created: facts.created ?? document.facts.created,
    processed: facts.processed,
    pages: document.facts.pages,
    duration_s: rounded(document.facts.durationSeconds, 1),
    width: document.facts.width,
    height: document.facts.height,
    entities: facts.entities && entityLists(facts.entities),
    route: facts.route,
    stalled: facts.stalled,
    models,
    incomplete: nonEmpty(incomplete),
    to_complete: nonEmpty(facts.incomplete.map(({ hint }) => oneLine(hint))),
    cost_usd: rounded(facts.costUsd, 6),
    took_s: rounded(facts.tookSeconds, 2),
    original: facts.originalMissing ? 'missing' : undefined,
    front_matter: ownFrontMatter(document.facts),
  };
}

/**
 * Words or phrases as tags that Obsidian takes: letters, digits, `_`, `-` and `/`, and not digits alone.
 * What is left with no letter is dropped, and so are repetitions.
 */
function obsidianTags(tags: readonly string[]): string[] {
  const valid = tags
    .map((tag) =>
      oneLine(tag)
        .toLowerCase()
        .replace(/[^\p{L}\p{M}\p{N}_/-]+/gu, '-')
        .replace(/^[-/]+|[-/]+$/g, ''),
    )
    .filter((tag) => /\p{L}/u.test(tag));
  return [...new Set(valid)].slice(0, limits.tags);
}

/** Each list cleaned and bounded; undefined when all are empty. */
function entityLists(entities: Entities): Record<string, string[] | undefined> | undefined {
  const lists = {
    people: entityList(entities.people),
    organisations: entityList(entities.organisations),
    places: entityList(entities.places),
    dates: entityList(entities.dates),
    amounts: entityList(entities.amounts),
  };
  return Object.values(lists).some(Boolean) ? lists : undefined;
}

function entityList(names: readonly string[]): string[] | undefined {
  const clean = names.map((name) => short(name, limits.item)).filter(Boolean);
  return nonEmpty([...new Set(clean)].slice(0, limits.items));
}

function nonEmpty<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}

/** On one line, and not longer than `most` characters. */
function short(text: string, most: number): string {
  return shortened(oneLine(text), most);
}

function rounded(value: number | undefined, digits: number): number | undefined {
  return value === undefined ? undefined : Number(value.toFixed(digits));
}
