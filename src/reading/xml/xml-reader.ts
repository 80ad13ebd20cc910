/** XML of any kind: articles as articles, records as tables, everything else as an outline. */
import type { Block, Document } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { counted, textDocument } from '../text-document.ts';
import { readXml } from './read-xml.ts';
import { textAt } from './xml-nodes.ts';
import { headOf, Outline } from './xml-outline.ts';
import { isProse, proseBlocks } from './xml-prose.ts';
import { hasText, type RecordTable, recordTable, xmlTableLimits } from './xml-records.ts';
import { elements, type XmlElement } from './xml-tree.ts';

export const xmlOutlineLimits = {
  /** Characters. */
  outline: 1_000_000,
} as const;

/** Reads XML by what it looks like; names of elements are data, never instructions. */
export const xmlReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { root, elements, encoding, omissions } = await readXml(file);
    const prose = isProse(root);
    const data = prose ? { blocks: proseBlocks(root), omissions: [] } : dataBlocks(root);
    const heading = prose ? data.blocks.find((block) => block.type === 'heading')?.text : undefined;
    const title = titleOf(root) ?? heading;
    const facts = { title, encoding, other: { 'Root element': root.prefix + root.name, Elements: elements } };
    return textDocument(file, facts, data.blocks, [...omissions, ...data.omissions]);
  },
};

function titleOf(root: XmlElement): string | undefined {
  const paths = [
    ['title'],
    ['info', 'title'],
    ['head', 'title'],
    ['header', 'title'],
    ['metadata', 'title'],
    ['name'],
  ];
  const fiction = ['description', 'title-info', 'book-title'];
  return [...paths, fiction].map((path) => textAt(root, ...path)).find((title) => title !== undefined);
}

interface DataBlocks {
  readonly blocks: readonly Block[];
  readonly omissions: readonly string[];
}

/** Tables where elements repeat, with what stands around them as outlines. */
function dataBlocks(root: XmlElement): DataBlocks {
  const blocks: Block[] = [];
  const omissions: string[] = [];
  const tables = tablesIn(root);
  const outline = new Outline(xmlOutlineLimits.outline);
  const endOutline = (): void => {
    const text = outline.take();
    if (text !== '') blocks.push({ type: 'code', text, language: 'yaml' });
  };
  const walk = (element: XmlElement, level: number): void => {
    const table = tables.get(element);
    if (table === undefined) {
      outline.add(element);
      return;
    }
    endOutline();
    const head = headOf(element);
    if (level > 1) blocks.push({ type: 'heading', level: Math.min(6, level), text: head });
    else if (head !== element.name) blocks.push({ type: 'code', text: head, language: 'yaml' });
    if (table !== 'within') {
      blocks.push({ type: 'table', header: true, rows: table.rows });
      if (table.left > 0) omissions.push(leftRows(element, table.left));
      return;
    }
    for (const child of elements(element)) walk(child, level + 1);
    endOutline();
  };
  walk(root, 1);
  endOutline();
  if (outline.left > 0) {
    omissions.push(`The outline stops after ${counted(xmlOutlineLimits.outline, 'character')}.`);
  }
  return { blocks, omissions };
}

function leftRows(element: XmlElement, left: number): string {
  const all = counted(xmlTableLimits.rows + left, 'element');
  return `Of the ${all} in "${element.name}" only the first ${counted(xmlTableLimits.rows)} are shown.`;
}

/** Elements that are tables, and those that have one somewhere below. */
function tablesIn(root: XmlElement): Map<XmlElement, RecordTable | 'within'> {
  const found = new Map<XmlElement, RecordTable | 'within'>();
  const look = (element: XmlElement): boolean => {
    const table = recordTable(element);
    if (table !== undefined) return found.set(element, table) !== undefined;
    let within = false;
    // Words around a table would be lost: such an element is one text.
    if (hasText(element)) return false;
    for (const child of elements(element)) within = look(child) || within;
    if (within) found.set(element, 'within');
    return within;
  };
  look(root);
  return found;
}
