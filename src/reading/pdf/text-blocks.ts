/** Rows of running text → headings, paragraphs, lists, code and footnotes. */
import type { Block, Position } from '../../types/document.ts';
import { around } from './geometry.ts';
import { type HeadingPlace, headingLevel } from './headings.ts';
import type { Laid } from './laid.ts';
import type { Row } from './lines.ts';
import { itemsOf, listBlock, listLength } from './lists.ts';
import { type Paragraph, paragraphsOf } from './paragraphs.ts';
import { codeText, isProgram } from './programs.ts';

/** Footnotes are set in letters smaller than this share of the text's. */
const noteSize = 0.93;

/** The number or sign that a footnote begins with. */
const noteMark = /^(?:[⁰¹²³⁴-⁹]+|[*†‡§¶]|\(?\d{1,3}\)?\s)\s*(?=\S)/;

/** The blocks of rows in one column, the footnotes last. `right` is the right edge of the column. */
export function textBlocks(
  rows: readonly Row[],
  right: number,
  position: Position,
  place: HeadingPlace,
): Laid[] {
  const paragraphs = paragraphsOf(rows, right, place.typography);
  const laid: Laid[] = [];
  for (let at = 0; at < paragraphs.length; ) {
    const rest = paragraphs.slice(at);
    const [first] = rest;
    if (first === undefined) break;
    const length = isHeading(first, place) ? 0 : listLength(rest);
    if (length > 0)
      laid.push(laidOf(rest.slice(0, length), listBlock(itemsOf(rest.slice(0, length)), position), 'text'));
    else laid.push(paragraphBlock(first, position, place));
    at += Math.max(1, length);
  }
  return laid;
}

/** Paragraphs as one block, at their place. */
export function laidOf(paragraphs: readonly Paragraph[], block: Block, role: Laid['role']): Laid {
  const rows = paragraphs.flatMap((paragraph) => paragraph.rows);
  return { block, box: around(rows.map(({ x0, x1, y, size }) => ({ x0, x1, y0: y - size, y1: y }))), role };
}

function isHeading({ rows, text }: Paragraph, place: HeadingPlace): boolean {
  return headingLevel(rows, text, place) !== undefined;
}

/** A paragraph as what it is: a heading, a program, a footnote, or just text. */
export function paragraphBlock(paragraph: Paragraph, position: Position, place: HeadingPlace): Laid {
  const { rows, text, linked } = paragraph;
  const level = headingLevel(rows, text, place);
  if (level !== undefined) {
    return laidOf(
      [paragraph],
      { type: 'heading', level, text: text.replaceAll('\n', ' '), position },
      'text',
    );
  }
  const small = rows.every((row) => row.size <= noteSize * place.typography.bodySize);
  const isNote = small && noteMark.test(text);
  const spaced = (words: string): string =>
    isNote ? words.replace(/^[⁰¹²³⁴-⁹]+(?=[^\s⁰¹²³⁴-⁹])/, '$& ') : words;
  if (rows.length > 1 && isProgram(rows, place.typography))
    return laidOf([paragraph], { type: 'code', text: codeText(rows), position }, 'float');
  const block: Block =
    linked === undefined
      ? { type: 'paragraph', text: spaced(text), position }
      : { type: 'markdown', text: spaced(linked).replaceAll('\n', '  \n'), position };
  return laidOf([paragraph], block, isNote ? 'note' : 'text');
}
