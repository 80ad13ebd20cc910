/** The structure that a tagged PDF says it has: headings, paragraphs, lists, tables, figures, in reading order. */
import type { PDFPageProxy } from 'pdfjs-dist';

/** A part of the structure. `marks` name the content that belongs to it, in the order in which it is read. */
export type Element =
  | { readonly type: 'heading'; readonly level: number | undefined; readonly marks: readonly string[] }
  | { readonly type: 'paragraph' | 'note' | 'caption' | 'code'; readonly marks: readonly string[] }
  | {
      readonly type: 'item';
      readonly depth: number;
      readonly label: readonly string[];
      readonly marks: readonly string[];
    }
  | { readonly type: 'table'; readonly rows: readonly (readonly TaggedCell[])[] }
  | { readonly type: 'figure'; readonly alternative: string; readonly marks: readonly string[] };

/** One cell of a table. */
export interface TaggedCell {
  readonly isHeader: boolean;
  /** Columns and rows that it reaches over. */
  readonly columns: number;
  readonly rows: number;
  readonly marks: readonly string[];
}

/** Elements of one page; a tree with more was not made for reading. */
const mostElements = 20_000;

/** Columns or rows that one cell reaches over. */
const mostSpanned = 100;

interface Node {
  readonly role: string;
  readonly children: readonly Node[];
  readonly marks: readonly string[];
  readonly alternative: string;
  readonly columns: number;
  readonly rows: number;
}

/** The elements of a page that have content on it; none where the file is not tagged. Never rejects. */
export async function structureOf(page: PDFPageProxy): Promise<Element[]> {
  const tree: unknown = await page.getStructTree().catch(() => null);
  const elements: Element[] = [];
  collect(nodeOf(tree, { left: mostElements }), 0, elements);
  return elements;
}

/** The tree as far as it has content; `marks` are all those below a node. */
function nodeOf(value: unknown, room: { left: number }): Node | undefined {
  if (typeof value !== 'object' || value === null || room.left-- <= 0) return undefined;
  const { role, children, alt, id, type, colSpan, rowSpan } = value as Record<string, unknown>;
  if (type === 'content' && typeof id === 'string') {
    return { role: 'content', children: [], marks: [id], alternative: '', columns: 1, rows: 1 };
  }
  const below = (Array.isArray(children) ? children : []).flatMap((child) => nodeOf(child, room) ?? []);
  return {
    role: typeof role === 'string' ? role : '',
    children: below,
    marks: below.flatMap((child) => child.marks),
    alternative: typeof alt === 'string' ? alt.trim() : '',
    columns: spanOf(colSpan),
    rows: spanOf(rowSpan),
  };
}

function spanOf(value: unknown): number {
  return typeof value === 'number' && value >= 1 && value <= mostSpanned ? Math.floor(value) : 1;
}

/** What always stands on lines of its own; anything else is part of a line when all that it holds is. */
const blocks = new Set([
  ...[
    'P',
    'H',
    'H1',
    'H2',
    'H3',
    'H4',
    'H5',
    'H6',
    'Title',
    'Table',
    'L',
    'LI',
    'Figure',
    'Caption',
    'Note',
    'FENote',
  ],
  ...[
    'Code',
    'TR',
    'TD',
    'TH',
    'THead',
    'TBody',
    'TFoot',
    'Sect',
    'Section',
    'Art',
    'Part',
    'Document',
    'TOC',
    'TOCI',
  ],
  ...['BlockQuote', 'Index', 'Div', 'Formula', 'Form'],
]);

function isInline({ role, children }: Node): boolean {
  return !blocks.has(role) && children.every(isInline);
}

function collect(node: Node | undefined, depth: number, out: Element[]): void {
  if (node === undefined || (node.marks.length === 0 && node.role !== 'Figure')) return;
  const { role, marks, alternative } = node;
  const level = /^H([1-6])$/.exec(role)?.[1];
  if (level !== undefined || role === 'H' || role === 'Title') {
    out.push({ type: 'heading', level: level === undefined ? undefined : Number(level), marks });
  } else if (role === 'Table') out.push({ type: 'table', rows: tableRows(node) });
  else if (role === 'L') for (const child of node.children) collectItem(child, depth, out);
  else if (role === 'Figure') out.push({ type: 'figure', alternative, marks });
  else if (role === 'Caption') out.push({ type: 'caption', marks });
  else if (role === 'Note' || role === 'FENote') out.push({ type: 'note', marks });
  else if (role === 'Code') out.push({ type: 'code', marks });
  else collectMixed(node, depth, out);
}

/** Words that stand together are a paragraph; elements that hold others are followed. */
function collectMixed(node: Node, depth: number, out: Element[]): void {
  let open: string[] = [];
  const close = (): void => {
    if (open.length > 0) out.push({ type: 'paragraph', marks: open });
    open = [];
  };
  for (const child of node.children) {
    if (isInline(child)) open.push(...child.marks);
    else {
      close();
      collect(child, depth, out);
    }
  }
  close();
}

/** An item of a list; lists within it follow. */
function collectItem(node: Node, depth: number, out: Element[]): void {
  if (node.role === 'L') {
    for (const child of node.children) collectItem(child, depth + 1, out);
    return;
  }
  if (node.role !== 'LI') {
    collect(node, depth, out);
    return;
  }
  const parts = node.children.flatMap((child) => (child.role === 'LBody' ? child.children : [child]));
  const isOwn = ({ role }: Node): boolean => role !== 'L' && role !== 'Table' && role !== 'Figure';
  const label = parts.filter(({ role }) => role === 'Lbl').flatMap(({ marks }) => marks);
  const marks = parts.filter((part) => isOwn(part) && part.role !== 'Lbl').flatMap((part) => part.marks);
  if (marks.length > 0 || label.length > 0) out.push({ type: 'item', depth, label, marks });
  for (const part of parts.filter((one) => !isOwn(one))) {
    if (part.role === 'L') for (const child of part.children) collectItem(child, depth + 1, out);
    else collect(part, depth, out);
  }
}

/** The rows that have content; a table that goes on over pages has rows on each of them. */
function tableRows(node: Node): TaggedCell[][] {
  return node.children.flatMap((child) => {
    if (child.role !== 'TR') return child.marks.length > 0 ? tableRows(child) : [];
    if (child.marks.length === 0) return [];
    return [
      child.children.map((cell) => ({
        isHeader: cell.role === 'TH',
        columns: cell.columns,
        rows: cell.rows,
        marks: cell.marks,
      })),
    ];
  });
}
