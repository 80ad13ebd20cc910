/** Articles and books in XML (DocBook, JATS, TEI, DITA, FictionBook …) → headings, paragraphs, lists, tables. */
import type { Block } from '../../types/document.ts';
import type { XmlElement, XmlNode } from './lenient-tree.ts';
import { attributeOf, elementsOf, isElement, rawText, textOf } from './xml-nodes.ts';
import { hasText } from './xml-records.ts';

const titles = /^(?:(?:article|book|main|sub)?-?title|head|heading|h[1-6]|subtitle|label)$/i;
const lists = /^(?:itemizedlist|orderedlist|variablelist|list|ul|ol|steps|simplelist)$/i;
const ordered = /^(?:orderedlist|ol|steps)$/i;
const codes = /^(?:programlisting|screen|literallayout|codeblock|code|pre|verbatim|listing|synopsis)$/i;
const tables = /^(?:table|informaltable|tgroup|simpletable)$/i;
const rows = /^(?:row|tr|strow|sthead)$/i;
/** What holds no words: pictures as letters, styles, programs. */
const wordless = /^(?:binary|script|style|stylesheet)$/i;
/** Elements that make their titles deeper by one. */
const sections = /^(?:sect(?:ion)?\d?|sec|chapter|part|appendix|div\d?|topic|refsect\d?)$/i;

/** Characters of running text among those of all text, in an article … */
const proseShare = 0.5;
/** … and of a text that runs on wherever it stands. */
const longText = 80;

/** Where the words of articles stand. */
const paragraphs = /^(?:p|para|abstract|simpara)$/i;

/** Whether the words of this element are an article rather than data: most stand in paragraphs or run on. */
export function isProse(root: XmlElement): boolean {
  let all = 0;
  let running = 0;
  const look = (element: XmlElement, within: boolean): void => {
    const { local } = element;
    // Both articles and data have titles, tables and code.
    if ([wordless, titles, tables, codes].some((names) => names.test(local))) return;
    const own = element.children
      .filter((child) => !isElement(child))
      .join('')
      .trim().length;
    const mixed = own > 0 && elementsOf(element).length > 0;
    const runs = within || mixed || paragraphs.test(local) || own >= longText;
    all += own;
    if (runs) running += own;
    for (const child of elementsOf(element)) look(child, runs);
  };
  look(root, false);
  return all > 0 && running / all >= proseShare;
}

/** The blocks of an article in reading order. */
export function proseBlocks(root: XmlElement): Block[] {
  const blocks: Block[] = [];
  const walk = (element: XmlElement, level: number): void => {
    const { local } = element;
    if (wordless.test(local)) return;
    const special = specialBlock(element, level);
    if (special !== undefined) return void blocks.push(...special);
    if (elementsOf(element).length === 0 || hasText(element)) {
      const text = wordsOf(element);
      if (text !== '') blocks.push({ type: 'paragraph', text });
      return;
    }
    const inner = sections.test(local) ? level + 1 : level;
    for (const child of elementsOf(element)) walk(child, inner);
  };
  walk(root, 1);
  return blocks;
}

/** A heading, list, table or piece of code; undefined for anything else. */
function specialBlock(element: XmlElement, level: number): Block[] | undefined {
  const { local } = element;
  if (codes.test(local)) {
    const text = rawText(element).replace(/^\s*\n|\s+$/g, '');
    return text === '' ? [] : [{ type: 'code', text }];
  }
  const nested = elementsOf(element);
  if (titles.test(local) && (nested.length === 0 || hasText(element) || nested.every(isParagraph))) {
    const text = textOf(element);
    return text === '' ? [] : [{ type: 'heading', level: Math.min(6, level), text }];
  }
  if (lists.test(local) && nested.length > 0) return [listBlock(element)];
  return tables.test(local) ? tableBlocks(element) : undefined;
}

/** FictionBook puts the words of its titles into paragraphs. */
function isParagraph({ local }: XmlElement): boolean {
  return /^(?:p|para|empty-line)$/i.test(local);
}

/** The text on one line, with the address of each link behind its words. */
function wordsOf(element: XmlElement): string {
  const written = (node: XmlNode): string => {
    if (!isElement(node)) return node;
    const text = node.children.map(written).join('');
    const address = ['href', 'url', 'target'].map((name) => attributeOf(node, name)).find(isAddress);
    return address === undefined || text.includes(address) ? text : `${text} (${address})`;
  };
  return written(element).replace(/\s+/g, ' ').trim();
}

function isAddress(value: string | undefined): value is string {
  return value !== undefined && /^(?:https?|mailto):/i.test(value);
}

function listBlock(list: XmlElement): Block {
  const items = elementsOf(list).map(wordsOf).filter(Boolean);
  return { type: 'list', ordered: ordered.test(list.local), items };
}

/** Undefined when there are no rows in it. The caption becomes a paragraph before it. */
function tableBlocks(table: XmlElement): Block[] | undefined {
  const found: string[][] = [];
  const captions: string[] = [];
  const look = (element: XmlElement): void => {
    for (const child of elementsOf(element)) {
      if (rows.test(child.local)) found.push(elementsOf(child).map(wordsOf));
      else if (/^(?:title|caption|head)$/i.test(child.local)) captions.push(textOf(child));
      else look(child);
    }
  };
  look(table);
  if (found.length === 0) return undefined;
  const before = captions.filter(Boolean).map((text): Block => ({ type: 'paragraph', text }));
  return [...before, { type: 'table', header: true, rows: found }];
}
