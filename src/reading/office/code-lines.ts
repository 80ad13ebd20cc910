/** Tells programs from prose that is only set in a font of fixed width. */
import type { Piece } from './pieces.ts';
import { plainOf, type Span } from './rich-text.ts';

const fixedWidth =
  /courier|consolas|menlo|monaco|inconsolata|lucida console|letter gothic|source code|\bmono\b/i;

/** Whether all letters of a font have the same width. */
export function isFixedWidth(font: string | undefined): boolean {
  return font !== undefined && fixedWidth.test(font);
}

/** Characters that programs have and prose does not. */
const codeSigns = /[{}[\];=<>\\|$#_]|\(\)|^[ \t]{2,}\S|^\s*(--?\w|\/\/|@\w)/m;

/** A paragraph in a font of fixed width, with signs that only programs have. */
export function isCode(spans: readonly Span[]): boolean {
  return isFixed(spans) && codeSigns.test(plainOf(spans));
}

function isFixed(spans: readonly Span[]): boolean {
  return spans.every(({ text, code }) => code === true || text.trim() === '');
}

/** A font of fixed width all through says nothing of single words. */
export function withoutFont(spans: readonly Span[]): readonly Span[] {
  return isFixed(spans) ? spans.map(({ code: _, ...span }) => span) : spans;
}

/** A line in a font of fixed width is one of a program where its neighbours are; else it is the page's look. */
export function withCodeJoined(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece, index) => {
    if (piece.kind !== 'paragraph' || !isFixed(piece.spans)) return piece;
    const isBesideCode = pieces[index - 1]?.kind === 'code' || pieces[index + 1]?.kind === 'code';
    if (isBesideCode) return { kind: 'code', text: plainOf(piece.spans) };
    return { kind: 'paragraph', spans: withoutFont(piece.spans) };
  });
}
