/** A note in done/, ours or a person's own Markdown, as chunks of text with their places: what the index holds. */
import { Breath } from '../ingest/breath.ts';
import { placeOf } from '../ingest/place.ts';
import { estimateTokens, splitSlowly } from '../models/chunks.ts';
import { parseFrontMatter } from '../reading/front-matter.ts';
import type { Position } from '../types/document.ts';
import type { Mention } from './graph/entity.ts';
import { mentionsOf } from './graph/mentions.ts';
import { type Piece, piecesOf } from './pieces.ts';

/** Estimated tokens of one chunk: long enough to mean something, short enough to be quoted and embedded. */
const chunkTokens = 384;
/** Characters; what a title, a tag or a summary has beyond says no more. */
const longestTitle = 300;
const longestSummary = 500;
const mostTags = 50;

/** One piece of a note that is found as a whole. */
export interface Chunk {
  /** Plain words, without the marks of Markdown. */
  readonly text: string;
  /** Where it stands in the original; empty for what is said about the file as a whole. */
  readonly position: Position;
}

/** What the index knows of a note. Paths are below the root, with `/` between their parts. */
export interface Note {
  /** The original that the note is about; undefined for Markdown that a person put there. */
  readonly original: string | undefined;
  readonly title: string;
  readonly tags: readonly string[];
  /** Empty when the note has none. */
  readonly summary: string;
  /** ISO 8601, a day at least; undefined when the note does not say one. */
  readonly date: string | undefined;
  /** `text`, `image` or `audio`; a person's own Markdown is text. */
  readonly kind: string;
  /** The folder below done/, empty for done/ itself. */
  readonly folder: string;
  /** Its content must not leave this machine, as its path or the note itself says. */
  readonly private: boolean;
  /** SHA-256 of the original, where the note says it. */
  readonly sha256: string | undefined;
  readonly chunks: readonly Chunk[];
  /** Who and what it names. */
  readonly mentions: readonly Mention[];
}

const asText = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

/**
 * Reads a note.
 * @param markdown the whole file
 * @param path where it lies, e.g. `done/invoices/scan.png.md`
 */
export function chunkNote(markdown: string, path: string): Note {
  const steps = chunking(markdown, path);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** As `chunkNote`; lets everything else have its turn while it reads a long one. */
export async function chunkNoteSlowly(markdown: string, path: string): Promise<Note> {
  const steps = chunking(markdown, path);
  const breath = new Breath();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (breath.isDue) await breath.take();
  }
}

/** Stops after each chunk. */
function* chunking(markdown: string, path: string): Generator<void, Note, void> {
  const { data, body } = parseFrontMatter(markdown);
  const source = asText(data.source);
  const sha256 = asText(data.sha256);
  const isOurs = source !== undefined && sha256 !== undefined && /\.md$/i.test(path);
  const name = path.split('/').at(-1) ?? path;
  const { title, pieces } = piecesOf(body, isOurs ? data : undefined);
  const shown = (asText(data.title) ?? title ?? name.replace(/\.(?:md|markdown)$/i, '')).slice(
    0,
    longestTitle,
  );
  const tags = tagsOf(data.tags);
  const chunks = yield* chunksOf(pieces);
  return {
    original: isOurs && data.original !== 'missing' ? path.replace(/\.md$/i, '') : undefined,
    title: shown,
    tags,
    summary: (asText(data.summary) ?? '').slice(0, longestSummary),
    date: dateOf(data.created) ?? dateOf(data.date) ?? dateOf(data.processed),
    kind: (isOurs ? asText(data.kind) : undefined) ?? 'text',
    // A Mac's file systems may give names taken apart, and nobody types them so.
    folder: path.split('/').slice(1, -1).join('/').normalize('NFC'),
    private: data.private === true || [path, source ?? ''].some((place) => placeOf(place).private),
    sha256: isOurs ? sha256 : undefined,
    chunks,
    mentions: mentionsOf({ data, isOurs, title: shown, tags, passages: chunks }),
  };
}

/** A paragraph of one line and 200 characters at most (a heading, a greeting): it belongs to what follows. */
const shortParagraph = /(?<=(?:^|\n)[^\n]{1,200})\n\s*\n(?=\S)/g;

function* chunksOf(pieces: readonly Piece[]): Generator<void, readonly Chunk[], void> {
  const chunks: Chunk[] = [];
  for (const { text, position } of pieces) {
    for (const part of partsOf(text)) {
      const words = part.trim();
      if (words !== '') chunks.push({ text: words, position });
      yield;
    }
  }
  return chunks;
}

/** Parts of about one length: a short rest would be found before its betters. */
function partsOf(text: string): Generator<string> {
  const joined = text.replace(shortParagraph, '\n');
  const tokens = estimateTokens(joined);
  const parts = Math.ceil(tokens / chunkTokens);
  const limit = parts > 1 ? Math.min(chunkTokens, Math.ceil((tokens / parts) * 1.15)) : chunkTokens;
  return splitSlowly(joined, limit);
}

/** As people write them: a list, or words with commas or spaces between them; with `#` or without. */
function tagsOf(value: unknown): readonly string[] {
  const list = typeof value === 'string' ? value.split(/[,\s]+/) : Array.isArray(value) ? value : [];
  const tags = list
    .filter((tag) => typeof tag === 'string' || typeof tag === 'number')
    .map((tag) => String(tag).normalize('NFC').trim().replace(/^#/, '').toLowerCase().slice(0, longestTitle));
  return [...new Set(tags.filter((tag) => tag !== ''))].slice(0, mostTags);
}

function dateOf(value: unknown): string | undefined {
  const text = asText(value);
  return text !== undefined && /^\d{4}-\d\d-\d\d/.test(text) ? text : undefined;
}
