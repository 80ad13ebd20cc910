/** Plain text → blocks: paragraphs parted by empty lines, and headings only where they are certain. */
import type { Block } from '../../types/document.ts';

/** Above this, paragraphs are put together: a document of millions of blocks would serve nobody. */
const mostBlocks = 50_000;

/** The paragraphs of a text whose lines end in `\n`, as they stand; an underlined first line is a heading. */
export function paragraphBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  const shortest = text.length / mostBlocks;
  let pending = '';
  for (const part of text.split(/\n(?:[ \t]*\n)+/)) {
    const paragraph = trimBlankLines(part);
    if (paragraph === '') continue;
    pending = pending === '' ? paragraph : `${pending}\n\n${paragraph}`;
    if (pending.length < shortest) continue;
    blocks.push(...withHeading(pending));
    pending = '';
  }
  if (pending !== '') blocks.push(...withHeading(pending));
  return blocks;
}

/** Without the empty lines around it, and without spaces at its end; the first line keeps its indent. */
export function trimBlankLines(text: string): string {
  return text.replace(/^(?:[ \t]*\n)+/, '').trimEnd();
}

/** `Title` over `=====` or `-----` of about its length, as people underline in plain text. */
function withHeading(paragraph: string): Block[] {
  const [title = '', line = ''] = paragraph.split('\n', 2);
  const underline = /^(=|-)\1{2,}\s*$/.exec(line);
  const words = title.trim();
  if (underline === null || words === '' || Math.abs(line.trimEnd().length - words.length) > 2) {
    return [{ type: 'paragraph', text: paragraph }];
  }
  const heading: Block = { type: 'heading', level: underline[1] === '=' ? 1 : 2, text: words };
  const rest = trimBlankLines(paragraph.split('\n').slice(2).join('\n'));
  return rest === '' ? [heading] : [heading, { type: 'paragraph', text: rest }];
}
