/** A page as text → its blocks and what it says of itself. */
import type { Block, DocumentFacts } from '../../types/document.ts';
import { splitSections } from '../markdown/sections.ts';
import type { PageFacts } from './article.ts';
import { escapeText } from './escape-text.ts';
import { htmlMarkdown } from './html-markdown.ts';
import { addressOf, isWholePage } from './page-address.ts';
import { tamePage } from './page-taming.ts';
import { publishedDay } from './published.ts';

/** What is read of a page. */
export interface ReadPage {
  /** The page's title first, however its own heading was written. */
  readonly blocks: readonly Block[];
  readonly facts: DocumentFacts;
}

/** The article that a page was saved for, or the whole of a page that is none. `from` is where it was saved. */
export async function readPage(html: string, from?: string): Promise<ReadPage> {
  const base = from ?? addressOf(html);
  const origin = base === undefined ? {} : { base };
  if (!isWholePage(html)) return untitled(htmlMarkdown(html, origin));
  const { html: tamed, large } = tamePage(html);
  const page = framed(tamed);
  const { extractArticle } = await import('./article.ts');
  const article = extractArticle(large ? headOf(page) : page, base);
  const markdown = htmlMarkdown(large || !article ? html : article.content, origin);
  if (!article) return untitled(markdown);
  const facts = documentFacts(article.facts, base, markdown);
  if (facts.title === undefined) return { ...untitled(markdown), facts };
  const title: Block = { type: 'markdown', text: `# ${escapeText(facts.title)}` };
  return { blocks: [title, ...splitSections(withoutTitle(markdown, facts.title)).blocks], facts };
}

/** A page that does not say what it is called may say so in its first heading. */
function untitled(markdown: string): ReadPage {
  const { blocks, title } = splitSections(markdown);
  return { blocks, facts: title === undefined ? {} : { title } };
}

/** What is left of a page may have lost its frame. */
function framed(page: string): string {
  return /<html[\s>]/.test(page) ? page : `<html><head></head><body>${page}</body></html>`;
}

function headOf(page: string): string {
  return `${page.slice(0, Math.max(0, page.indexOf('</head>')))}</head><body></body></html>`;
}

/** The title stands above already. */
function withoutTitle(markdown: string, title: string): string {
  const [, heading = '', rest = ''] = /^# ([^\n]*)\n*([\s\S]*)$/.exec(markdown) ?? [];
  return lettersOf(heading) === lettersOf(title) ? rest : markdown;
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
}

function documentFacts(page: PageFacts, base: string | undefined, markdown: string): DocumentFacts {
  const created = publishedDay(page.published);
  // The lines below a headline are often kept here, and nowhere else in the article.
  const { description } = page;
  const described = description === '' || lettersOf(markdown).includes(lettersOf(description).slice(0, 200));
  const other = {
    ...(described ? {} : { Description: description.slice(0, 1000) }),
    ...(page.site === '' || page.site === page.author ? {} : { Site: page.site }),
    ...(base === undefined ? {} : { Address: base }),
  };
  return {
    ...(page.title === '' ? {} : { title: page.title }),
    ...(page.author === '' ? {} : { author: page.author }),
    ...(created === undefined ? {} : { created }),
    ...(Object.keys(other).length === 0 ? {} : { other }),
  };
}
