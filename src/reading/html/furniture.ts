/** Tells what of a page is its content from what is furniture: menus, calls to subscribe, lists of links. */
import { childrenOf, isElement, type PageDocument, type PageElement } from './dom.ts';
import { numberAttribute } from './page-taming.ts';
import { WordCount } from './word-count.ts';

/** An article says at least this part of what its page says outside links. */
const articleShare = 0.6;
/** Characters. In a page that says less than this, small pieces are facts rather than dates and tags. */
const longArticle = 1500;
/** Characters outside links; what is longer was written to be read. */
const longPiece = 140;
/** A piece with a larger share of links is a menu … */
const mostLinked = 0.6;
/** … but the facts in a table of an encyclopaedia are mostly links. */
const mostLinkedInTable = 0.85;

/** A hole in one of these would make it say something else. */
const wholeNames = new Set('P LI DD DT TABLE PRE CODE BLOCKQUOTE MATH FIGURE A STRONG B EM I'.split(' '));
const heading = /^H[1-6]$/;
const furnitureRole =
  /^(?:navigation|search|dialog|alertdialog|menu|menubar|toolbar|contentinfo|banner|tooltip)$/i;
const framing = new Set(['HEADER', 'FOOTER', 'ASIDE']);
const menuClass = /\b(?:nav|navbar|menu|breadcrumbs?|sidebar|cookie)\b/i;

/**
 * The element that holds what was `kept` (by their numbers) of a page, cleared of furniture; undefined when that
 * is not most of what the page says. Changes the document.
 */
export function articleRoot(document: PageDocument, kept: ReadonlySet<number>): PageElement | undefined {
  const { body } = document;
  const root = body && firstKept(body, kept);
  if (!body || !root) return undefined;
  const words = new WordCount(body);
  const pieces = leftOut(root, kept, words);
  const lost = pieces.reduce((sum, piece) => sum + words.told(piece), 0);
  const told = words.told(body) - furnitureOf(body, words).reduce((sum, one) => sum + words.told(one), 0);
  if (words.told(root) - lost < told * articleShare) return undefined;
  for (const piece of pieces) piece.remove();
  return root;
}

/** The whole page without its menus. Changes the document. */
export function pageRoot({ body }: PageDocument): PageElement | undefined {
  if (!body) return undefined;
  for (const piece of furnitureOf(body, new WordCount(body))) piece.remove();
  return body;
}

function numberOf(element: PageElement): number {
  return Number(element.getAttribute(numberAttribute) ?? -1);
}

function firstKept(element: PageElement, kept: ReadonlySet<number>): PageElement | undefined {
  if (kept.has(numberOf(element))) return element;
  for (const child of childrenOf(element)) {
    const found = isElement(child) ? firstKept(child, kept) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** What the library left out of `root` and is no loss. */
function leftOut(root: PageElement, kept: ReadonlySet<number>, words: WordCount): PageElement[] {
  const long = words.told(root) > longArticle;
  const pieces: PageElement[] = [];
  const visit = (element: PageElement): void => {
    for (const child of childrenOf(element)) {
      if (!isElement(child)) continue;
      if (kept.has(numberOf(child))) {
        if (!wholeNames.has(child.nodeName)) visit(child);
      } else if (heading.test(element.nodeName)) {
        // Words of headings happen to be names of furniture; what stands beside them is a link to edit them.
        if (words.told(element) > 0 && words.linkedShare(child) > mostLinked) pieces.push(child);
      } else if (isMenu(child) || !saysSomething(child, words, long)) pieces.push(child);
    }
  };
  visit(root);
  return pieces;
}

function isMenu(element: PageElement): boolean {
  const name = element.nodeName;
  return name === 'NAV' || name === 'DIALOG' || furnitureRole.test(element.getAttribute('role') ?? '');
}

function isNamedMenu(element: PageElement): boolean {
  return menuClass.test(element.getAttribute('class') ?? '');
}

function saysSomething(element: PageElement, words: WordCount, long: boolean): boolean {
  if (isNamedMenu(element) && words.linkedShare(element) > 0.5) return false;
  const table = element.nodeName === 'TABLE' || element.querySelector('table') !== null;
  if (words.linkedShare(element) > (table ? mostLinkedInTable : mostLinked)) return false;
  return !long || table || words.told(element) >= longPiece;
}

/** The outermost menus of a page, and what frames it with little but links. */
function furnitureOf(body: PageElement, words: WordCount): PageElement[] {
  const pieces: PageElement[] = [];
  const visit = (element: PageElement): void => {
    for (const child of childrenOf(element)) {
      if (!isElement(child)) continue;
      const frame = framing.has(child.nodeName) || isNamedMenu(child);
      if (isMenu(child) || (frame && words.linkedShare(child) > mostLinked)) pieces.push(child);
      else visit(child);
    }
  };
  visit(body);
  return pieces;
}
