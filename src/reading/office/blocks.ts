/** The pieces of a text become the blocks of a document. */
import type { Block, Position } from '../../types/document.ts';
import { escapeMarkdown } from '../markdown/escape-markdown.ts';
import { listBlock } from './list-blocks.ts';
import type { ItemPiece, Piece } from './pieces.ts';
import { isPlain, markdownOf, plainOf, type Span } from './rich-text.ts';
import { tableBlocks } from './table-blocks.ts';

/** Blocks in the order of the pieces; items, lines of code and quotations in a row become one block each. */
export function blocksOf(pieces: readonly Piece[], position?: Position): Block[] {
  const blocks: Block[] = [];
  let row: Piece[] = [];
  const close = (): void => {
    // A novel has more paragraphs than a call may have arguments.
    for (const block of runBlocks(row)) blocks.push(block);
    row = [];
  };
  for (const piece of pieces) {
    const next = asTask(piece);
    if (isEmpty(next)) continue;
    if (row.length > 0 && row[0]?.kind !== next.kind) close();
    row.push(next);
  }
  close();
  return position === undefined ? blocks : blocks.map((block) => ({ ...block, position }));
}

function isEmpty(piece: Piece): boolean {
  return 'spans' in piece && piece.kind !== 'remark' && plainOf(piece.spans).trim() === '';
}

/** Pieces of one kind. */
function runBlocks(pieces: readonly Piece[]): Block[] {
  switch (pieces[0]?.kind) {
    case 'item':
      return [listBlock(pieces as readonly ItemPiece[])];
    case 'code': {
      const text = pieces.map((piece) => (piece.kind === 'code' ? piece.text : '')).join('\n');
      return text.trim() === '' ? [] : [{ type: 'code', text }];
    }
    case 'quote':
      return [{ type: 'markdown', text: quotation(pieces.map(spansOf)) }];
    default:
      return pieces.flatMap(blockOf);
  }
}

function blockOf(piece: Piece): Block[] {
  switch (piece.kind) {
    case 'heading':
      return [{ type: 'heading', level: piece.level, text: oneLine(plainOf(piece.spans)) }];
    case 'paragraph':
      return [
        isPlain(piece.spans)
          ? { type: 'paragraph', text: plainOf(piece.spans).trim() }
          : { type: 'markdown', text: markdownOf(piece.spans) },
      ];
    case 'table':
      return tableBlocks(piece, blocksOf);
    case 'figure': {
      const caption = oneLine(piece.caption);
      const picture = piece.picture === undefined ? {} : { picture: piece.picture };
      return [{ type: 'figure', ...picture, ...(caption === '' ? {} : { caption }) }];
    }
    case 'remark': {
      const label: Span = { text: `**${escapeMarkdown(oneLine(piece.label))}:** `, markdown: true };
      return [{ type: 'markdown', text: quotation([[label, ...piece.spans]]) }];
    }
    default:
      return [];
  }
}

const spansOf = (piece: Piece): readonly Span[] => ('spans' in piece ? piece.spans : []);

function quotation(paragraphs: readonly (readonly Span[])[]): string {
  return paragraphs.map((spans) => markdownOf(spans).replace(/^/gm, '> ')).join('\n>\n');
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const box = /^\s*([☐☑☒])\s*/;

/** A paragraph that begins with a box to tick is an item of a list of tasks. */
function asTask(piece: Piece): Piece {
  if (piece.kind !== 'paragraph' && piece.kind !== 'item') return piece;
  const own = piece.kind === 'item' ? box.exec(piece.marker)?.[1] : undefined;
  const ticked = own ?? box.exec(plainOf(piece.spans))?.[1];
  if (ticked === undefined) return piece;
  const mark: Span = { text: ticked === '☐' ? '[ ] ' : '[x] ', markdown: true };
  const level = piece.kind === 'item' ? piece.level : 0;
  return {
    kind: 'item',
    level,
    marker: '-',
    spans: [mark, ...(own ? piece.spans : withoutStart(piece.spans))],
  };
}

function withoutStart(spans: readonly Span[]): Span[] {
  const rest = [...spans];
  // The box may be a span of its own, and so may the space behind it.
  for (let ticked = false; rest.length > 0; ) {
    const first = rest.shift() as Span;
    const text = first.text.trimStart();
    const left = ticked ? text : text.replace(box, '');
    ticked ||= box.test(text);
    if (left !== '') return [{ ...first, text: left }, ...rest];
  }
  return rest;
}
