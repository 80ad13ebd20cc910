/** Blocks with what is needed to put a document together from its pages, columns and floats. */
import type { Block } from '../../types/document.ts';
import type { Box } from './geometry.ts';
import type { Words } from './row-text.ts';
import { jointOf } from './row-text.ts';

/** A block and where it stands. */
export interface Laid {
  readonly block: Block;
  /** Within its side of the page. */
  readonly box: Box;
  /** `note`: a footnote. `float`: a figure or a table, round which sentences go on. */
  readonly role: 'text' | 'note' | 'float';
  /** For tables: the left edges of their columns, for telling whether the next page goes on with it. */
  readonly columns?: readonly number[];
  /** For figures: there is something to look at in the box. */
  readonly isDrawn?: true;
  /** For figures: the words within. */
  readonly words?: string;
  /** For figures: it has no words but these, which no image holds. */
  readonly isVector?: boolean;
}

/** Characters: what is shorter is a label and not the beginning of a sentence. */
const shortestProse = 80;

/**
 * Puts what follows (the next column, the next page) behind what is there. A sentence that goes on there is one
 * paragraph, whatever floats and footnotes stand between.
 */
export function joinFlow(before: readonly Laid[], after: readonly Laid[], words: Words): Laid[] {
  const end = before.findLastIndex(({ role }) => role === 'text');
  const start = after.findIndex(({ role }) => role === 'text');
  const joined = joinText(before[end], after[start], words);
  if (joined === undefined) return [...before, ...after];
  return [
    ...before.slice(0, end),
    joined,
    ...before.slice(end + 1),
    ...after.slice(0, start),
    ...after.slice(start + 1),
  ];
}

function joinText(last: Laid | undefined, first: Laid | undefined, words: Words): Laid | undefined {
  if (last?.block.type !== 'paragraph' || first?.block.type !== 'paragraph') return undefined;
  const [head, tail] = [last.block.text, first.block.text];
  if (head.length < shortestProse || !/^\p{Ll}/u.test(tail)) return undefined;
  // A paragraph may have grown over a thousand pages; its end says all.
  const end = head.slice(-shortestProse);
  if (!/[\p{L},;\u00ad\u2010-]$/u.test(end)) return undefined;
  const { joint, dropsHyphen } = jointOf(end, tail, true, words);
  const text = `${dropsHyphen ? head.slice(0, -1) : head}${joint}${tail}`;
  return { ...last, block: { ...last.block, text } };
}
