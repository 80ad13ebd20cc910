/** The pages of a document put together: what repeats goes, sentences and tables go on from page to page. */
import { type Furniture, furnitureOf } from './furniture.ts';
import { joinFlow, type Laid } from './laid.ts';
import type { OutlineLevels } from './outline.ts';
import { pageBlocks } from './page-blocks.ts';
import type { PageContent } from './page-content.ts';
import { TypographyCollector } from './typography.ts';

/** Points by which the columns of a table may move from one page to the next. */
const slack = 6;

/** Figures and notes that a sentence may pass over on its way to the next page but one. */
const mostWaiting = 20;

const none: Furniture = { hidden: new Set(), first: new Set() };

/** All blocks of the pages, in reading order. */
export function documentBlocks(pages: readonly PageContent[], outline: OutlineLevels): Laid[] {
  const furniture = furnitureOf(pages);
  const collector = new TypographyCollector();
  for (const { sides } of pages) for (const { pieces } of sides) collector.add(pieces);
  const typography = collector.result();
  const all: Laid[] = [];
  let previous: Laid[] = [];
  for (const page of pages) {
    const laid = pageBlocks(page, furniture.get(page.number) ?? none, {
      typography,
      outline,
      page: page.number,
    });
    const headed = withHeaderOf(previous, laid);
    const joined = joinFlow(previous, headed, typography.words);
    // Only the end can change any more: joining the whole document anew for each page would take long.
    const settled = settledCount(joined, previous.length);
    all.push(...joined.slice(0, settled));
    previous = [...joined.slice(settled), ...page.notes.map(noteOf)];
  }
  return [...all, ...previous];
}

/** How many of the blocks no later page changes; a sentence may go on over a whole page and further. */
function settledCount(joined: readonly Laid[], before: number): number {
  const last = joined.findLastIndex(({ role }) => role === 'text');
  return last >= 0 && before - last <= mostWaiting ? Math.min(last, before) : before;
}

/** Fields and comments stand below their page. */
function noteOf(block: Laid['block']): Laid {
  return { block, box: { x0: 0, y0: 0, x1: 0, y1: 0 }, role: 'note' };
}

/** A table that goes on from the page before without its header gets it again. */
function withHeaderOf(before: readonly Laid[], after: readonly Laid[]): Laid[] {
  const last = before.findLast(({ role }) => role !== 'note');
  const [first, ...rest] = after;
  if (last?.block.type !== 'table' || first?.block.type !== 'table') return [...after];
  const [header] = last.block.header ? last.block.rows : [];
  if (header === undefined || first.block.header || !sameColumns(last.columns, first.columns))
    return [...after];
  const rows = [header, ...first.block.rows.filter((row) => row.join('\n') !== header.join('\n'))];
  return [{ ...first, block: { ...first.block, header: true, rows } }, ...rest];
}

function sameColumns(one: readonly number[] | undefined, other: readonly number[] | undefined): boolean {
  return (
    one !== undefined &&
    one.length === other?.length &&
    one.every((edge, i) => Math.abs(edge - (other[i] ?? Infinity)) <= slack)
  );
}
