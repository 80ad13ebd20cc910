/** Gathers the cells of a page's tables while they are converted, and writes each table as a whole. */
import type { HtmlNode, HtmlRule } from './rule.ts';
import { type HtmlCell, type HtmlRow, tableMarkdown } from './table-markdown.ts';

const sections = new Set(['THEAD', 'TBODY', 'TFOOT']);
/** A cell says that it is larger than this only by mistake or to do harm. */
const mostSpan = 1000;

/** The rules for tables; they share what they have gathered, so each page needs its own. */
export function tableRules(): HtmlRule[] {
  const cells = new WeakMap<object, HtmlCell>();
  const captions = new WeakMap<object, string>();
  const cell = (content: string, node: HtmlNode) => {
    const span = (name: string) =>
      Math.min(mostSpan, Number.parseInt(node.getAttribute(name) ?? '1', 10) || 1);
    const rows = span('rowspan');
    cells.set(node, { content, head: node.nodeName === 'TH', columns: span('colspan'), rows });
    return '';
  };
  const caption = (content: string, node: HtmlNode) => {
    captions.set(node, content.trim());
    return '';
  };
  const table = (_content: string, node: HtmlNode) => {
    const rows: HtmlRow[] = [];
    let title = '';
    for (const section of Array.from(node.childNodes)) {
      title ||= captions.get(section) ?? '';
      for (const row of sections.has(section.nodeName) ? Array.from(section.childNodes) : [section]) {
        if (row.nodeName !== 'TR') continue;
        const found = Array.from(row.childNodes, (child) => cells.get(child)).filter(
          (one) => one !== undefined,
        );
        rows.push({ cells: found, head: section.nodeName === 'THEAD' });
      }
    }
    const layout = /^(?:presentation|none)$/i.test(node.getAttribute('role') ?? '');
    return `\n\n${[title, tableMarkdown(rows, layout)].filter((part) => part !== '').join('\n\n')}\n\n`;
  };
  return [
    { name: 'cell', filter: ['td', 'th'], replacement: cell },
    { name: 'caption', filter: ['caption'], replacement: caption },
    { name: 'table', filter: ['table'], replacement: table },
  ];
}
