/** Links of a page, and the notes that some of them lead to. */

import { block, type HtmlNode, type HtmlRule, type PageContext } from './rule.ts';
import { webAddress } from './web-address.ts';

/** Signs that only lead to the heading that they stand beside. */
const permalink = /^[\\#¶§🔗\s]*$/u;

/** The rules for links and notes of one page. */
export function linkRules({ notes, notePrefix, base }: PageContext): HtmlRule[] {
  const labelOf = (id: string | null) => {
    const label = id === null ? undefined : notes.get(id);
    return label === undefined ? undefined : `${notePrefix}${label}`;
  };
  const isNote = (node: HtmlNode) => labelOf(node.getAttribute('id')) !== undefined;
  const link = (content: string, node: HtmlNode) => {
    const href = node.getAttribute('href')?.trim() ?? '';
    if (href.startsWith('#')) {
      const label = labelOf(href.slice(1));
      if (label !== undefined) return `[^${label}]`;
      // In a note, what leads to a place of the page leads back to where one came from.
      return permalink.test(content) || isWithin(node, isNote) ? '' : content;
    }
    const address = webAddress(href, base);
    return address === undefined ? content : linked(content, address);
  };
  const note = (content: string, node: HtmlNode) => {
    const text = content
      .trim()
      .replace(/^(?:[\^↑↩]\ufe0e?\s*)+/u, '')
      .replace(/\n(?=[^\n])/g, '\n    ');
    return block(`[^${labelOf(node.getAttribute('id'))}]: ${text}`);
  };
  return [
    { name: 'link', filter: (node) => node.nodeName === 'A' && node.hasAttribute('href'), replacement: link },
    { name: 'note', filter: isNote, replacement: note },
  ];
}

function isWithin(node: HtmlNode, test: (node: HtmlNode) => boolean): boolean {
  for (let at = node.parentNode; at?.nodeType === 1; at = at.parentNode) if (test(at)) return true;
  return false;
}

/** A link around several blocks becomes the link of the first line in it. */
function linked(content: string, address: string): string {
  const text = content.trim();
  if (text === '') return '';
  const [first = '', ...rest] = text.split('\n');
  const [, marker = '', words = ''] = /^((?:#{1,6} |[-*>] |\d+\. )*)(.*)$/.exec(first) ?? [];
  if (rest.length > 0 || marker !== '') {
    return `\n\n${[marker + linked(words.trimEnd(), address), ...rest].join('\n')}\n\n`;
  }
  // A table or code cannot be the text of a link.
  if (/^(?:\||```)/.test(text)) return content;
  const bare = text.replaceAll('\\', '');
  if (bare === address || bare === address.replace(/^mailto:/, '')) return bare;
  return `[${text.replace(/(?<!\\)[[\]]/g, '\\$&')}](${address})`;
}
