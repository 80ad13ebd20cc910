/** RSS (0.9 to 2.0), RDF and Atom → a feed. Prefixes differ from feed to feed, so names count without them. */
import { isoDate } from '../dates.ts';
import { plainHtml } from '../html/plain-html.ts';
import { attributeOf, childrenNamed, lineOf, textAt } from '../xml/xml-nodes.ts';
import { escapeMarkup, innerHtml } from '../xml/xml-source.ts';
import { child, elements, textOf, type XmlElement } from '../xml/xml-tree.ts';
import type { Feed, FeedEntry } from './feed.ts';

/** The feed that this element is: `rss`, `RDF` or `feed`; entries beyond `most` are not looked at. */
export function feedOf(root: XmlElement, most: number): Feed {
  const channel = root.name === 'feed' ? root : (child(root, 'channel') ?? root);
  return {
    title: plainWords(textAt(channel, 'title')),
    subtitle: plainWords(textAt(channel, 'description') ?? textAt(channel, 'subtitle')),
    link: linkOf(channel),
    author: authorOf(channel),
    language: textAt(channel, 'language') ?? attributeOf(root, 'lang'),
    updated: dateAt(channel, 'updated', 'lastBuildDate', 'pubDate', 'date'),
    entries: entriesOf(root).slice(0, most).map(entryOf),
  };
}

/** In RSS 1.0 the items stand beside the channel, elsewhere in it. */
export function entriesOf(root: XmlElement): XmlElement[] {
  const places = [root, ...childrenNamed(root, 'channel')];
  return places.flatMap((place) => childrenNamed(place, 'item', 'entry'));
}

function entryOf(element: XmlElement): FeedEntry {
  const [content, summary] = [
    bodyOf(element, ['encoded', 'content']),
    bodyOf(element, ['description', 'summary']),
  ];
  return {
    title: plainWords(textAt(element, 'title')),
    link: linkOf(element),
    date: dateAt(element, 'pubDate', 'published', 'updated', 'date', 'modified', 'issued'),
    author: authorOf(element),
    categories: categoriesOf(element),
    content: content ?? summary,
    ...(content === undefined ? {} : { summary }),
    enclosures: enclosuresOf(element),
  };
}

/** The first of these elements that holds something, as HTML. Media players' `content` holds an address only. */
function bodyOf(element: XmlElement, names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const body of childrenNamed(element, name).filter(
      ({ attributes }) => attributes.url === undefined,
    )) {
      const type = attributeOf(body, 'type')?.toLowerCase();
      const nested = elements(body).length > 0;
      const html = nested ? innerHtml(body) : type === 'text' ? escapeMarkup(textOf(body)) : textOf(body);
      if (html.trim() !== '') return html;
    }
  }
  return undefined;
}

/** Atom has links in attributes, with what they lead to; RSS has the address as text. */
function linkOf(element: XmlElement): string | undefined {
  const links = childrenNamed(element, 'link');
  const written = links.map(lineOf).find((text) => text !== '');
  if (written !== undefined) return written;
  const page = links.find((link) => (attributeOf(link, 'rel') ?? 'alternate') === 'alternate');
  const address = page && attributeOf(page, 'href');
  const id = childrenNamed(element, 'guid', 'id').map(lineOf)[0];
  return address ?? (id !== undefined && /^https?:\/\//i.test(id) ? id : undefined);
}

function authorOf(element: XmlElement): string | undefined {
  const authors = childrenNamed(element, 'creator', 'author', 'managingEditor').map(
    (author) => textAt(author, 'name') ?? lineOf(author),
  );
  // RSS wants an address with the name behind it: `ada@example.org (Ada)`.
  const names = authors.map((author) => /^\S+@\S+ \((.+)\)$/.exec(author)?.[1] ?? author);
  return [...new Set(names.filter(Boolean))].join(', ') || undefined;
}

function categoriesOf(element: XmlElement): string[] {
  const names = childrenNamed(element, 'category', 'subject').map(
    (category) => lineOf(category) || attributeOf(category, 'label') || attributeOf(category, 'term') || '',
  );
  return [...new Set(names.filter(Boolean))];
}

function enclosuresOf(element: XmlElement): string[] {
  const files = [
    ...childrenNamed(element, 'enclosure').map((file) => attributeOf(file, 'url')),
    ...childrenNamed(element, 'link')
      .filter((link) => attributeOf(link, 'rel') === 'enclosure')
      .map((link) => attributeOf(link, 'href')),
  ];
  return [...new Set(files.filter((address) => address !== undefined))];
}

function dateAt(element: XmlElement, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const written = textAt(element, name);
    if (written !== undefined) return isoDate(written) ?? written;
  }
  return undefined;
}

/** Titles may hold HTML, escaped once more than they should be. */
function plainWords(text: string | undefined): string | undefined {
  if (text === undefined || !/<[a-z/!]|&#?\w+;/i.test(text)) return text;
  return plainHtml(text) || undefined;
}
