/** What a person filled into the fields of a PDF form; it is no part of the text layer. */
import type { Block, Position } from '../../types/document.ts';
import type { Annotation } from './annotations.ts';
import type { Box } from './geometry.ts';
import type { Piece } from './lines.ts';

/** Font sizes: a label stands no further than this from its field. */
const reach = 12;

/** Characters; what is longer explains the field, and does not name it. */
const longestLabel = 80;

/**
 * The filled fields of a page as one table of names and values; none when there are none. A field is called
 * what its author calls it for people; else by the words before or above it on the page; else by its own name.
 */
export function fieldBlocks(
  annotations: readonly Annotation[],
  pieces: readonly Piece[],
  position: Position,
): Block[] {
  const rows = annotations.flatMap(({ facts, box }) => {
    const value = filledValue(facts);
    return value === undefined ? [] : [[nameOf(facts, box, pieces), value]];
  });
  return rows.length === 0 ? [] : [{ type: 'table', header: false, rows, position }];
}

/** Undefined where nothing was filled in, and for passwords. */
function filledValue(facts: Annotation['facts']): string | undefined {
  const {
    subtype,
    fieldType,
    fieldValue,
    exportValue,
    buttonValue,
    checkBox,
    radioButton,
    password,
    hidden,
  } = facts;
  if (subtype !== 'Widget' || password === true || hidden === true) return undefined;
  if (fieldType === 'Btn') {
    if (fieldValue === null || fieldValue === undefined || fieldValue === 'Off') return undefined;
    if (checkBox === true) return fieldValue === exportValue ? 'yes' : undefined;
    return radioButton === true && fieldValue === buttonValue ? String(fieldValue) : undefined;
  }
  if (fieldType !== 'Tx' && fieldType !== 'Ch') return undefined;
  const values = (Array.isArray(fieldValue) ? fieldValue : [fieldValue]).map((value) =>
    shown(value, facts.options),
  );
  return values.join(', ').trim() || undefined;
}

/** A choice is shown to people in other words than it is stored. */
function shown(value: unknown, options: unknown): string {
  const found = (Array.isArray(options) ? options : []).find(
    (option: unknown) => (option as { readonly exportValue?: unknown } | null)?.exportValue === value,
  ) as { readonly displayValue?: unknown } | undefined;
  return String(found?.displayValue ?? value ?? '').replaceAll(/\r\n?/g, '\n');
}

function nameOf(facts: Annotation['facts'], box: Box, pieces: readonly Piece[]): string {
  const named = typeof facts.alternativeText === 'string' ? facts.alternativeText.trim() : '';
  if (named !== '') return named;
  const own = String(facts.fieldName ?? '')
    .replace(/^.*\./, '')
    .replace(/\[\d+\]$/, '')
    .trim();
  // Names such as `f1_02` and `Text7` are numbers, made by a program.
  if (own !== '' && !/^[a-z_]{0,12}[\s\d_.-]+$/i.test(own)) return own.replaceAll('_', ' ');
  return (
    (facts.fieldType === 'Btn' ? (after(box, pieces) ?? before(box, pieces)) : before(box, pieces)) ?? own
  );
}

/** The words on the same line to the left, else right above. */
function before(box: Box, pieces: readonly Piece[]): string | undefined {
  const level = pieces.filter((piece) => isLevel(piece, box) && piece.x1 <= box.x0 + 2);
  const above = pieces.filter(
    (piece) =>
      piece.y <= box.y0 + 0.5 * piece.size &&
      piece.y > box.y0 - 1.5 * piece.size &&
      piece.x0 < box.x1 &&
      piece.x1 > box.x0,
  );
  const left = level.toSorted((one, other) => other.x1 - one.x1)[0];
  return label(left && box.x0 - left.x1 < reach * left.size ? left : above[0]);
}

/** A box to tick stands before its words. */
function after(box: Box, pieces: readonly Piece[]): string | undefined {
  const level = pieces.filter((piece) => isLevel(piece, box) && piece.x0 >= box.x1 - 2);
  const right = level.toSorted((one, other) => one.x0 - other.x0)[0];
  return label(right && right.x0 - box.x1 < 3 * right.size ? right : undefined);
}

function isLevel(piece: Piece, box: Box): boolean {
  const middle = piece.y - 0.3 * piece.size;
  return middle > box.y0 - 2 && middle < box.y1 + 2;
}

function label(piece: Piece | undefined): string | undefined {
  const words = piece?.text.replace(/[\s:_.]+$/, '') ?? '';
  return words === '' || words.length > longestLabel ? undefined : words;
}
