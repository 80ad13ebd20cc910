/** HTML of any origin (pages, mail, books, documents) → Markdown that a person would have written. */
import TurndownService from 'turndown';
import { cleanText } from '../text/clean.ts';
import { escapeText } from './escape-text.ts';
import { markdownTaming } from './markdown-taming.ts';
import { findNotes } from './notes.ts';
import { block } from './rule.ts';
import { addRules } from './rules.ts';
import { tameHtml } from './tame.ts';

/** What the HTML does not say itself. */
export interface HtmlOrigin {
  /** The address that relative links begin at; without one they lose their target. */
  readonly base?: string;
  /** Set before the label of every footnote where the Markdown of several pages comes together, e.g. `c2-`. */
  readonly notePrefix?: string;
}

const style: TurndownService.Options = {
  headingStyle: 'atx',
  hr: '* * *',
  defaultReplacement: (content, node) => ((node as { isBlock?: boolean }).isBlock ? block(content) : content),
};

/** Pages are converted in pieces of about this size, which bounds memory and keeps the time in proportion. */
const chunkCharacters = 64 * 1024;

/**
 * The Markdown of a page or a piece of one. Scripts, styles, forms and what the page hides are left out; links
 * keep their target only if it is a web page or a mail address; pictures become the words that their author
 * gave them. Time is linear in the length, whatever the HTML holds.
 */
export function htmlMarkdown(html: string, origin: HtmlOrigin = {}): string {
  const shown = convert(html, origin, false);
  // Some pages hide everything until their script has run.
  return shown === '' ? convert(html, origin, true) : shown;
}

function convert(html: string, origin: HtmlOrigin, hidden: boolean): string {
  const notes = findNotes(html);
  const service = new TurndownService(style);
  service.escape = escapeText;
  addRules(service, { notes, notePrefix: origin.notePrefix ?? '', base: origin.base });
  return tameHtml(html, markdownTaming(html, { notes, hidden, chunkCharacters }))
    .map((chunk) => cleanText(service.turndown(chunk)).trim())
    .filter((markdown) => markdown !== '')
    .join('\n\n');
}
