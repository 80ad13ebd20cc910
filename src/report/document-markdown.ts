/** The text of a file as Markdown, page by page where pages are known. */
import type { Block } from '../types/document.ts';
import type { Recognition } from '../types/task.ts';
import type { PictureResult, ResultFacts } from './result-facts.ts';
import { escapeCell, escapeInline, escapeLines } from './safe-markdown.ts';
import { codeBlock, sanitiseMarkdown } from './sanitise-markdown.ts';

/** Percent; words read with less deserve a warning. */
const doubtful = 60;

/**
 * The blocks in reading order, and the words and descriptions of its pages and figures where they belong.
 * With more than one page each has a heading of its own, `### Page 3`, to link to. Empty when there is nothing.
 */
export function documentMarkdown(facts: ResultFacts): string {
  const pages = new Map<number, string[]>();
  const onPage = (page: number) => {
    const parts = pages.get(page) ?? [];
    pages.set(page, parts);
    return parts;
  };
  const last = Math.max(facts.document.facts.pages ?? 0, ...pageNumbers(facts));
  const headings = last > 1 ? 4 : 3;
  let page = 0;
  for (const block of facts.document.blocks) {
    page = block.position?.page ?? page;
    const text = blockMarkdown(block, headings);
    if (text !== '') onPage(page).push(text);
  }
  for (const result of facts.pictures) {
    if (result.picture.role === 'file') continue;
    const text = pictureMarkdown(result);
    if (text !== '') onPage(result.picture.position?.page ?? 0).push(text);
  }
  const inOrder = [...pages].sort(([one], [other]) => one - other);
  return inOrder
    .map(([number, parts]) =>
      (last > 1 && number > 0 ? [`### Page ${number}`, ...parts] : parts).join('\n\n'),
    )
    .join('\n\n');
}

function pageNumbers(facts: ResultFacts): number[] {
  const positions = [
    ...facts.document.blocks.map((block) => block.position),
    ...facts.pictures.map(({ picture }) => picture.position),
  ];
  return [...new Set(positions.map((position) => position?.page ?? 0))];
}

function blockMarkdown(block: Block, headings: number): string {
  switch (block.type) {
    case 'heading': {
      const text = escapeInline(block.text);
      return text && `${'#'.repeat(Math.min(6, headings + Math.max(1, block.level) - 1))} ${text}`;
    }
    case 'paragraph':
      return escapeLines(block.text).trim();
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
  }
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

/** What a page without text, or a figure, says and shows. */
function pictureMarkdown({ picture, recognition, description }: PictureResult): string {
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
