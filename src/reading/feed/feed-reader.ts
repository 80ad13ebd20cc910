/** News feeds: RSS, Atom and JSON Feed. */
import type { Document } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { counted, textDocument } from '../text-document.ts';
import { readXml } from '../xml/read-xml.ts';
import type { Feed } from './feed.ts';
import { feedBlocks } from './feed-blocks.ts';
import { entriesOf, feedOf } from './feed-elements.ts';

export const feedLimits = { entries: 500 } as const;

/** Reads a feed entry by entry; addresses are written out and never followed. */
export const feedReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { root, encoding, omissions } = await readXml(file);
    return feedDocument(file, feedOf(root, feedLimits.entries), entriesOf(root).length, encoding, omissions);
  },
};

/** The document of a feed; `entries` is the number of all of them, of which `feed` holds the first ones. */
export function feedDocument(
  file: FileToRead,
  feed: Feed,
  entries: number,
  encoding: string,
  omissions: readonly string[],
): Document {
  const { title, author, updated, link, language } = feed;
  const left =
    entries > feed.entries.length
      ? [
          `Only the first ${counted(feed.entries.length)} of its ${counted(entries, 'entry', 'entries')} are shown.`,
        ]
      : [];
  const facts = {
    title,
    author,
    created: updated !== undefined && /^\d{4}-/.test(updated) ? updated : undefined,
    encoding,
    other: { Entries: entries, Website: link, Language: language },
  };
  return textDocument(file, facts, feedBlocks(feed), [...omissions, ...left]);
}
