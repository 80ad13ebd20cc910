/** Markdown → one block for each section, every character of the author's kept. */
import type { Block } from '../../types/document.ts';
import { trimBlankLines } from '../text/paragraphs.ts';

/** The sections of a text and its first level-one heading. */
export interface Sections {
  readonly blocks: readonly Block[];
  readonly title?: string;
}

/**
 * Splits before headings of level one and two outside fenced code. Only empty lines between sections are
 * lost. `text` has lines that end in `\n`.
 */
export function splitSections(text: string): Sections {
  const sections: string[][] = [[]];
  let fence: string | undefined;
  let title: string | undefined;
  for (const line of text.split('\n')) {
    fence = fenceAfter(line, fence);
    const heading = fence === undefined ? /^ {0,3}(#{1,2})[ \t]+(.*)$/.exec(line) : null;
    if (heading !== null) {
      sections.push([]);
      if (heading[1] === '#') title ??= plainHeading(heading[2] ?? '');
    }
    sections.at(-1)?.push(line);
  }
  const blocks = sections
    .map((lines) => trimBlankLines(lines.join('\n')))
    .filter((section) => section !== '')
    .map((section): Block => ({ type: 'markdown', text: section }));
  return title === undefined || title === '' ? { blocks } : { blocks, title };
}

/** The fence that is open after `line` (CommonMark 0.31, section 4.5), undefined outside code. */
export function fenceAfter(line: string, open: string | undefined): string | undefined {
  const mark = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
  if (mark?.[1] === undefined) return open;
  const [, run, rest = ''] = mark;
  if (open === undefined) return run.startsWith('`') && rest.includes('`') ? undefined : run;
  return run[0] === open[0] && run.length >= open.length && rest.trim() === '' ? undefined : open;
}

/** A heading's words without closing hashes, emphasis and link targets. */
function plainHeading(source: string): string {
  return source
    .slice(0, 300)
    .replace(/\s+#+\s*$/, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`]+/g, '')
    .trim();
}
