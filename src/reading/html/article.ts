/** The article of a saved page, and what the page says of itself. */
import defuddle from 'defuddle/node';
import { parseHTML } from 'linkedom';
import type { PageDocument } from './dom.ts';
import { contentOf } from './furniture.ts';
import { numberAttribute } from './page-taming.ts';

/** What a page says of itself; empty strings where it says nothing. */
export interface PageFacts {
  readonly title: string;
  readonly author: string;
  readonly site: string;
  /** As the page has it. */
  readonly published: string;
  readonly description: string;
}

/** What was found in a page. */
export interface Article {
  /** HTML, without the page's furniture. */
  readonly content: string;
  readonly facts: PageFacts;
}

/**
 * The part of a tamed page that a person saved it for. A library proposes; what it would leave out is looked at
 * again, since it is made for articles, and people save bills, threads and tables as well. Undefined for a page
 * that the library cannot take.
 */
export function extractArticle(page: string, address: string | undefined): Article | undefined {
  try {
    return extract(page, address);
  } catch {
    return undefined;
  }
}

function extract(page: string, address: string | undefined): Article {
  const { document } = parseHTML(page);
  // What a browser would know and this parser does not.
  Object.assign(document, { styleSheets: [] });
  const found = new defuddle.DefuddleClass(document as never, {
    url: address ?? 'about:blank',
    // It would ask servers for what the page does not hold.
    useAsync: false,
    // It would number footnotes anew, lose some, and take the numbers off the elements.
    standardize: false,
  }).parse();
  const { title, author, site, published, description } = found;
  const kept = new Set(Array.from(found.content.matchAll(numbered), (match) => Number(match[1])));
  return {
    content: contentOf(document as unknown as PageDocument, kept),
    facts: { title, author, site, published, description },
  };
}

const numbered = new RegExp(` ${numberAttribute}="(\\d+)"`, 'g');
