/** A feed as a person reads it: each entry with its date, its author, its address and its text. */
import type { Block } from '../../types/document.ts';
import { readableDate } from '../dates.ts';
import { htmlMarkdown } from '../html/html-markdown.ts';
import { plainHtml } from '../html/plain-html.ts';
import type { Feed, FeedEntry } from './feed.ts';

/** Characters of HTML of one entry. */
const longestEntry = 500_000;

/** The feed's title and subtitle, and its entries in their order. */
export function feedBlocks(feed: Feed): Block[] {
  const blocks: Block[] = [];
  if (feed.title !== undefined) blocks.push({ type: 'heading', level: 1, text: feed.title });
  if (feed.subtitle !== undefined && feed.subtitle !== feed.title) {
    blocks.push({ type: 'paragraph', text: feed.subtitle });
  }
  return [...blocks, ...feed.entries.flatMap((entry) => entryBlocks(entry, feed.link))];
}

function entryBlocks(entry: FeedEntry, website: string | undefined): Block[] {
  const { title, date, author, link, categories, enclosures } = entry;
  const texts = textsOf(entry);
  const heading = title ?? (plainHtml(texts[0] ?? '').slice(0, 80) || link || 'Untitled');
  const line = [date && readableDate(date), author, link].filter(Boolean).join(' · ');
  const blocks: Block[] = [{ type: 'heading', level: 2, text: heading }];
  if (line !== '') blocks.push({ type: 'paragraph', text: line });
  for (const html of texts) {
    const base = link ?? website;
    const text = htmlMarkdown(html.slice(0, longestEntry), base === undefined ? {} : { base });
    if (text !== '') blocks.push({ type: 'markdown', text: belowEntry(text) });
  }
  for (const address of enclosures) blocks.push({ type: 'paragraph', text: `Attached: ${address}` });
  if (categories.length > 0) blocks.push({ type: 'paragraph', text: `Categories: ${categories.join(', ')}` });
  return blocks;
}

/** In a note, entries have headings of level four; those within them come below. */
const shallowest = 5;

/** Markdown whose highest heading is one level below an entry's. */
function belowEntry(markdown: string): string {
  const heading = /^(#{1,6})(?= )/gm;
  const highest = Math.min(...[...markdown.matchAll(heading)].map(([marks]) => marks.length));
  const lower = shallowest - highest;
  if (!(lower > 0 && lower < shallowest)) return markdown;
  const lowered = (text: string): string =>
    text.replace(heading, (marks: string) => '#'.repeat(Math.min(6, marks.length + lower)));
  // Comments in code may begin as headings do.
  const parts = markdown.split(/(^```[\s\S]*?^```)/m);
  return parts.map((part, index) => (index % 2 === 0 ? lowered(part) : part)).join('');
}

/** The text, and before it the summary unless that is only how the text begins. */
function textsOf({ summary, content }: FeedEntry): string[] {
  if (content === undefined) return summary === undefined ? [] : [summary];
  if (summary === undefined) return [content];
  const [short, long] = [lettersOf(summary), lettersOf(content)];
  return short === '' || long.startsWith(short.slice(0, 100)) ? [content] : [summary, content];
}

function lettersOf(html: string): string {
  return plainHtml(html.slice(0, longestEntry)).replace(/[^\p{L}\p{N}]+/gu, '');
}
