/** What a rule of the converter is made of. */
import type { MathNode } from './math.ts';
import type { Notes } from './notes.ts';

/** The little of a DOM node that the rules use; turndown's parser gives whole ones. */
export interface HtmlNode extends MathNode {
  readonly nodeName: string;
  readonly nodeType: number;
  readonly nodeValue: string | null;
  readonly parentNode: HtmlNode | null;
  readonly firstChild: HtmlNode | null;
  readonly previousSibling: HtmlNode | null;
  readonly nextSibling: HtmlNode | null;
  readonly previousElementSibling: HtmlNode | null;
  readonly nextElementSibling: HtmlNode | null;
  readonly childNodes: ArrayLike<HtmlNode>;
  hasAttribute(name: string): boolean;
  querySelector(selector: string): HtmlNode | null;
}

/** One rule: which elements, and what becomes of one whose content is Markdown already. */
export interface HtmlRule {
  readonly name: string;
  readonly filter: readonly string[] | ((node: HtmlNode) => boolean);
  readonly replacement: (content: string, node: HtmlNode) => string;
}

/** What the rules know of the page. */
export interface PageContext {
  readonly notes: Notes;
  /** Before the label of every note, so that the notes of several pages do not meet. */
  readonly notePrefix: string;
  /** Where relative links begin; without it they lose their target. */
  readonly base: string | undefined;
}

/** A block of its own; nothing when it is empty. */
export function block(content: string): string {
  const text = content.trim();
  return text === '' ? '' : `\n\n${text}\n\n`;
}
