/** What each element of a tamed page becomes in Markdown. */
import type TurndownService from 'turndown';
import { codeRules } from './code-rules.ts';
import { escapeText } from './escape-text.ts';
import { linkRules } from './link-rules.ts';
import { mathMarkdown } from './math.ts';
import { block, type HtmlNode, type HtmlRule, type PageContext } from './rule.ts';
import { tableRules } from './table-rules.ts';

/** Adds the rules to a service; the last ones are asked first. */
export function addRules(service: TurndownService, page: PageContext): void {
  const rules = [
    ...blockRules(),
    ...listRules(),
    ...inlineRules(),
    ...codeRules(),
    ...tableRules(),
    ...linkRules(page),
    hidden,
  ];
  for (const { name, filter, replacement } of rules) {
    const rule = { filter: typeof filter === 'function' ? filter : [...filter], replacement };
    service.addRule(name, rule as unknown as TurndownService.Rule);
  }
}

const hidden: HtmlRule = {
  name: 'hidden',
  filter: (node) => node.hasAttribute('hidden'),
  replacement: () => '',
};

function blockRules(): HtmlRule[] {
  const heading = (content: string, { nodeName }: HtmlNode) => {
    const text = content.replace(/\s+/g, ' ').trim();
    return text === '' ? '' : `\n\n${'#'.repeat(Number(nodeName.charAt(1)))} ${text}\n\n`;
  };
  return [
    { name: 'heading', filter: ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'], replacement: heading },
    { name: 'paragraph', filter: ['p'], replacement: block },
    { name: 'summary', filter: ['summary'], replacement: (content) => block(marked('**', content)) },
    { name: 'figcaption', filter: ['figcaption'], replacement: block },
    { name: 'math', filter: ['math'], replacement: (_content, node) => mathMarkdown(node) },
    { name: 'break', filter: ['br'], replacement: (_content, node) => breakMarkdown(node) },
  ];
}

/** Two breaks in a row part paragraphs. */
function breakMarkdown(node: HtmlNode): string {
  if (node.nextElementSibling?.nodeName === 'BR' && isBlankUntil(node, 'nextSibling')) return '';
  if (node.previousElementSibling?.nodeName === 'BR' && isBlankUntil(node, 'previousSibling')) return '\n\n';
  return '  \n';
}

function isBlankUntil(node: HtmlNode, side: 'nextSibling' | 'previousSibling'): boolean {
  const neighbour = node[side];
  return neighbour?.nodeType !== 3 || !neighbour.nodeValue?.trim();
}

/** Numbers count on from the list's start without looking at the items before. */
function listRules(): HtmlRule[] {
  const numbers = new WeakMap<object, number>();
  const terms = new WeakMap<object, string>();
  const item = (content: string, { parentNode, nextSibling }: HtmlNode) => {
    let marker = '- ';
    if (parentNode?.nodeName === 'OL') {
      const number = numbers.get(parentNode) ?? Number(parentNode.getAttribute('start') ?? 1);
      numbers.set(parentNode, number + 1);
      marker = `${Number.isSafeInteger(number) && number >= 0 ? number : 1}. `;
    }
    const text = content
      .trim()
      .replace(/^(\[[ x]\]) +/, '$1 ')
      .replace(/\n{2,}(?=(?:- |1\. ))/g, '\n')
      .replace(/\n(?=[^\n])/g, `\n${' '.repeat(marker.length)}`);
    return text === '' ? '' : `${marker}${text}${nextSibling ? '\n' : ''}`;
  };
  const term = (content: string, node: HtmlNode) => {
    const text = content.replaceAll('**', '').replace(/\s+/g, ' ').trim();
    if (node.nextElementSibling?.nodeName !== 'DD') return block(marked('**', text));
    terms.set(node, text);
    return '';
  };
  const definition = (content: string, { previousElementSibling }: HtmlNode) => {
    const text = content.trim();
    const name = previousElementSibling === null ? '' : (terms.get(previousElementSibling) ?? '');
    if (name === '') return block(text);
    return text.includes('\n') ? block(`**${name}**\n\n${text}`) : block(`**${name}**: ${text}`);
  };
  const box = (_content: string, node: HtmlNode) => (node.hasAttribute('checked') ? '[x] ' : '[ ] ');
  return [
    { name: 'item', filter: ['li'], replacement: item },
    { name: 'term', filter: ['dt'], replacement: term },
    { name: 'definition', filter: ['dd'], replacement: definition },
    { name: 'box', filter: ['input'], replacement: box },
  ];
}

function inlineRules(): HtmlRule[] {
  return [
    { name: 'strong', filter: ['strong'], replacement: (content) => marked('**', content) },
    { name: 'emphasis', filter: ['em'], replacement: (content) => marked('*', content) },
    { name: 'deleted', filter: ['del'], replacement: (content) => marked('~~', content) },
    { name: 'quotation', filter: ['q'], replacement: (content) => `“${content}”` },
    { name: 'raised', filter: ['sup'], replacement: raised },
    { name: 'lowered', filter: ['sub'], replacement: lowered },
    { name: 'reading', filter: ['rt'], replacement: (content) => `(${content})` },
    { name: 'readingBracket', filter: ['rp'], replacement: () => '' },
    { name: 'image', filter: ['img'], replacement: (_content, node) => imageWords(node) },
  ];
}

/** Marks do not reach over paragraphs. */
function marked(mark: string, content: string): string {
  const text = content.trim();
  return text === '' || text.includes('\n\n') ? content : `${mark}${text}${mark}`;
}

const superscripts: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'0123456789'].map((digit, i) => [digit, '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(i)])),
  '+': '⁺',
  '-': '⁻',
  '−': '⁻',
  n: 'ⁿ',
  '(': '⁽',
  ')': '⁾',
};

/** Without a sign for "raised", 10⁶ would be 106. */
function raised(content: string): string {
  const text = content.trim();
  const signs = [...text].map((character) => superscripts[character]);
  if (text.length <= 6 && signs.every((sign) => sign !== undefined)) return signs.join('');
  const plain = /^(?:st|nd|rd|th|er|re|e|o|a|ème|tm|sm|[®©™℠ªº]|[*†‡§¶]+)$/i.test(text) || /[[\]]/.test(text);
  if (plain || text.length > 20) return content;
  return /^[\p{L}\p{N}.]+$/u.test(text) ? `^${text}` : `^(${text})`;
}

/** CO2 and H2O are written so; an index of letters needs its sign. */
function lowered(content: string): string {
  const text = content.trim();
  return /^[\p{L}]{1,3}$/u.test(text) ? `_${text}` : content;
}

/** A picture is never fetched; what its author says about it stands in its place, if its caption does not. */
function imageWords(node: HtmlNode): string {
  const alt = (node.getAttribute('alt') ?? '').replace(/\s+/g, ' ').trim();
  if (node.getAttribute('class') === 'tex') return escapeText(`\\(${alt}\\)`);
  if (isCaptioned(node)) return '';
  const beside = node.previousSibling?.nodeName === 'IMG' ? ' ' : '';
  return beside + escapeText(alt.slice(0, 1000));
}

function isCaptioned(node: HtmlNode): boolean {
  let figure = node.parentNode;
  while (figure && figure.nodeName !== 'FIGURE') figure = figure.parentNode;
  if (!figure) return false;
  const known = captioned.get(figure) ?? Boolean(figure.querySelector('figcaption')?.textContent?.trim());
  captioned.set(figure, known);
  return known;
}

/** Asked once for each figure, however many pictures are in it. */
const captioned = new WeakMap<object, boolean>();
