/** What readers of a PDF wrote on it: comments, highlights, text that was put on top. */
import type { Block, Position } from '../../types/document.ts';
import type { Annotation } from './annotations.ts';

/** Characters of one comment. */
const longestComment = 20_000;

/** What marks words, and what was done to them. */
const marked: Readonly<Record<string, string>> = {
  Highlight: 'Highlighted',
  Underline: 'Underlined',
  Squiggly: 'Underlined',
  StrikeOut: 'Struck out',
};

/** Text that stands on the page as paragraphs; comments and highlights as a list below it. */
export function commentBlocks(annotations: readonly Annotation[], position: Position): Block[] {
  const typed = annotations.flatMap(({ facts }) => typedText(facts));
  const items = [...new Set(annotations.flatMap(({ facts }) => comment(facts)))];
  return [
    ...typed.map((text): Block => ({ type: 'paragraph', text, position })),
    ...(items.length === 0 ? [] : [{ type: 'list' as const, ordered: false, items, position }]),
  ];
}

/** Letters on top of the page: typed there, or part of a stamp. */
function typedText({ subtype, textContent, contentsObj }: Annotation['facts']): string[] {
  if (subtype !== 'FreeText' && subtype !== 'Stamp') return [];
  const drawn = Array.isArray(textContent) ? textContent.join('\n') : '';
  const text = clean(drawn) || (subtype === 'FreeText' ? clean(stringOf(contentsObj)) : '');
  return text === '' ? [] : [text];
}

function comment({ subtype, contentsObj, overlaidText, titleObj, hidden }: Annotation['facts']): string[] {
  if (hidden === true || subtype === 'FreeText' || subtype === 'Widget' || subtype === 'Link') return [];
  const words = clean(stringOf(contentsObj)).replaceAll('\n', ' ');
  const quoted = clean(typeof overlaidText === 'string' ? overlaidText : '').replaceAll('\n', ' ');
  const deed = marked[String(subtype)];
  const author = clean(stringOf(titleObj));
  const by = author === '' ? '' : ` by ${author}`;
  // Some programs write the marked words into the comment themselves.
  const said = words === quoted ? '' : words;
  if (deed !== undefined && quoted !== '')
    return [`${deed}${by}: “${quoted}”${said === '' ? '' : ` — ${said}`}`];
  return said === '' ? [] : [`Comment${by}: ${said}`];
}

function stringOf(value: unknown): string {
  const { str } = (typeof value === 'object' && value !== null ? value : {}) as { readonly str?: unknown };
  return typeof str === 'string' ? str : '';
}

function clean(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}--\n]/gv, ' ')
    .replace(/[ \t]+/g, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .slice(0, longestComment);
}
