/** Lists within lists as Markdown. */
import TurndownService from 'turndown';

/** An item and what is below it. Its text is plain. */
export interface ListItem {
  readonly text: string;
  readonly items: readonly ListItem[];
}

/** Deeper items stand at this depth. */
const deepest = 12;

/** Knows which characters mean something in Markdown. */
const markdown = new TurndownService();

/** The items as a Markdown list. */
export function nestedList(items: readonly ListItem[]): string {
  const lines: string[] = [];
  const write = (list: readonly ListItem[], depth: number): void => {
    for (const { text, items: below } of list) {
      const line = markdown.escape(text.replace(/\s+/g, ' ').trim());
      lines.push(`${'  '.repeat(Math.min(depth, deepest))}- ${line}`);
      write(below, depth + 1);
    }
  };
  write(items, 0);
  return lines.join('\n');
}
