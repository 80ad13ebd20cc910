/** JSON Feed (version 1 and 1.1) → a feed. */
import { type Data, type DataObject, isObject } from '../data/records.ts';
import { isoDate } from '../dates.ts';
import { escapeMarkup } from '../xml/xml-source.ts';
import type { Feed, FeedEntry } from './feed.ts';

/** The feed with its first `most` entries, and how many it has; undefined when the value is none. */
export function jsonFeed(
  value: Data,
  most: number,
): { readonly feed: Feed; readonly entries: number } | undefined {
  if (!isObject(value) || !/^https?:\/\/jsonfeed\.org\/version\//.test(textOf(value.version) ?? ''))
    return undefined;
  const items = listOf(value.items).filter(isObject);
  const feed = {
    title: textOf(value.title),
    subtitle: textOf(value.description),
    link: textOf(value.home_page_url),
    author: authorOf(value),
    language: textOf(value.language),
    entries: items.slice(0, most).map(entryOf),
  };
  return { feed, entries: items.length };
}

function entryOf(item: DataObject): FeedEntry {
  const plain = textOf(item.content_text);
  const written = textOf(item.date_published) ?? textOf(item.date_modified);
  const summary = textOf(item.summary);
  return {
    title: textOf(item.title),
    link: textOf(item.url) ?? textOf(item.external_url),
    date: isoDate(written) ?? written,
    author: authorOf(item),
    categories: listOf(item.tags).flatMap((tag) => textOf(tag) ?? []),
    summary: summary && escapeMarkup(summary),
    content: textOf(item.content_html) ?? (plain && escapeMarkup(plain).replaceAll('\n', '<br>')),
    enclosures: listOf(item.attachments).flatMap((file) => (isObject(file) ? (textOf(file.url) ?? []) : [])),
  };
}

function authorOf(object: DataObject): string | undefined {
  const authors = [...listOf(object.authors), object.author];
  return (
    authors.flatMap((author) => (isObject(author) ? (textOf(author.name) ?? []) : [])).join(', ') || undefined
  );
}

function listOf(value: Data): readonly Data[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: Data): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
