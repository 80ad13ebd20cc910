/** Markdown that becomes a part of other Markdown: its headings move below the one that it stands under. */
import { fenceAfter } from './sections.ts';

/** The same text with every heading outside code `levels` deeper, six at most. */
export function deeperHeadings(markdown: string, levels: number): string {
  let fence: string | undefined;
  return markdown
    .split('\n')
    .map((line) => {
      fence = fenceAfter(line, fence);
      if (fence !== undefined) return line;
      return line.replace(/^( {0,3})(#{1,6})(?=[ \t]|$)/, (_all, indent: string, marks: string) => {
        return indent + '#'.repeat(Math.min(6, marks.length + levels));
      });
    })
    .join('\n');
}
