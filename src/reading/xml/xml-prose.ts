/** Articles and books in XML (DocBook, JATS, TEI, DITA, FictionBook …) → headings, paragraphs, lists, tables. */
import type { Block } from '../../types/document.ts';
import { attributeOf, isElement, lineOf } from './xml-nodes.ts';
import { hasText } from './xml-records.ts';
import { elements, textOf, type XmlElement, type XmlNode } from './xml-tree.ts';

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
    const { name } = element;
    // Both articles and data have titles, tables and code.
    if ([wordless, titles, tables, codes].some((names) => names.test(name))) return;
    const own = element.children
      .filter((child) => !isElement(child))
      .join('')
      .trim().length;
    const mixed = own > 0 && elements(element).length > 0;
    const runs = within || mixed || paragraphs.test(name) || own >= longText;
    all += own;
    if (runs) running += own;
    for (const child of elements(element)) look(child, runs);
  };
  look(root, false);
  return all > 0 && running / all >= proseShare;
}

/** The blocks of an article in reading order. */
export function proseBlocks(root: XmlElement): Block[] {
  const blocks: Block[] = [];
  const walk = (element: XmlElement, level: number): void => {
    const { name } = element;
    if (wordless.test(name)) return;
    const special = specialBlock(element, level);
    if (special !== undefined) return void blocks.push(...special);
    if (elements(element).length === 0 || hasText(element)) {
      const text = wordsOf(element);
      if (text !== '') blocks.push({ type: 'paragraph', text });
      return;
    }
    const inner = sections.test(name) ? level + 1 : level;
    for (const child of elements(element)) walk(child, inner);
  };
  walk(root, 1);
  return blocks;
}

/** A heading, list, table or piece of code; undefined for anything else. */
function specialBlock(element: XmlElement, level: number): Block[] | undefined {
  const { name } = element;
  if (codes.test(name)) {
    const text = textOf(element).replace(/^\s*\n|\s+$/g, '');
    return text === '' ? [] : [{ type: 'code', text }];
  }
  const nested = elements(element);
  if (titles.test(name) && (nested.length === 0 || hasText(element) || nested.every(isParagraph))) {
    const text = lineOf(element);
    return text === '' ? [] : [{ type: 'heading', level: Math.min(6, level), text }];
  }
  if (lists.test(name) && nested.length > 0) return [listBlock(element)];
  return tables.test(name) ? tableBlocks(element) : undefined;
}

/** FictionBook puts the words of its titles into paragraphs. */
function isParagraph({ name }: XmlElement): boolean {
  return /^(?:p|para|empty-line)$/i.test(name);
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
  const items = elements(list).map(wordsOf).filter(Boolean);
  return { type: 'list', ordered: ordered.test(list.name), items };
}

/** Undefined when there are no rows in it. The caption becomes a paragraph before it. */
function tableBlocks(table: XmlElement): Block[] | undefined {
  const found: string[][] = [];
  const captions: string[] = [];
  const look = (element: XmlElement): void => {
    for (const child of elements(element)) {
      if (rows.test(child.name)) found.push(elements(child).map(wordsOf));
      else if (/^(?:title|caption|head)$/i.test(child.name)) captions.push(lineOf(child));
      else look(child);
    }
  };
  look(table);
  if (found.length === 0) return undefined;
  const before = captions.filter(Boolean).map((text): Block => ({ type: 'paragraph', text }));
  return [...before, { type: 'table', header: true, rows: found }];
}
