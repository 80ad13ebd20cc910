/** What a result of each ability must look like. */
import assert from 'node:assert/strict';
import type { Description, Entities, Recognition, Summary, Transcript } from '../../src/types/task.ts';

/** What the request said that the value depends on. */
interface Asked {
  /** JSON was asked for. */
  readonly json: boolean;
  /** How many texts were given. */
  readonly texts: number;
}

/** For each ability: asserts the shape of its result. */
export const valueChecks: Readonly<Record<string, (value: unknown, asked: Asked) => void>> = {
  generate: (value, asked) => checkText(value as string, asked.json),
  summarise: (value) => checkSummary(value as Summary),
  extract: (value) => checkEntities(value as Entities),
  describe: (value) => assert.ok((value as Description).text.trim().length > 0),
  recognise: (value) => checkRecognition(value as Recognition),
  transcribe: (value) => checkTranscript(value as Transcript),
  embed: (value, asked) => checkVectors(value as readonly Float32Array[], asked.texts),
};

function checkText(text: string, json: boolean): void {
  assert.ok(text.trim().length > 0);
  if (json) assert.equal(typeof JSON.parse(text), 'object');
}

function checkSummary(summary: Summary): void {
  assert.ok(summary.title.trim().length > 0);
  assert.ok(summary.summary.trim().length > 0);
  checkStrings(summary.keyPoints);
  checkStrings(summary.tags);
  for (const tag of summary.tags) assert.ok(tag === tag.toLowerCase() && !tag.startsWith('#'), tag);
  assert.ok(Intl.getCanonicalLocales(summary.language).length === 1);
}

function checkEntities(entities: Entities): void {
  for (const key of ['people', 'organisations', 'places', 'dates', 'amounts'] as const) {
    checkStrings(entities[key]);
    assert.equal(new Set(entities[key]).size, entities[key].length, `${key} holds a name twice`);
  }
}

function checkStrings(list: readonly string[]): void {
  assert.ok(Array.isArray(list));
  for (const text of list) assert.ok(typeof text === 'string' && text.trim().length > 0);
}

function checkRecognition(recognition: Recognition): void {
  assert.equal(typeof recognition.text, 'string');
  const { confidence, wordShare } = recognition;
  if (confidence !== undefined) assert.ok(confidence >= 0 && confidence <= 100);
  if (wordShare !== undefined) assert.ok(wordShare >= 0 && wordShare <= 1);
}

function checkTranscript(transcript: Transcript): void {
  let before = 0;
  for (const segment of transcript.segments) {
    assert.ok(segment.fromSeconds >= before && segment.toSeconds >= segment.fromSeconds);
    assert.equal(typeof segment.text, 'string');
    before = segment.fromSeconds;
  }
}

function checkVectors(vectors: readonly Float32Array[], count: number): void {
  assert.equal(vectors.length, count);
  const dimension = vectors[0]?.length ?? 0;
  for (const vector of vectors) {
    assert.ok(vector instanceof Float32Array);
    assert.ok(vector.length === dimension && vector.length > 0);
    assert.ok(vector.every(Number.isFinite));
  }
}
