/** Pieces that stand beside a text, or in a margin, as one paragraph. */
import type { Piece } from './pieces.ts';
import { plainOf, type Span } from './rich-text.ts';

/** All words of some pieces as one paragraph, their lines parted by line breaks. */
export function joinedSpans(pieces: readonly Piece[]): Span[] {
  const spans: Span[] = [];
  for (const piece of pieces) {
    const words: readonly Span[] =
      piece.kind === 'table'
        ? piece.rows.flat().flatMap((cell) => [...joinedSpans(cell), { text: ' ' }])
        : piece.kind === 'code'
          ? [{ text: piece.text }]
          : 'spans' in piece
            ? piece.spans
            : [];
    if (plainOf(words).trim() === '') continue;
    if (spans.length > 0) spans.push({ text: '\n' });
    spans.push(...words);
  }
  return spans;
}
