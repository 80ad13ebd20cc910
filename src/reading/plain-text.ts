/** A document's words without its structure, for models, the search index and the report. */
import type { Block, Document } from '../types/document.ts';

/**
 * All blocks in reading order, parted by an empty line. Rows of tables stand on lines of their own with
 * ` | ` between cells; list items begin with `- ` or their number; Markdown stays as its author wrote it. Code
 * among other text is fenced, so that nobody takes it for sentences.
 */
export function plainText(document: Document): string {
  const { blocks } = document;
  const isMixed = blocks.some(({ type }) => type === 'markdown' || type === 'heading');
  const text = (block: Block) =>
    isMixed && block.type === 'code' && block.text !== ''
      ? `\`\`\`${block.language ?? ''}\n${block.text}\n\`\`\``
      : blockText(block);
  return blocks.map(text).filter(Boolean).join('\n\n');
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'list':
      return block.items.map((item, i) => (block.ordered ? `${i + 1}. ${item}` : `- ${item}`)).join('\n');
    case 'table':
      return block.rows.map((row) => row.map(oneLine).join(' | ')).join('\n');
    case 'figure':
      return block.caption ?? '';
    default:
      return block.text;
  }
}

function oneLine(cell: string): string {
  // Not \s*\n\s*: looking for a line end at every blank of a long run would take for ever.
  return cell.replace(/\s+/g, (blanks) => (blanks.includes('\n') ? ' ' : blanks));
}
