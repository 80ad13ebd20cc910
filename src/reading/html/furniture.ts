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
/** Short or long, these belong to what stands around them. */
const statements = new Set(['FIGURE', 'FIGCAPTION', 'BLOCKQUOTE', 'PRE', 'MATH']);
const heading = /^H[1-6]$/;
const furnitureRole =
  /^(?:navigation|search|dialog|alertdialog|menu|menubar|toolbar|contentinfo|banner|tooltip)$/i;
const framing = new Set(['HEADER', 'FOOTER', 'ASIDE']);
const grouping = new Set(['DIV', 'UL', 'OL', 'SECTION', 'ASIDE', 'HEADER', 'FOOTER']);
const menuClass = /\b(?:nav|navbar|menu|breadcrumbs?|sidebar|cookie)\b/i;

/**
 * The HTML of a page's content. `kept` are the numbers of the elements that an extraction would keep. Where those
 * are most of what the page says, they are all of it, with what is no clutter among what was left out; else the
 * article comes first and the rest of the page after it. Changes the document.
 */
export function contentOf({ body }: PageDocument, kept: ReadonlySet<number>): string {
  if (!body) return '';
  const words = new WordCount(body);
  const furniture = furnitureOf(body, words);
  const root = firstKept(body, kept);
  const clutter = root ? leftOut(root, kept, words) : [];
  const article = root ? words.told(root) - sumOf(clutter, words) : 0;
  const isMost = article >= (words.told(body) - sumOf(furniture, words)) * articleShare;
  const leads = root !== undefined && root !== body && article >= longArticle && !isOneOfMany(root, words);
  if (root && (isMost || leads)) for (const piece of clutter) piece.remove();
  if (root && isMost) return root.outerHTML;
  if (leads) root.remove();
  for (const piece of furniture) piece.remove();
  return leads ? `${root.outerHTML}<hr>${body.outerHTML}` : body.outerHTML;
}

function sumOf(pieces: readonly PageElement[], words: WordCount): number {
  return pieces.reduce((sum, piece) => sum + words.told(piece), 0);
}

/** Posts of a thread stand beside each other, and none of them comes first because it is long. */
function isOneOfMany(root: PageElement, words: WordCount): boolean {
  const siblings = root.parentNode === null ? [] : childrenOf(root.parentNode);
  return siblings.some(
    (one) => one !== root && one.nodeName === root.nodeName && words.told(one) * 4 > words.told(root),
  );
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
  const states = statements.has(element.nodeName) || element.querySelector('blockquote, pre, math') !== null;
  return !long || table || states || words.told(element) >= longPiece;
}

/** The outermost menus of a page, and what frames it or stands in it with little but links. */
function furnitureOf(body: PageElement, words: WordCount): PageElement[] {
  // A page of links, such as a list of search results, is what its links are.
  const isIndex = words.linkedShare(body) > mostLinked;
  const pieces: PageElement[] = [];
  const visit = (element: PageElement): void => {
    for (const child of childrenOf(element)) {
      if (!isElement(child)) continue;
      const frame = framing.has(child.nodeName) || isNamedMenu(child);
      const linked = words.linkedShare(child);
      const links =
        !isIndex &&
        grouping.has(child.nodeName) &&
        linked > mostLinkedInTable &&
        words.of(child).all > longPiece;
      if (isMenu(child) || (frame && linked > mostLinked) || links) pieces.push(child);
      else if (!wholeNames.has(child.nodeName)) visit(child);
    }
  };
  visit(body);
  return pieces;
}
