/** The text of a message → blocks, quotations as quotations. */
import type { Block } from '../../types/document.ts';
import { escapeText } from '../html/escape-text.ts';
import { htmlMarkdown } from '../html/html-markdown.ts';
import { splitSections } from '../markdown/sections.ts';
import { cleanText } from '../text/clean.ts';
import { paragraphBlocks } from '../text/paragraphs.ts';
import type { Mail } from './mail.ts';

/** The HTML of a message says as much as its text when it has at least this part of its letters. */
const enough = 0.7;
/** Quotations within quotations; deeper ones are shown at this depth. */
const deepestQuotation = 8;

/** The message itself: its text, or its HTML where that is richer or all that there is. */
export function bodyBlocks({ text = '', html = '' }: Mail): readonly Block[] {
  const plain = cleanText(text).trim();
  if (html === '') return textBlocks(plain);
  const markdown = htmlMarkdown(html);
  const whole = letters(markdown) >= letters(plain) * enough;
  if (plain !== '' && !(whole && isRich(markdown))) return textBlocks(plain);
  return splitSections(markdown).blocks;
}

function letters(text: string): number {
  return text.replace(/\]\([^)]*\)|https?:\S+/g, '').match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}

/** Tables, lists, headings, links, emphasis: what is lost in plain text. */
function isRich(markdown: string): boolean {
  return /^(?:#{1,6} |\||[-*] |\d+\. |```|> )|\]\(|\*\*/m.test(markdown);
}

/** Paragraphs as they were typed; lines that begin with `>` as quotations of as many levels. */
function textBlocks(text: string): readonly Block[] {
  const blocks: Block[] = [];
  for (const { quoted, lines } of runs(text)) {
    if (quoted) blocks.push({ type: 'markdown', text: lines.map(quotedLine).join('\n') });
    else blocks.push(...paragraphBlocks(lines.join('\n')));
  }
  return blocks;
}

interface Run {
  readonly quoted: boolean;
  readonly lines: string[];
}

function runs(text: string): Run[] {
  const found: Run[] = [];
  for (const line of text.split('\n')) {
    const quoted = /^ ?>/.test(line);
    const last = found.at(-1);
    if (last?.quoted === quoted) last.lines.push(line);
    else found.push({ quoted, lines: [line] });
  }
  return found;
}

function quotedLine(line: string): string {
  const marks = /^(?: ?>)+/.exec(line)?.[0] ?? '';
  const depth = Math.min(deepestQuotation, marks.replaceAll(' ', '').length);
  const words = escapeText(line.slice(marks.length).trim());
  return `${'> '.repeat(depth)}${words}${words === '' ? '' : '  '}`.trimEnd() + (words === '' ? '' : '  ');
}
