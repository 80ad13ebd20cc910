/** The text of a file as Markdown, place by place where pages, slides or sheets are known. */
import type { Block, Position } from '../types/document.ts';
import type { Recognition } from '../types/task.ts';
import { isAligned } from './aligned.ts';
import { lowerHeadings } from './lower-headings.ts';
import { placeName } from './place-name.ts';
import type { PictureResult, ResultFacts } from './result-facts.ts';
import { escapeCell, escapeInline, escapeLines, escapeWithin } from './safe-markdown.ts';
import { codeBlock, sanitiseMarkdown } from './sanitise-markdown.ts';
import { timecode } from './times.ts';

/** Percent; words read with less deserve a warning. */
const doubtful = 60;

/** One page, slide or sheet and what stands there. */
interface Place {
  readonly name: string | undefined;
  readonly order: number;
  readonly parts: string[];
}

/** The places of a document in the order in which a person turns to them. */
class Places {
  readonly #places = new Map<string, Place>();

  add(position: Position | undefined, text: string): void {
    const name = placeName(position);
    const key = name ?? '';
    const place = this.#places.get(key) ?? {
      name,
      // Sheets have no number: they stand in the order in which the reader gave them.
      order: position?.page ?? position?.slide ?? (name === undefined ? 0 : this.#places.size + 1),
      parts: [],
    };
    this.#places.set(key, place);
    if (text !== '') place.parts.push(text);
  }

  inOrder(): readonly Place[] {
    const filled = [...this.#places.values()].filter(({ parts }) => parts.length > 0);
    return filled.sort((one, other) => one.order - other.order);
  }
}

/**
 * The blocks in reading order, and the words and descriptions of its pages and figures where they belong.
 * With more than one page or slide, or with sheets, each has a heading of its own, `### Page 3`, to link to. Empty
 * when there is nothing.
 */
export function documentMarkdown(facts: ResultFacts): string {
  const { pages, slides, sheets } = facts.document.facts;
  const places = countPlaces(facts);
  // The name of a sheet says something even when it is the only one.
  const several = places > 1 || (places > 0 && (sheets !== undefined || (pages ?? slides ?? 0) > 1));
  return placesOf(facts, several ? 4 : 3)
    .map(({ name, parts }) =>
      (several && name !== undefined ? [`### ${escapeWithin(name)}`, ...parts] : parts).join('\n\n'),
    )
    .join('\n\n');
}

function countPlaces({ document, pictures }: ResultFacts): number {
  const positions = [...document.blocks, ...pictures.map(({ picture }) => picture)];
  const names = positions.map(({ position }) => placeName(position)).filter((name) => name !== undefined);
  return new Set(names).size;
}

/** Figures that a block names stand where it does; other pictures at the end of their place. */
function placesOf({ document, pictures }: ResultFacts, headings: number): readonly Place[] {
  const places = new Places();
  const placed = new Set<PictureResult>();
  const own = ownMarkdown(document.blocks, headings);
  let position: Position | undefined;
  for (const block of document.blocks) {
    position = block.position ?? position;
    const shown = block.type === 'figure' && pictures.find(({ picture }) => picture.id === block.picture);
    if (shown) placed.add(shown);
    places.add(
      position,
      shown ? figureMarkdown(shown, block.caption) : (own.get(block) ?? blockMarkdown(block, headings)),
    );
  }
  for (const result of pictures) {
    if (result.picture.role === 'file' || placed.has(result)) continue;
    places.add(result.picture.position, pictureMarkdown(result));
  }
  return places.inOrder();
}

/** The blocks that are Markdown already, made harmless, with their headings below those of the note. */
function ownMarkdown(blocks: readonly Block[], headings: number): ReadonlyMap<Block, string> {
  const own = blocks.filter((block) => block.type === 'markdown');
  const texts = lowerHeadings(
    own.map(({ text }) => sanitiseMarkdown(text).trim()),
    headings,
  );
  return new Map(own.map((block, i) => [block, texts[i] ?? '']));
}

function blockMarkdown(block: Block, headings: number): string {
  switch (block.type) {
    case 'heading': {
      const text = escapeWithin(block.text);
      return text && `${'#'.repeat(Math.min(6, headings + Math.max(1, block.level) - 1))} ${text}`;
    }
    case 'paragraph':
      if (isAligned(block.text)) return codeBlock(block.text.replace(/^\n+|\s+$/g, ''));
      return spokenAt(block.position) + escapeLines(block.text).trim();
    case 'list':
      return block.items
        .map((item, i) => `${block.ordered ? `${i + 1}.` : '-'} ${escapeInline(item)}`)
        .join('\n');
    case 'table':
      return tableMarkdown(block.header, block.rows);
    case 'code':
      return block.text.trim() && codeBlock(block.text.replace(/\n$/, ''), block.language);
    case 'markdown':
      return sanitiseMarkdown(block.text).trim();
    case 'figure':
      return figureLine(block.caption);
  }
}

/** When a paragraph is said, as in a transcript. */
function spokenAt(position: Position | undefined): string {
  return position?.fromSeconds === undefined ? '' : `[${timecode(position.fromSeconds)}] `;
}

/** A table needs a head in Markdown; one without has an empty one. Short rows are filled up. */
export function tableMarkdown(header: boolean, rows: readonly (readonly string[])[]): string {
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
  if (columns === 0) return '';
  const line = (cells: readonly string[]) =>
    `| ${Array.from({ length: columns }, (_, i) => escapeCell(cells[i] ?? '')).join(' | ')} |`;
  const [head, body] = header ? [rows[0] ?? [], rows.slice(1)] : [[], rows];
  return [line(head), `|${' --- |'.repeat(columns)}`, ...body.map(line)].join('\n');
}

/** Where a figure stands, and what its author calls it. */
function figureLine(caption: string | undefined): string {
  const name = caption === undefined ? '' : escapeInline(caption).trim();
  return name === '' ? '*A figure.*' : `*A figure: ${name}*`;
}

/** Why a picture is not here. */
function unreadableLine(why: string): string {
  return `*It could not be looked at: ${escapeInline(why)}*`;
}

/** A figure in its place in the text: its caption, what it shows, and the words in it. */
function figureMarkdown(result: PictureResult, caption: string | undefined): string {
  const { recognition, description, unreadable } = result;
  const parts = [figureLine(caption)];
  if (unreadable !== undefined) parts.push(unreadableLine(unreadable));
  if (description?.text.trim()) parts.push(sanitiseMarkdown(description.text.trim()));
  if (recognition?.text.trim()) parts.push(wordsMarkdown(recognition));
  return parts.join('\n\n');
}

/** What a page without text, or a figure, says and shows. */
function pictureMarkdown({ picture, recognition, description, unreadable }: PictureResult): string {
  if (unreadable !== undefined) {
    return picture.role === 'figure'
      ? `*A figure.*\n\n${unreadableLine(unreadable)}`
      : unreadableLine(unreadable);
  }
  const shown = description?.text.trim() ? sanitiseMarkdown(description.text.trim()) : '';
  const parts = [];
  if (picture.role === 'figure' && (shown || recognition?.text.trim())) parts.push('*A figure:*');
  if (shown) parts.push(picture.role === 'page' ? `*What the page shows:*\n\n${shown}` : shown);
  if (recognition && (recognition.text.trim() || picture.role === 'page'))
    parts.push(wordsMarkdown(recognition));
  return parts.join('\n\n');
}

/** The words that were read in a picture, line by line; says so when there were none, or when they are doubtful. */
export function wordsMarkdown(recognition: Recognition): string {
  const words = escapeLines(recognition.text).trim();
  if (words === '') return '*No words were found.*';
  const { confidence } = recognition;
  if (confidence === undefined || confidence >= doubtful) return words;
  return `*Hard to read (${Math.round(confidence)} % sure): expect mistakes.*\n\n${words}`;
}
