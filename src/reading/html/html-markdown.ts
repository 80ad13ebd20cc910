/** HTML → Markdown with links, emphasis and lists. Nothing is fetched or run. */
import { parseHTML } from 'linkedom';
import TurndownService from 'turndown';

const service = new TurndownService({
  headingStyle: 'atx',
  bulletListMarker: '-',
  codeBlockStyle: 'fenced',
  emDelimiter: '*',
});
service.remove(['script', 'style', 'noscript', 'title']);

/** A fragment of a page as Markdown; '' when it holds no words. */
export function htmlMarkdown(html: string, _origin: { readonly base?: string } = {}): string {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  return service.turndown(document.body as never).trim();
}
