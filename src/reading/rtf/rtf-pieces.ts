/** The tree that officeparser makes of an RTF file becomes the pieces of a text. */
import { isCode, isFixedWidth, withCodeJoined, withoutFont } from '../office/code-lines.ts';
import { joinedSpans } from '../office/joined.ts';
import type { Cell, Piece } from '../office/pieces.ts';
import { remarkLabel } from '../office/remark-label.ts';
import { markdownOf, plainOf, type Span, shifted } from '../office/rich-text.ts';

/** A node of the tree, as far as it is used here. */
export interface RtfNode {
  readonly type: string;
  readonly text?: string;
  readonly children?: readonly RtfNode[];
  readonly notes?: readonly RtfNode[];
  readonly comments?: readonly RtfNode[];
  readonly formatting?: {
    readonly bold?: boolean;
    readonly italic?: boolean;
    readonly strikethrough?: boolean;
    readonly superscript?: boolean;
    readonly subscript?: boolean;
    readonly font?: string;
  };
  readonly metadata?: {
    readonly level?: number;
    readonly listType?: string;
    readonly indentation?: number;
    readonly itemIndex?: number;
    readonly link?: string;
    readonly author?: string;
    readonly date?: string | Date;
    readonly attachmentName?: string;
    readonly col?: number;
  };
}

/** Columns of one table. */
const mostColumns = 100;

/** The pieces of some nodes. Notes that the text refers to are added to `notes`, as Markdown. */
export function rtfPieces(nodes: readonly RtfNode[], notes: string[]): Piece[] {
  return withCodeJoined(nodes.flatMap((node) => nodePieces(node, notes)));
}

function nodePieces(node: RtfNode, notes: string[]): Piece[] {
  switch (node.type) {
    case 'heading':
    case 'paragraph':
    case 'list':
      return textPieces(node, notes);
    case 'table':
      return [{ kind: 'table', rows: evened((node.children ?? []).map((row) => rowCells(row, notes))) }];
    case 'image':
      return [figure(node)];
    case 'text':
      return textPieces({ type: 'paragraph', children: [node] }, notes);
    default:
      return rtfPieces(node.children ?? [], notes);
  }
}

function figure({ metadata }: RtfNode): Piece {
  const picture = metadata?.attachmentName;
  return { kind: 'figure', caption: '', ...(picture === undefined ? {} : { picture }) };
}

function textPieces(node: RtfNode, notes: string[]): Piece[] {
  const after: Piece[] = [];
  const raw = (node.children ?? []).flatMap((child) => spansOf(child, notes, after));
  const { level = 1, listType, indentation = 0, itemIndex = 0 } = node.metadata ?? {};
  if (plainOf(raw).trim() === '') return after;
  if (node.type === 'paragraph' && isCode(raw)) return [{ kind: 'code', text: plainOf(raw) }, ...after];
  const spans = raw.map((span) => ({ ...span, text: span.text.replaceAll('\t', ' ') }));
  if (node.type === 'heading') return [{ kind: 'heading', level, spans: withoutFont(spans) }, ...after];
  if (node.type === 'paragraph') return [{ kind: 'paragraph', spans }, ...after];
  const marker = listType === 'ordered' ? `${itemIndex + 1}.` : '-';
  return [{ kind: 'item', level: Math.max(0, indentation), marker, spans: withoutFont(spans) }, ...after];
}

function spansOf(node: RtfNode, notes: string[], after: Piece[]): Span[] {
  if (node.type === 'image') {
    after.push(figure(node));
    return [];
  }
  const { formatting = {}, metadata } = node;
  const text = node.text ?? '';
  const shift = formatting.superscript ? 'raised' : formatting.subscript ? 'lowered' : undefined;
  const span: Span = {
    text: shift === undefined ? text : shifted(text, shift),
    ...(isFixedWidth(formatting.font) ? { code: true } : {}),
    ...(formatting.bold ? { bold: true } : {}),
    ...(formatting.italic ? { italic: true } : {}),
    ...(formatting.strikethrough ? { strike: true } : {}),
    ...(metadata?.link === undefined ? {} : { link: metadata.link }),
  };
  for (const comment of node.comments ?? []) after.push(...remark(comment));
  return [span, ...(node.notes ?? []).map((note) => mark(note, notes))];
}

function remark(comment: RtfNode): Piece[] {
  const spans = joinedSpans(rtfPieces(comment.children ?? [], []));
  const { author, date } = comment.metadata ?? {};
  const day = date instanceof Date ? date.toISOString() : date;
  return plainOf(spans).trim() === '' ? [] : [{ kind: 'remark', label: remarkLabel(author, day), spans }];
}

function mark(note: RtfNode, notes: string[]): Span {
  const label = `[^${notes.length + 1}]`;
  const spans = joinedSpans(rtfPieces(note.children ?? [], []));
  const prose = spans.map((span) => ({ ...span, text: span.text.replaceAll('\n', ' ') }));
  notes.push(`${label}: ${markdownOf(prose)}`);
  return { text: label, markdown: true };
}

/** Cells that another one covers are missing: each of the others says in which column it is. */
function rowCells(row: RtfNode, notes: string[]): Cell[] {
  const cells: Cell[] = [];
  for (const cell of row.children ?? []) {
    const column = Math.min(mostColumns, cell.metadata?.col ?? cells.length);
    cells.push(...empty(column - cells.length), rtfPieces(cell.children ?? [], notes));
  }
  return cells;
}

const empty = (count: number): Cell[] => Array.from({ length: Math.max(0, count) }, (): Cell => []);

function evened(rows: readonly Cell[][]): Cell[][] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return rows.map((row) => [...row, ...empty(width - row.length)]);
}
