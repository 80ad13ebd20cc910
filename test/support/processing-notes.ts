/** Notes as text, taken apart, and the facts of a plain result to begin with. */
import assert from 'node:assert/strict';
import YAML from 'yaml';
import type { ResultFacts } from '../../src/report/result-facts.ts';

/** The front matter and the body of a note's text; fails where there is none. */
export function partsOf(text: string): { readonly data: Record<string, unknown>; readonly body: string } {
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text);
  assert.ok(parts, 'the note has front matter');
  return { data: YAML.parse(parts[1] ?? ''), body: parts[2] ?? '' };
}

/** A short letter that was done by the embedded models. */
export const letterFacts: ResultFacts = {
  source: 'now/post/Letter.txt',
  originalName: 'Letter.txt',
  sha256: 'ab'.repeat(32),
  bytes: 1234,
  kind: 'text',
  mime: 'text/plain',
  created: '2026-11-01T09:00:00+01:00',
  processed: '2026-11-03T02:00:00+01:00',
  document: {
    ...{ kind: 'text', mime: 'text/plain', facts: {}, pictures: [], speech: false, omissions: [] },
    blocks: [{ type: 'paragraph', text: 'Dear reader, the roof is mended.' }],
  },
  pictures: [],
  summary: {
    title: 'The roof',
    summary: 'The roof is mended.',
    keyPoints: ['The roof is mended.', 'The bill follows.'],
    tags: ['roof', 'Home Repair'],
    language: 'en',
  },
  entities: {
    people: ['Reader'],
    organisations: ['Roofers & Co.'],
    places: ['Bern'],
    dates: ['1 November 2026'],
    amounts: ['CHF 120.50'],
  },
  route: 'local',
  models: { summarise: 'builtin:extractive', extract: 'builtin:extractive' },
  incomplete: [],
  costUsd: 0,
  tookSeconds: 0.1234,
};
