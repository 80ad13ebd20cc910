/** OPML: outlines of thoughts, and lists of feeds. */
import type { Block, Document } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { isoDate } from '../dates.ts';
import { plainHtml } from '../html/plain-html.ts';
import { type ListItem, nestedList } from '../text/nested-list.ts';
import { counted, textDocument } from '../text-document.ts';
import { readXml } from '../xml/read-xml.ts';
import { attributeOf, childrenNamed, textAt } from '../xml/xml-nodes.ts';
import { child, type XmlElement } from '../xml/xml-tree.ts';

export const outlineLimits = { items: 20_000 } as const;

/** Reads an outline as nested lists; addresses are written out and never followed. */
export const opmlReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { root, encoding, omissions } = await readXml(file);
    const head = child(root, 'head');
    const counter = { kept: 0, all: 0 };
    const items = itemsOf(child(root, 'body') ?? root, counter);
    const title = textAt(head, 'title');
    const blocks: Block[] = [];
    if (title !== undefined) blocks.push({ type: 'heading', level: 1, text: title });
    if (items.length > 0) blocks.push({ type: 'markdown', text: nestedList(items) });
    const left =
      counter.all > counter.kept
        ? [`Of its ${counted(counter.all, 'item')} only the first ${counted(counter.kept)} are shown.`]
        : [];
    const facts = {
      title,
      author: textAt(head, 'ownerName'),
      created: isoDate(textAt(head, 'dateCreated') ?? textAt(head, 'dateModified')),
      encoding,
      other: { Items: counter.all },
    };
    return textDocument(file, facts, blocks, [...omissions, ...left]);
  },
};

function itemsOf(element: XmlElement, counter: { kept: number; all: number }): ListItem[] {
  const items: ListItem[] = [];
  for (const outline of childrenNamed(element, 'outline')) {
    const isKept = counter.all++ < outlineLimits.items;
    if (isKept) counter.kept++;
    const below = itemsOf(outline, counter);
    if (isKept) items.push({ text: wordsOf(outline), items: below });
  }
  return items;
}

/** The text, the note that some programs put beside it, and the address of a feed or page. */
function wordsOf(outline: XmlElement): string {
  const text = attributeOf(outline, 'text') ?? attributeOf(outline, 'title') ?? '';
  const note = attributeOf(outline, '_note') ?? attributeOf(outline, 'description');
  const address =
    attributeOf(outline, 'xmlUrl') ?? attributeOf(outline, 'url') ?? attributeOf(outline, 'htmlUrl');
  const words = /<[a-z/]/i.test(text) ? plainHtml(text) : text;
  const done = /^(?:true|checked)$/i.test(
    attributeOf(outline, '_complete') ?? attributeOf(outline, '_status') ?? '',
  );
  return [done ? '✓' : '', words, note === undefined ? '' : `– ${note}`, address].filter(Boolean).join(' ');
}
